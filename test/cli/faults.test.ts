/** What goes wrong at Cloudflare or on the way there, as the command line meets it: nothing twice, nothing lost, and said. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type CloudflareOptions, createCloudflare } from '../../src/cloudflare/client.ts';
import { applyEmbedded } from '../../src/engine/embedded.ts';
import type { Estate } from '../../src/estate/estate.ts';
import { loadEstate } from '../../src/load-estate.ts';
import { parseAllow } from '../../src/plan/allow.ts';
import { mailFrom } from '../../src/provider/mail.ts';
import { policiesFrom } from '../../src/provider/mta-sts-policy/policies.ts';
import { resourceTypes } from '../../src/provider/types.ts';
import { openBudget } from '../../src/rate/budget.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { fileBackend } from '../../src/state/backend.ts';
import { listsOf } from '../support/state.ts';
import { addForeign, estateYaml, foreignOf, numbered, ownOf, segmentYaml, smallEstate, smallZones } from './estates.ts';
import { openSite, type Site } from './site.ts';

async function isWhole(site: Site): Promise<void> {
  expect(smallZones.map(zone => ownOf(site.twin, zone).length)).toEqual([11, 11, 11]);
  expect(await site.call('plan --refresh')).toMatchObject({
    code: 0,
    stdout: 'Nothing to do: 33 records unchanged.\n',
  });
}

const zoneId = (site: Site, name: string): string => site.twin.zones.get(name)?.id ?? '';

test.each([
  ['missing', '', 'CLOUDFLARE_API_TOKEN is not set.'],
  ['of the wrong form', 'short', 'CLOUDFLARE_API_TOKEN does not look like an API token: it has 5 characters'],
])('a token that is %s is said at once, and nothing is sent', async (_how, token, message) => {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes --domain a.example');
  site.twin.resetCalls();
  for (const line of ['up --yes', 'up --refresh --yes', 'drift', 'plan --refresh', 'destroy --yes', 'destroy']) {
    const { code, error } = await site.call(line, { CLOUDFLARE_API_TOKEN: token });
    expect([line, code, error?.message]).toEqual([line, 1, expect.stringContaining(message)]);
    expect(error?.fix).toContain('Zone:Read, DNS:Read and DNS:Edit');
  }
  expect(site.twin.count()).toBe(0);
  const { code, stderr } = await site.run('up --yes --engine embedded', { env: { CLOUDFLARE_API_TOKEN: token } });
  expect([code, stderr]).toEqual([1, expect.stringContaining(`mailyard: ${message}`)]);
});

test('an address of the API that is none is said at once', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  for (const line of ['up --yes', 'drift'])
    expect((await site.call(line, { CLOUDFLARE_BASE_URL: 'cloudflare' })).error).toMatchObject({
      code: 'bad-setting',
      message: 'CLOUDFLARE_BASE_URL is "cloudflare", which is no web address.',
    });
});

test('where Cloudflare cannot be reached it is said once, as an error', { timeout: 60_000 }, async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes');
  site.twin.faults.add({ kind: 'connection-lost', times: 99 });
  const [drift, up] = await Promise.all([site.run('drift'), site.run('up --refresh --yes --engine embedded')]);
  expect([drift.code, drift.stdout]).toEqual([1, '']);
  expect(drift.stderr).toMatch(
    /mailyard: Cloudflare gave no usable answer when asked to list the zones .*\n→ Run it again/,
  );
  expect(up.code).toBe(1);
  expect(up.stderr).toContain(
    'mailyard: 3 zones could not be read, so nothing was changed:\n  a.example (pool-a), b.example (pool-a), c.example (primary): Cloudflare gave no usable answer',
  );
  site.twin.faults.clear();
  await isWhole(site);
});

test('plan and check need no token', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  expect((await site.call('plan', { CLOUDFLARE_API_TOKEN: undefined })).code).toBe(2);
  expect((await site.call('check', { CLOUDFLARE_API_TOKEN: undefined })).code).toBe(0);
});

test('a rejected token is said once at the first call, however many zones there are, and nothing is written', async () => {
  const zones = numbered(20);
  const site = await openSite({ 'estate.yaml': estateYaml, 'pool-a.yaml': segmentYaml('pool-a', zones) }, { zones });
  const rejected = { CLOUDFLARE_API_TOKEN: 'x'.repeat(40) };
  const { code, stdout } = await site.call('up --yes', rejected);
  expect(code).toBe(1);
  expect(stdout.match(/rejected the API token when asked to list the zones/g)).toHaveLength(1);
  expect(stdout).toContain('failed  d01.example (pool-a), d02.example (pool-a)');
  expect(stdout).toContain(' and 15 others\n');
  expect(stdout).toContain('→ Put a valid API token into CLOUDFLARE_API_TOKEN');
  expect(stdout).toMatch(/\n0 zones done, 20 failed \(1 Cloudflare call, /);
  expect(site.twin.count()).toBe(1);
  expect(site.state('pool-a')).toEqual({});
  expect((await site.call('up --yes')).code).toBe(0);
  for (const line of ['drift', 'plan --refresh'])
    expect(await site.call(line, rejected)).toMatchObject({ code: 1, error: { code: 'token-rejected' } });
});

test('a zone that is not in the account fails alone, with the way out', async () => {
  const site = await openSite(smallEstate, { zones: ['a.example', 'c.example'] });
  const { code, stdout } = await site.call('up --yes');
  expect(code).toBe(1);
  expect(stdout).toContain(
    'failed  b.example (pool-a)\n  There is no zone b.example that the token can see.\n  → Add the zone',
  );
  expect(stdout).toMatch(/\n2 zones done, 1 failed \(6 Cloudflare calls, /);
  site.twin.addZone('b.example');
  expect((await site.call('up --yes')).code).toBe(0);
  await isWhole(site);
});

test('403 on one zone: the others are done, and exit code, summary and JSON say so', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  const forbidden = { kind: 'server-error', status: 403, path: zoneId(site, 'b.example'), times: 99 } as const;
  site.twin.faults.add(forbidden);
  const { code, stdout } = await site.call('up --yes --json');
  expect(code).toBe(1);
  const document = JSON.parse(stdout);
  expect(document.applied).toMatchObject([{ zone: 'a.example' }, { zone: 'c.example' }]);
  expect(document.failed).toMatchObject([{ zone: 'b.example', segment: 'pool-a', code: 'forbidden' }]);
  const text = await site.call('up --yes');
  expect(text.stdout).toContain('does not allow this API token to list the records of b.example');
  expect(text.stdout).toContain('→ Give the token Zone:Read, DNS:Read and DNS:Edit');
  expect(text.stdout).toMatch(/\n0 zones done, 1 failed/);
  site.twin.faults.clear();
  expect((await site.call('up --yes')).code).toBe(0);
  await isWhole(site);
});

test('what drift and plan --refresh could not read is unknown, never "no drift"', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  await site.call('up --yes');
  const forbidden = { kind: 'server-error', status: 403, path: zoneId(site, 'b.example'), times: 99 } as const;
  site.twin.faults.add(forbidden);
  const drift = await site.call('drift');
  expect(drift.code).toBe(1);
  expect(drift.stdout).toMatch(/^No drift seen in what could be read of 3 zones: 1 zone could not be read\.\n/);
  expect(drift.stdout).toContain('  b.example\n    ! Unknown: Cloudflare does not allow');
  const { summary, zones } = JSON.parse((await site.call('drift --json')).stdout);
  expect(summary).toMatchObject({ zones: 3, drifted: 0, changes: 0, intruders: 0, unknown: 1, mailboxes: 0 });
  expect(zones).toMatchObject([{ zone: 'b.example', changes: [], unknown: expect.any(String) }]);
  const plan = await site.call('plan --refresh');
  expect([plan.code, plan.stdout]).toEqual([
    1,
    expect.stringContaining('It could not be read, so the state stands in'),
  ]);
  const up = await site.call('up --refresh --yes');
  expect(up.error).toMatchObject({ code: 'refresh', message: expect.stringContaining('b.example') });
});

test('500, HTML and a 200 without success are tried again and leave nothing twice', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  site.twin.faults.add(
    { kind: 'bad-gateway', method: 'GET' },
    { kind: 'server-error', method: 'POST', path: zoneId(site, 'a.example') },
    { kind: 'bad-gateway', method: 'POST', path: zoneId(site, 'b.example') },
    { kind: 'success-false', method: 'POST', path: zoneId(site, 'c.example') },
  );
  const { code, stdout, stderr } = await site.call('up --yes');
  expect([code, stdout]).toEqual([0, expect.stringContaining('3 zones done')]);
  expect(stderr).toMatch(/Waiting \d(\.\d)? s: Cloudflare gave no usable answer\./);
  expect(stdout + stderr).not.toContain('<html>');
  expect(site.twin.faults.pending).toEqual([]);
  await isWhole(site);
});

test('a connection that is lost after the batch was applied makes no duplicate', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  for (const zone of smallZones) addForeign(site.twin, zone);
  const foreign = foreignOf(site.twin, smallZones);
  site.twin.faults.add({ kind: 'applied-but-connection-lost', method: 'POST', times: 3 });
  expect((await site.call('up --yes')).code).toBe(0);
  expect(site.twin.count({ method: 'POST' })).toBe(3);
  await isWhole(site);
  site.twin.resetCalls();
  expect((await site.call('up --yes --json')).code).toBe(0);
  expect(site.twin.count()).toBe(0);
  expect(foreignOf(site.twin, smallZones)).toBe(foreign);
});

test('a batch that is refused for one record names it, keeps the rest, and sends what is missing next time', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  site.twin.faults.add({ kind: 'refuse-record', record: { name: '_dmarc.b.example' }, code: 9207, message: 'No.' });
  const { code, stdout } = await site.call('up --yes');
  expect(code).toBe(1);
  expect(stdout).toContain('failed  b.example (pool-a)\n  Cloudflare refused dmarc: _dmarc.b.example: ');
  expect(stdout).toContain('→ The rest of the zone is written and kept');
  expect(stdout).toMatch(/\n2 zones done, 1 failed \(/);
  expect(ownOf(site.twin, 'b.example')).toHaveLength(10);
  expect(Object.keys(site.state('pool-a')['b.example']?.outputs.ids ?? {})).toHaveLength(10);
  const plan = await site.call('plan');
  expect([plan.code, plan.stdout]).toEqual([2, expect.stringContaining('Plan for 1 zone: + 1 to create; 32 records')]);
  expect(plan.stdout).toContain('! The last change was carried out in part: Cloudflare refused dmarc');
  expect(JSON.parse((await site.call('up --yes --json')).stdout).failed).toMatchObject([
    { zone: 'b.example', key: 'dmarc', code: 'partial', message: expect.stringContaining('_dmarc.b.example') },
  ]);
  site.twin.faults.clear();
  expect((await site.call('up --yes')).code).toBe(0);
  await isWhole(site);
});

test('a five-minute block is waited for, and then all is done', async () => {
  const clock = sandboxClock(Date.parse('2026-11-22'));
  const site = await openSite(smallEstate, { zones: smallZones, clock });
  const waits: string[] = [];
  const wait = { onWait: ({ seconds, reason }) => waits.push(`${seconds} ${reason}`) } as Pick<
    CloudflareOptions,
    'onWait'
  >;
  site.twin.faults.add({ kind: 'rate-limit', method: 'POST', blockSeconds: 300 });
  const result = await applyOnClock(site, wait);
  expect(result).toMatchObject({ failed: [], done: [{}, {}, {}] });
  expect(waits[0]).toBe('300 Cloudflare refuses all calls for now (429)');
  expect(site.twin.clock.now() - Date.parse('2026-11-22')).toBeGreaterThanOrEqual(300_000);
  expect(site.twin.count({ status: 429 })).toBeGreaterThanOrEqual(1);
  await isWhole(site);
});

/** The engine and the client as `up` puts them together, but on the twin's clock: five minutes pass at once. */
async function applyOnClock(site: Site, options: Pick<CloudflareOptions, 'onWait'>) {
  const clock = site.twin.clock.now;
  const cloudflare = createCloudflare({
    ...{ token: site.twin.token, baseUrl: site.twin.url, clock, ...options },
    budget: openBudget({ folder: `${site.folder}/budget`, rate: { calls: 1e6, seconds: 300 }, clock }),
    sleep: async milliseconds => site.twin.clock.advance(milliseconds),
  });
  const { estate } = loadEstate({ domains: `${site.folder}/domains`, templates: [], today: '2026-11-22' });
  const lists = listsOf(estate as Estate);
  return applyEmbedded({
    backend: fileBackend(`${site.folder}/state/pulumi`, true),
    project: 'mailyard',
    stacks: [...lists].map(([stack, resources]) => ({ stack, resources })),
    types: resourceTypes({
      cloudflare: () => cloudflare,
      allowed: parseAllow([]),
      policies: policiesFrom({}),
      mail: mailFrom({ env: {}, sources: { domains: '', templates: [], today: '' }, note: () => {} }),
      note: () => {},
    }),
  });
}

test('who waits for a block is told for how long and why, and Ctrl-C ends it at once', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  site.twin.faults.add({ kind: 'rate-limit', method: 'POST', blockSeconds: 300 });
  const { child, ended, said } = site.start('up --yes --engine embedded');
  while (!said().includes('Waiting') && child.exitCode === null) await sleep(20);
  const stopped = performance.now();
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect(performance.now() - stopped).toBeLessThan(5000);
  expect(code).toBe(1);
  expect(stderr).toContain('Waiting 300 s: Cloudflare refuses all calls for now (429).');
  expect(stderr).toContain('Stopping: steps under way are finished first.');
  expect(stdout).toContain('Interrupted: what was done is in the state; run it again for the rest.');
  site.twin.clock.advance(300_000);
  expect((await site.call('up --yes', { XDG_CACHE_HOME: `${site.folder}/later` })).code).toBe(0);
  await isWhole({ ...site, call: line => site.call(line, { XDG_CACHE_HOME: `${site.folder}/later` }) });
});

test('a short block is waited out by the command itself', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  site.twin.faults.add({ kind: 'rate-limit', method: 'POST', blockSeconds: 2 });
  const { code, stderr } = await site.call('up --yes');
  expect(code).toBe(0);
  expect(stderr).toContain('Waiting 2 s: Cloudflare refuses all calls for now (429).');
  await isWhole(site);
});

test('the shared budget makes a run wait and says so; a rate that is none is refused', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  const { code, stderr } = await site.call('up --yes', { MAILYARD_CLOUDFLARE_RATE: '4/1' });
  expect(code).toBe(0);
  expect(stderr).toContain('Waiting 1 s: the shared rate budget is used up.');
  await isWhole(site);
  const refused = await site.call('drift', { MAILYARD_CLOUDFLARE_RATE: 'fast' });
  expect(refused.error).toMatchObject({ code: 'bad-setting', fix: expect.stringContaining('1000/300') });
});

test('a token that Cloudflare repeats in its answer stays out of output, state and plan', async () => {
  const site = await openSite(smallEstate, { zones: smallZones });
  const message = `not with ${site.twin.token}`;
  site.twin.faults.add({ kind: 'refuse-record', record: { name: '_dmarc.b.example' }, message });
  const { code, stdout } = await site.call('up --yes');
  expect([code, stdout]).toEqual([1, expect.stringContaining('not with ***')]);
  expect(readFileSync(site.checkpoint('pool-a'), 'utf8')).toContain('not with ***');
  expect(readFileSync(site.checkpoint('pool-a'), 'utf8')).not.toContain(site.twin.token);
  expect((await site.call('plan --json')).stdout).toContain('not with ***');
});
