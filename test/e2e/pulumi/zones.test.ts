/**
 * Zones, their signing and both record modes through the real Pulumi CLI and the stand-in for its Cloudflare plugin, against the
 * sandbox. One story in ordered steps. It runs wherever `pulumi` is on the PATH.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pulumiAvailable } from '../../../src/engine/pulumi.ts';
import type { ManualStep } from '../../../src/manual/step.ts';
import { ACCOUNT } from '../../../src/sandbox/cloudflare/model.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { planChanges } from './changes.ts';
import { type Clone, type Ended, makeClone } from './clone.ts';

const version = await pulumiAvailable();
const STAND_IN = resolve(import.meta.dirname, '../../../bin/sandbox');
const OTHER_ACCOUNT = 'fedcba9876543210fedcba9876543210';

/** Two accounts, one of them with a token of its own and a resource for each record. */
const estateYaml = `
organization: Acme
cloudflare: { account: ${ACCOUNT.id} }
defaults: { mailProvider: migadu, mailboxes: [{ user: alex, name: Alex Reed }] }
`;
const primary = (zone: string, dnssec: string, mode = 'zone') => `
segment: primary
recordMode: ${mode}
domains:
  - { domain: acme.example, zone: ${zone}, dnssec: ${dnssec}, zoneSettings: { ssl: strict } }
  - kept.example
`;
const outreach = (settings: string, mode = 'resources') => `
segment: outreach
recordMode: ${mode}
cloudflare: { account: ${OTHER_ACCOUNT}, token: OUTREACH_TOKEN }
domains:
  - { domain: reach.example, zone: create, ${settings} }
`;
const LONG = `note=${'a'.repeat(295)}`;
const settings = (dmarc: string, www: string) =>
  `dmarc: { policy: ${dmarc} }, records: [${www}, { name: notes, type: TXT, content: '${LONG}' }, { name: '@', type: CAA, content: '0 issue "ca.example"' }]`;
const WWW = '{ name: www, type: CNAME, content: shop.example, ttl: 300 }';

describe.skipIf(!version)(
  `zones through Pulumi ${version ?? '(skipped: no pulumi on the PATH)'}`,
  { timeout: 180_000 },
  () => {
    let clone: Clone;
    let sandbox: Sandbox;
    let env: NodeJS.ProcessEnv;
    const zoneOf = (name: string) => sandbox.cloudflare.zones.get(name);

    const pulumi = (...args: string[]) => clone.pulumi(args, env);
    const mailyard = (...args: string[]) => clone.mailyard(args, env);
    const up = async (...args: string[]) => {
      const ended = await mailyard('up', '--engine', 'pulumi', '--yes', '--json', ...args);
      expectCode(ended, 0);
      return JSON.parse(ended.stdout) as {
        byHand: ManualStep[];
        applied: { zone: string; resource?: string; op: string }[];
      };
    };
    const unchanged = async (stack: string) =>
      expectCode(await pulumi('up', '--stack', stack, '--yes', '--skip-preview', '--expect-no-changes'), 0);
    const write = (files: Record<string, string>) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(clone.folder, 'domains', name), text);
    };

    beforeAll(async () => {
      clone = makeClone();
      rmSync(join(clone.folder, 'domains'), { recursive: true });
      mkdirSync(join(clone.folder, 'domains'));
      write({
        'estate.yaml': estateYaml,
        'primary.yaml': primary('create', 'on'),
        'outreach.yaml': outreach(settings('none', WWW)),
      });
      sandbox = await startSandbox();
      const token = sandbox.cloudflare.addToken({ name: 'outreach', account: OTHER_ACCOUNT });
      env = { ...sandbox.env, OUTREACH_TOKEN: token, PATH: `${STAND_IN}:${process.env.PATH}` };
      sandbox.cloudflare.addZone('kept.example');
      sandbox.cloudflare.register('acme.example', { nameServers: ['ns1.old.example'], ds: ['7 13 2 AB'] });
    });

    afterAll(async () => {
      await sandbox?.close();
      clone?.remove();
    });

    test('the embedded engine says before any call that it cannot make them', async () => {
      sandbox.cloudflare.resetCalls();
      const refused = await mailyard('up', '--engine', 'embedded', '--yes');
      expectCode(refused, 1);
      expect(refused.text).toMatch(/cannot make or change the zone reach\.example.*Pulumi CLI/s);
      expect(sandbox.cloudflare.count({ method: 'POST' })).toBe(0);
    });

    test('`up` makes each zone in its account and writes its records; signing waits, and the registrar’s steps are told in order', async () => {
      const { byHand, applied } = await up();
      expect(zoneOf('acme.example')).toMatchObject({ account: ACCOUNT.id, status: 'pending', dnssec: 'disabled' });
      expect(zoneOf('reach.example')).toMatchObject({ account: OTHER_ACCOUNT, status: 'pending' });
      expect(zoneOf('acme.example')?.settings).toEqual({ ssl: 'strict' });
      expect(applied.map(({ resource }) => resource)).not.toContain('DNSSEC of acme.example');
      expect(byHand.map(({ zone, id, state }) => `${zone} ${id} ${state}`)).toEqual([
        'reach.example name-servers open',
        'acme.example remove-ds open',
        'acme.example name-servers open',
      ]);
      expect(byHand[1]?.values).toEqual(['7 13 2 ab']);
      expect(byHand[2]?.values).toEqual(zoneOf('acme.example')?.nameServers);
    });

    test('each record is a resource with its mark, in the form that Cloudflare stores', async () => {
      const records = sandbox.cloudflare.records('reach.example');
      expect(records.every(({ comment }) => comment?.startsWith('mailyard:mailyard/outreach:'))).toBe(true);
      const key = records.find(({ name }) => name === 'notes.reach.example');
      expect(key?.content).toBe(`"${LONG.slice(0, 255)}" "${LONG.slice(255)}"`);
      await unchanged('outreach');
      expectCode(await mailyard('plan', '--segment', 'outreach'), 0);
    });

    test('once the registrar delegates, the zone is signed; once it has the DS record, nothing is left', async () => {
      const servers = zoneOf('acme.example')?.nameServers ?? [];
      sandbox.cloudflare.register('acme.example', { ds: [] });
      sandbox.cloudflare.register('acme.example', { nameServers: servers });
      sandbox.cloudflare.register('reach.example', { nameServers: servers });
      const signed = await up();
      expect(signed.applied).toEqual([
        { segment: 'primary', zone: 'acme.example', resource: 'DNSSEC of acme.example', op: 'create' },
      ]);
      expect(signed.byHand.map(({ id }) => id)).toEqual(['add-ds']);
      sandbox.cloudflare.register('acme.example', { ds: signed.byHand[0]?.values });
      expect(zoneOf('acme.example')?.dnssec).toBe('active');
      const done = await up();
      expect([done.applied, done.byHand]).toEqual([[], []]);
      await unchanged('primary');
    });

    test('one edit is one PUT; what Pulumi cannot order is refused', async () => {
      write({ 'outreach.yaml': outreach(settings('quarantine', '{ name: www, type: A, content: 192.0.2.7 }')) });
      const swap = await mailyard('plan');
      expectCode(swap, 1);
      expect(swap.text).toMatch(/CNAME record at www\.reach\.example cannot become an A record in one run/);
      write({ 'outreach.yaml': outreach(settings('quarantine', WWW)) });
      const plan = await mailyard('plan', '--json');
      expect(planChanges(plan.stdout, 'outreach')).toEqual(['update outreach reach.example records["dmarc"].content']);
      sandbox.cloudflare.resetCalls();
      await up();
      expect(sandbox.cloudflare.count({ method: 'PUT' })).toBe(1);
      await unchanged('outreach');
    });

    test('under MAILYARD_PLAN a plain `pulumi up` is held with its zones and single records too', async () => {
      const file = join(clone.folder, 'plan.json');
      const upUnderPlan = () =>
        clone.pulumi(['up', '--stack', 'outreach', '--yes', '--skip-preview'], { ...env, MAILYARD_PLAN: file });
      write({ 'outreach.yaml': outreach(settings('reject', WWW)) });
      expectCode(await mailyard('plan', '--out', file), 2);
      write({ 'outreach.yaml': outreach(settings('none', WWW)) });
      sandbox.cloudflare.resetCalls();
      const refused = await upUnderPlan();
      expectCode(refused, 1);
      expect(refused.text).toContain('Nothing was written: what is asked is not what was planned.');
      expect(refused.text).toContain('the inventory moved in reach.example/dmarc (outreach)');
      expect(sandbox.cloudflare.count({ method: 'PUT' })).toBe(0);
      write({ 'outreach.yaml': outreach(settings('reject', WWW)) });
      expectCode(await upUnderPlan(), 0);
      expect(sandbox.cloudflare.count({ method: 'PUT' })).toBe(1);
      const done = await upUnderPlan();
      expectCode(done, 1);
      expect(done.text).toContain('what was planned is done already');
      write({ 'outreach.yaml': outreach(settings('quarantine', WWW)) });
      await up();
    });

    test('what a hand changed is drift in either mode; a refresh takes it in and `up` puts it right', async () => {
      sandbox.cloudflare.editByHand('reach.example', {
        change: { type: 'TXT', name: '_dmarc' },
        to: { content: '"v=DMARC1; p=reject"' },
      });
      const drift = await mailyard('drift', '--json');
      expectCode(drift, 2);
      expect(JSON.parse(drift.stdout).zones).toMatchObject([{ zone: 'reach.example', changes: [{ key: 'dmarc' }] }]);
      const { applied } = await up('--refresh', '--segment', 'outreach');
      expect(applied).toMatchObject([{ zone: 'reach.example', op: 'update' }]);
      expectCode(await mailyard('drift'), 0);
      await unchanged('outreach');
    });

    test('signing does not end while the parent has a DS record, neither here nor with a plain `pulumi up`', async () => {
      write({ 'primary.yaml': primary('create', 'off') });
      const refused = await mailyard('up', '--engine', 'pulumi', '--yes');
      expectCode(refused, 1);
      expect(refused.text).toMatch(/Its parent has a DS record: 2371 13 2 .*--allow dnssec=acme\.example/s);
      const plain = await pulumi('up', '--stack', 'primary', '--yes', '--skip-preview');
      expectCode(plain, 1);
      expect(plain.text).toContain('acme.example must not lose its signatures: its parent has the DS record 2371');
      expect(zoneOf('acme.example')?.dnssec).toBe('active');
      sandbox.cloudflare.register('acme.example', { ds: [] });
      await up();
      expect(zoneOf('acme.example')?.dnssec).toBe('disabled');
    });

    test('the mode is fixed, and a zone is not let go, without a word', async () => {
      write({ 'outreach.yaml': outreach(settings('quarantine', WWW), 'zone') });
      const switched = await mailyard('plan');
      expectCode(switched, 1);
      expect(switched.text).toContain('docs/zones.md has the way over');
      write({
        'outreach.yaml': outreach(settings('quarantine', WWW)),
      });
      write({ 'primary.yaml': primary('existing', 'keep') });
      const leaving = await mailyard('up', '--engine', 'pulumi', '--yes');
      expectCode(leaving, 1);
      expect(leaving.text).toMatch(
        /acme\.example would leave the state.*pulumi state unprotect.*--allow zone=acme\.example/s,
      );
      write({ 'primary.yaml': primary('create', 'keep') });
    });

    test('the way over from one mode to the other, and back, leaves every record where it is', async () => {
      const carriers = async (stack: string, ...zones: string[]) => {
        for (const zone of zones) {
          const urn = `urn:pulumi:${stack}::mailyard::mailyard:index:ZoneRecords::${zone}`;
          expectCode(await pulumi('state', 'delete', '--stack', stack, '--yes', '--target-dependents', urn), 0);
        }
      };
      const ids = (zone: string) => sandbox.cloudflare.records(zone).map(({ id, content }) => `${id} ${content}`);
      const before = ['acme.example', 'kept.example', 'reach.example'].map(ids);
      expectCode(await mailyard('up', '--engine', 'pulumi', '--yes'), 0);

      write({ 'outreach.yaml': outreach(settings('quarantine', WWW), 'zone') });
      await carriers('outreach', 'reach.example');

      const { deployment } = JSON.parse((await pulumi('stack', 'export', '--stack', 'primary')).stdout);
      write({ 'primary.yaml': primary('create', 'keep', 'resources') });
      await carriers('primary', 'acme.example', 'kept.example');
      const provider = 'urn:pulumi:primary::mailyard::pulumi:providers:cloudflare::cloudflare';
      expectCode(await pulumi('up', '--stack', 'primary', '--yes', '--skip-preview', '--target', provider), 0);
      writeFileSync(join(clone.folder, 'records.json'), importFile(provider, deployment.resources));
      const options = ['--yes', '--skip-preview', '--protect=false', '--generate-code=false'];
      expectCode(await pulumi('import', '--stack', 'primary', '--file', 'records.json', ...options), 0);

      sandbox.cloudflare.resetCalls();
      await up();
      expect(sandbox.cloudflare.count({ method: 'DELETE' }) + sandbox.cloudflare.count({ method: 'POST' })).toBe(0);
      expect(['acme.example', 'kept.example', 'reach.example'].map(ids)).toEqual(before);
      await unchanged('primary');
      await unchanged('outreach');
    });

    test('`destroy` takes every record and leaves the zones', async () => {
      expectCode(await mailyard('destroy', '--engine', 'pulumi', '--yes'), 0);
      const zones = ['acme.example', 'kept.example', 'reach.example'];
      expect(zones.map(zone => sandbox.cloudflare.records(zone).length)).toEqual([0, 0, 0]);
      const again = await mailyard('destroy', '--engine', 'pulumi', '--yes');
      expect(again.text).toContain('Stays, as it is protected: the zone acme.example (primary).');
    });
  },
);

interface Exported {
  type: string;
  outputs: { zone: string; zoneId: string; ids: Record<string, string> };
}

/** As the line of jq in docs/zones.md writes it. */
function importFile(provider: string, exported: Exported[]): string {
  const zones = exported.filter(({ type }) => type === 'mailyard:index:ZoneRecords').map(({ outputs }) => outputs);
  const resources = zones.flatMap(({ zone, zoneId, ids }) =>
    Object.entries(ids).map(([key, id]) => ({
      ...{ type: 'cloudflare:index/dnsRecord:DnsRecord', name: `${zone}/${key}`, id: `${zoneId}/${id}` },
      provider: 'cloudflare',
    })),
  );
  return JSON.stringify({ nameTable: { cloudflare: provider }, resources });
}

function expectCode({ code, text }: Ended, wanted: number): void {
  expect(code, text).toBe(wanted);
}
