/**
 * At no moment does a domain send with a key that is not in DNS. Mail is signed all through rotations of several domains, while
 * processes are killed and two of them work at once, clocks jump, Cloudflare and signers fail or answer late, servers lag, differ
 * and do not answer, modes change, keys leak and people go back. Each message is verified against the DNS of its moment, as the
 * resolver of a receiver has it; some are on their way for days. `MAILYARD_SEED` tells the story of a failure again.
 */
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/dates.ts';
import { listDecisions } from '../../../src/ledger/decisions.ts';
import { dkimKeys } from '../../../src/ledger/dkim.ts';
import { holdsNow } from '../../../src/ledger/holds.ts';
import type { Action } from '../../../src/runtime/action.ts';
import { actions } from '../../../src/runtime/actions.ts';
import { emergency } from '../../../src/runtime/dkim/actions/emergency.ts';
import { rollback } from '../../../src/runtime/dkim/actions/rollback.ts';
import { dkim } from '../../../src/runtime/dkim/job.ts';
import type { RingId } from '../../../src/runtime/dkim/ring-now.ts';
import type { Algorithm } from '../../../src/runtime/dkim/signer.ts';
import { answer, gate } from '../../../src/runtime/gate.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { secondaryOf } from '../../../src/sandbox/dns/secondary.ts';
import { startDnsTwin } from '../../../src/sandbox/dns/twin.ts';
import { chaotic, randomFrom } from '../../support/chaos.ts';
import { aDomain, anEstate, type DomainParts } from '../../support/estate.ts';
import { type MoodySigner, moodySigner } from '../../support/moody-signer.ts';
import { type Receiver, receiver } from '../../support/receiver.ts';
import { aRotation, type Rotation } from '../../support/rotation.ts';

const seed = Number(process.env.MAILYARD_SEED ?? randomInt(2 ** 31));
const random = randomFrom(seed);

const MESSAGES = 10_000;
const ROUNDS = 520;
const A_ROUND = Math.ceil(MESSAGES / ROUNDS) + 2;
const MINUTE = 60_000;
/** As long as a message may be on its way while its key retires: the overlap less what clocks may be off. */
const ON_ITS_WAY = 13 * DAY;

const algorithms: Record<string, readonly Algorithm[]> = {
  'one.example': ['rsa-2048'],
  'two.example': ['ed25519'],
  'three.example': ['rsa-2048', 'ed25519'],
  'four.example': ['ed25519'],
  'gap.example': ['ed25519'],
};
const domains = Object.keys(algorithms);
const modes = ['enforce', 'enforce', 'enforce', 'suggest', 'observe'] as const;

let world: Rotation;
let signer: MoodySigner;
let receivers: Receiver[];
/** What a person sees with: nothing of it fails. */
let calm: Runtime;
const modeOf = new Map(domains.map(domain => [domain, 'enforce' as (typeof modes)[number]]));

const settings: DomainParts = {
  dkim: { prefix: 'my', algorithm: 'both', rotate: '8d', overlap: '14d', propagation: '24h', signers: [] },
};
const estate = () =>
  anEstate(
    domains.map(domain =>
      aDomain({
        ...{ domain, ...settings },
        modes: { dkim: modeOf.get(domain) ?? 'enforce', warmup: 'observe', blocklists: 'observe', health: 'observe' },
      }),
    ),
  );

beforeAll(async () => {
  world = await aRotation({
    domains: domains.map(domain => ({ domain })),
    more: ({ zones }, clock) =>
      [1, 2].map(() =>
        startDnsTwin({
          source: secondaryOf(
            () => zones,
            clock,
            () => random.between(0, random.pick([1, 10 * MINUTE, 6 * HOUR])),
          ).source,
        }),
      ),
  });
  signer = moodySigner(world.folder, { clock: world.clock, random, gap: domain => domain === 'gap.example' });
  receivers = [1, 2, 3].map(() => receiver(world.servers, world.clock, random));
  calm = await world.runtime({ signers: signersOf });
});
afterAll(() => world?.close());

const signersOf: Runtime['signers'] = async ({ domain }) => [
  {
    signer: { ...signer.signer, switch: domain === 'gap.example' ? 'gap' : 'seamless' },
    ...{ signs: domain, algorithms: algorithms[domain] ?? [] },
  },
];

const counts = { messages: 0, arrivedLate: 0, held: 0, runs: 0, leaks: 0, wayBack: 0, byHand: 0 };
const signedBefore = new Set<string>();
const onTheirWay: { message: Buffer; domain: string; at: number; signatures: string[] }[] = [];
const faults: string[] = [];

async function send(): Promise<void> {
  const domain = random.pick(domains);
  if ((await holdsNow(calm.ledger, world.clock.now(), { unit: 'domain', name: domain })).length > 0) {
    counts.held += 1;
    return;
  }
  const message = await signer.sign(domain, `message-${counts.messages}`);
  const verdicts = await random.pick(receivers).verify(message);
  if (verdicts.length === 0 && !signedBefore.has(domain)) return;
  counts.messages += 1;
  signedBefore.add(domain);
  judge(domain, verdicts, 'as it was sent');
  const signatures = verdicts.map(verdict => verdict.split(' ')[0] ?? '');
  // A change by hand that is taken back before anybody looks is known to nobody, and no overlap counts its mail.
  const isByHand = signatures.some(selector => [...byHand.values()].includes(selector));
  if (random.chance(0.2) && !isByHand)
    onTheirWay.push({ message, domain, signatures, at: world.clock.now() + random.between(0, ON_ITS_WAY) });
}

function judge(domain: string, verdicts: string[], when: string): void {
  const good = verdicts.length > 0 && verdicts.every(verdict => verdict.endsWith(' pass'));
  if (!good)
    faults.push(`${new Date(world.clock.now()).toISOString()} ${domain} ${when}: ${verdicts.join(', ') || 'unsigned'}`);
}

/** What was signed with a key that leaked is given up with it. */
async function deliver(): Promise<void> {
  const due = onTheirWay.filter(({ at }) => at <= world.clock.now());
  if (due.length === 0) return;
  const leaked = new Set(
    (await dkimKeys(calm.ledger, { all: true }))
      .filter(({ compromisedAt }) => compromisedAt !== undefined)
      .map(({ domain, selector }) => `${domain} ${selector}`),
  );
  for (const each of due) {
    onTheirWay.splice(onTheirWay.indexOf(each), 1);
    if (each.signatures.some(selector => leaked.has(`${each.domain} ${selector}`))) continue;
    counts.arrivedLate += 1;
    judge(each.domain, await random.pick(receivers).verify(each.message), 'days later');
  }
}

let offset = 0;

async function aProcess(): Promise<void> {
  counts.runs += 1;
  const runtime = await world.runtime({ ledger: calm.ledger, estate: estate(), signers: signersOf });
  const jumping = () => {
    if (random.chance(0.002)) offset = random.pick([-HOUR, 0, HOUR]);
    return offset;
  };
  const killed = random.chance(0.5) ? 0.005 : 0;
  const failing = random.chance(0.3) ? 0.1 : 0;
  await dkim.run(chaotic(runtime, { random, killed, failing, offset: jumping })).catch(() => undefined);
}

function breakCloudflare(): void {
  if (!random.chance(0.15)) return;
  const kind = random.pick(['server-error', 'bad-gateway', 'connection-lost', 'applied-but-connection-lost'] as const);
  world.cloudflare.faults.add({ kind, times: random.between(1, 8), ...(random.chance(0.5) && { method: 'POST' }) });
}

const byHand = new Map<string, string>();
const lastLeak = new Map<string, number>();
const lastGuess = new Map<string, number>();

async function people(): Promise<void> {
  if (random.chance(0.05)) modeOf.set(random.pick(domains), random.pick(modes));
  for (const { id } of random.chance(0.3) ? await listDecisions(calm.ledger, { outcome: 'pending' }) : [])
    await answer(calm, actions, id, random.chance(0.9));
  const domain = random.pick(domains);
  const now = world.clock.now();
  const id: RingId = { of: domain, domain, signer: 'folder', algorithm: random.pick(algorithms[domain] ?? []) };
  const isActive = (await dkimKeys(calm.ledger, { domains: [domain] })).some(({ phase }) => phase === 'active');
  if (isActive && random.chance(0.02) && now - (lastGuess.get(domain) ?? 0) > 3 * HOUR) {
    lastLeak.set(domain, now);
    if ((await tell(emergency, id)) === 'done') counts.leaks += 1;
  } else if (isActive && random.chance(0.05)) {
    if ((await tell(rollback, id)) === 'done') counts.wayBack += 1;
  } else if (random.chance(0.06)) await changeByHand(domain, id.algorithm);
  if (random.chance(0.1)) await setBack(domain);
  await guessNames(now);
}

/** Whoever changed the signer by hand takes it back. */
async function setBack(domain: string): Promise<void> {
  for (const { phase, algorithm, selector } of await dkimKeys(calm.ledger, { domains: [domain] })) {
    const used = world.folder.selector(domain, algorithm);
    if (phase === 'active' && used !== undefined && byHand.get(`${domain} ${algorithm}`) === used)
      world.folder.setByHand(domain, algorithm, selector);
  }
}

/** Anybody may guess the name of the next key, and fill a cache with its absence. Of a leak nobody knows before it is there. */
async function guessNames(now: number): Promise<void> {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  const quiet = domains.filter(domain => random.chance(0.3) && now - (lastLeak.get(domain) ?? 0) > DAY);
  for (const domain of quiet) {
    lastGuess.set(domain, now);
    const names = ['a', 'b', 'c'].map(letter => `my${day}${letter}._domainkey.${domain}`);
    await Promise.all(names.map(name => random.pick(receivers).lookUp(name)));
  }
}

async function tell<P extends RingId>(action: Action<P>, parameters: P): Promise<string> {
  const subject = `${parameters.domain}/${parameters.signer}/${parameters.algorithm}`;
  const about = { subject, domain: parameters.of, why: 'a person says so', evidence: {}, mode: 'told' as const };
  return (await gate(calm, action, { ...about, parameters })).outcome;
}

/** Somebody gives the signer an older key that is still in DNS, and tells nobody. */
async function changeByHand(domain: string, algorithm: Algorithm): Promise<void> {
  const keys = await dkimKeys(calm.ledger, { domains: [domain] });
  const old = keys.find(key => key.algorithm === algorithm && key.phase === 'retiring' && key.activeAt !== undefined);
  if (!old || world.folder.selector(domain, algorithm) === undefined) return;
  counts.byHand += 1;
  byHand.set(`${domain} ${algorithm}`, old.selector);
  world.folder.setByHand(domain, algorithm, old.selector);
}

it(`every one of ${MESSAGES} messages verifies, whatever happens (MAILYARD_SEED=${seed})`, async () => {
  for (let round = 0; round < ROUNDS || counts.messages < MESSAGES; round++) {
    world.clock.advance(random.chance(0.35) ? random.between(MINUTE, 20 * MINUTE) : random.between(HOUR, 16 * HOUR));
    breakCloudflare();
    const processes = random.chance(0.3) ? [aProcess(), aProcess()] : [aProcess()];
    const mail = (async () => {
      for (let count = 0; count < A_ROUND; count++) await send();
    })();
    await Promise.all([...processes, mail]);
    world.cloudflare.faults.clear();
    await people();
    await deliver();
    expect(faults, `MAILYARD_SEED=${seed}, round ${round}`).toEqual([]);
  }
  const keys = await dkimKeys(calm.ledger, { all: true });
  const tally = Object.groupBy(keys, ({ phase }) => phase);
  // It must have been a story: many keys in every phase, and all that can happen did.
  expect(counts.messages).toBeGreaterThanOrEqual(MESSAGES);
  expect(keys.filter(({ activeAt }) => activeAt !== undefined).length).toBeGreaterThan(20);
  expect(Object.keys(tally)).toEqual(expect.arrayContaining(['active', 'removed']));
  expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
});
