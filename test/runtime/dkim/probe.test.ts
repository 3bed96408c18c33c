/** Keys of a provider that gives no message: proved by one that is sent through it, over real SMTP, and verified against real DNS. */
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../src/dates.ts';
import type { Query } from '../../../src/dns/client.ts';
import { listDecisions } from '../../../src/ledger/decisions.ts';
import { dkimKeys } from '../../../src/ledger/dkim.ts';
import { probesOf } from '../../../src/ledger/dkim-probes.ts';
import { holdsNow } from '../../../src/ledger/holds.ts';
import { openNotices } from '../../../src/ledger/notices.ts';
import { emergency } from '../../../src/runtime/dkim/actions/emergency.ts';
import { dkim } from '../../../src/runtime/dkim/job.ts';
import { lookAtRings } from '../../../src/runtime/dkim/look.ts';
import type { Signer } from '../../../src/runtime/dkim/signer.ts';
import { gate } from '../../../src/runtime/gate.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { throttlerOf } from '../../../src/sending/throttle/open.ts';
import type { Taken } from '../../sending/submission/upstream-twin.ts';
import { aProbeWorld, DOMAIN, PROBE, type ProbeWorld } from '../../support/probe-world.ts';

const MINUTE = 60_000;
const FIRST = 'my20261122a';
const ring = { domain: DOMAIN, signer: 'mailcow', algorithm: 'rsa-2048' } as const;

async function later(world: ProbeWorld, runtime: Runtime, milliseconds: number) {
  world.clock.advance(milliseconds);
  return dkim.run(runtime);
}

/** Until mailcow was told, and the first test message has left. */
async function switched(change?: (signer: Signer) => Signer) {
  const world = await aProbeWorld();
  const runtime = await world.process(change);
  for (const wait of [0, HOUR, 2 * HOUR, 2 * MINUTE]) await later(world, runtime, wait);
  const [sent] = world.submission.taken;
  return { world, runtime, sent: sent as Taken };
}

const phases = async ({ ledger }: Runtime) =>
  (await dkimKeys(ledger, { all: true })).map(({ selector, phase }) => `${selector} ${phase}`);
const isHeld = async ({ ledger, now }: Runtime) => (await holdsNow(ledger, now())).map(({ name }) => name);
const problem = async ({ ledger }: Runtime) => (await dkimKeys(ledger, { all: true })).at(-1)?.problem;
const next = async (runtime: Runtime) => (await lookAtRings(runtime)).rings[0]?.step;
const titles = async ({ ledger }: Runtime) => (await openNotices(ledger)).map(({ title }) => title);

describe('a switch with a gap', () => {
  it('holds the domain from before it until a test message verifies, which counts as sent', async () => {
    const world = await aProbeWorld();
    const runtime = await world.process();
    await later(world, runtime, 0);
    await later(world, runtime, HOUR);
    expect(await isHeld(runtime)).toEqual([]);
    await later(world, runtime, 2 * HOUR);
    expect([await isHeld(runtime), world.mailcow.signs?.(DOMAIN)]).toMatchObject([[DOMAIN], [{ selector: 'dkim' }]]);
    await later(world, runtime, 2 * MINUTE);
    expect([await isHeld(runtime), world.mailcow.signs?.(DOMAIN)]).toMatchObject([[DOMAIN], [{ selector: FIRST }]]);
    const [sent, ...more] = world.submission.taken as [Taken];
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ user: `alex@${DOMAIN}`, from: `alex@${DOMAIN}`, to: [PROBE] });
    expect(await next(runtime)).toMatchObject({
      do: 'wait',
      for: 'the test message of 2026-11-22 15:02 UTC to arrive',
    });
    const throttler = throttlerOf({ ledger: runtime.ledger, runtime: () => runtime, now: runtime.now });
    const asked = await throttler.look({ mailbox: `alex@${DOMAIN}` });
    expect([asked.allowed, asked.limits[0]?.used]).toEqual([false, 1]);

    expect(await world.deliver(await world.signed(sent))).toBe('250');
    expect(world.said).toEqual([expect.stringMatching(/^a test message arrived .*it verifies with my20261122a/)]);
    expect(await isHeld(runtime)).toEqual([DOMAIN]);
    const { detail, failures } = await later(world, runtime, MINUTE);
    expect(failures).toEqual([]);
    expect(detail).toEqual([`- a test message that arrived of ${DOMAIN} signed with ${FIRST} verifies`]);
    expect([await isHeld(runtime), await phases(runtime)]).toEqual([[], [`${FIRST} active`]]);
    const decisions = (await listDecisions(runtime.ledger)).map(({ action, mode }) => `${action} ${mode}`);
    expect(decisions[0]).toBe('dkim.probe mandate');
  });

  it('stays held by a message that another key signed, and by one that nobody signed; the next right one ends it', async () => {
    const { world, runtime, sent } = await switched();
    expect(await world.deliver(sent.raw)).toBe('250');
    const { failures } = await later(world, runtime, MINUTE);
    expect(failures).toEqual([expect.stringContaining(`the message is signed by nobody, and not with ${FIRST}`)]);
    expect([await isHeld(runtime), await titles(runtime)]).toEqual([
      [DOMAIN],
      [`The rotation of ${DOMAIN} at mailcow does not go on`],
    ]);
    expect(world.submission.taken).toHaveLength(1);
    await later(world, runtime, 15 * MINUTE);
    const [, second] = world.submission.taken as [Taken, Taken];
    const wrong = (await world.signed(second)).toString().replace(`s=${FIRST}`, 's=dkim');
    expect(await world.deliver(Buffer.from(wrong))).toBe('250');
    await later(world, runtime, MINUTE);
    expect(await problem(runtime)).toBe(
      `no message proves it: the message is signed with dkim for ${DOMAIN}, and not with ${FIRST}`,
    );
    await later(world, runtime, 15 * MINUTE);
    const [, , third] = world.submission.taken as [Taken, Taken, Taken];
    const changed = (await world.signed(third)).toString().replace('Mailyard sent', 'Somebody sent');
    expect(await world.deliver(Buffer.from(changed))).toBe('250');
    await later(world, runtime, MINUTE);
    expect(await problem(runtime)).toMatch(/the signature with my20261122a is neutral: .*body hash did not verify/);
    expect(await isHeld(runtime)).toEqual([DOMAIN]);
    await later(world, runtime, 15 * MINUTE);
    await world.deliver(await world.signed(world.submission.taken[3] as Taken));
    await later(world, runtime, MINUTE);
    expect([await isHeld(runtime), await titles(runtime), await problem(runtime)]).toEqual([[], [], undefined]);
  });

  it('stays held where no message comes: said after an hour, at most one message a quarter of an hour, a late one proves it', async () => {
    const { world, runtime, sent } = await switched();
    for (let minutes = 0; minutes < 55; minutes += 5)
      expect((await later(world, runtime, 5 * MINUTE)).failures).toEqual([]);
    expect(world.submission.taken).toHaveLength(4);
    const { failures } = await later(world, runtime, 5 * MINUTE);
    expect(world.submission.taken).toHaveLength(5);
    expect(failures).toEqual([
      `${DOMAIN}/mailcow/rsa-2048: no test message has arrived since 2026-11-22 15:02 UTC at ${PROBE}; does \`mailyard run --probe\` listen where its MX leads`,
    ]);
    expect([await isHeld(runtime), await titles(runtime)]).toMatchObject([[DOMAIN], { length: 1 }]);
    await later(world, runtime, 10 * HOUR);
    expect(await isHeld(runtime)).toEqual([DOMAIN]);
    await world.deliver(await world.signed(sent));
    await later(world, runtime, MINUTE);
    expect([await isHeld(runtime), await phases(runtime)]).toEqual([[], [`${FIRST} active`]]);
  });

  it('a login that is refused sends nothing, counts nothing, and is said', async () => {
    const world = await aProbeWorld();
    const runtime = await world.process();
    const login: Runtime['login'] = async (...of) => {
      const one = await runtime.login(...of);
      return one && { ...one, login: { ...one.login, password: 'wrong' } };
    };
    const closed = { ...runtime, login };
    for (const wait of [0, HOUR, 2 * HOUR]) await later(world, closed, wait);
    const { failures } = await later(world, closed, 2 * MINUTE);
    expect(failures).toEqual([
      expect.stringMatching(/mailcow takes no test message of acme\.example: 535 .*Bad credentials/),
    ]);
    const throttler = throttlerOf({ ledger: runtime.ledger, runtime: () => runtime, now: runtime.now });
    expect((await throttler.look({ mailbox: `alex@${DOMAIN}` })).limits[0]?.used).toBe(0);
    await later(world, closed, HOUR);
    expect([await isHeld(runtime), await problem(runtime)]).toEqual([[DOMAIN], expect.stringContaining('535')]);
    await later(world, runtime, 15 * MINUTE);
    await world.deliver(await world.signed(world.submission.taken[0] as Taken));
    await later(world, runtime, MINUTE);
    expect(await isHeld(runtime)).toEqual([]);
  });

  it('an answer that was lost counts as sent, and two daemons send one message', async () => {
    const { world, runtime } = await switched();
    const other = { ...runtime, who: 'another daemon' };
    world.submission.mood = 'breaks-off-after-data';
    world.clock.advance(15 * MINUTE);
    await Promise.all([dkim.run(runtime), dkim.run(other)]);
    expect(world.submission.taken).toHaveLength(2);
    for (const each of [runtime, other]) await later(world, each, 5 * MINUTE);
    expect(world.submission.taken).toHaveLength(2);
    expect(await probesOf(runtime.ledger, ring)).toHaveLength(2);
    await world.deliver(await world.signed(world.submission.taken[1] as Taken));
    await later(world, other, MINUTE);
    expect(await isHeld(runtime)).toEqual([]);
  });

  it('a message of another rotation proves nothing', async () => {
    const { world, runtime, sent } = await switched();
    const late = await world.signed(sent);
    const told = { subject: `${DOMAIN}/mailcow/rsa-2048`, why: 'told', evidence: {}, mode: 'told' as const };
    await gate(runtime, emergency, { ...told, parameters: { of: DOMAIN, ...ring } });
    for (const wait of [MINUTE, MINUTE, 2 * MINUTE, 15 * MINUTE]) await later(world, runtime, wait);
    expect(await world.deliver(late)).toBe('250');
    await later(world, runtime, MINUTE);
    expect(await phases(runtime)).toEqual([`${FIRST} compromised`, 'my20261122b published']);
    expect(await isHeld(runtime)).toEqual([DOMAIN]);
    await world.deliver(await world.signed(world.submission.taken.at(-1) as Taken));
    await later(world, runtime, MINUTE);
    expect(await phases(runtime)).toEqual([`${FIRST} compromised`, 'my20261122b active']);
    expect(await isHeld(runtime)).toEqual([]);
  });
});

describe('without a gap', () => {
  const seamless = (signer: Signer): Signer => (signer.kind === 'takes' ? { ...signer, switch: 'seamless' } : signer);

  it('a message proves it, and where none comes within an hour it was read back', async () => {
    const { world, runtime } = await switched(seamless);
    expect([await phases(runtime), await isHeld(runtime)]).toEqual([[`${FIRST} published`], []]);
    await later(world, runtime, 50 * MINUTE);
    expect(await phases(runtime)).toEqual([`${FIRST} published`]);
    const { detail } = await later(world, runtime, 15 * MINUTE);
    expect(detail).toEqual([`- ${FIRST} signs for ${DOMAIN}: proved by reading back`]);
    expect(await phases(runtime)).toEqual([`${FIRST} active`]);
  });
});

it('without an address for test messages it is read back, and said so', async () => {
  const world = await aProbeWorld('');
  const runtime = await world.process();
  for (const wait of [0, HOUR, 2 * HOUR]) await later(world, runtime, wait);
  const { detail } = await later(world, runtime, 2 * MINUTE);
  expect(detail).toContain(`- ${FIRST} signs for ${DOMAIN}: proved by reading back`);
  expect([world.submission.taken, await isHeld(runtime)]).toEqual([[], []]);
});

describe('the receiver', () => {
  it('takes test messages for its address alone, once each, and says in a line what became of each', async () => {
    const { world, runtime, sent } = await switched();
    const message = await world.signed(sent);
    expect(await world.deliver(message, 'sam@receiver.example')).toMatch(/^550 5\.7\.1 Only test messages/);
    const strange = Buffer.from(
      message.toString().replaceAll(/mailyard-dkim-[0-9a-f]{32}/g, `mailyard-dkim-${'0'.repeat(32)}`),
    );
    expect(await world.deliver(strange)).toMatch(/^550 5\.7\.1 This is no test message/);
    expect(await world.deliver(Buffer.concat([message, Buffer.alloc(300_000, 'x\r\n')]))).toMatch(/^552 /);
    expect(await world.deliver(message, PROBE.toUpperCase())).toBe('250');
    expect(await world.deliver(sent.raw)).toBe('250');
    const [probe] = await probesOf(runtime.ledger, ring);
    expect(probe?.signatures).toEqual([{ domain: DOMAIN, selector: FIRST, result: 'pass' }]);
    expect(world.said).toHaveLength(5);
    expect(world.said.at(-1)).toContain('it has arrived before');
  });

  it('where a server does not answer the message comes again', async () => {
    const { world, runtime, sent } = await switched();
    const asked = runtime.query;
    const silent: Query = async ({ server }) => ({
      ...{ status: 'timeout', authoritative: false, records: [], chain: [], server, detail: 'no answer' },
    });
    world.receiving.query = silent;
    const message = await world.signed(sent);
    expect(await world.deliver(message)).toMatch(/^451 4\.4\.3 Not every server of acme\.example answers/);
    expect((await probesOf(runtime.ledger, ring))[0]?.receivedAt).toBeUndefined();
    world.receiving.query = asked;
    expect(await world.deliver(message)).toBe('250');
    await later(world, runtime, MINUTE);
    expect(await isHeld(runtime)).toEqual([]);
  });
});
