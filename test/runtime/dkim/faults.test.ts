/** What goes wrong around a rotation, each alone: nothing advances that is not known, and nothing goes that may be signed with. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/dates.ts';
import type { Query } from '../../../src/dns/client.ts';
import { listDecisions } from '../../../src/ledger/decisions.ts';
import { changeKey, changeKeys, dkimKeys } from '../../../src/ledger/dkim.ts';
import { holdsNow } from '../../../src/ledger/holds.ts';
import { openNotices } from '../../../src/ledger/notices.ts';
import { actions } from '../../../src/runtime/actions.ts';
import { emergency } from '../../../src/runtime/dkim/actions/emergency.ts';
import { rollback } from '../../../src/runtime/dkim/actions/rollback.ts';
import { advanceAll, dkim } from '../../../src/runtime/dkim/job.ts';
import { lookAtRings } from '../../../src/runtime/dkim/look.ts';
import type { RingId } from '../../../src/runtime/dkim/ring-now.ts';
import type { KeyMaker, KeyTaker } from '../../../src/runtime/dkim/signer.ts';
import { answer, gate } from '../../../src/runtime/gate.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { secondaryOf } from '../../../src/sandbox/dns/secondary.ts';
import { startDnsTwin } from '../../../src/sandbox/dns/twin.ts';
import { randomFrom } from '../../support/chaos.ts';
import { aMessage } from '../../support/key-folder.ts';
import { receiver } from '../../support/receiver.ts';
import { aRotation, type Rotation, type RotationOptions } from '../../support/rotation.ts';

let world: Rotation | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function begin(options: RotationOptions = {}): Promise<{ world: Rotation; runtime: Runtime }> {
  world = await aRotation({ algorithms: ['ed25519'], ...options });
  return { world, runtime: await world.runtime() };
}

const phases = async (runtime: Runtime) =>
  (await dkimKeys(runtime.ledger, { all: true })).map(({ selector, phase }) => `${selector} ${phase}`);

const keyAt = ({ cloudflare }: Rotation, selector: string) =>
  cloudflare.records('acme.example').find(({ name }) => name === `${selector}._domainkey.acme.example`);

async function later(world: Rotation, runtime: Runtime, ...hours: number[]) {
  for (const each of hours) {
    world.clock.advance(each * HOUR);
    await dkim.run(runtime);
  }
  return phases(runtime);
}

/** With one active key, and a second one where `old` is set: then the first retires. */
async function rotated(options: RotationOptions = {}, old = false) {
  const { world, runtime } = await begin(options);
  await later(world, runtime, 0, 3, 1);
  if (old) await later(world, runtime, 90 * 24, 1, 25, 1);
  return { world, runtime };
}

const ring: RingId = { of: 'acme.example', domain: 'acme.example', signer: 'folder', algorithm: 'ed25519' };
const told = { subject: 'acme.example/folder/ed25519', why: 'told', evidence: {}, mode: 'told' as const };
const titles = async (runtime: Runtime) => (await openNotices(runtime.ledger)).map(({ title }) => title);
const isHeld = async (runtime: Runtime) => (await holdsNow(runtime.ledger, runtime.now())).map(({ name }) => name);

describe('DNS', () => {
  it('one server of two that lags keeps the key from being used, however long', async () => {
    const { world, runtime } = await begin({
      more: ({ zones }, clock) => [
        startDnsTwin({
          source: secondaryOf(
            () => zones,
            clock,
            () => 100 * HOUR,
          ).source,
        }),
      ],
    });
    await runtime.query({ name: 'acme.example', type: 'SOA', server: world.servers[1] ?? { host: '', port: 0 } });
    expect(await later(world, runtime, 0, 10, 40)).toEqual(['my20261122a published']);
    expect(world.folder.selector('acme.example', 'ed25519')).toBeUndefined();
    expect(await later(world, runtime, 60, 2, 3)).toEqual(['my20261122a active']);
  });

  it('a cache that was asked before the key was there has forgotten it when the key is used', async () => {
    const { world, runtime } = await begin();
    const asked = receiver(world.servers, world.clock, randomFrom(1));
    for (const letter of ['a', 'b']) await asked.lookUp(`my20261122${letter}._domainkey.acme.example`);
    const verdicts: string[] = [];
    for (let minutes = 0; minutes < 240; minutes += 10) {
      await later(world, runtime, 1 / 6);
      verdicts.push(...(await asked.verify(await world.folder.sign('acme.example', aMessage('acme.example', 'one')))));
    }
    expect(new Set(verdicts)).toEqual(new Set(['my20261122a pass']));
  });

  it('a server that does not answer advances nothing, and takes nothing away', async () => {
    const { world, runtime } = await rotated({}, true);
    const silent: Query = async ({ server }) => ({
      ...{ status: 'timeout', authoritative: false, records: [], chain: [], server, detail: 'no answer' },
    });
    const before = await phases(runtime);
    expect(await later(world, { ...runtime, query: silent }, 24, 24)).toEqual(before);
    expect(await titles(runtime)).toEqual([]);
  });

  it('a server that keeps a new key waiting for a day longer than it must is told of, until it answers', async () => {
    const { world, runtime } = await rotated();
    expect(await later(world, runtime, 90 * 24)).toEqual(['my20261122a active', 'my20270220a published']);
    const silent: Query = async question =>
      question.name.startsWith('my20270220a.')
        ? {
            ...{ status: 'timeout', authoritative: false, records: [], chain: [] },
            server: question.server,
            detail: 'no answer',
          }
        : runtime.query(question);
    await later(world, { ...runtime, query: silent }, 24, 23);
    expect(await titles(runtime)).toEqual([]);
    expect(await later(world, { ...runtime, query: silent }, 2)).toEqual([
      'my20261122a active',
      'my20270220a published',
    ]);
    expect(await titles(runtime)).toEqual(['The servers of acme.example keep its new DKIM key waiting']);
    await later(world, runtime, 1);
    expect(await titles(runtime)).toEqual([]);
  });

  it('a record that somebody removed is written again, and nobody sends until it is known again', async () => {
    const { world, runtime } = await rotated();
    world.cloudflare.editByHand('acme.example', { remove: { name: 'my20261122a._domainkey.acme.example' } });
    await later(world, runtime, 1);
    expect(keyAt(world, 'my20261122a')).toBeDefined();
    expect(await isHeld(runtime)).toEqual(['acme.example']);
    const title = 'my20261122a._domainkey.acme.example was taken away, and mail is signed with it';
    expect(await titles(runtime)).toEqual([title]);
    await later(world, runtime, 1, 1, 1);
    expect(await isHeld(runtime)).toEqual([]);
    expect(await titles(runtime)).toEqual([]);
  });

  it('a record that somebody removed while a new key waits is written again at once', async () => {
    const { world, runtime } = await rotated();
    expect(await later(world, runtime, 90 * 24)).toEqual(['my20261122a active', 'my20270220a published']);
    world.cloudflare.editByHand('acme.example', { remove: { name: 'my20261122a._domainkey.acme.example' } });
    await later(world, runtime, 1);
    expect(keyAt(world, 'my20261122a')).toBeDefined();
    expect(await isHeld(runtime)).toEqual(['acme.example']);
    await later(world, runtime, 1, 1, 1);
    expect(await isHeld(runtime)).toEqual([]);
    expect(await phases(runtime)).toEqual(['my20261122a active', 'my20270220a published']);
  });

  it('a record that somebody changed while it waits is written again, and waited for anew', async () => {
    const { world, runtime } = await begin();
    await later(world, runtime, 0, 1);
    const name = 'my20261122a._domainkey.acme.example';
    world.cloudflare.editByHand('acme.example', { change: { name }, to: { content: '"v=DKIM1; k=ed25519; p=Zm9v"' } });
    expect(await later(world, runtime, 3)).toEqual(['my20261122a published']);
    expect(keyAt(world, 'my20261122a')?.content).not.toContain('Zm9v');
    expect(await later(world, runtime, 1, 3)).toEqual(['my20261122a active']);
  });

  it('a foreign record at its name refuses the key, and stays', async () => {
    const { world, runtime } = await begin();
    const foreign = { type: 'TXT', name: 'my20261122a._domainkey.acme.example', content: '"v=DKIM1; p=Zm9v"' };
    world.cloudflare.editByHand('acme.example', { add: foreign });
    const { failures } = await dkim.run(runtime);
    expect(failures.join()).toContain("stands a record that is not Mailyard's");
    expect(world.cloudflare.records('acme.example')).toHaveLength(1);
  });
});

describe('the signer', () => {
  /** What it claims to sign with, whatever it does. */
  let said: string | undefined;
  beforeEach(() => {
    said = undefined;
  });

  it('accepts and does nothing: the old key stays, and people hear of it', async () => {
    const lazy = (signer: KeyTaker): KeyTaker => ({
      ...signer,
      current: async () => 'my20261122a',
      use: async () => {},
    });
    const { world, runtime } = await begin({ signer: ({ signer }) => lazy(signer) });
    await later(world, runtime, 0, 3);
    const { failures, findings } = await dkim.run(runtime);
    expect(failures.join()).toContain('is signed by nobody');
    expect(findings).toBe(1);
    expect(await phases(runtime)).toEqual(['my20261122a published']);
    expect(await titles(runtime)).toEqual(['The rotation of acme.example at the key folder does not go on']);
  });

  it('has not switched yet and says so: it is told once a run, and people hear of it after an hour', async () => {
    let told = 0;
    const slow = (signer: KeyTaker): KeyTaker => ({
      ...signer,
      async use() {
        told++;
      },
    });
    const { world, runtime } = await begin({ signer: ({ signer }) => slow(signer) });
    await later(world, runtime, 0, 3);
    expect([told, await titles(runtime)]).toEqual([1, []]);
    expect((await dkim.run(runtime)).failures).toEqual([]);
    expect(told).toBe(2);
    world.clock.advance(HOUR);
    const { failures } = await dkim.run(runtime);
    expect(failures).toEqual([
      'acme.example/folder/ed25519: the key folder has been told since 2026-11-22 15:00 UTC to sign with my20261122a, and does not',
    ]);
    expect(await titles(runtime)).toEqual(['The rotation of acme.example at the key folder does not go on']);
    expect(told).toBe(3);
  });

  it('was changed by hand to a retiring key: it is told, and that key outlives its overlap', async () => {
    const { world, runtime } = await rotated({}, true);
    world.folder.setByHand('acme.example', 'ed25519', 'my20261122a');
    expect(await later(world, runtime, 24, 20 * 24, 24)).toEqual(['my20261122a retiring', 'my20270220a active']);
    expect(await titles(runtime)).toEqual([
      'the key folder signs for acme.example with my20261122a, and my20270220a is its key',
    ]);
    world.folder.setByHand('acme.example', 'ed25519', 'my20270220a');
    expect(await later(world, runtime, 1)).toEqual(['my20261122a retiring', 'my20270220a active']);
    expect(await later(world, runtime, 15 * 24)).toEqual(['my20261122a revoked', 'my20270220a active']);
    expect(await titles(runtime)).toEqual([]);
  });

  it('does not say what it signs with: nothing advances, and the run says why it cannot tell', async () => {
    let silent = false;
    const { world, runtime } = await rotated({
      signer: ({ signer }) => ({
        ...signer,
        async current(...of) {
          if (silent) throw new Error('Unauthorized');
          return signer.current(...of);
        },
      }),
    });
    silent = true;
    world.clock.advance(90 * DAY);
    expect((await dkim.run(runtime)).failures).toEqual([
      'acme.example/folder/ed25519: the key folder does not say what it signs with: Unauthorized',
    ]);
    expect([await phases(runtime), await titles(runtime)]).toEqual([['my20261122a active'], []]);
  });

  it('lost its tables and signs nothing: that is critical, and over when it signs again', async () => {
    const { world, runtime } = await rotated();
    rmSync(join(world.folder.place, 'table.json'));
    const { findings } = await dkim.run(runtime);
    expect([findings, await openNotices(runtime.ledger)]).toMatchObject([
      1,
      [{ level: 'critical', title: 'the key folder does not sign for acme.example, and my20261122a is its key' }],
    ]);
    world.folder.setByHand('acme.example', 'ed25519', 'my20261122a');
    await dkim.run(runtime);
    expect(await titles(runtime)).toEqual([]);
  });

  it('says that it uses the new key and uses the old one: that is not revoked, and people hear why', async () => {
    const { world, runtime } = await rotated(
      { signer: ({ signer }) => ({ ...signer, current: async (...of) => said ?? signer.current(...of) }) },
      true,
    );
    said = 'my20270220a';
    world.folder.setByHand('acme.example', 'ed25519', 'my20261122a');
    expect(await later(world, runtime, 15 * 24)).toEqual(['my20261122a retiring', 'my20270220a active']);
    const [notice] = await openNotices(runtime.ledger);
    expect(notice?.detail).toContain('my20261122a: A message shows that the key folder still signs with my20261122a.');
    world.folder.setByHand('acme.example', 'ed25519', 'my20270220a');
    expect(await later(world, runtime, 1)).toEqual(['my20261122a revoked', 'my20270220a active']);
    expect(await titles(runtime)).toEqual([]);
  });

  it('that has a gap: nobody sends from a minute before until a message proves it', async () => {
    const { world, runtime } = await begin({ signer: ({ signer }) => ({ ...signer, switch: 'gap' }) });
    await later(world, runtime, 0, 3);
    expect(await isHeld(runtime)).toEqual(['acme.example']);
    expect(world.folder.selector('acme.example', 'ed25519')).toBeUndefined();
    expect(await later(world, runtime, 0.1)).toEqual(['my20261122a active']);
    expect(await isHeld(runtime)).toEqual([]);
  });

  it('that has a gap signs nothing for a while: nobody is alarmed, as nobody sends', async () => {
    let silent = false;
    const { world, runtime } = await rotated({
      signer: ({ signer }) => ({
        ...{ ...signer, switch: 'gap', sample: undefined },
        current: async (...of) => (silent ? undefined : signer.current(...of)),
        async use(...given) {
          silent = true;
          await signer.use(...given);
        },
      }),
    });
    silent = false;
    await later(world, runtime, 0.1);
    expect(await later(world, runtime, 90 * 24, 25, 0.1)).toEqual(['my20261122a active', 'my20270220a published']);
    expect([await isHeld(runtime), await titles(runtime)]).toEqual([['acme.example'], []]);
    silent = false;
    expect(await later(world, runtime, 0.1)).toEqual(['my20261122a retiring', 'my20270220a active']);
    expect(await isHeld(runtime)).toEqual([]);
  });

  it('that makes its keys itself signs with the one before until the new one is known; where it changes unasked nobody is alarmed', async () => {
    const made: string[] = [];
    let signs: string | undefined;
    const maker: KeyMaker = {
      ...{ kind: 'makes', name: 'folder', title: 'Maker', algorithms: ['ed25519'] },
      current: async () => signs,
      async make(_, selector) {
        made.push(`theirs-${selector}`);
        return { selector: `theirs-${selector}`, record: `v=DKIM1; k=rsa; p=${made.length}AAA` };
      },
      async activate(_, selector) {
        signs = selector;
      },
    };
    const { world, runtime } = await begin({ signer: () => maker });
    expect(await later(world, runtime, 0, 1)).toEqual(['theirs-my20261122a published']);
    expect([made, signs]).toEqual([['theirs-my20261122a'], undefined]);
    expect(await later(world, runtime, 2)).toEqual(['theirs-my20261122a active']);
    await later(world, runtime, 90 * 24, 1);
    signs = 'theirs-my20270220a';
    expect(await later(world, runtime, 1)).toEqual(['theirs-my20261122a active', 'theirs-my20270220a published']);
    expect([await titles(runtime), await isHeld(runtime)]).toEqual([[], []]);
    expect(await later(world, runtime, 24)).toEqual(['theirs-my20261122a retiring', 'theirs-my20270220a active']);
  });
});

describe('people', () => {
  it('a leak: another key at once, the leaked one revoked, and no way back to it', async () => {
    const { world, runtime } = await rotated();
    expect((await gate(runtime, emergency, { ...told, parameters: ring })).outcome).toBe('done');
    expect(await isHeld(runtime)).toEqual(['acme.example']);
    await dkim.run(runtime);
    expect(await phases(runtime)).toEqual(['my20261122a compromised', 'my20261122b active']);
    expect(keyAt(world, 'my20261122a')?.content).toBe('"v=DKIM1; p="');
    expect(await isHeld(runtime)).toEqual([]);
    const back = await gate(runtime, rollback, { ...told, parameters: { ...ring, to: 'my20261122a' } });
    expect(back.outcome).toBe('failed');
    expect(back.decision.steps.at(-1)?.detail).toContain('my20261122a is compromised');
    world.folder.setByHand('acme.example', 'ed25519', 'my20261122a');
    await dkim.run(runtime);
    expect(await openNotices(runtime.ledger)).toMatchObject([
      { level: 'critical', detail: expect.stringContaining('my20261122a is revoked, so its mail fails DKIM.') },
    ]);
  });

  it('a leaked key that somebody signs with again keeps no other leaked one in DNS', async () => {
    const { world, runtime } = await rotated({}, true);
    await gate(runtime, emergency, { ...told, parameters: ring });
    world.cloudflare.faults.add({ kind: 'server-error', method: 'POST', times: 50 });
    await dkim.run(runtime);
    world.cloudflare.faults.clear();
    const [first, second] = await dkimKeys(runtime.ledger);
    const next = (await dkimKeys(runtime.ledger)).at(-1);
    if (!first || !second || !next) throw new Error('there are three');
    await changeKeys(runtime.ledger, [{ key: next, change: { phase: 'active', stands: 'key' } }]);
    world.folder.setByHand('acme.example', 'ed25519', first.selector);
    await dkim.run(runtime);
    expect((await dkimKeys(runtime.ledger)).map(({ stands }) => stands)).toEqual(['key', 'revoked', 'key']);
  });

  it('go back to the key that retires, never to a revoked one', async () => {
    const { world, runtime } = await rotated({}, true);
    expect((await gate(runtime, rollback, { ...told, parameters: ring })).outcome).toBe('done');
    await dkim.run(runtime);
    expect(await phases(runtime)).toEqual(['my20261122a active', 'my20270220a retiring']);
    expect(world.folder.selector('acme.example', 'ed25519')).toBe('my20261122a');
    expect((await later(world, runtime, 15 * 24))[1]).toBe('my20270220a revoked');
    expect((await gate(runtime, rollback, { ...told, parameters: ring })).outcome).toBe('failed');
  });

  it('go back from a key that nothing proved: what was wrong with it is over', async () => {
    const { world, runtime } = await begin({
      signer: ({ signer }) => ({ ...signer, sample: (domain: string) => sample(domain) }),
    });
    const signed = (domain: string) => world.folder.sign(domain, aMessage(domain, 'sample'));
    let sample = signed;
    await later(world, runtime, 0, 3, 90 * 24);
    sample = async domain => Buffer.from(aMessage(domain, 'sample'));
    await later(world, runtime, 25);
    expect(await titles(runtime)).toEqual(['The rotation of acme.example at the key folder does not go on']);
    sample = signed;
    await gate(runtime, rollback, { ...told, parameters: ring });
    await dkim.run(runtime);
    expect(await phases(runtime)).toEqual(['my20261122a active', 'my20270220a retiring']);
    expect(await titles(runtime)).toEqual([]);
  });

  it('a leak in the middle of a switch: with the new key nobody hears of the old one any more', async () => {
    const { world, runtime } = await begin({
      signer: ({ signer }) => ({ ...signer, sample: domain => sample(domain) }),
    });
    let sample = async (domain: string): Promise<Buffer> => Buffer.from(aMessage(domain, 'sample'));
    await later(world, runtime, 0, 3);
    const takeAway = { remove: { name: 'my20261122a._domainkey.acme.example' } };
    world.cloudflare.editByHand('acme.example', takeAway);
    await later(world, runtime, 1);
    world.cloudflare.editByHand('acme.example', takeAway);
    expect(await later(world, runtime, 0.1)).toEqual(['my20261122a published']);
    expect(await titles(runtime)).toContain(
      'my20261122a._domainkey.acme.example was taken away, and mail is signed with it',
    );
    sample = domain => world.folder.sign(domain, aMessage(domain, 'sample'));
    await gate(runtime, emergency, { ...told, parameters: ring });
    await later(world, runtime, 0.1, 0.1);
    expect(await phases(runtime)).toEqual(['my20261122a compromised', 'my20261122b active']);
    expect(await titles(runtime)).toEqual([]);
  });

  it('are asked first where the mode is suggest, and only told where it is observe', async () => {
    const { world, runtime } = await begin({
      domains: [{ modes: { dkim: 'suggest', warmup: 'observe', blocklists: 'observe', health: 'observe' } }],
    });
    const report = await dkim.run(runtime);
    await dkim.run(runtime);
    expect(report).toMatchObject({ findings: 1, summary: 'DKIM: 1 domain, 0 steps done, 1 waiting for a yes.' });
    const [waiting, ...more] = await listDecisions(runtime.ledger, { outcome: 'pending' });
    expect(more).toEqual([]);
    await answer(runtime, actions, waiting?.id ?? 0, true);
    expect(await later(world, runtime, 0, 3, 1)).toEqual(['my20261122a active']);
  });

  it('two daemons at once: the one that was slower looks again, and nothing has failed', async () => {
    const { runtime } = await begin();
    let looks = 0;
    const slower: Runtime = {
      ...runtime,
      async signers(domain) {
        // Once it has looked and is about to publish, the other one does so.
        if (++looks === 5) await dkim.run(runtime);
        return runtime.signers(domain);
      },
    };
    const report = await dkim.run(slower);
    expect(looks).toBeGreaterThan(5);
    expect(report).toMatchObject({ failures: [], findings: 0 });
    expect(await phases(runtime)).toEqual(['my20261122a published']);
    const details = (await listDecisions(runtime.ledger)).map(({ steps }) => steps.at(-1)?.detail);
    expect(details).toContainEqual(expect.stringMatching(/^This is not the next step any more\. It waits for caches/));
  });

  it('one domain that fails does not stop the others', async () => {
    const { runtime } = await begin({ domains: [{ domain: 'acme.example' }, { domain: 'other.example' }] });
    const broken: Runtime = {
      ...runtime,
      signers: async domain => {
        if (domain.domain === 'other.example') throw new Error('its account is locked');
        return runtime.signers(domain);
      },
    };
    const results = await advanceAll(broken);
    expect(results.map(({ domain, failures }) => [domain, failures])).toEqual([
      ['acme.example', []],
      ['other.example', ['other.example: its account is locked']],
    ]);
    expect(await phases(runtime)).toEqual(['my20261122a published']);
    await dkim.run(runtime);
    const { rings, strays, failures } = await lookAtRings(broken);
    expect(rings.map(({ ring }) => ring.domain)).toEqual(['acme.example']);
    expect([strays, failures]).toEqual([[], ['other.example: its account is locked']]);
  });

  it('a hold that got lost is put back, and one that nobody asks for any more ends', async () => {
    const { world, runtime } = await rotated();
    const [key] = await dkimKeys(runtime.ledger);
    if (key) await changeKey(runtime.ledger, key, { heldAt: runtime.now() - DAY, servedSince: runtime.now() });
    await dkim.run(runtime);
    expect(await isHeld(runtime)).toEqual(['acme.example']);
    await later(world, runtime, 3);
    expect(await isHeld(runtime)).toEqual([]);
  });
});
