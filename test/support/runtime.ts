/** A runtime for tests: an estate, a ledger in memory, a clock that moves when it is told to; the rest as a test gives it. */
import type { Estate } from '../../src/estate/estate.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { type Runtime, silentLog } from '../../src/runtime/runtime.ts';
import { type SandboxClock, sandboxClock } from '../../src/sandbox/clock.ts';
import { generateKey, openKeys } from '../../src/secrets/seal.ts';
import { anEstate, TODAY, templates } from './estate.ts';

export interface RuntimeParts extends Partial<Runtime> {
  estate?: Estate;
  ledger?: Ledger;
  clock?: SandboxClock;
}

/** Noon of the day on which test estates are compiled. */
export const NOON = Date.parse(`${TODAY}T12:00:00Z`);

/** `sleep` moves the clock and takes no time. What a test does not give and a job asks for throws. */
export async function aRuntime({ clock = sandboxClock(NOON), ...parts }: RuntimeParts = {}): Promise<Runtime> {
  const keys = openKeys(generateKey());
  return {
    estate: parts.estate ?? anEstate([]),
    templates: templates(),
    selects: () => true,
    project: 'acme',
    ledger: parts.ledger ?? (await openLedger({ file: ':memory:' })),
    now: clock.now,
    sleep: async milliseconds => clock.advance(milliseconds),
    query: missing('query'),
    resolver: { host: '127.0.0.1', port: 1 },
    cloudflare: missing('cloudflare'),
    mail: { open: missing('mail') },
    signers: async () => [],
    login: async () => undefined,
    keys: () => keys,
    env: {},
    log: silentLog,
    who: 'a test',
    signal: new AbortController().signal,
    ...parts,
  };
}

const missing = (what: string) => (): never => {
  throw new Error(`The test gave the runtime no ${what}.`);
};
