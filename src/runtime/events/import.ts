/** Lines of a file into the ledger, some thousands at a time: what is good is in, what is not is told with its line. */
import { MailyardError } from '../../error.ts';
import type { Problem } from '../../inventory/problem.ts';
import type { MailEvent } from '../../ledger/events/event.ts';
import { type Recorded, record } from '../../ledger/events.ts';
import type { Runtime } from '../runtime.ts';
import type { Line } from './event-file.ts';
import { type Telling, understandEvent } from './told-event.ts';

export interface Imported extends Recorded {
  /** Lines with an event on them, good or bad. */
  lines: number;
  bad: number;
  /** Why it ended before the end of the file; what was read until then is in. */
  cut?: MailyardError;
  /** What is wrong with the first of the bad ones. */
  problems: { line: number; problem: Problem }[];
}

/** Each batch is one transaction. SQLite takes 5,000 events in a tenth of a second, and nobody waits longer for the lock. */
const BATCH = 5000;
const TOLD_PROBLEMS = 100;

const CUTS = ['interrupted', 'events-unreadable'];

/** A file that ends in the middle, or a process that is killed, leaves whole batches: the same file again counts nothing twice. */
export async function importLines(
  { ledger, now, signal }: Pick<Runtime, 'ledger' | 'now' | 'signal'>,
  lines: AsyncIterable<Line>,
  telling: Omit<Telling, 'now'>,
  step: (lines: number) => void = () => {},
): Promise<Imported> {
  const all: Imported = { lines: 0, bad: 0, problems: [], taken: 0, known: 0, tooOld: 0, domains: [], refused: [] };
  const [touched, refused] = [new Set<string>(), new Set<string>()];
  let batch: MailEvent[] = [];
  const write = async () => {
    const recorded = await record(ledger, batch, now());
    all.taken += recorded.taken;
    all.known += recorded.known;
    all.tooOld += recorded.tooOld;
    for (const domain of recorded.domains) touched.add(domain);
    for (const domain of recorded.refused) refused.add(domain);
    batch = [];
    step(all.lines);
  };
  try {
    for await (const line of lines) {
      if (signal.aborted) throw new MailyardError('interrupted', `Stopped before line ${line.line}.`);
      all.lines += 1;
      const read = 'problem' in line ? line : understandEvent(line.told, { ...telling, now: now() });
      if ('event' in read) batch.push(read.event);
      else if (++all.bad <= TOLD_PROBLEMS) all.problems.push({ line: line.line, problem: read.problem });
      if (batch.length === BATCH) await write();
    }
  } catch (error) {
    if (!(error instanceof MailyardError && CUTS.includes(error.code))) throw error;
    all.cut = error;
  }
  await write();
  return { ...all, domains: [...touched].sort(), refused: [...refused].sort() };
}
