/** Looks again until what was planned is served everywhere. */
import type { Target } from './audit.ts';
import type { DomainAudit } from './audit-domain.ts';

export interface WaitOptions {
  /** A look at some domains. Each is a run of its own: no answer of the one before is kept. */
  look: (targets: readonly Target[]) => Promise<DomainAudit[]>;
  timeoutMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Resolves early, without an error, where the signal asks for it. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
  onRound?: (left: number, total: number, nextInMs: number) => void;
}

export interface Waited {
  /** In the order of the targets: the last look at each. */
  audits: DomainAudit[];
  ended: 'settled' | 'timeout' | 'interrupted';
}

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;
const GROWTH = 1.5;

/** Only what has not settled is asked again, with growing pauses. */
export async function waitUntilServed(targets: readonly Target[], options: WaitOptions): Promise<Waited> {
  const { look, timeoutMs, now, sleep, signal, onRound } = options;
  const end = now() + timeoutMs;
  const latest = new Map<string, DomainAudit>();
  const audits = () => targets.flatMap(({ domain }) => latest.get(domain) ?? []);
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
    const open = targets.filter(({ domain }) => !isSettled(latest.get(domain)));
    for (const found of await look(open)) latest.set(found.domain, found);
    const left = audits().filter(each => !isSettled(each)).length;
    if (left === 0) return { audits: audits(), ended: 'settled' };
    if (signal.aborted) return { audits: audits(), ended: 'interrupted' };
    const wait = Math.min(pause, end - now());
    if (wait <= 0) return { audits: audits(), ended: 'timeout' };
    onRound?.(left, targets.length, wait);
    await sleep(wait, signal);
    if (signal.aborted) return { audits: audits(), ended: 'interrupted' };
  }
}

/** A domain with a plan: each of its records is served by every server. Another one: nothing fails. */
export function isSettled(found: DomainAudit | undefined): boolean {
  if (!found) return false;
  if (found.records.length > 0) return found.records.every(({ verdict }) => verdict === 'pass');
  return found.checks.every(({ verdict }) => verdict !== 'fail');
}
