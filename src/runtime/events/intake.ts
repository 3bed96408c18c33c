/** Events that come in while the daemon runs: into the ledger, and an alert at once where a limit is passed. */
import { type Recorded, record } from '../../ledger/events.ts';
import type { Serving } from '../http/routes.ts';
import type { MailEvent } from './event.ts';
import { type Watched, watchDomains } from './watch.ts';

export async function takeIn(serving: Serving, events: MailEvent[]): Promise<Recorded & Watched> {
  const { ledger, runtime, now, log } = serving;
  const recorded = await record(ledger, events, now());
  const { estate, templates } = runtime();
  const watched = await watchDomains({ ledger, estate, templates, now }, recorded.domains);
  for (const { key, title } of watched.raised) log.warn({ key }, title);
  if (watched.raised.length > 0) serving.alerted?.();
  return { ...recorded, ...watched };
}
