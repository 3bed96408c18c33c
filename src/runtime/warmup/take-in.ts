/** Writes down what was taken in from the inventory or the calendar. */
import type { Progress } from '../../estate/warmup/progress.ts';
import { oneWriter } from '../../ledger/one-writer.ts';
import { move, progressOf } from '../../ledger/warmup.ts';
import type { Runtime } from '../runtime.ts';
import type { Adoption } from './adopt.ts';
import { keyOf } from './units.ts';

/** Gives those that were made; `known` follows. Somebody else may have taken one in by now, and gone on. */
export async function takeIn(
  adoptions: Adoption[],
  known: Map<string, Progress>,
  { ledger, now }: Pick<Runtime, 'ledger' | 'now'>,
): Promise<Adoption[]> {
  if (adoptions.length === 0) return [];
  return oneWriter(ledger, 'warmup', async db => {
    const step = { ...ledger, db };
    const taken: Adoption[] = [];
    for (const adoption of adoptions) {
      const { from, to } = adoption;
      const isOurs = await move(step, from, to, now());
      const stored = isOurs ? to : await progressOf(step, to.unit, to.name);
      if (stored) known.set(keyOf(stored), stored);
      if (isOurs) taken.push(adoption);
    }
    return taken;
  });
}
