/**
 * MTA-STS served by a Worker, through the real Pulumi CLI with a stand-in for its Cloudflare plugin: the sandbox runs the Worker,
 * and senders' questions go over real DNS and HTTPS. One story in ordered steps. It runs wherever `pulumi` is on the PATH.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { httpsGet } from '../../../src/audit/https-get.ts';
import { policyFetch } from '../../../src/audit/policy-fetch.ts';
import { pulumiAvailable } from '../../../src/engine/pulumi.ts';
import { ACCOUNT } from '../../../src/sandbox/cloudflare/model.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { type Clone, type Ended, makeClone } from './clone.ts';

const version = await pulumiAvailable();
if (!version) process.stderr.write('test/e2e/pulumi/mta-sts is skipped: there is no `pulumi` on the PATH.\n');

interface Wanted {
  mx: string[];
  mtaSts: string | object;
}

describe.skipIf(!version)(`a Worker's policies through Pulumi ${version ?? '(skipped)'}`, { timeout: 180_000 }, () => {
  let clone: Clone;
  let sandbox: Sandbox;
  let day = '2026-11-22';

  beforeAll(async () => {
    clone = makeClone();
    mkdirSync(join(clone.folder, 'sts'));
    write({ mx: ['mx.a.example'], mtaSts: 'testing' });
    sandbox = await startSandbox();
    sandbox.cloudflare.addZone('acme.example');
    expectCode(await clone.pulumi(['stack', 'select', '--create', 'primary'], env()), 0);
    sandbox.cloudflare.editByHand('acme.example', {
      add: { type: 'A', name: 'shop', content: '192.0.2.44', ttl: 300 },
    });
  });

  afterAll(async () => {
    await sandbox?.close();
    clone?.remove();
  });

  /** One domain with its own MX hosts, so that nothing but these changes with them. */
  function write({ mx, mtaSts }: Wanted): void {
    const records = mx.map(content => ({ name: '@', type: 'MX', content, priority: 10 }));
    const domain = { domain: 'acme.example', mailProvider: 'none', mtaSts, records };
    const estate = { contacts: { tlsReports: 'tls@acme.example' }, cloudflare: { account: ACCOUNT.id } };
    writeFileSync(join(clone.folder, 'sts/estate.yaml'), stringify(estate));
    writeFileSync(join(clone.folder, 'sts/primary.yaml'), stringify({ segment: 'primary', domains: [domain] }));
  }

  const env = () => ({
    ...sandbox.env,
    MAILYARD_DOMAINS: join(clone.folder, 'sts'),
    MAILYARD_TODAY: day,
    PATH: [join(clone.folder, 'bin/sandbox'), process.env.PATH].join(delimiter),
  });
  const pulumi = (args: string[], more = {}) => clone.pulumi([...args, '--stack', 'primary'], { ...env(), ...more });
  const mailyard = (args: string[], more = {}) => clone.mailyard([...args, '--domains', 'sts'], { ...env(), ...more });
  const up = (...more: string[]) => mailyard(['up', '--engine', 'pulumi', '--yes', '--json', ...more]);
  const plan = async () => JSON.parse((await mailyard(['plan', '--json'])).stdout);

  const zone = () => sandbox.cloudflare.records('acme.example');
  const contentsOf = (type: string, name = 'acme.example') =>
    zone()
      .filter(record => record.type === type && record.name === name)
      .map(({ content }) => content);
  const txt = () => contentsOf('TXT', '_mta-sts.acme.example')[0];

  /** As a sender does. */
  async function policy(): Promise<string | undefined> {
    const { port, authority } = sandbox.edge;
    const fetched = await policyFetch(httpsGet({ port, ca: authority }))('mta-sts.acme.example', ['127.0.0.1']);
    return fetched.status === 'ok' ? fetched.body : undefined;
  }

  /** What both say of the operations on each resource. */
  async function expectPreviewEqualsPlan(): Promise<string[]> {
    const { zones, resources } = await plan();
    const preview = JSON.parse((await pulumi(['preview', '--json'])).stdout) as Preview;
    const steps = preview.steps.filter(
      ({ op, urn }) => op !== 'same' && !/pulumi:pulumi:Stack|pulumi:providers/.test(urn),
    );
    const others = steps
      .filter(({ urn }) => !urn.includes('ZoneRecords'))
      .map(({ op, urn }) => `${op} ${urn.split('::')[3]}`);
    const planned = (resources as { action: string; name: string }[]).map(({ action, name }) => `${action} ${name}`);
    expect(others.sort()).toEqual(planned.sort());
    expect(steps.some(({ urn }) => urn.includes('ZoneRecords'))).toBe(
      zones.some((each: { changes: [] }) => each.changes.length > 0),
    );
    return planned;
  }

  test('plan and preview agree, and nothing is written', async () => {
    const before = zone();
    expect(await expectPreviewEqualsPlan()).toEqual([
      'create acme.example/mta-sts-host',
      'create acme.example/mta-sts-policy',
      'create mta-sts-worker',
    ]);
    expect(zone()).toEqual(before);
  });

  test('the embedded engine says that it cannot, and touches nothing', async () => {
    const refused = await mailyard(['up', '--engine', 'embedded', '--yes', '--json']);
    expectCode(refused, 1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'foreign-type' } });
    expect(contentsOf('MX')).toEqual([]);
  });

  test('a policy that nobody can fetch keeps its record back, and nothing else', async () => {
    const failed = await mailyard(['up', '--engine', 'pulumi', '--yes', '--json'], {
      MAILYARD_HTTPS_PORT: '9',
      MAILYARD_POLICY_WAIT: '2',
    });
    expectCode(failed, 1);
    const { failed: failures } = JSON.parse(failed.stdout);
    expect(failures.map(({ resource }: { resource: string }) => resource)).toEqual([
      'the MTA-STS policy of acme.example',
      'the record _mta-sts.acme.example',
    ]);
    expect(failures[0].message).toContain('The record _mta-sts.acme.example stays as it was.');
    expect(contentsOf('MX')).toEqual(['mx.a.example']);
    expect(contentsOf('AAAA', 'mta-sts.acme.example')).toEqual(['100::']);
    expect(txt()).toBeUndefined();
  });

  test('the next `up` goes on from there: the policy is served, and the record has its id', async () => {
    expectCode(await up(), 0);
    expect(await policy()).toBe('version: STSv1\r\nmode: testing\r\nmx: mx.a.example\r\nmax_age: 604800\r\n');
    expect(txt()).toMatch(/^"v=STSv1; id=[0-9a-f]{20}"$/);
    expect((await plan()).resources).toEqual([]);
  });

  test('again it changes nothing and makes no Cloudflare call; a refresh finds all as it was', async () => {
    sandbox.cloudflare.resetCalls();
    expectCode(await pulumi(['up', '--yes', '--skip-preview', '--expect-no-changes']), 0);
    expect(sandbox.cloudflare.calls).toEqual([]);
    expectCode(await pulumi(['refresh', '--yes', '--skip-preview', '--expect-no-changes']), 0);
    expect(JSON.parse((await up()).stdout)).toMatchObject({ applied: [], failed: [] });
  });

  test('enforced: the script changes first, then the record', async () => {
    const before = txt();
    write({ mx: ['mx.a.example'], mtaSts: 'enforce' });
    expect(await expectPreviewEqualsPlan()).toEqual(['update acme.example/mta-sts-policy', 'update mta-sts-worker']);
    expectCode(await pulumi(['up', '--yes', '--skip-preview']), 0);
    expect(await policy()).toContain('mode: enforce');
    expect(txt()).not.toBe(before);
  });

  test('another MX waits for the old max_age: in plan, preview and both commands', async () => {
    write({ mx: ['mx.b.example'], mtaSts: 'enforce' });
    const [{ warnings, changes }] = (await plan()).zones;
    expect(warnings).toEqual([expect.stringContaining('changes to mx.b.example on 2026-11-30')]);
    expect(changes.map(({ key }: { key: string }) => key)).toEqual(['mta-sts']);
    await expectPreviewEqualsPlan();
    expectCode(await pulumi(['up', '--yes', '--skip-preview']), 0);
    expect(await policy()).toMatch(/mx: mx\.b\.example\r\nmx: mx\.a\.example/);
    expect(contentsOf('MX')).toEqual(['mx.a.example']);
    day = '2026-11-29';
    const quiet = await mailyard(['plan', '--json']);
    expectCode(quiet, 0);
    expect(JSON.parse(quiet.stdout).zones).toMatchObject([{ action: 'same', warnings: [expect.anything()] }]);
    expectCode(await pulumi(['up', '--yes', '--skip-preview', '--expect-no-changes']), 0);
  });

  test('on its day the MX changes, and the old host leaves the policy when resolvers have forgotten it', async () => {
    day = '2026-11-30';
    await expectPreviewEqualsPlan();
    expectCode(await up(), 0);
    expect(contentsOf('MX')).toEqual(['mx.b.example']);
    expect(await policy()).toContain('mx: mx.a.example');
    day = '2026-12-02';
    expectCode(await up(), 0);
    expect(await policy()).toBe('version: STSv1\r\nmode: enforce\r\nmx: mx.b.example\r\nmax_age: 604800\r\n');
  });

  test('leaving serves mode none under a new id first, and takes all away a max_age later', async () => {
    const before = txt();
    write({ mx: ['mx.b.example'], mtaSts: 'none' });
    await expectPreviewEqualsPlan();
    expectCode(await up(), 0);
    expect(await policy()).toBe('version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n');
    expect(txt()).not.toBe(before);
    day = '2026-12-10';
    await expectPreviewEqualsPlan();
    expectCode(await up(), 0);
    expect(txt()).toBeUndefined();
    expect(contentsOf('AAAA', 'mta-sts.acme.example')).toEqual([]);
    expect(await policy()).toBeUndefined();
    expect((await plan()).resources).toEqual([]);
  });

  test('`destroy` takes a Worker with all its hosts, and leaves what others wrote', async () => {
    write({ mx: ['mx.b.example'], mtaSts: 'testing' });
    expectCode(await up(), 0);
    expect(await policy()).toContain('mode: testing');
    const allow = { MAILYARD_ALLOW: 'domain=*' };
    expectCode(await mailyard(['destroy', '--engine', 'pulumi', '--yes'], allow), 0);
    expect(zone().map(({ name }) => name)).toEqual(['shop.acme.example']);
  });

  test('the policy of a zone that Mailyard makes waits until that is active, and nothing else does; `destroy --segment` leaves the zone', async () => {
    const domain = { domain: 'new.example', zone: 'create', mailProvider: 'fastmail', mtaSts: 'testing' };
    writeFileSync(join(clone.folder, 'sts/pool-a.yaml'), stringify({ segment: 'pool-a', domains: [domain] }));
    const call = (...args: string[]) => mailyard([...args, '--segment', 'pool-a']);
    const first = await call('up', '--engine', 'pulumi', '--yes');
    expectCode(first, 0);
    expect(first.text).toContain('The MTA-STS policy of new.example waits: the zone is not active at Cloudflare yet.');
    expect(first.text).toContain('Name these servers for new.example at its registrar');
    expect(first.text).not.toContain('is in no plan');
    const names = () => sandbox.cloudflare.records('new.example').map(({ name }) => name);
    expect(names()).toContain('_dmarc.new.example');
    expect(names()).not.toContain('_mta-sts.new.example');
    const again = await call('up', '--engine', 'pulumi', '--yes', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ summary: { create: 0, unchanged: 12 }, applied: [], failed: [] });
    sandbox.cloudflare.activate('new.example');
    const second = await call('up', '--engine', 'pulumi', '--yes');
    expectCode(second, 0);
    expect(second.text).not.toContain('is in no plan');
    expect(names()).toContain('_mta-sts.new.example');
    const gone = await call('destroy', '--engine', 'pulumi', '--yes');
    expectCode(gone, 0);
    expect(gone.text).toContain('Stays, as it is protected: the zone new.example (pool-a).');
    expect(names()).toEqual([]);
  });
});

interface Preview {
  steps: { op: string; urn: string }[];
}

/** The whole output stands in the failure, as a bare exit code explains nothing. */
function expectCode({ code, text }: Ended, wanted: number): void {
  expect(code, text).toBe(wanted);
}
