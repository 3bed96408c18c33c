/**
 * The example estate through the real Pulumi CLI, against Cloudflare's twin in a process of its own. One story in ordered
 * steps, as every command takes seconds. It runs wherever `pulumi` is on the PATH.
 */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toLive } from '../../../src/cloudflare/convert.ts';
import { pulumiAvailable } from '../../../src/engine/pulumi.ts';
import { isZoneRecords } from '../../../src/estate/resource.ts';
import { sameRecord } from '../../../src/records/canonical.ts';
import { ownerComment } from '../../../src/records/owner.ts';
import type { TwinRecord } from '../../../src/sandbox/cloudflare/model.ts';
import { takeLock } from '../../../src/state/lock.ts';
import { listsOf } from '../../support/state.ts';
import { planChanges, previewChanges } from './changes.ts';
import { type Clone, type Ended, makeClone } from './clone.ts';
import { startTwin, type TwinProcess } from './twin.ts';

const version = await pulumiAvailable();
if (!version) process.stderr.write('test/e2e/pulumi is skipped: there is no `pulumi` on the PATH.\n');

const LIST_ZONES = 'GET /zones';
const LIST = 'GET /zones/:id/dns_records';
const BATCH = 'POST /zones/:id/dns_records/batch';
const PROJECT = 'mailyard';
const urn = (stack: string, zone: string) => `urn:pulumi:${stack}::${PROJECT}::mailyard:index:ZoneRecords::${zone}`;

describe.skipIf(!version)(
  `the example estate through Pulumi ${version ?? '(skipped: no pulumi on the PATH)'}`,
  { timeout: 180_000 },
  () => {
    let clone: Clone;
    let twin: TwinProcess;
    let foreign: Map<string, TwinRecord[]>;

    const pulumi = (args: string[], env = {}) => clone.pulumi(args, { ...twin.env, ...env });
    const mailyard = (args: string[], env = {}) => clone.mailyard(args, { ...twin.env, ...env });
    const up = (stack: string, ...more: string[]) =>
      pulumi(['up', '--stack', stack, '--yes', '--skip-preview', ...more]);
    const embedded = (...args: string[]) => mailyard(['up', '--engine', 'embedded', '--yes', '--json', ...args]);

    beforeAll(async () => {
      clone = makeClone();
      const zones = [...new Set(clone.estate().zones.map(({ zone }) => zone))];
      twin = await startTwin(zones);
      for (const zone of zones) {
        await twin.edit(zone, {
          add: { type: 'A', name: 'shop', content: '192.0.2.44', ttl: 300, comment: 'the shop' },
        });
        await twin.edit(zone, { add: { type: 'TXT', name: '@', content: '"other-verification=Zm9v"', ttl: 1 } });
        await twin.edit(zone, {
          add: { type: 'MX', name: 'lists', content: 'lists.example.net', priority: 5, ttl: 600 },
        });
      }
      foreign = await twin.records();
      const own = JSON.parse(readFileSync(join(clone.folder, 'node_modules/@pulumi/pulumi/package.json'), 'utf8'));
      process.stderr.write(`pulumi ${version}, @pulumi/pulumi ${own.version}, node ${process.version}\n`);
    });

    afterAll(async () => {
      await twin?.stop();
      clone?.remove();
    });

    /** The zones of a stack hold what the estate says, each record with its owner's comment, and nothing else of that stack. */
    async function expectApplied(stack: string): Promise<void> {
      const live = await twin.records();
      for (const { name: zone, inputs } of (listsOf(clone.estate()).get(stack) ?? []).filter(isZoneRecords)) {
        const owned = (live.get(zone) ?? []).filter(({ comment }) =>
          comment?.startsWith(`mailyard:${PROJECT}/${stack}:`),
        );
        const wanted = Object.entries(inputs.records);
        expect(owned.map(({ comment }) => comment).sort()).toEqual(
          wanted.map(([key]) => ownerComment({ project: PROJECT, stack }, key)).sort(),
        );
        for (const [key, record] of wanted) {
          const found = owned.find(({ comment }) => comment === ownerComment({ project: PROJECT, stack }, key));
          expect(
            found && sameRecord(toLive(found as unknown as Parameters<typeof toLive>[0]), record),
            `${zone} ${key}`,
          ).toBe(true);
        }
      }
    }

    /** The inventories without that of one segment. */
    function othersOf(segment: string): string {
      const folder = join(clone.folder, `without-${segment}`);
      cpSync(join(clone.folder, 'domains'), folder, { recursive: true });
      rmSync(join(folder, `${segment}.yaml`));
      return folder;
    }

    const ownedBy = async (stack: string, zone: string) =>
      ((await twin.records()).get(zone) ?? []).filter(({ comment }) =>
        comment?.startsWith(`mailyard:${PROJECT}/${stack}:`),
      );

    test('`stack select --create` and `up` write every zone of a segment in one batch each', async () => {
      expectCode(await clone.npmPulumi('stack', 'select', '--create', 'pool-a'), 0);
      const { result, calls } = await twin.counting(() => pulumi(['up', '--yes']));
      expectCode(result, 0);
      expect(calls).toEqual({ [LIST_ZONES]: 2, [LIST]: 10, [BATCH]: 5 });
      await expectApplied('pool-a');
    });

    test('`up` again changes nothing and makes no Cloudflare call', async () => {
      const { result, calls } = await twin.counting(() => up('pool-a', '--expect-no-changes'));
      expectCode(result, 0);
      expect(calls).toEqual({});
    });

    test('`refresh` sees what a hand changed, and `up` puts it right', async () => {
      await twin.edit('acme-hello.example', {
        change: { type: 'TXT', name: '_dmarc' },
        to: { content: '"v=DMARC1; p=reject"' },
      });
      await twin.edit('acme-team.example', { remove: { type: 'MX', name: '@' } });
      const refresh = await pulumi(['refresh', '--stack', 'pool-a', '--yes', '--skip-preview']);
      expectCode(refresh, 0);
      expect(refresh.text).toContain('~ 2 updated');
      expectCode(await up('pool-a'), 0);
      await expectApplied('pool-a');
    });

    test('one inventory edit is one path in the preview, equal to the plan, and costs one list and one batch', async () => {
      clone.edit('pool-a', 'acme-intro.example', { dmarc: { policy: 'reject', since: '2026-11-16' } });
      const plan = await mailyard(['plan', '--json']);
      expectCode(plan, 2);
      const preview = await pulumi(['preview', '--stack', 'pool-a', '--json']);
      expect(previewChanges(preview.stdout)).toEqual(['update pool-a acme-intro.example records["dmarc"].content']);
      expect(planChanges(plan.stdout, 'pool-a')).toEqual(previewChanges(preview.stdout));
      const { result, calls } = await twin.counting(() => up('pool-a'));
      expectCode(result, 0);
      expect(calls).toEqual({ [LIST_ZONES]: 1, [LIST]: 1, [BATCH]: 1 });
      await expectApplied('pool-a');
    });

    test('a zone that the state forgot is imported by its name, with nothing to change afterwards', async () => {
      expectCode(
        await pulumi(['state', 'delete', urn('pool-a', 'acme-team.example'), '--stack', 'pool-a', '--yes']),
        0,
      );
      const zone = ['mailyard:index:ZoneRecords', 'acme-team.example', 'acme-team.example'];
      const options = ['--stack', 'pool-a', '--yes', '--skip-preview', '--protect=false', '--generate-code=false'];
      expectCode(await pulumi(['import', ...zone, ...options]), 0);
      const { result, calls } = await twin.counting(() => up('pool-a', '--expect-no-changes'));
      expectCode(result, 0);
      expect(calls).toEqual({});
    });

    test('plan and preview agree on additions, removals and changes; the embedded engine carries them out and Pulumi goes on', async () => {
      clone.edit('pool-a', 'acme-connect.example', 'remove');
      clone.edit('pool-a', 'acme-reach.example', { mailProvider: 'migadu' });
      clone.edit('pool-a', 'acme-team.example', { caa: { issue: ['pki.goog'] } });
      const allow = { MAILYARD_ALLOW: 'domain=acme-connect.example,dkim=*' };
      const plan = await mailyard(['plan', '--json', '--segment', 'pool-a'], allow);
      const preview = await pulumi(['preview', '--stack', 'pool-a', '--json'], allow);
      const changes = previewChanges(preview.stdout);
      expect(planChanges(plan.stdout, 'pool-a')).toEqual(changes);
      expect(changes).toEqual(
        expect.arrayContaining([
          'delete pool-a acme-connect.example records["spf"]',
          'update pool-a acme-reach.example records["dkim-google"]',
          'update pool-a acme-reach.example records["mx-1"].content',
          'update pool-a acme-reach.example records["mx-2"]',
          'update pool-a acme-team.example records["caa-issue-1"]',
        ]),
      );

      const applied = await mailyard(['up', '--engine', 'embedded', '--yes', '--json', '--segment', 'pool-a'], allow);
      expectCode(applied, 0);
      await expectApplied('pool-a');
      const pulumiAfter = await twin.counting(() => up('pool-a', '--expect-no-changes'));
      expectCode(pulumiAfter.result, 0);
      expect(pulumiAfter.calls).toEqual({});
      const embeddedAfter = await twin.counting(() => embedded('--segment', 'pool-a'));
      expectCode(embeddedAfter.result, 0);
      expect(embeddedAfter.calls).toEqual({});
      expect(JSON.parse(embeddedAfter.result.stdout)).toMatchObject({ applied: [], failed: [], calls: 0 });
    });

    test('a stack that the embedded engine made is continued by Pulumi with nothing to change', async () => {
      expectCode(await embedded('--segment', 'monitoring'), 0);
      await expectApplied('monitoring');
      const { result, calls } = await twin.counting(() => up('monitoring', '--expect-no-changes'));
      expectCode(result, 0);
      expect(calls).toEqual({});
    });

    test('the provider refuses to remove a live domain, and lets it go where it is allowed by name', async () => {
      const before = await ownedBy('pool-a', 'acme-hello.example');
      const putBack = clone.edit('pool-a', 'acme-hello.example', 'remove');
      const refused = await up('pool-a');
      expectCode(refused, 1);
      expect(refused.text).toContain('acme-hello.example is live, and its mail records would all be removed.');
      expect(refused.text).toContain('MAILYARD_ALLOW=domain=acme-hello.example');
      expect(await ownedBy('pool-a', 'acme-hello.example')).toEqual(before);

      const allow = { MAILYARD_ALLOW: 'domain=acme-hello.example' };
      expectCode(await pulumi(['up', '--stack', 'pool-a', '--yes', '--skip-preview'], allow), 0);
      expect(await ownedBy('pool-a', 'acme-hello.example')).toEqual([]);
      putBack();
    });

    test('a record that Cloudflare refuses is sent again by the next `up`, and only that one', async () => {
      await twin.fault({ kind: 'refuse-record', record: { name: '_dmarc.acme-hello.example' }, pointer: true });
      const partial = await up('pool-a');
      expectCode(partial, 1);
      expect(partial.text).toContain('Cloudflare refused dmarc');
      expect(await ownedBy('pool-a', 'acme-hello.example')).toHaveLength(3);
      await twin.noFaults();
      const plan = await mailyard(['plan', '--json', '--segment', 'pool-a']);
      expect(planChanges(plan.stdout, 'pool-a')).toEqual(['update pool-a acme-hello.example records["dmarc"]']);
      expectCode(await up('pool-a'), 0);
      await expectApplied('pool-a');
    });

    test('under MAILYARD_PLAN `pulumi up` does what the plan says, and refuses another change and a delete that is not in it', async () => {
      const plan = { MAILYARD_PLAN: join(clone.folder, 'plan.json') };
      const upUnderPlan = (env = {}) =>
        pulumi(['up', '--stack', 'pool-a', '--yes', '--skip-preview'], { ...plan, ...env });
      clone.edit('pool-a', 'acme-team.example', { caa: { issue: ['letsencrypt.org'] } });
      expectCode(await mailyard(['plan', '--segment', 'pool-a', '--out', plan.MAILYARD_PLAN]), 2);

      const before = await twin.records();
      const other = clone.edit('pool-a', 'acme-team.example', { caa: { issue: ['ca.example'] } });
      for (const refused of [await pulumi(['preview', '--stack', 'pool-a'], plan), await upUnderPlan()]) {
        expectCode(refused, 1);
        expect(refused.text).toContain(
          'acme-team.example (pool-a) was not written: what is asked is not what was planned.',
        );
        expect(refused.text).toMatch(
          /caa-issue-1: the plan says to change CAA .*letsencrypt\.org.*asked was to change CAA .*ca\.example/,
        );
      }
      expect(await twin.records()).toEqual(before);
      other();

      const gone = clone.edit('pool-a', 'acme-intro.example', 'remove');
      const held = await upUnderPlan({ MAILYARD_ALLOW: 'domain=acme-intro.example' });
      expectCode(held, 1);
      expect(held.text).toContain('acme-intro.example (pool-a) was not written');
      expect(held.text).toContain('The plan leaves it as it is');
      expect((await twin.records()).get('acme-intro.example')).toEqual(before.get('acme-intro.example'));
      gone();

      expectCode(await upUnderPlan(), 0);
      await expectApplied('pool-a');
      const done = await mailyard(['up', '--engine', 'pulumi', '--yes', '--json', '--plan', plan.MAILYARD_PLAN]);
      expectCode(done, 1);
      expect(JSON.parse(done.stdout).error).toMatchObject({ code: 'plan-moved' });
    });

    test('`mailyard up` on Pulumi writes what it showed, and not over what another run did meanwhile', async () => {
      const other = clone.edit('pool-a', 'acme-team.example', { caa: { issue: ['ca.example'] } });
      cpSync(join(clone.folder, 'domains'), join(clone.folder, 'other'), { recursive: true });
      other();
      clone.edit('pool-a', 'acme-team.example', { caa: { issue: ['digicert.com'] } });
      // Stands for somebody who was quicker: between the plan and Pulumi's lock.
      const meanwhile = 'bin/mailyard up --domains other --engine embedded --yes --quiet --segment pool-a';
      const shim = clone.shim('pulumi', `[ "$1" = up ] && [ ! -e met ] && touch met && MAILYARD_PLAN= ${meanwhile}`);
      const held = await mailyard(['up', '--engine', 'pulumi', '--yes', '--json', '--segment', 'pool-a'], shim);
      expectCode(held, 1);
      expect(JSON.parse(held.stdout).failed).toMatchObject([
        { segment: 'pool-a', zone: 'acme-team.example', message: expect.stringContaining('the state moved') },
      ]);
      expect(JSON.stringify(await ownedBy('pool-a', 'acme-team.example'))).toContain('ca.example');
      expectCode(await mailyard(['up', '--engine', 'pulumi', '--yes', '--segment', 'pool-a']), 0);
      await expectApplied('pool-a');
    });

    test('the lock of one engine refuses the other; `pulumi cancel` takes away a lock that was left behind', async () => {
      const lock = await takeLock(clone.backend, PROJECT, 'pool-a');
      const refused = await up('pool-a');
      expectCode(refused, 1);
      expect(refused.text).toContain('the stack is currently locked');
      expectCode(await pulumi(['cancel', '--stack', 'pool-a', '--yes']), 0);

      clone.edit('pool-a', 'acme-intro.example', { dmarc: { policy: 'quarantine', since: '2026-11-16' } });
      await twin.fault({ kind: 'rate-limit', blockSeconds: 6 });
      const running = pulumi(['refresh', '--stack', 'pool-a', '--yes', '--skip-preview']);
      try {
        await twin.untilCalled();
        const other = await embedded('--segment', 'pool-a');
        expectCode(other, 1);
        expect(JSON.parse(other.stdout)).toMatchObject({
          error: { code: 'locked', message: expect.stringContaining('pool-a') },
        });
      } finally {
        expectCode(await running, 0);
      }
      expectCode(await embedded('--segment', 'pool-a'), 0);
      await expectApplied('pool-a');
      await lock.release();
    });

    test('a domain moves to another segment: its new stack takes the records over, its old one deletes nothing', async () => {
      const before = await ownedBy('pool-a', 'acme-hello.example');
      clone.move('acme-hello.example', 'pool-a', 'monitoring', { mailProvider: 'google-workspace' });
      expectCode(await up('monitoring'), 0);
      const { result, calls } = await twin.counting(() => up('pool-a'));
      expectCode(result, 0);
      expect(calls[BATCH]).toBeUndefined();
      const after = await ownedBy('monitoring', 'acme-hello.example');
      expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      await expectApplied('monitoring');
    });

    test('what is wrong with the inventories is said in words, with its place, and without a stack trace', async () => {
      const putBack = clone.edit('monitoring', 'acme-watch.example', { mailboxs: 3 });
      const broken = await pulumi(['preview', '--stack', 'monitoring']);
      putBack();
      expectCode(broken, 1);
      expect(broken.text).toMatch(/ domains\/monitoring\.yaml:\d+:\d+ .*mailboxs.*mailboxes/);
      const gone = await pulumi(['preview', '--stack', 'monitoring'], { MAILYARD_DOMAINS: othersOf('monitoring') });
      expectCode(gone, 1);
      expect(gone.text).toContain('No inventory describes the segment "monitoring".');
      expect(gone.text).toContain('mailyard destroy --segment monitoring');
      expect(broken.text + gone.text).not.toMatch(/^\s+at /m);
    });

    test('`mailyard up` on Pulumi goes on when a zone fails, says which, and finishes the next time', async () => {
      const only = ['--segment', 'primary', '--segment', 'transactional'];
      await twin.fault({ kind: 'server-error', status: 403, path: await twin.zoneId('acme-group.example'), times: 9 });
      const first = await mailyard(['up', '--engine', 'pulumi', '--yes', '--json', ...only]);
      expectCode(first, 1);
      const { applied, failed } = JSON.parse(first.stdout);
      expect(failed.map(({ segment, zone }: { segment: string; zone: string }) => `${segment} ${zone}`)).toEqual([
        'primary acme-group.example',
      ]);
      expect(applied).toHaveLength(5);
      await twin.noFaults();
      expectCode(await mailyard(['up', '--engine', 'pulumi', '--yes', '--segment', 'primary']), 0);
      await expectApplied('primary');
      await expectApplied('transactional');
    });

    test('`destroy` removes what Mailyard made and leaves every other record byte for byte', async () => {
      const allow = { MAILYARD_ALLOW: 'domain=*' };
      expectCode(await pulumi(['destroy', '--stack', 'pool-a', '--yes', '--skip-preview'], allow), 0);
      expectCode(await pulumi(['destroy', '--stack', 'primary', '--yes', '--skip-preview'], allow), 0);
      expectCode(await mailyard(['destroy', '--engine', 'embedded', '--yes'], allow), 0);
      expect(await twin.records()).toEqual(foreign);
    });
  },
);

/** The whole output stands in the failure, as a bare exit code explains nothing. */
function expectCode({ code, text }: Ended, wanted: number): void {
  expect(code, text).toBe(wanted);
}
