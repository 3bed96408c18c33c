/**
 * Eight processes that ask as fast as they can for ten simulated minutes, killed at any moment and started again, while the clock jumps
 * an hour ahead and back, on the day on which an hour comes twice. What they wrote down of what they sent is held against the caps.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { grantsAfter } from '../../../src/ledger/throttle.ts';
import { onEachLedger } from '../../support/ledger.ts';
import { CAPS, DAY_END, DAY_START, DOMAINS, MAILBOXES, NETWORK, RECEIVERS, RUSH_START } from './rush-estate.ts';

const PROCESSES = 8;
const HOUR = 3_600_000;
/** Simulated minutes at which the clock jumps, and by how much. */
const JUMPS = [
  { after: 3, by: HOUR },
  { after: 5, by: -HOUR },
  { after: 7, by: -HOUR },
  { after: 8.5, by: HOUR },
];
const SPEED = 30;
const program = join(import.meta.dirname, 'rusher.ts');

const rushers = new Set<ChildProcess>();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailyard-rush-'));
});
afterEach(() => {
  for (const rusher of rushers) rusher.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

onEachLedger('a rush', places => {
  it('never goes over a cap, loses no grant, and sends nothing without one', { timeout: 200_000 }, async () => {
    const ledger = await places.open();
    const clock = startClock(join(folder, `${ledger.kind}.clock`));
    const journals = Array.from({ length: PROCESSES }, (_, i) => join(folder, `${ledger.kind}-${i}.jsonl`));
    const place = JSON.stringify(await places.place());
    const start = (journal: string) => startRusher([place, clock.file, journal]);
    const running: (ChildProcess | undefined)[] = await Promise.all(journals.map(start));
    const begun: Promise<void>[] = [];
    clock.begin();
    let kills = 0;
    for (const jumps = [...JUMPS]; clock.minutes() < 10; await sleep(300 + Math.random() * 500)) {
      if (jumps[0] && clock.minutes() >= jumps[0].after) clock.jump(jumps.shift()?.by ?? 0);
      const victim = Math.floor(Math.random() * PROCESSES);
      // One that has not begun yet would only be begun again.
      if (!running[victim]?.connected) continue;
      running[victim].kill('SIGKILL');
      running[victim] = undefined;
      kills++;
      const begin = async () => {
        running[victim] = await start(journals[victim] as string);
      };
      begun.push(begin());
    }
    await Promise.all(begun);
    for (const rusher of running) rusher?.kill('SIGKILL');
    expect(kills).toBeGreaterThan(PROCESSES);

    const sent = journals.flatMap(sentIn);
    const rows = await grantsAfter(ledger.db, 0, 1_000_000);
    const grants = new Map(rows.filter(({ kind }) => kind === 'grant').map(grant => [grant.key, grant]));
    const released = new Set(rows.filter(({ kind }) => kind === 'release').map(({ key }) => key));
    expect(new Set(sent.map(({ sent }) => sent)).size).toBe(sent.length);
    for (const { sent: key, mailbox, receiver, count } of sent) {
      expect(grants.get(key)).toMatchObject({ mailbox, receiver, ip: NETWORK, messages: count });
      expect(released.has(key)).toBe(false);
    }
    expect(sent.length).toBeGreaterThan(60);

    // By what was sent, each at the time of its grant, and by the grants that nobody gave back.
    const ofSent = sent.map(({ sent }) => grants.get(sent) as Counted);
    const ofGrants = [...grants.values()].filter(({ key }) => !released.has(key));
    for (const counted of [ofSent, ofGrants]) holdsAllCaps(counted);
    expect(fullHours(ofGrants)).toBeGreaterThan(0);
  });
});

interface Counted {
  at: number;
  mailbox: string;
  receiver: string | null;
  messages: number;
}

function holdsAllCaps(all: Counted[]): void {
  for (const mailbox of MAILBOXES) {
    const own = all.filter(grant => grant.mailbox === mailbox);
    expect(inSpan(own, DAY_START, DAY_END)).toBeLessThanOrEqual(CAPS.mailboxPerDay);
    for (const hour of hours()) expect(inSpan(own, hour, hour + HOUR)).toBeLessThanOrEqual(CAPS.mailboxPerDay / 25);
    for (const { at } of own) expect(inSpan(own, at - 60_000 + 1, at + 1)).toBeLessThanOrEqual(CAPS.mailboxPerMinute);
  }
  for (const domain of DOMAINS) {
    const own = ofDomain(all, domain);
    for (const hour of hours()) expect(inSpan(own, hour, hour + HOUR)).toBeLessThanOrEqual(CAPS.domainPerDay / 25);
  }
  for (const receiver of RECEIVERS) {
    const own = all.filter(grant => grant.receiver === receiver);
    for (const { at } of own) expect(inSpan(own, at - 10_000 + 1, at + 1)).toBeLessThanOrEqual(CAPS.receiverPer10s);
  }
}

/** Windows that were used to the last message: else the rush would prove nothing. */
const fullHours = (all: Counted[]): number =>
  DOMAINS.flatMap(domain =>
    hours().filter(hour => inSpan(ofDomain(all, domain), hour, hour + HOUR) === CAPS.domainPerDay / 25),
  ).length;

const ofDomain = (all: Counted[], domain: string): Counted[] =>
  all.filter(({ mailbox }) => mailbox.endsWith(`@${domain}`));

const hours = (): number[] => Array.from({ length: 25 }, (_, index) => DAY_START + index * HOUR);

const inSpan = (grants: Counted[], from: number, to: number): number =>
  grants.reduce((sum, { at, messages }) => sum + (at >= from && at < to ? messages : 0), 0);

function sentIn(journal: string): { sent: string; mailbox: string; receiver: string; count: number }[] {
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  return lines.map(line => JSON.parse(line)).filter(({ sent }) => sent !== undefined);
}

async function startRusher(args: string[]): Promise<ChildProcess> {
  const rusher = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  rushers.add(rusher);
  await new Promise((resolve, reject) => {
    rusher.once('message', resolve);
    rusher.once('exit', code => reject(new Error(`A process of the rush ended with ${code}.`)));
  });
  rusher.removeAllListeners('exit');
  rusher.once('exit', () => rushers.delete(rusher));
  return rusher;
}

/** Stands still until it begins, then runs faster than real time; jumps are seen by all processes at once. */
function startClock(file: string) {
  let began = 0;
  let offset = 0;
  const write = (speed: number) => {
    const rush = RUSH_START + offset + (began === 0 ? 0 : (Date.now() - began) * SPEED);
    writeFileSync(`${file}.new`, JSON.stringify({ real: Date.now(), rush, speed }));
    renameSync(`${file}.new`, file);
  };
  write(0);
  return {
    file,
    begin() {
      began = Date.now();
      write(SPEED);
    },
    minutes: () => ((Date.now() - began) * SPEED) / 60_000,
    jump(by: number) {
      offset += by;
      write(SPEED);
    },
  };
}
