/** The workflow that carries out a merge, run step by step: plan, approval, exactly that plan, the state kept in the repository. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { estateYaml, ownOf, segmentYaml, smallEstate, smallZones } from '../cli/estates.ts';
import { type Hub, openHub } from './hub.ts';
import { type JobRun, runWorkflow, type Trigger } from './run-workflow.ts';

interface Site {
  hub: Hub;
  twin: CloudflareTwin;
  /** The workflow on this commit. */
  up(sha: string, more?: Partial<Trigger>): Promise<{ plan: JobRun; apply: JobRun }>;
}

async function openSite(files: Record<string, string> = smallEstate, zones: string[] = smallZones): Promise<Site> {
  const twin = await startCloudflareTwin({ zones, rate: { quota: 1e6, windowSeconds: 300 } });
  onTestFinished(() => twin.close());
  const hub = await openHub(files);
  hub.secrets.CLOUDFLARE_API_TOKEN = twin.token;
  const cache = join(hub.folder, 'cache');
  const env = { CLOUDFLARE_BASE_URL: twin.url, XDG_CACHE_HOME: cache, MAILYARD_CLOUDFLARE_RATE: '1000000/300' };
  const up: Site['up'] = async (sha, more = {}) => {
    const runs = await runWorkflow(hub, 'up', { event: 'push', sha, token: 'ghs_of-the-run', env, ...more });
    return runs as { plan: JobRun; apply: JobRun };
  };
  return { hub, twin, up };
}

const head = ({ hub }: Site): string => hub.git('rev-parse', 'main');

test('a merge is planned, waits for its yes, and is carried out; the next one starts from the state it left', async () => {
  const site = await openSite();
  const { hub, twin } = site;
  let asked = '';
  const first = await site.up(head(site), {
    approve: environment => {
      asked = environment;
      expect(twin.count({ method: 'POST' })).toBe(0);
      return true;
    },
  });
  expect(first).toMatchObject({ plan: { result: 'success' }, apply: { result: 'success' } });
  expect(asked).toBe('production');
  expect(first.plan.summary).toContain('Plan for 3 zones: + 33 to create');
  expect(ownOf(twin, 'a.example')).toHaveLength(11);
  expect(hub.git('log', '--format=%s', 'mailyard-state')).toBe(`State after ${head(site)}\nNo state yet`);
  expect(hub.git('ls-tree', '-r', '--name-only', 'mailyard-state')).toContain(
    'pulumi/.pulumi/stacks/mailyard/pool-a.json',
  );

  // Nothing changed since: nobody is asked, and nothing is sent.
  twin.resetCalls();
  const again = await site.up(head(site), { event: 'workflow_dispatch', approve: () => expect.unreachable() });
  expect(again).toMatchObject({
    plan: { result: 'success', outputs: { changes: 'false' } },
    apply: { result: 'skipped' },
  });
  expect(twin.count()).toBe(0);
});

test('a change in one file is carried out in every segment whose records it changes', async () => {
  const contacts = 'contacts: { dmarcReports: dmarc@c.example }\n';
  const site = await openSite({ ...smallEstate, 'estate.yaml': estateYaml + contacts }, [...smallZones, 'd.example']);
  await site.up(head(site));
  const merge = site.hub.propose(7, { 'pool-a.yaml': segmentYaml('pool-a', ['a.example', 'b.example', 'd.example']) });
  site.hub.merge(merge);
  const { apply } = await site.up(merge);
  expect(apply.result).toBe('success');
  // c.example belongs to primary, whose file nobody touched: it consents to the new domain's reports.
  expect(ownOf(site.twin, 'c.example').join('\n')).toContain('TXT d.example._report._dmarc.c.example');
  expect(site.hub.git('diff', '--name-only', 'mailyard-state~', 'mailyard-state').split('\n')).toEqual([
    'pulumi/.pulumi/stacks/mailyard/pool-a.json',
    'pulumi/.pulumi/stacks/mailyard/primary.json',
  ]);
});

test('a domain that moves is gained before it is lost: its records stay the same ones', async () => {
  const site = await openSite();
  await site.up(head(site));
  const ids = () =>
    site.twin
      .records('b.example')
      .map(({ id }) => id)
      .sort();
  const before = ids();
  site.twin.resetCalls();
  const merge = site.hub.propose(7, {
    'pool-a.yaml': segmentYaml('pool-a', ['a.example']),
    'primary.yaml': segmentYaml('primary', ['b.example', 'c.example']),
  });
  site.hub.merge(merge);
  expect(await site.up(merge)).toMatchObject({ apply: { result: 'success' } });
  expect(ids()).toEqual(before);
  expect(site.twin.records('b.example').every(({ comment }) => comment?.startsWith('mailyard:mailyard/primary:'))).toBe(
    true,
  );
});

test('what changed while a plan waited ends the run before anything is sent', async () => {
  const site = await openSite();
  await site.up(head(site));
  const withTtl = (ttl: number) => ({
    'pool-a.yaml': segmentYaml('pool-a', ['a.example', 'b.example'], { defaults: { ttl } }),
  });
  const waiting = site.hub.push(withTtl(600));
  const late = await site.up(waiting, {
    // A later commit is carried out by other means, and the state goes on.
    approve: async () => {
      expect((await site.up(site.hub.push(withTtl(900)))).apply.result).toBe('success');
      site.twin.resetCalls();
      return true;
    },
  });
  expect(late.apply.result).toBe('failure');
  expect(late.apply.log).toContain('is no longer what would be done');
  expect(late.apply.log).toContain('the state moved in a.example (pool-a)');
  expect(site.twin.count()).toBe(0);
});

test('run by hand on a branch, it carries out nothing', async () => {
  const site = await openSite();
  const change = site.hub.propose(7, { 'pool-a.yaml': segmentYaml('pool-a', ['a.example']) });
  const { plan, apply } = await site.up(change, { event: 'workflow_dispatch', ref: 'refs/heads/change-7' });
  expect([plan.result, apply.result, site.twin.count()]).toEqual(['skipped', 'skipped', 0]);
});

test('a plan without its yes, and a plan that is refused, change nothing', async () => {
  const site = await openSite();
  expect(await site.up(head(site), { approve: () => false })).toMatchObject({ apply: { result: 'skipped' } });
  expect(site.hub.file('mailyard-state', 'pulumi/.pulumi/meta.yaml')).toBeUndefined();
  await site.up(head(site));
  const removed = site.hub.push({ 'pool-a.yaml': segmentYaml('pool-a', ['a.example']) });
  const refused = await site.up(removed, { approve: () => expect.unreachable() });
  expect(refused).toMatchObject({ plan: { result: 'failure' }, apply: { result: 'skipped' } });
  expect(refused.plan.summary).toContain('--allow domain=b.example');
  expect(ownOf(site.twin, 'b.example')).toHaveLength(11);
  const inputs = { allow: 'domain=b.example' };
  const allowed = await site.up(removed, { event: 'workflow_dispatch', inputs });
  expect(allowed.apply.result).toBe('success');
  expect(ownOf(site.twin, 'b.example')).toEqual([]);
});

test('a run that fails half-way keeps the state of what was done', async () => {
  const site = await openSite(smallEstate, ['a.example', 'b.example']);
  const half = await site.up(head(site));
  expect(half.apply).toMatchObject({ result: 'failure', steps: { 'Keep the state': 'success' } });
  site.twin.addZone('c.example');
  const rest = await site.up(head(site));
  expect(rest.plan.summary).toContain('Plan for 1 zone: + 11 to create');
  expect(rest.apply.result).toBe('success');
});

test('a state that cannot be asked for ends the plan: it is never taken for none', async () => {
  const site = await openSite();
  const [origin, elsewhere] = [join(site.hub.folder, 'origin.git'), join(site.hub.folder, 'shim')];
  mkdirSync(elsewhere);
  const script = `#!/bin/sh\n[ "$1" = ls-remote ] && { echo "fatal: unable to access '${origin}'" >&2; exit 128; }\nexec /usr/bin/git "$@"\n`;
  writeFileSync(join(elsewhere, 'git'), script, { mode: 0o755 });
  const { plan, apply } = await site.up(head(site), { path: elsewhere });
  expect([plan.result, apply.result]).toEqual(['failure', 'skipped']);
  expect(plan.steps).not.toHaveProperty('Plan');
});

test("PULUMI_BACKEND_URL keeps the state where it says, and the repository's branch is not made", async () => {
  const site = await openSite();
  const bucket = join(site.hub.folder, 'bucket');
  mkdirSync(join(bucket, '.pulumi'), { recursive: true });
  writeFileSync(join(bucket, '.pulumi/meta.yaml'), 'version: 1\n');
  site.hub.secrets.PULUMI_BACKEND_URL = `file://${bucket}`;
  const first = await site.up(head(site));
  expect(first.apply.result).toBe('success');
  expect(first.apply.steps).not.toHaveProperty('Keep the state');
  expect(site.hub.git('branch', '--list')).not.toContain('mailyard-state');
  expect(await site.up(head(site))).toMatchObject({ plan: { outputs: { changes: 'false' } } });
});
