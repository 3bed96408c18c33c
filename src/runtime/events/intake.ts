/** Events that come in while the daemon runs: into the ledger; at once an alert where a limit is passed, and a hold where a receiver refuses. */
import type { MailEvent } from '../../ledger/events/event.ts';
import { type Recorded, record } from '../../ledger/events.ts';
import type { Serving } from '../http/serving.ts';
import type { Evaluated } from '../warmup/evaluate.ts';
import { tellingOf } from '../warmup/outcome.ts';
import { stopBlocked } from '../warmup/stop-blocked.ts';
import { type Watched, watchDomains } from './watch.ts';

export interface TakenIn extends Recorded, Watched {
  /** Warm-ups that were stopped, or should be. */
  stopped: Evaluated[];
}

export async function takeIn(serving: Serving, events: MailEvent[]): Promise<TakenIn> {
  const { ledger, runtime, now, log } = serving;
  const recorded = await record(ledger, events, now());
  const { estate, templates } = runtime();
  const watched = await watchDomains({ ledger, estate, templates, now }, recorded.domains);
  const stopped = await stopBlocked(runtime(), recorded.refused);
  for (const { key, title } of watched.raised) log.warn({ key }, title);
  for (const each of stopped) for (const line of tellingOf(each)) log.warn({ warmup: each.group.subject }, line);
  if (watched.raised.length + stopped.length > 0) serving.alerted?.();
  return { ...recorded, ...watched, stopped };
}
