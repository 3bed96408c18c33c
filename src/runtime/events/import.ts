/** Lines of a file into the ledger, some thousands at a time: what is good is in, what is not is told with its line. */
import type { Problem } from '../../inventory/problem.ts';
import { type Recorded, record } from '../../ledger/events.ts';
import type { Runtime } from '../runtime.ts';
import type { MailEvent } from './event.ts';
import type { Line } from './read-file.ts';
import { type Telling, understandEvent } from './told-event.ts';

export interface Imported extends Recorded {
  /** Lines with an event on them, good or bad. */
  lines: number;
  bad: number;
  /** What is wrong with the first of the bad ones. */
  problems: { line: number; problem: Problem }[];
}

/** Each batch is one transaction. SQLite takes 5,000 events in a tenth of a second, and nobody waits longer for the lock. */
const BATCH = 5000;
const TOLD_PROBLEMS = 100;

/** A file that ends in the middle, or a process that is killed, leaves whole batches: the same file again counts nothing twice. */
export async function importLines(
  { ledger, now, signal }: Pick<Runtime, 'ledger' | 'now' | 'signal'>,
  lines: AsyncIterable<Line>,
  telling: Omit<Telling, 'now'>,
  step: (lines: number) => void = () => {},
): Promise<Imported> {
  const all: Imported = { lines: 0, bad: 0, problems: [], taken: 0, known: 0, tooOld: 0, domains: [] };
  const domains = new Set<string>();
  let batch: MailEvent[] = [];
  const write = async () => {
    const { taken, known, tooOld, domains: changed } = await record(ledger, batch, now());
    all.taken += taken;
    all.known += known;
    all.tooOld += tooOld;
    for (const domain of changed) domains.add(domain);
    batch = [];
    step(all.lines);
  };
  for await (const line of lines) {
    signal.throwIfAborted();
    all.lines += 1;
    const read = 'problem' in line ? line : understandEvent(line.told, { ...telling, now: now() });
    if ('event' in read) batch.push(read.event);
    else if (++all.bad <= TOLD_PROBLEMS) all.problems.push({ line: line.line, problem: read.problem });
    if (batch.length === BATCH) await write();
  }
  await write();
  return { ...all, domains: [...domains].sort() };
}
