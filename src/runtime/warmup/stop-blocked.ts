/** What receivers refuse because of who sends, or a blocklist lists, stops as soon as that is known, and not with the next day's look. */
import { isStopped } from '../../estate/warmup/progress.ts';
import { allProgress } from '../../ledger/warmup.ts';
import type { Runtime } from '../runtime.ts';
import { carryOut, type Evaluated } from './evaluate.ts';
import { type Blocked, blockedNow, blocksOf } from './evidence.ts';
import { holdStep, storedOf } from './next.ts';
import type { Step } from './step.ts';
import { type Group, groupsOf, type Known, knownOf } from './units.ts';

/** `domains`: of which that became known just now. Gives the warm-ups that were held, or should be, as their mode has it. */
export async function stopBlocked(runtime: Runtime, domains: readonly string[]): Promise<Evaluated[]> {
  if (domains.length === 0) return [];
  const groups = groupsOf(runtime.estate, runtime.templates).filter(({ senders }) =>
    senders.some(({ domain }) => domains.includes(domain.domain) && runtime.selects(domain)),
  );
  const known = knownOf(await allProgress(runtime.ledger));
  const blocked = await blockedNow(runtime);
  const stopped: Evaluated[] = [];
  for (const group of groups) {
    const hold = await holdOf(group, known, blocked, runtime);
    if (hold) stopped.push(await carryOut(group, { steps: [hold], waits: [] }, runtime));
  }
  return stopped;
}

/** Undefined where nothing has begun, or where it is stopped already. */
async function holdOf(group: Group, known: Known, blocked: Blocked, runtime: Runtime): Promise<Step | undefined> {
  const stored = storedOf(group, known);
  const begun = stored.filter(({ progress: { state } }) => state !== 'waiting');
  if (begun.length === 0 || stored.some(({ progress }) => isStopped(progress))) return undefined;
  const blocks = await blocksOf(group, undefined, blocked, runtime);
  return blocks.length > 0 ? holdStep(begun, blocks) : undefined;
}
