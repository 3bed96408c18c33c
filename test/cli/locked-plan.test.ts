/** Saved plans: carried out exactly, or refused with what moved; and every engine held to the file. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { segmentYaml, smallEstate, smallZones } from './estates.ts';
import { flat, openSite, type Site } from './site.ts';

const withDmarc = (policy: string) =>
  segmentYaml('primary', [{ domain: 'c.example', dmarc: { policy, since: '2026-01-01' } }]);

/** Everything carried out, or nothing yet, and a plan of what is to come in `plan.json`. */
async function planned(edit: Record<string, string> = {}, from: 'applied' | 'empty' = 'applied', options = '') {
  const site = await openSite(smallEstate, { zones: smallZones });
  if (from === 'applied') expect((await site.call('up --yes --quiet')).code).toBe(0);
  site.write(edit);
  const file = join(site.folder, 'plan.json');
  const { code } = await site.call(`plan --out ${file} ${options}`);
  expect(code).toBe(2);
  site.twin.resetCalls();
  return { site, file };
}

async function expectRefused(site: Site, line: string, wanted: { code: string; message: unknown; fix?: unknown }) {
  const ended = await site.call(line);
  expect([ended.code, site.twin.count()]).toEqual([1, 0]);
  expect(ended.error).toMatchObject(wanted);
}

test('it is carried out exactly, and then it has been', async () => {
  const { site, file } = await planned({}, 'empty');
  expect((await site.call(`up --yes --plan ${file}`)).code).toBe(0);
  expect(await site.call('plan')).toMatchObject({ code: 0 });
  site.twin.resetCalls();
  await expectRefused(site, `up --yes --plan ${file}`, {
    code: 'plan-moved',
    message: `The plan in ${file} has been carried out already: nothing of it is left.`,
  });
});

test('the file holds fingerprints of estate and state, and each change with its old and new value', async () => {
  const { file } = await planned({ 'primary.yaml': withDmarc('reject') });
  const { resources, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
  const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(rest).toEqual({
    ...{ version: 1, hash, project: 'mailyard', refreshed: false, selection: { segments: [], domains: [] } },
    ...{ estate: hash, state: hash },
  });
  const type = 'mailyard:index:ZoneRecords';
  const same = (segment: string, name: string) => ({ segment, type, name, action: 'same', estate: hash, state: hash });
  expect(resources).toEqual([
    same('pool-a', 'a.example'),
    same('pool-a', 'b.example'),
    {
      ...{ ...same('primary', 'c.example'), action: 'update' },
      changes: [
        expect.objectContaining({
          ...{ action: 'update', key: 'dmarc', content: 'v=DMARC1; p=reject' },
          old: expect.objectContaining({ content: 'v=DMARC1; p=none' }),
        }),
      ],
    },
  ]);
});

test('it is refused once the inventory moved: which zone, which record, what was planned and what would happen', async () => {
  const { site, file } = await planned({ 'primary.yaml': withDmarc('quarantine') });
  site.write({ 'primary.yaml': withDmarc('reject') });
  await expectRefused(site, `up --yes --plan ${file}`, {
    code: 'plan-moved',
    message: `The plan in ${file} is no longer what would be done.
  the inventory moved in c.example (primary): dmarc: planned was to change TXT _dmarc.c.example "v=DMARC1; p=none" to "v=DMARC1; p=quarantine", and now it would change TXT _dmarc.c.example "v=DMARC1; p=none" to "v=DMARC1; p=reject"`,
    fix: expect.stringContaining('save a new one'),
  });
  site.write({
    'primary.yaml': withDmarc('quarantine'),
    'pool-a.yaml': segmentYaml('pool-a', ['a.example', { domain: 'b.example', spf: { all: '~all' } }]),
  });
  await expectRefused(site, `up --yes --plan ${file}`, {
    code: 'plan-moved',
    message: expect.stringMatching(
      /done\.\n {2}the inventory moved in b\.example \(pool-a\): spf: now it would change TXT b\.example "v=spf1 .* -all" to "v=spf1 .* ~all", which was not planned$/,
    ),
  });
});

test('it is refused once the state moved, be it that a part of it was done', async () => {
  const { site, file } = await planned({}, 'empty');
  await site.call('up --yes --domain a.example');
  site.twin.resetCalls();
  await expectRefused(site, `up --yes --plan ${file}`, {
    code: 'plan-moved',
    message: expect.stringMatching(/\n {2}the state moved in a\.example \(pool-a\): what was planned is done already$/),
  });
});

test('what moved without a part in it is told, and the plan goes on', async () => {
  const { site, file } = await planned({ 'primary.yaml': withDmarc('quarantine') });
  const softer = segmentYaml('pool-a', ['a.example', { domain: 'b.example', spf: { all: '~all' } }]);
  site.write({ 'pool-a.yaml': softer });
  expect((await site.call('up --yes --segment pool-a')).code).toBe(0);
  const { code, stdout, stderr } = await site.call(`up --yes --plan ${file}`);
  expect([code, stdout]).toEqual([0, expect.stringContaining('1 zone done')]);
  expect(stderr).toContain('Moved since the plan was saved, without a part in it: b.example.');
});

test('its selection is that of the plan', async () => {
  const { site, file } = await planned({}, 'empty', '--domain [ab].example');
  await expectRefused(site, `up --yes --plan ${file} --domain a.example`, {
    code: 'plan-selection',
    message: `The plan in ${file} was saved for --domain [ab].example.`,
    fix: expect.stringContaining('Leave --segment and --domain out'),
  });
  expect((await site.call(`up --yes --plan ${file}`)).code).toBe(0);
  expect(site.twin.records('c.example')).toEqual([]);
});

test.each([
  ['edited', (text: string) => text.replace('p=none', 'p=quarantine'), 'was changed after it was saved'],
  ['cut short', (text: string) => text.slice(0, text.length / 2), 'is broken or cut short'],
  ['empty', () => '', 'is broken or cut short'],
  ['something else', () => 'null', 'is no plan that this version of Mailyard wrote'],
  [
    'of another version',
    (text: string) => text.replace('"version": 1', '"version": 2'),
    'is no plan that this version',
  ],
])('a file that was %s is refused', async (_how, spoil, message) => {
  const { site, file } = await planned({}, 'empty');
  writeFileSync(file, spoil(readFileSync(file, 'utf8')));
  const wanted = { code: 'plan-file', message: expect.stringContaining(message) };
  await expectRefused(site, `up --yes --plan ${file}`, { ...wanted, fix: expect.stringContaining('--out FILE') });
});

test('a file that cannot be written or read is said', async () => {
  const { site } = await planned({}, 'empty');
  const nowhere = join(site.folder, 'no/such/plan.json');
  await expectRefused(site, `plan --out ${nowhere}`, {
    code: 'plan-file',
    message: expect.stringContaining('cannot be saved'),
  });
  await expectRefused(site, `up --yes --plan ${nowhere}`, {
    code: 'plan-file',
    message: expect.stringContaining('cannot be read'),
  });
});

test('a plan of another project or another estate is refused as such', async () => {
  const { site, file } = await planned({}, 'empty');
  const other = await openSite(
    { 'estate.yaml': smallEstate['estate.yaml'], 'primary.yaml': segmentYaml('primary', ['z.example']) },
    { zones: ['z.example'] },
  );
  await expectRefused(other, `up --yes --plan ${file}`, {
    code: 'plan-foreign',
    message: `The plan in ${file} is of another estate: of its 3 zones (a.example, b.example, c.example) none is here.`,
  });
  writeFileSync(join(site.folder, 'Pulumi.yaml'), 'name: other\nruntime: nodejs\n');
  const { code, stderr } = await site.run(`up --yes --engine embedded --plan ${file}`);
  expect([code, stderr]).toEqual([1, expect.stringContaining('is of the project "mailyard", and this one is "other"')]);
});

test('what `plan --refresh` saved, `up --refresh` carries out, strangers beside ours or not', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes --quiet');
  site.twin.editByHand('a.example', {
    change: { type: 'TXT', name: '_dmarc.a.example' },
    to: { content: '"v=DMARC1; p=reject"' },
  });
  site.twin.editByHand('b.example', { add: { type: 'TXT', name: 'b.example', content: '"v=spf1 mx -all"', ttl: 300 } });
  const file = join(site.folder, 'plan.json');
  const planned = await site.call(`plan --refresh --out ${file}`);
  expect(planned.code).toBe(2);
  expect(planned.stdout).toContain('~ TXT   _dmarc                   "v=DMARC1; p=reject" → "v=DMARC1; p=none"');
  expect(flat(planned.stdout)).toContain("! TXT b.example v=spf1 mx -all stands beside spf and is not Mailyard's.");
  site.twin.resetCalls();
  await expectRefused(site, `up --yes --plan ${file}`, {
    code: 'plan-moved',
    message: expect.stringContaining('was made with --refresh'),
    fix: `Say \`mailyard up --refresh --plan ${file}\`.`,
  });
  const { code, stdout } = await site.call(`up --refresh --yes --plan ${file}`);
  expect([code, stdout]).toEqual([0, expect.stringContaining('1 zone done')]);
});

test('MAILYARD_PLAN holds `up` as --plan does, and `destroy` zone by zone', async () => {
  const { site, file } = await planned({ 'primary.yaml': withDmarc('quarantine') });
  const env = { MAILYARD_PLAN: file };
  const { code, stdout } = await site.call('destroy --yes --json', env);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).failed).toHaveLength(33);
  expect(JSON.parse(stdout).failed[0]).toMatchObject({
    ...{ segment: 'pool-a', zone: 'a.example', key: 'autodiscover-autoconfig', code: 'not-planned' },
    message:
      'autodiscover-autoconfig: the plan says nothing, asked was to delete CNAME autoconfig.a.example autoconfig.migadu.com.',
  });
  expect(site.twin.count({ method: 'POST' })).toBe(0);
  site.write({ 'primary.yaml': withDmarc('reject') });
  expect((await site.call('up --yes', env)).error).toMatchObject({ code: 'plan-moved' });
  site.write({ 'primary.yaml': withDmarc('quarantine') });
  expect((await site.call('up --yes', env)).code).toBe(0);
});

/** Somebody at a terminal, who when asked lets `meanwhile` happen and then says yes. */
function answering(meanwhile: () => Promise<unknown>): void {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const before = { stdin: process.stdin, isTTY: process.stdout.isTTY };
  const replace = (value: unknown) => Object.defineProperty(process, 'stdin', { value, configurable: true });
  replace(stdin);
  process.stdout.isTTY = true;
  onTestFinished(() => {
    replace(before.stdin);
    process.stdout.isTTY = before.isTTY;
  });
  once(stdin, 'resume')
    .then(meanwhile)
    .then(() => stdin.write('yes\n'));
}

test('of two runs that planned on the same state the second is refused under its lock, and says what moved', async () => {
  const { site } = await planned({ 'primary.yaml': withDmarc('quarantine') });
  answering(async () => {
    expect(await site.run('up --yes --engine embedded')).toMatchObject({ code: 0 });
    site.twin.resetCalls();
  });
  const { code, error } = await site.call('up --engine embedded');
  expect([code, site.twin.count()]).toEqual([1, 0]);
  expect(error).toMatchObject({
    code: 'plan-moved',
    message: expect.stringContaining('the state moved in c.example (primary): what was planned is done already'),
    fix: expect.stringContaining('Run it again'),
  });
});

test('what another run did meanwhile in other zones stops nobody', async () => {
  const { site } = await planned({ 'primary.yaml': withDmarc('quarantine') });
  answering(async () => {
    const softer = segmentYaml('pool-a', ['a.example', { domain: 'b.example', spf: { all: '~all' } }]);
    site.write({ 'pool-a.yaml': softer });
    expect(await site.run('up --yes --engine embedded --segment pool-a')).toMatchObject({ code: 0 });
  });
  expect(await site.call('up --engine embedded --segment primary')).toMatchObject({ code: 0 });
});
