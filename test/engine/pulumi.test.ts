/** The same lists through the real Pulumi CLI, where it is on the PATH. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEmbedded } from '../../src/engine/embedded.ts';
import type { EngineResult } from '../../src/engine/engine.ts';
import { applyPulumi, destroyPulumi, pulumiAvailable, refreshPulumi } from '../../src/engine/pulumi.ts';
import type { Resource } from '../../src/estate/resource.ts';
import { lockFolder } from '../../src/state/backend.ts';
import { takeLock } from '../../src/state/lock.ts';
import { readState } from '../../src/state/read.ts';
import { checkpointOf, namesInState, PROJECT, temporaryBackend, temporaryFolder, thing } from './estate.ts';
import { fakeCloud } from './fake-cloud.ts';

const version = await pulumiAvailable();
const repository = resolve(import.meta.dirname, '../..');

/** A Pulumi project whose program declares what `lists.json` says, with the fake cloud as its provider. */
function project() {
  const folder = temporaryFolder();
  const cloudFolder = join(folder, 'cloud');
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(
    join(folder, 'Pulumi.yaml'),
    `name: ${PROJECT}\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\nplugins: { providers: [{ name: fake, path: plugin }] }\n`,
  );
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'index.js'), programText);
  mkdirSync(join(folder, 'plugin'));
  const plugin = join(folder, 'plugin', 'pulumi-resource-fake');
  writeFileSync(
    plugin,
    `#!/bin/sh\nexec ${process.execPath} ${join(import.meta.dirname, 'fake-provider.ts')} ${cloudFolder} "$@"\n`,
  );
  chmodSync(plugin, 0o755);
  const env: NodeJS.ProcessEnv = { ...process.env, PULUMI_HOME: join(folder, 'home') };
  const common = { backend: temporaryBackend(folder), project: PROJECT, folder, env, concurrency: 4 };
  const cloud = fakeCloud(cloudFolder);
  const stacksOf = (lists: Record<string, Resource[]>) => {
    writeFileSync(join(folder, 'lists.json'), JSON.stringify(lists));
    return Object.entries(lists).map(([stack, resources]) => ({ stack, resources }));
  };
  return {
    common,
    cloud,
    env,
    stacksOf,
    up: (lists: Record<string, Resource[]>) => applyPulumi({ ...common, stacks: stacksOf(lists) }),
  };
}

const programText = `
import { readFileSync } from 'node:fs';
import pulumi from '@pulumi/pulumi';
const lists = JSON.parse(readFileSync(new URL('lists.json', import.meta.url), 'utf8'));
const declared = new Map();
for (const { type, name, inputs, dependsOn } of lists[pulumi.getStack()]) {
  const options = { dependsOn: dependsOn.map(other => declared.get(other)) };
  declared.set(name, new pulumi.CustomResource(type, name, inputs, options));
}
`;

const ops = (result: EngineResult) => result.done.map(({ op, name }) => `${op} ${name}`);

test('the version of a CLI that is not there is undefined', async () => {
  expect(await pulumiAvailable({ PATH: '/nowhere' })).toBeUndefined();
  const { common } = project();
  await expect(
    applyPulumi({ ...common, env: { PATH: '/nowhere' }, stacks: [{ stack: 'p', resources: [] }] }),
  ).rejects.toMatchObject({
    code: 'pulumi-missing',
  });
});

describe.skipIf(version === undefined)('with the Pulumi CLI on the PATH', { timeout: 240_000 }, () => {
  test('both engines continue each other’s work without a change', async () => {
    const { common, cloud, up, stacksOf } = project();
    const list = [thing('a.example', { parts: { mx: '1' } }), thing('b.example', {}, ['a.example'])];
    await applyEmbedded({ ...common, types: [cloud.type], stacks: [{ stack: 'p', resources: list }] });
    const before = cloud.things();

    const taken = await up({ p: list });
    expect(taken).toMatchObject({ done: [], failed: [], unchanged: 2, interrupted: false });
    expect(cloud.things()).toEqual(before);

    const changed = await up({ p: [thing('a.example', { parts: { mx: '2' } }), thing('c.example')] });
    expect(ops(changed)).toEqual(['update a.example', 'delete b.example', 'create c.example']);

    const back = await applyEmbedded({
      ...common,
      types: [cloud.type],
      stacks: stacksOf({ p: [thing('a.example', { parts: { mx: '2' } }), thing('c.example')] }),
    });
    expect(back).toMatchObject({ done: [], failed: [], unchanged: 2, journal: { lines: 0 } });

    await applyEmbedded({
      ...common,
      types: [cloud.type],
      stacks: stacksOf({ p: [thing('c.example', { parts: { x: '1' } }), thing('d.example')] }),
    });
    expect(await up({ p: [thing('c.example', { parts: { x: '1' } }), thing('d.example')] })).toMatchObject({
      done: [],
      unchanged: 2,
    });
    expect(checkpointOf(common.backend, 'p').checkpoint.latest?.secrets_providers).toBeDefined();
  });

  test('failures are collected with their names and reasons, the others go on, dependents are not tried', async () => {
    const { common, env, stacksOf } = project();
    env.FAKE_FAILS = 'bad.example';
    const stacks = stacksOf({
      p: [
        thing('bad.example'),
        thing('good.example'),
        thing('after.example', {}, ['bad.example']),
        thing('part.example', { parts: { mx: '1', spf: 'refused' } }),
      ],
    });
    const result = await applyPulumi({ ...common, stacks });
    expect(ops(result)).toEqual(['create good.example']);
    expect(result.failed.map(({ name, code }) => [name, code])).toEqual([
      ['after.example', 'dependency'],
      ['bad.example', undefined],
      ['part.example', 'partial'],
    ]);
    expect(result.failed[1]?.message).toContain('the cloud refuses bad.example');
    expect(result.failed[2]?.message).toContain('spf is refused');
    const [state] = (await readState(common.backend, PROJECT)).stacks;
    expect(state?.resources.find(({ name }) => name === 'part.example')?.initErrors).toEqual([
      expect.stringContaining('spf is refused'),
    ]);
  });

  test('a stack that could not take a zone over keeps the other from dropping it', async () => {
    const { common, env, up, cloud, stacksOf } = project();
    await up({ losing: [thing('x'), thing('y')] });
    env.FAKE_FAILS = 'x';
    const result = await applyPulumi({
      ...common,
      stacks: stacksOf({ gaining: [thing('x'), thing('y')], losing: [] }),
    });
    expect(result.failed.map(({ stack, name, code }) => [stack, name, code])).toEqual([
      ['gaining', 'x', undefined],
      ['losing', 'x', 'transfer'],
    ]);
    expect(namesInState(common.backend, 'losing')).toEqual(['x']);
    expect(cloud.things()).toHaveLength(2);
  });

  test('it refuses a stack that Mailyard holds, and we say who', async () => {
    const { common, up } = project();
    await up({ p: [] });
    const lock = await takeLock(common.backend, PROJECT, 'p');
    await expect(up({ p: [thing('a')] })).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringContaining(`pid ${process.pid}`),
    });
    await lock.release();
  });

  test('the lock of a run that was killed is cleared and said', async () => {
    const { common, up } = project();
    await up({ p: [] });
    const folder = lockFolder(common.backend, PROJECT, 'p');
    mkdirSync(folder, { recursive: true });
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const dead = { pid, username: 'alex', hostname: hostname(), timestamp: '2026-11-22T10:00:00Z' };
    writeFileSync(join(folder, 'dead.json'), JSON.stringify(dead));
    const result = await up({ p: [thing('a')] });
    expect(ops(result)).toEqual(['create a']);
    expect(result.warnings).toEqual([
      expect.stringContaining(`Cleared the lock on p of a process that is gone: alex@`),
    ]);
  });

  test('a program that fails is a failure of its stack', async () => {
    const { common, up } = project();
    const result = await applyPulumi({ ...common, stacks: [{ stack: 'p', resources: [] }] });
    expect(result.failed).toMatchObject([
      { stack: 'p', code: 'pulumi', message: expect.stringContaining('lists.json') },
    ]);
    await up({ p: [] });
  });

  test('a selection, a refresh and a destroy', async () => {
    const { common, cloud, stacksOf, up } = project();
    await up({ p: [thing('a', { parts: { mx: '1' } }), thing('b')] });
    const selected = (_stack: string, name: string) => name === 'b' || name === 'c';
    const some = await applyPulumi({
      ...common,
      selected,
      stacks: stacksOf({ p: [thing('a', { parts: { mx: '9' } }), thing('c')] }),
    });
    expect(ops(some)).toEqual(['delete b', 'create c']);

    const a = cloud.things().find(({ comment }) => comment.includes('::a '));
    await cloud.type.update({
      urn: '',
      id: a?.id ?? '',
      oldInputs: {},
      oldOutputs: {},
      inputs: { name: 'a', parts: { mx: '3' } },
      preview: false,
    });
    const refreshed = await refreshPulumi({ ...common, stacks: ['p'] });
    expect(refreshed.done.map(({ name, op }) => `${op} ${name}`)).toContain('refresh a');
    expect((await readState(common.backend, PROJECT)).stacks[0]?.resources[0]).toMatchObject({
      name: 'a',
      inputs: { parts: { mx: '3' } },
    });

    const destroyed = await destroyPulumi({ ...common, stacks: ['p'] });
    expect(ops(destroyed)).toEqual(['delete a', 'delete c']);
    expect(cloud.things()).toEqual([]);
    expect(readFileSync(join(common.backend.root, '.pulumi/meta.yaml'), 'utf8').trim()).toBe('version: 1');
  });
});

test.runIf(version === undefined)('skipped: the Pulumi CLI is not on the PATH, so nothing ran through it', () => {
  expect(version).toBeUndefined();
});
