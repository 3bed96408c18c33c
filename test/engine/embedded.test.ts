import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEmbedded, destroyEmbedded, refreshEmbedded } from '../../src/engine/embedded.ts';
import type { EngineEvent, EngineResult } from '../../src/engine/engine.ts';
import type { Resource } from '../../src/estate/resource.ts';
import { readState } from '../../src/state/read.ts';
import {
  checkpointFile,
  checkpointOf,
  namesInState,
  PROJECT,
  temporaryBackend,
  temporaryFolder,
  thing,
  urnOf,
} from './estate.ts';
import { fakeCloud, THING } from './fake-cloud.ts';

function world(options: Parameters<typeof fakeCloud>[1] = {}) {
  const folder = temporaryFolder();
  const cloud = fakeCloud(join(folder, 'cloud'), options);
  const backend = temporaryBackend(folder);
  const base = { backend, project: PROJECT, types: [cloud.type] };
  type Extra = Partial<Parameters<typeof applyEmbedded>[0]>;
  return {
    cloud,
    backend,
    base,
    up: (lists: Record<string, Resource[]>, extra: Extra = {}) =>
      applyEmbedded({
        ...base,
        stacks: Object.entries(lists).map(([stack, resources]) => ({ stack, resources })),
        ...extra,
      }),
  };
}

const ops = (result: EngineResult) => result.done.map(({ op, name }) => `${op} ${name}`);
const failures = (result: EngineResult) => result.failed.map(({ code, op, name }) => `${code} ${op} ${name}`);

describe('applying a list', () => {
  test('creates, then finds nothing to do, then updates and deletes', async () => {
    const { up, cloud, backend } = world();
    expect(ops(await up({ 'pool-a': [thing('a.example'), thing('b.example')] }))).toEqual([
      'create a.example',
      'create b.example',
    ]);

    const before = readFileSync(checkpointFile(backend, 'pool-a'));
    cloud.calls.length = 0;
    const again = await up({ 'pool-a': [thing('b.example'), thing('a.example')] });
    expect(again).toMatchObject({
      done: [],
      failed: [],
      unchanged: 2,
      interrupted: false,
      warnings: [],
      journal: { bytes: 0 },
    });
    expect(cloud.calls).toEqual([]);
    expect(readFileSync(checkpointFile(backend, 'pool-a'))).toEqual(before);

    const third = await up({ 'pool-a': [thing('a.example', { parts: { spf: 'v=spf1 -all' } })] });
    expect(ops(third)).toEqual(['update a.example', 'delete b.example']);
    expect(cloud.things().map(({ parts }) => parts)).toEqual([{ spf: 'v=spf1 -all' }]);
    expect(namesInState(backend, 'pool-a')).toEqual(['a.example']);
  });

  test('writes the checkpoint as the Pulumi CLI takes it over: stack, provider, resources with parent and provider', async () => {
    const { up, backend } = world();
    await up({ 'pool-a': [thing('a.example')] });
    const { version, checkpoint } = checkpointOf(backend, 'pool-a');
    expect(version).toBe(3);
    expect(checkpoint.stack).toBe(`organization/${PROJECT}/pool-a`);
    expect(checkpoint.latest?.manifest).toMatchObject({ magic: '', version: '', time: expect.stringMatching(/Z$/) });
    const [stack, provider, resource] = checkpoint.latest?.resources ?? [];
    expect(stack).toMatchObject({
      urn: `urn:pulumi:pool-a::${PROJECT}::pulumi:pulumi:Stack::${PROJECT}-pool-a`,
      custom: false,
      type: 'pulumi:pulumi:Stack',
    });
    expect(provider).toMatchObject({
      urn: `urn:pulumi:pool-a::${PROJECT}::pulumi:providers:fake::default`,
      custom: true,
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
    });
    expect(resource).toMatchObject({
      urn: urnOf('pool-a', 'a.example'),
      custom: true,
      type: THING,
      inputs: { name: 'a.example' },
      outputs: { token: 'token-of-a.example' },
      parent: stack?.urn,
      provider: `${provider?.urn}::${provider?.id}`,
      propertyDependencies: { name: [] },
    });
  });

  test('keeps the provider, foreign resources and unknown fields of an existing checkpoint', async () => {
    const { up, backend } = world();
    await up({ 'pool-a': [thing('a.example')] });
    const document = checkpointOf(backend, 'pool-a');
    const latest = document.checkpoint.latest;
    const provider = latest?.resources?.[1];
    if (!latest?.resources || !provider) throw new Error('no resources');
    provider.id = '11111111-2222-4333-8444-555555555555';
    provider.urn = `${provider.urn}_0_1_0`;
    const own = latest.resources[2];
    if (own)
      Object.assign(own, { provider: `${provider.urn}::${provider.id}`, sourcePosition: 'project:///index.ts#1' });
    latest.resources.push({
      urn: `urn:pulumi:pool-a::${PROJECT}::aws:s3/bucket:Bucket::logs`,
      custom: true,
      type: 'aws:s3/bucket:Bucket',
      id: 'logs',
    });
    latest.secrets_providers = { type: 'passphrase', state: { salt: 'v1:x' } };
    document.future = { kept: true };
    writeFileSync(checkpointFile(backend, 'pool-a'), JSON.stringify(document));

    const result = await up({ 'pool-a': [thing('a.example', { parts: { mx: '1' } }), thing('b.example')] });
    expect(result.warnings).toEqual(['Stack pool-a: 1 resources (aws:s3/bucket:Bucket) are left to the Pulumi CLI']);
    const after = checkpointOf(backend, 'pool-a');
    expect(after.future).toEqual({ kept: true });
    expect(after.checkpoint.latest?.secrets_providers).toEqual({ type: 'passphrase', state: { salt: 'v1:x' } });
    const resources = after.checkpoint.latest?.resources ?? [];
    expect(resources.filter(({ type }) => type.startsWith('pulumi:providers')).map(({ id }) => id)).toEqual([
      provider.id,
    ]);
    expect(resources.filter(({ type }) => type === THING).map(resource => resource.provider)).toEqual([
      own?.provider,
      own?.provider,
    ]);
    expect(resources.find(({ urn }) => urn === own?.urn)).toMatchObject({ sourcePosition: 'project:///index.ts#1' });
    expect(resources.filter(({ type }) => type.startsWith('aws:'))).toHaveLength(1);
  });

  test('gives the same bytes whatever ended first, apart from times', async () => {
    const texts: string[] = [];
    for (let round = 0; round < 2; round++) {
      const { up, backend } = world({ latencyMs: () => Math.random() * 10 });
      await up({
        'pool-a': ['d', 'a', 'c', 'b'].map(name => thing(`${name}.example`, {}, name === 'a' ? ['d.example'] : [])),
      });
      const text = readFileSync(checkpointFile(backend, 'pool-a'), 'utf8');
      texts.push(text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T').replaceAll(/t-[0-9a-f-]{36}/g, 'ID'));
    }
    expect(texts[0]).toBe(texts[1]);
  });

  test('says each start and end once', async () => {
    const { up } = world({ fails: new Set(['b.example']) });
    const events: EngineEvent[] = [];
    await up(
      { 'pool-a': [thing('a.example'), thing('b.example')] },
      { concurrency: 1, onEvent: event => events.push(event) },
    );
    const steps = events.filter(event => event.kind !== 'warning');
    expect(steps.map(({ kind, name, op }) => `${kind} ${op} ${name}`)).toEqual([
      'start create a.example',
      'done create a.example',
      'start create b.example',
      'failed create b.example',
    ]);
  });

  test('never runs more steps at once than it may', async () => {
    let inFlight = 0;
    let most = 0;
    const { up } = world({ latencyMs: () => 2 });
    await up(
      {
        'pool-a': Array.from({ length: 20 }, (_, index) => thing(`d${index}.example`)),
        'pool-b': [thing('z.example')],
      },
      {
        concurrency: 3,
        onEvent: ({ kind }) => {
          inFlight += kind === 'start' ? 1 : -1;
          most = Math.max(most, inFlight);
        },
      },
    );
    expect(most).toBe(3);
  });
});

describe('dependencies', () => {
  test('run in order and hand their outputs on', async () => {
    const { up, cloud, backend } = world();
    await up({
      'pool-a': [
        thing('serve.example', { parts: { dkim: { from: 'identify.example.token' } as unknown as string } }),
        thing('identify.example'),
      ],
    });
    expect(cloud.calls).toEqual(['create identify.example', 'create serve.example']);
    const serve = checkpointOf(backend, 'pool-a').checkpoint.latest?.resources?.find(({ urn }) =>
      urn.endsWith('::serve.example'),
    );
    expect(serve).toMatchObject({
      inputs: { parts: { dkim: 'token-of-identify.example' } },
      dependencies: [urnOf('pool-a', 'identify.example')],
      propertyDependencies: { parts: [urnOf('pool-a', 'identify.example')], name: [] },
    });
    expect(namesInState(backend, 'pool-a')).toEqual(['identify.example', 'serve.example']);
  });

  test('that fail stop their dependents and nobody else', async () => {
    const { up, cloud } = world({ fails: new Set(['a.example']) });
    const result = await up({
      'pool-a': [
        thing('a.example'),
        thing('b.example', {}, ['a.example']),
        thing('c.example', {}, ['b.example']),
        thing('d.example'),
      ],
    });
    expect(ops(result)).toEqual(['create d.example']);
    expect(failures(result)).toEqual([
      'refused create a.example',
      'dependency create b.example',
      'dependency create c.example',
    ]);
    expect(cloud.calls).toEqual(['create a.example', 'create d.example']);
  });

  test('that are as they should be already fail with nobody', async () => {
    const fails = new Set<string>();
    const { up, cloud } = world({ fails });
    await up({ p: [thing('b.example')] });
    fails.add('a.example');
    const result = await up({ p: [thing('a.example'), thing('b.example', {}, ['a.example'])] });
    expect(failures(result)).toEqual(['refused create a.example']);
    expect(result.unchanged).toBe(1);
    expect(cloud.calls).toEqual(['create b.example', 'create a.example']);
  });

  test('that go in a circle, or that are not there, are refused before anything is touched', async () => {
    const { up, cloud } = world();
    await expect(up({ p: [thing('a', {}, ['b']), thing('b', {}, ['a'])] })).rejects.toMatchObject({
      code: 'dependency-cycle',
      message: expect.stringContaining('a → b → a'),
    });
    await expect(up({ p: [thing('a', {}, ['nowhere'])] })).rejects.toMatchObject({ code: 'unknown-dependency' });
    await expect(up({ p: [thing('a'), thing('a')] })).rejects.toMatchObject({ code: 'duplicate-resource' });
    expect(cloud.calls).toEqual([]);
  });

  test('are deleted after what depends on them', async () => {
    const { up, cloud } = world();
    await up({ p: [thing('a'), thing('b', {}, ['a']), thing('c', {}, ['b'])] });
    cloud.calls.length = 0;
    await up({ p: [] });
    expect(cloud.calls).toEqual(['delete c', 'delete b', 'delete a']);
  });

  test('are kept while something that could not be changed still depends on them', async () => {
    const fails = new Set<string>();
    const { up, backend } = world({ fails });
    await up({ p: [thing('a'), thing('b', {}, ['a'])] });
    fails.add('b');
    const result = await up({ p: [thing('b', { parts: { x: '1' } })] });
    expect(failures(result)).toEqual(['dependency delete a', 'refused update b']);
    expect(namesInState(backend, 'p')).toEqual(['a', 'b']);
  });

  test('that are dropped without another change are forgotten, and can go', async () => {
    const { up, cloud } = world();
    await up({ p: [thing('a'), thing('b', {}, ['a'])] });
    cloud.calls.length = 0;
    const result = await up({ p: [thing('b')] });
    expect(result.failed).toEqual([]);
    expect(cloud.calls).toEqual(['delete a']);
  });
});

describe('failures', () => {
  test('that a check finds cost no call and give their reasons', async () => {
    const { up, cloud } = world();
    const result = await up({ p: [{ ...thing('a'), inputs: { name: '' } }, thing('b')] });
    expect(result.failed).toMatchObject([{ stack: 'p', name: 'a', code: 'check', message: 'name: is empty' }]);
    expect(cloud.calls).toEqual(['create b']);
  });

  test('in part keep what was applied, and the next run sends the rest', async () => {
    const { up, backend } = world();
    const first = await up({ p: [thing('a', { parts: { mx: '1', spf: 'refused' } })] });
    expect(first.failed).toMatchObject([{ code: 'partial', reasons: ['spf is refused'] }]);
    const state = await readState(backend, PROJECT);
    expect(state.stacks[0]?.resources).toMatchObject([
      { name: 'a', inputs: { parts: { mx: '1' } }, initErrors: ['spf is refused'] },
    ]);
    const second = await up({ p: [thing('a', { parts: { mx: '1', spf: '2' } })] });
    expect(ops(second)).toEqual(['update a']);
    expect((await readState(backend, PROJECT)).stacks[0]?.resources[0]?.initErrors).toBeUndefined();
  });

  test('in part force an update even where nothing differs any more', async () => {
    const { up } = world();
    await up({ p: [thing('a', { parts: { mx: '1', spf: 'refused' } })] });
    expect(ops(await up({ p: [thing('a', { parts: { mx: '1' } })] }))).toEqual(['update a']);
    expect((await up({ p: [thing('a', { parts: { mx: '1' } })] })).unchanged).toBe(1);
  });

  test('in part through the Pulumi CLI, which keeps all inputs, count as what the outputs say', async () => {
    const { up, backend } = world();
    await up({ p: [thing('a', { parts: { mx: '1', spf: 'refused' } })] });
    const document = checkpointOf(backend, 'p');
    const [, , written] = document.checkpoint.latest?.resources ?? [];
    if (written?.inputs) written.inputs.parts = { mx: '1', spf: 'refused' };
    writeFileSync(checkpointFile(backend, 'p'), JSON.stringify(document));
    expect((await readState(backend, PROJECT)).stacks[0]?.resources[0]?.inputs).toEqual({
      name: 'a',
      parts: { mx: '1' },
    });
  });

  test('of foreign types name the Pulumi CLI before anything is touched', async () => {
    const { up, cloud } = world();
    const foreign: Resource = { type: 'aws:s3/bucket:Bucket', name: 'logs', inputs: {}, dependsOn: [] };
    await expect(up({ p: [thing('a'), foreign] })).rejects.toMatchObject({
      code: 'foreign-type',
      fix: expect.stringContaining('Pulumi CLI'),
    });
    expect(cloud.calls).toEqual([]);
  });

  test('of foreign types that stand in the state as they are wanted serve here as well', async () => {
    const { up, backend, cloud } = world();
    await up({ p: [thing('z')] });
    const document = checkpointOf(backend, 'p');
    const bucket = { type: 'aws:s3/bucket:Bucket', inputs: { size: 1 }, outputs: { size: 1, arn: 'arn:1' } };
    const urn = `urn:pulumi:p::${PROJECT}::${bucket.type}::logs`;
    document.checkpoint.latest?.resources?.push({ urn, custom: true, id: 'b1', ...bucket });
    writeFileSync(checkpointFile(backend, 'p'), JSON.stringify(document));
    const foreign = (size: number): Resource => ({ type: bucket.type, name: 'logs', inputs: { size }, dependsOn: [] });
    const dependent: Resource = {
      ...thing('a'),
      inputs: { name: 'a', parts: { mx: { from: 'logs.arn' }, id: { from: 'logs.id' } } },
    };
    const done = await up({ p: [thing('z'), foreign(1), dependent] });
    expect(done).toMatchObject({ failed: [], warnings: [] });
    expect(cloud.things().find(({ parts }) => parts?.mx)?.parts).toEqual({ mx: 'arn:1', id: 'b1' });
    await expect(up({ p: [thing('z'), foreign(2), dependent] })).rejects.toMatchObject({ code: 'foreign-type' });
  });

  test('on another back end than files say what to do', async () => {
    const { base } = world();
    await expect(
      applyEmbedded({ ...base, backend: { kind: 'cli', url: 's3://bucket' }, stacks: [] }),
    ).rejects.toMatchObject({
      code: 'backend',
    });
  });

  test('of a protected resource keep it', async () => {
    const { up, backend, cloud } = world();
    await up({ p: [thing('a')] });
    const document = checkpointOf(backend, 'p');
    for (const resource of document.checkpoint.latest?.resources ?? []) resource.protect = resource.type === THING;
    writeFileSync(checkpointFile(backend, 'p'), JSON.stringify(document));
    expect(failures(await up({ p: [] }))).toEqual(['protected delete a']);
    expect(cloud.things()).toHaveLength(1);
  });
});

describe('several stacks', () => {
  test('gain before any of them loses', async () => {
    const { up, cloud } = world({ latencyMs: () => 2 });
    await up({ a: [thing('x'), thing('y')], b: [] });
    cloud.calls.length = 0;
    await up({ a: [], b: [thing('x'), thing('y'), thing('z')] });
    expect(cloud.calls.map(call => call.split(' ')[0])).toEqual(['create', 'create', 'create', 'delete', 'delete']);
  });

  test('keep what the other one could not take over', async () => {
    const fails = new Set<string>();
    const { up, backend } = world({ fails });
    await up({ a: [thing('x'), thing('y')], b: [] });
    fails.add('x');
    const result = await up({ a: [], b: [thing('x'), thing('y')] });
    expect(failures(result)).toEqual(['transfer delete x', 'refused create x']);
    expect(namesInState(backend, 'a')).toEqual(['x']);
    expect(namesInState(backend, 'b')).toEqual(['y']);
  });

  test('change one zone in their given order', async () => {
    const { up, cloud } = world({ latencyMs: () => Math.random() * 5 });
    const events: EngineEvent[] = [];
    await up({ b: [thing('x')], a: [thing('x')] }, { onEvent: event => events.push(event) });
    const steps = events.filter(event => event.kind !== 'warning');
    expect(steps.map(({ kind, stack }) => `${kind} ${stack}`)).toEqual(['start b', 'done b', 'start a', 'done a']);
    expect(cloud.things()).toHaveLength(2);
  });
});

test('the state is shown under its locks before anything is touched, and a refusal then ends the run and frees them', async () => {
  const { up, cloud } = world();
  await up({ 'pool-a': [thing('a.example')], 'pool-b': [] });
  cloud.calls.length = 0;
  const seen: string[] = [];
  const refusing: Parameters<typeof up>[1] = {
    onLocked: stacks => {
      for (const { stack, resources } of stacks) seen.push(`${stack}: ${resources.map(({ name }) => name).join()}`);
      throw new Error('moved');
    },
  };
  await expect(up({ 'pool-a': [thing('b.example')], 'pool-b': [] }, refusing)).rejects.toThrow('moved');
  expect([seen, cloud.calls]).toEqual([['pool-a: a.example', 'pool-b: '], []]);
  expect(ops(await up({ 'pool-a': [thing('b.example')] }))).toEqual(['delete a.example', 'create b.example']);
});

test('a selection touches nothing else, neither creates nor deletes', async () => {
  const { up, backend } = world();
  await up({ p: [thing('a'), thing('b')] });
  const result = await up(
    { p: [thing('c'), thing('d')] },
    { selected: (_stack, name) => name === 'b' || name === 'c' },
  );
  expect(ops(result)).toEqual(['delete b', 'create c']);
  expect(namesInState(backend, 'p')).toEqual(['a', 'c']);
});

test('a replacement creates the new one first and deletes the old one last', async () => {
  const { up, cloud, backend } = world();
  await up({ p: [thing('a', { region: 'eu' }), thing('b', {}, ['a'])] });
  cloud.calls.length = 0;
  expect(ops(await up({ p: [thing('a', { region: 'us' }), thing('b', {}, ['a'])] }))).toEqual([
    'delete a',
    'replace a',
  ]);
  expect(cloud.calls).toEqual(['create a', 'delete a']);
  expect(cloud.things()).toHaveLength(2);
  expect(namesInState(backend, 'p')).toEqual(['a', 'b']);
});

describe('refresh', () => {
  test('finds nothing where nothing was changed', async () => {
    const { up, base } = world();
    await up({ p: [thing('a', { parts: { mx: '1' } }), thing('b', { parts: {} })] });
    expect(await refreshEmbedded({ ...base, stacks: ['p'] })).toMatchObject({
      done: [],
      unchanged: 2,
      journal: { bytes: 0 },
    });
  });

  test('takes over what was changed by hand and forgets what is gone', async () => {
    const folder = temporaryFolder();
    const cloud = fakeCloud(join(folder, 'cloud'));
    const request = { backend: temporaryBackend(folder), project: PROJECT, types: [cloud.type] };
    await applyEmbedded({
      ...request,
      stacks: [{ stack: 'p', resources: [thing('a', { parts: { mx: '1' } }), thing('b'), thing('c', { parts: {} })] }],
    });
    const [a, b] = ['a', 'b'].map(name => cloud.things().find(({ comment }) => comment.includes(`::${name} `)));
    const other = fakeCloud(join(folder, 'cloud'));
    await other.type.update({
      urn: '',
      id: a?.id ?? '',
      oldInputs: {},
      oldOutputs: {},
      inputs: { name: 'a', parts: { mx: '2' } },
      preview: false,
    });
    rmSync(join(folder, 'cloud', `${b?.id}.json`));

    const result = await refreshEmbedded({ ...request, stacks: ['p'] });
    expect(result.done).toEqual([
      { stack: 'p', type: THING, name: 'a', op: 'refresh' },
      { stack: 'p', type: THING, name: 'b', op: 'refresh', gone: true },
    ]);
    expect(result.unchanged).toBe(1);
    expect((await readState(request.backend, PROJECT)).stacks[0]?.resources).toMatchObject([
      { name: 'a', inputs: { parts: { mx: '2' } } },
      { name: 'c' },
    ]);
  });
});

describe('destroy', () => {
  test('deletes all, dependents first, and leaves an empty checkpoint', async () => {
    const { up, base, cloud, backend } = world();
    await up({ p: [thing('a'), thing('b', {}, ['a'])], q: [thing('x')] });
    cloud.calls.length = 0;
    await destroyEmbedded({ ...base, stacks: ['p', 'q'] });
    expect(cloud.things()).toEqual([]);
    expect(cloud.calls.filter(call => call !== 'delete x')).toEqual(['delete b', 'delete a']);
    expect(checkpointOf(backend, 'p').checkpoint.latest?.resources).toEqual([]);
  });

  test('of a selection keeps the rest, and what the rest needs', async () => {
    const { up, base, backend } = world();
    await up({ p: [thing('a'), thing('b', {}, ['a']), thing('c')] });
    const result = await destroyEmbedded({ ...base, stacks: ['p'], selected: (_stack, name) => name !== 'b' });
    expect(failures(result)).toEqual(['dependency delete a']);
    expect(namesInState(backend, 'p')).toEqual(['a', 'b']);
  });
});

test('what a resource costs in the journal does not grow with their number', async () => {
  const cost = async (count: number) => {
    const { up } = world();
    const { journal, done } = await up(
      { p: Array.from({ length: count }, (_, index) => thing(`d${1000 + index}.example`)) },
      { concurrency: 16 },
    );
    expect(done).toHaveLength(count);
    return {
      bytes: (journal?.bytes ?? 0) / count,
      lines: (journal?.lines ?? 0) / count,
      syncs: (journal?.syncs ?? 0) / count,
    };
  };
  const few = await cost(20);
  const many = await cost(400);
  // Begin and done a resource, and one header and one end a run.
  expect(many.lines).toBeLessThanOrEqual(2 + 2 / 400);
  expect(many.bytes).toBeLessThan(few.bytes * 1.05);
  expect(many.syncs).toBeLessThanOrEqual(1 + 1 / 400);
});
