/** The local twin of Cloudflare's API v4, as far as DNS goes. It refuses what the real one refuses, and can be told to fail. */
import { once } from 'node:events';
import { type SandboxClock, sandboxClock } from '../clock.ts';
import type { Registration, Registry } from '../registry.ts';
import { type Call, type CallFilter, countCalls } from './calls.ts';
import { activate, addToken, addZone, emptyCloud, register, type TokenOptions, type ZoneOptions } from './cloud.ts';
import { control } from './control.ts';
import { editByHand, type HandEdit } from './edit.ts';
import { type FaultQueue, faultQueue } from './faults.ts';
import { SANDBOX_TOKEN, type TwinRecord, type TwinZone } from './model.ts';
import type { PlanName } from './plans.ts';
import { CLOUDFLARE_RATE, type RateLimit, rateCounter } from './rate.ts';
import { listen, originOf, PREFIX } from './server.ts';
import { restoreCloud, type Snapshot, snapshotOf } from './snapshot.ts';
import { type AttachedWorker, workerAt } from './worker-domains.ts';

export interface CloudflareTwinOptions {
  clock?: SandboxClock;
  /** Default: any free port. */
  port?: number;
  /** Real milliseconds before each answer. */
  latencyMs?: number;
  /** Names of active zones to begin with. */
  zones?: readonly string[];
  /** Beside `SANDBOX_TOKEN`, which may do everything. */
  tokens?: readonly TokenOptions[];
  /** Plan of zones where none is given: default free. */
  plan?: PlanName;
  /** Default: Cloudflare's 1,200 calls in 300 seconds a token. */
  rate?: RateLimit;
  /** Told of each call when it is over. */
  onCall?: (call: Call) => void;
}

export interface CloudflareTwin {
  /** The base URL for clients: `http://127.0.0.1:<port>/client/v4`. */
  readonly url: string;
  /** Where `/sandbox/…` is. */
  readonly origin: string;
  /** `SANDBOX_TOKEN`: all rights. */
  readonly token: string;
  readonly clock: SandboxClock;
  /** By A-label name. */
  readonly zones: ReadonlyMap<string, TwinZone>;
  readonly calls: readonly Call[];
  readonly faults: FaultQueue;
  count(filter?: CallFilter): number;
  /** Empties the log of calls. The rate limit keeps its own count. */
  resetCalls(): void;
  /** All records of a zone. Throws if there is no such zone. */
  records(zoneName: string): TwinRecord[];
  addZone(name: string, options?: ZoneOptions): TwinZone;
  /** As if the registrar had delegated to the zone's name servers. */
  activate(zoneName: string): void;
  /** What the domain's registrar is told: it delegates, and publishes DS records. */
  register(domain: string, registration: Registration): void;
  /** The zones above, as registrars fill them. */
  readonly above: Registry['zones'];
  /** Returns the token itself. */
  addToken(options?: TokenOptions): string;
  /** The Worker that serves a host. */
  worker(hostname: string): AttachedWorker | undefined;
  editByHand(zoneName: string, edit: HandEdit): TwinRecord[];
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  close(): Promise<void>;
}

export async function startCloudflareTwin(options: CloudflareTwinOptions = {}): Promise<CloudflareTwin> {
  const clock = options.clock ?? sandboxClock();
  const cloud = emptyCloud(clock, options.plan ?? 'free');
  for (const name of options.zones ?? []) addZone(cloud, name);
  for (const token of options.tokens ?? []) addToken(cloud, token);
  const calls: Call[] = [];
  const faults = faultQueue();
  const rate = rateCounter(options.rate ?? CLOUDFLARE_RATE);
  const server = await listen(
    {
      cloud,
      faults,
      rate,
      calls,
      latencyMs: options.latencyMs ?? 0,
      onCall: options.onCall ?? (() => {}),
      control: (method, path, body) => control({ cloud, faults, calls }, method, path, body),
    },
    options.port ?? 0,
  );

  function zoneOf(name: string): TwinZone {
    const zone = cloud.zones.get(name);
    if (!zone) throw new Error(`the sandbox has no zone ${name}`);
    return zone;
  }

  return {
    url: originOf(server) + PREFIX,
    origin: originOf(server),
    token: SANDBOX_TOKEN,
    clock,
    zones: cloud.zones,
    calls,
    faults,
    count: filter => countCalls(calls, filter),
    resetCalls() {
      calls.length = 0;
    },
    records: name => [...zoneOf(name).records],
    addZone: (name, zoneOptions) => addZone(cloud, name, zoneOptions),
    activate: name => activate(cloud, zoneOf(name)),
    register: (domain, registration) => void register(cloud, domain, registration),
    above: cloud.registry.zones,
    addToken: token => addToken(cloud, token).value,
    worker: hostname => workerAt(cloud, hostname),
    editByHand: (name, edit) => editByHand(cloud, zoneOf(name), edit),
    snapshot: () => snapshotOf(cloud),
    restore: snapshot => restoreCloud(cloud, snapshot),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
