import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fileBackend, findBackend, prepareBackend, readProject } from '../../src/state/backend.ts';
import { readState } from '../../src/state/read.ts';

describe('finding the back end', () => {
  const place = { stateDir: '.mailyard', cwd: '/home/alex/estate', home: '/home/alex' };
  const find = (env: Record<string, string>, projectUrl?: string) => findBackend({ ...place, env, projectUrl });

  test('PULUMI_BACKEND_URL comes first, then Pulumi.yaml, then the state folder', () => {
    expect(find({ PULUMI_BACKEND_URL: 'file:///srv/state' }, 's3://b')).toMatchObject({
      kind: 'file',
      root: '/srv/state',
      default: false,
    });
    expect(find({ PULUMI_BACKEND_URL: '' }, 's3://b')).toEqual({ kind: 'cli', url: 's3://b' });
    expect(find({})).toEqual({
      kind: 'file',
      root: '/home/alex/estate/.mailyard/pulumi',
      url: 'file:///home/alex/estate/.mailyard/pulumi',
      default: true,
    });
  });

  test.each([
    ['file://~', '/home/alex'],
    ['file://~/state', '/home/alex/state'],
    ['file://./state', '/home/alex/estate/state'],
    ['file://state/here', '/home/alex/estate/state/here'],
    ['file:///srv/my%20state?no_tmp_dir=true', '/srv/my state'],
  ])('%s is %s, as with Pulumi', (url, root) => {
    expect(find({ PULUMI_BACKEND_URL: url })).toMatchObject({ kind: 'file', root });
  });

  test('Pulumi.yaml gives the name and the back end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mailyard-project-'));
    await expect(readProject(folder)).rejects.toMatchObject({ code: 'project' });
    writeFileSync(join(folder, 'Pulumi.yaml'), 'name: estate\nruntime: nodejs\nbackend:\n  url: file://./state\n');
    expect(await readProject(folder)).toEqual({ name: 'estate', backendUrl: 'file://./state' });
    writeFileSync(join(folder, 'Pulumi.yaml'), 'runtime: nodejs\n');
    await expect(readProject(folder)).rejects.toMatchObject({ code: 'project' });
  });
});

async function stateWith(files: Record<string, unknown>) {
  const backend = fileBackend(await mkdtemp(join(tmpdir(), 'mailyard-state-')));
  await prepareBackend(backend);
  const folder = join(backend.root, '.pulumi/stacks/estate');
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(
      join(folder, name),
      typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
    );
  }
  return backend;
}

const urn = (type: string, name: string, stack = 'p', project = 'estate') =>
  `urn:pulumi:${stack}::${project}::${type}::${name}`;
const THING = 'mailyard:index:ZoneRecords';

function checkpoint(resources: object[], more: object = {}) {
  return {
    version: 3,
    checkpoint: {
      stack: 'organization/estate/p',
      latest: { manifest: { time: '2026-11-22T10:00:00Z', magic: '', version: '' }, resources, ...more },
    },
  };
}

const zone = {
  urn: urn(THING, 'a.example'),
  custom: true,
  id: 'z1',
  type: THING,
  inputs: { zone: 'a.example', records: {}, domains: {} },
  outputs: { ids: {} },
};

const bucket = { ...zone, type: 'aws:s3/bucket:Bucket', urn: urn('aws:s3/bucket:Bucket', 'mail') };

describe('reading the state', () => {
  test('gives custom resources; the stack, providers and what is to be deleted are left out', async () => {
    const backend = await stateWith({
      'p.json': checkpoint([
        { urn: urn('pulumi:pulumi:Stack', 'estate-p'), custom: false, type: 'pulumi:pulumi:Stack' },
        { urn: urn('pulumi:providers:mailyard', 'default'), custom: true, id: 'u', type: 'pulumi:providers:mailyard' },
        { ...zone, initErrors: ['spf refused'] },
        { ...zone, id: 'z0', delete: true },
        { urn: urn('aws:s3/bucket:Bucket', 'logs'), custom: true, id: 'logs', type: 'aws:s3/bucket:Bucket' },
      ]),
      'p.json.bak': 'not read',
      'empty.json': { version: 3, checkpoint: { stack: 'organization/estate/empty' } },
    });
    expect(await readState(backend, 'estate')).toEqual({
      stacks: [
        { stack: 'empty', resources: [] },
        {
          stack: 'p',
          resources: [
            {
              urn: zone.urn,
              type: THING,
              name: 'a.example',
              id: 'z1',
              inputs: zone.inputs,
              outputs: zone.outputs,
              initErrors: ['spf refused'],
            },
            {
              urn: urn('aws:s3/bucket:Bucket', 'logs'),
              type: 'aws:s3/bucket:Bucket',
              name: 'logs',
              id: 'logs',
              inputs: {},
              outputs: {},
            },
          ],
        },
      ],
    });
  });

  test('takes a resource below a component by its own type and name', async () => {
    const backend = await stateWith({
      'p.json': checkpoint([{ ...zone, urn: urn(`mailyard:index:Domain$${THING}`, 'a::b.example') }]),
    });
    expect((await readState(backend, 'estate')).stacks[0]?.resources).toMatchObject([
      { type: THING, name: 'a::b.example' },
    ]);
  });

  test.each([
    ['p.json.gz', gzipSync],
    ['p.json.zst', zstdCompressSync],
  ])('unpacks %s', async (name, pack) => {
    const backend = await stateWith({ [name]: pack(Buffer.from(JSON.stringify(checkpoint([zone])))) });
    expect((await readState(backend, 'estate')).stacks).toMatchObject([
      { stack: 'p', resources: [{ name: 'a.example' }] },
    ]);
    const broken = await stateWith({ [name]: 'not packed' });
    await expect(readState(broken, 'estate')).rejects.toMatchObject({
      code: 'state-corrupt',
      message: expect.stringContaining(name),
    });
  });

  test.each([
    ['half a file', '{"version":3,"chec', 'state-corrupt', /p\.json is not a Pulumi checkpoint.*/],
    ['not a checkpoint', '[]', 'state-corrupt', /not a JSON object/],
    ['an empty file', '', 'state-corrupt', /p\.json/],
    ['version 4', { version: 4, checkpoint: {} }, 'state-version', /version 4; Mailyard reads 3/],
    ['no checkpoint', { version: 3 }, 'state-corrupt', /no `checkpoint`/],
    ['resources that are no list', checkpoint({} as object[]), 'state-corrupt', /`resources` is no list/],
    [
      'a zone without inputs',
      checkpoint([{ ...zone, inputs: undefined }]),
      'state-corrupt',
      /a\.example has no inputs/,
    ],
    [
      'a zone without records',
      checkpoint([{ ...zone, inputs: { ...zone.inputs, records: 'none' } }]),
      'state-corrupt',
      /a\.example lacks its zone, its domains or its records/,
    ],
    [
      'a record that is none',
      checkpoint([{ ...zone, inputs: { ...zone.inputs, records: { spf: { name: 'a.example' } } } }]),
      'state-corrupt',
      /spf of a\.example is no record/,
    ],
    ['ids that are none', checkpoint([{ ...zone, outputs: { ids: 'x' } }]), 'state-corrupt', /ids of a\.example/],
    ['a resource without a URN', checkpoint([{ type: THING }]), 'state-corrupt', /resource 0/],
    [
      'another project',
      checkpoint([{ ...zone, urn: urn(THING, 'a.example', 'p', 'other') }]),
      'state-foreign',
      /stack p of project estate, but has urn:pulumi:p::other/,
    ],
    ['another stack', checkpoint([{ ...zone, urn: urn(THING, 'a.example', 'q') }]), 'state-foreign', /urn:pulumi:q/],
    [
      'unfinished operations on types of others',
      checkpoint([zone], { pending_operations: [{ type: 'creating', resource: bucket }] }),
      'state-pending',
      /creating mail/,
    ],
  ])('refuses %s', async (_what, content, code, message) => {
    const backend = await stateWith({ 'p.json': content });
    await expect(readState(backend, 'estate')).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      fix: expect.any(String),
    });
  });

  test('sends again what a killed run of the CLI left open of our own types, and forgets finished creates', async () => {
    const type = 'mailyard:index:ZoneRecords';
    const own = (name: string) => ({ ...zone, type, urn: urn(type, name) });
    const open = [
      { type: 'creating', resource: own('done.example') },
      { type: 'updating', resource: own('half.example') },
    ];
    const held = checkpoint([own('done.example'), own('half.example')], { pending_operations: open });
    const { stacks } = await readState(await stateWith({ 'p.json': held }), 'estate');
    const errors = stacks[0]?.resources.map(({ name, initErrors }) => [name, initErrors?.length ?? 0]);
    expect(errors).toEqual([
      ['done.example', 0],
      ['half.example', 1],
    ]);
  });

  test("refuses to guess between two forms of one stack, and Pulumi's old layout", async () => {
    const both = await stateWith({ 'p.json': checkpoint([]), 'p.json.gz': gzipSync('{}') });
    await expect(readState(both, 'estate')).rejects.toMatchObject({
      code: 'state',
      message: expect.stringContaining('two checkpoints'),
    });
    const old = await stateWith({});
    writeFileSync(join(old.root, '.pulumi/meta.yaml'), 'version: 0\n');
    await expect(readState(old, 'estate')).rejects.toMatchObject({
      code: 'state-version',
      fix: expect.stringContaining('pulumi state upgrade'),
    });
  });

  test('of the default place that is not there yet is empty; of a place that was named it is an error', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mailyard-state-'));
    expect(await readState(fileBackend(join(folder, 'none'), true), 'estate')).toEqual({ stacks: [] });
    await expect(readState(fileBackend(join(folder, 'none')), 'estate')).rejects.toMatchObject({ code: 'state' });
  });
});

describe('the state of another back end', () => {
  const backend = { kind: 'cli', url: 's3://state' } as const;

  test('is refused without the Pulumi CLI', async () => {
    await expect(readState(backend, 'estate', { env: { PATH: '/nowhere' } })).rejects.toMatchObject({
      code: 'pulumi-missing',
      message: expect.stringContaining('s3://state'),
    });
  });

  test('is read through `pulumi stack ls` and `pulumi stack export`', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mailyard-cli-'));
    const deployment = checkpoint([zone]).checkpoint.latest;
    // A program in place of the CLI, so that this runs without it: it answers as the CLI does.
    writeFileSync(
      join(folder, 'pulumi'),
      `#!/bin/sh
test "$PULUMI_BACKEND_URL" = s3://state || exit 1
case "$1 $2" in
"stack ls") echo '[{"name":"acme/estate/p","current":false}]';;
"stack export") echo '${JSON.stringify({ version: 3, deployment })}';;
esac
`,
    );
    chmodSync(join(folder, 'pulumi'), 0o755);
    const env = { PATH: `${folder}${delimiter}${process.env.PATH}` };
    expect(await readState(backend, 'estate', { env })).toMatchObject({
      stacks: [{ stack: 'p', resources: [{ name: 'a.example' }] }],
    });
    writeFileSync(join(folder, 'pulumi'), '#!/bin/sh\necho "error: no credentials" >&2\nexit 1\n');
    await expect(readState(backend, 'estate', { env })).rejects.toMatchObject({
      code: 'state',
      message: expect.stringContaining('no credentials'),
    });
  });
});
