/** Everything that goes wrong in a process: it is killed at any moment, its clock jumps, its calls fail or are answered and lost. */
import type { KyselyPlugin, RootOperationNode, UnknownRow } from 'kysely';
import type { CloudflareDns } from '../../src/cloudflare/api.ts';
import type { Query } from '../../src/dns/client.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { KeyTaker, Signing } from '../../src/runtime/dkim/signer.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';

export interface Random {
  /** From 0 to below 1. */
  next(): number;
  chance(probability: number): boolean;
  /** From `from` to below `to`, whole. */
  between(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
}

/** mulberry32: the same seed gives the same story. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from));
  return {
    ...{ next, between },
    chance: probability => next() < probability,
    pick: <T>(from: readonly T[]) => from[between(0, from.length)] as T,
  };
}

export interface ChaosOptions {
  random: Random;
  /** At each crossing between the process and anything outside of it. */
  killed: number;
  /** Of a call to the signer, or a question to a DNS server. */
  failing: number;
  /** Moves the process's own clock, now and then. */
  offset: () => number;
}

/** The runtime of one process. Once it is killed nothing of it reaches anything any more. */
export function chaotic(runtime: Runtime, { random, killed, failing, offset }: ChaosOptions): Runtime {
  let dead = false;
  const cross = () => {
    dead ||= random.chance(killed);
    if (dead) throw new Error('the process was killed');
  };
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    cross();
    const result = await work();
    cross();
    return result;
  };
  const client = runtime.cloudflare();
  const cloudflare: CloudflareDns = {
    zone: name => around(() => client.zone(name)),
    records: id => around(() => client.records(id)),
    batch: (zone, batch) => around(() => client.batch(zone, batch)),
    get calls() {
      return client.calls;
    },
  };
  const query: Query = async request => {
    cross();
    if (!random.chance(failing)) return runtime.query(request);
    const status = random.pick(['timeout', 'servfail', 'refused', 'malformed'] as const);
    return { status, authoritative: false, records: [], chain: [], server: request.server, detail: 'on order' };
  };
  return {
    ...runtime,
    ...{ cloudflare: () => cloudflare, query, ledger: brittle(runtime.ledger, cross) },
    now: () => runtime.now() + offset(),
    signers: async domain => (await runtime.signers(domain)).map(signing => shaky(signing, around)),
    keys() {
      cross();
      return runtime.keys();
    },
  };
}

function shaky(signing: Signing, around: <T>(work: () => Promise<T>) => Promise<T>): Signing {
  const signer = signing.signer as KeyTaker;
  return {
    ...signing,
    signer: {
      ...signer,
      current: (domain, algorithm) => around(() => signer.current(domain, algorithm)),
      use: (domain, key) => around(() => signer.use(domain, key)),
      forget: (domain, selector) => around(async () => signer.forget?.(domain, selector)),
      ...(signer.sample && { sample: (domain: string) => around(() => signer.sample?.(domain) as Promise<Buffer>) }),
    },
  };
}

/** Killed before a statement, or after it: then it was done, and nobody heard of it. */
function brittle(ledger: Ledger, cross: () => void): Ledger {
  const plugin: KyselyPlugin = {
    transformQuery({ node }): RootOperationNode {
      cross();
      return node;
    },
    async transformResult({ result }) {
      cross();
      return result as { rows: UnknownRow[] } as never;
    },
  };
  return { ...ledger, db: ledger.db.withPlugin(plugin) };
}
