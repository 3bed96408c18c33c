/** The world of a simulation: twins of every service over one clock, and the production runtime in the middle of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCloudflare } from '../cloudflare/client.ts';
import { dateOf } from '../dates.ts';
import { query } from '../dns/client.ts';
import { parseServer } from '../dns/server.ts';
import { compileEstate } from '../estate/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { Domain, Inventory } from '../inventory/model.ts';
import type { Templates } from '../inventory/template.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { openBudget } from '../rate/budget.ts';
import { openSigners } from '../runtime/dkim/signers/open.ts';
import type { Running } from '../runtime/run-job.ts';
import { type Runtime, silentLog } from '../runtime/runtime.ts';
import { type SandboxClock, sandboxClock } from '../sandbox/clock.ts';
import { type ReceiversTwin, type Recipient, type Refusal, startReceivers } from '../sandbox/receivers/twin.ts';
import { type Sandbox, startSandbox } from '../sandbox/start.ts';
import { generateKey, openKeys } from '../secrets/seal.ts';
import { type Broken, withBroken } from './broken-signer.ts';
import { mortalLedger } from './mortal-ledger.ts';
import { startSecond } from './second-server.ts';

export interface WorldOptions {
  /** Epoch milliseconds of its first moment. */
  start: number;
  /** The inventory of a day; faults take mailboxes out of it. */
  inventory: (folder: string) => Inventory;
  templates: Templates;
  /** The blocklists that are asked, by name: all of them each day would be most of what a simulation does. */
  lists: ReadonlySet<string>;
  /** Who takes part: nothing is done for others. */
  plays(domain: Domain): boolean;
  /** Zones have a second DNS server, which can lag behind. */
  twoServers?: boolean;
  /** What a recipient's server says; undefined: it takes the message. */
  answer: (recipient: Recipient) => Refusal | undefined;
}

export interface World {
  clock: SandboxClock;
  sandbox: Sandbox;
  receivers: ReceiversTwin;
  ledger: Ledger;
  env: NodeJS.ProcessEnv;
  /** What is kept on disk: ledger, and the keys of the simulated mail server. */
  folder: string;
  /** As the estate is on the clock's day. */
  estate(): Estate;
  /** The inventory was edited. */
  forgetEstate(): void;
  runtime(who?: string): Runtime;
  /** For `runJob`: the production's own way to run one. */
  running: Running;
  /** The process ends and another one begins: nothing survives but what is on disk. */
  restart(): Promise<void>;
  /** The process dies after so many more writes to its ledger. */
  killAfter(writes: number): void;
  /** Fulfilled when that has come. */
  readonly death: Promise<void>;
  readonly isDead: boolean;
  /** The second DNS server serves what it has, whatever changes. */
  lag(lags: boolean): void;
  /** Seconds by which the clock of the process is wrong: the world goes on as it was. */
  skew(seconds: number): void;
  /** Milliseconds by which it is. */
  skewed(): number;
  /** What becomes of a key that a signer is given; without an argument it works again. */
  breakSigner(how?: 'fails' | 'ignores', whose?: (domain: string) => boolean): void;
  close(): Promise<void>;
}

export async function openWorld(options: WorldOptions): Promise<World> {
  const { start } = options;
  const templates = { ...options.templates, blocklists: listsOf(options) };
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-simulation-'));
  const clock = sandboxClock(start);
  const sandbox = await startSandbox({ clock, folder, blocklists: listsOf(options).values() });
  const second = options.twoServers ? await startSecond(sandbox, clock) : undefined;
  // Where there are two, receivers ask the one that lags behind: what is signed has to verify there as well.
  const receivers = await startReceivers({
    clock,
    dns: second?.place ?? sandbox.env.MAILYARD_DNS,
    answer: options.answer,
  });
  const env = { ...sandbox.env, MAILYARD_KEY: generateKey() };
  if (second) env.MAILYARD_DNS_SERVERS = `${sandbox.env.MAILYARD_DNS_SERVERS},${second.place}`;
  const ledger = await mortalLedger(join(folder, 'ledger.db'));
  let processes = 1;
  const controller = new AbortController();
  const sleep = sleepOn(clock);
  const cloudflare = createCloudflare({
    ...{ token: env.CLOUDFLARE_API_TOKEN, baseUrl: env.CLOUDFLARE_BASE_URL, clock: clock.now, sleep },
    budget: openBudget({ folder, clock: clock.now }),
  });
  let wrong = 0;
  let broken: Broken | undefined;
  const now = () => clock.now() + wrong;
  let compiled: { date: string; estate: Estate } | undefined;
  const estate = () => {
    const date = dateOf(now());
    if (compiled?.date !== date)
      compiled = { date, estate: compileEstate(options.inventory(folder), templates, date, 'errors') };
    return compiled.estate;
  };
  const runtime = (who = 'daemon@simulation', signal = controller.signal): Runtime => ({
    ...{
      estate: estate(),
      templates,
      selects: options.plays,
      project: 'mailyard',
      ledger: ledger.now,
      query,
      env,
      who,
      signal,
    },
    ...{ now, sleep, resolver: parseServer(env.MAILYARD_DNS), log: silentLog },
    cloudflare: () => cloudflare,
    mail: { open: () => Promise.reject(new Error('a simulation has no accounts at mail providers')) },
    login: async () => undefined,
    async signers(domain) {
      const signings = await openSigners(this, domain);
      return broken?.whose(domain.domain) ? signings.map(each => withBroken(each, (broken as Broken).how)) : signings;
    },
    keys: () => openKeys(env.MAILYARD_KEY),
  });
  return {
    ...{ clock, sandbox, receivers, env, folder, estate, runtime },
    get ledger() {
      return ledger.now;
    },
    get running() {
      return {
        ...{ ledger: ledger.now, log: silentLog, now, who: 'daemon@simulation', holder: `simulation/${processes}` },
        pace: PACE,
        ...{ signal: controller.signal, open: (signal: AbortSignal) => runtime('daemon@simulation', signal) },
      };
    },
    async restart() {
      processes++;
      await ledger.reopen();
    },
    killAfter: writes => ledger.dieAfter(writes),
    get death() {
      return ledger.death;
    },
    get isDead() {
      return ledger.isDead;
    },
    lag: lags => second?.lag(lags),
    forgetEstate: () => {
      compiled = undefined;
    },
    skew: seconds => {
      wrong = seconds * 1000;
    },
    skewed: () => wrong,
    breakSigner: (how, whose = () => true) => {
      broken = how && { how, whose };
    },
    async close() {
      controller.abort();
      await ledger.close();
      await receivers.close();
      await second?.close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Beats are real time: a process that was killed is known to be dead within a moment. */
const PACE = { beat: 500, dead: 500 };

const listsOf = ({ templates, lists }: WorldOptions): Templates['blocklists'] =>
  new Map([...templates.blocklists].filter(([name]) => lists.has(name)));

/** Several who wait at once do so side by side: the clock goes to the end of each wait, not to their sum. */
const sleepOn = (clock: SandboxClock) => async (milliseconds: number) => {
  // Clocks tell whole milliseconds; waits with a bit of chance in them do not.
  const until = clock.now() + Math.ceil(milliseconds);
  await Promise.resolve();
  if (until > clock.now()) clock.advance(until - clock.now());
};
