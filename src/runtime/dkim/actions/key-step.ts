/** What the later steps of a rotation have in common: each looks once more, just before it writes, whether it is still the next one. */
import { MailyardError } from '../../../error.ts';
import type { DkimKey } from '../../../ledger/dkim.ts';
import type { Runtime } from '../../runtime.ts';
import { type Changing, nextStep, type Proving } from '../next-step.ts';
import { type RingId, type RingNow, ringNow } from '../ring-now.ts';

export interface KeyStep extends RingId {
  selector: string;
}

/** Throws `dkim-moved` where something else is to be done by now, or nobody can tell. */
export async function stillNext(
  runtime: Runtime,
  parameters: KeyStep,
  doing: (Changing | Proving)['do'],
): Promise<RingNow & { key: DkimKey }> {
  const seen = await ringNow(runtime, parameters);
  const step = nextStep(seen.ring, seen.sight, runtime.now());
  if (step.do === doing && step.key.selector === parameters.selector) return { ...seen, key: step.key };
  throw moved(step.do === 'wait' ? `It waits for ${step.for}.` : `The next step is to ${step.do}.`);
}

export const MOVED = 'This is not the next step any more.';

export const moved = (why: string): MailyardError => new MailyardError('dkim-moved', `${MOVED} ${why}`.trim());
