/** What the submission server sent, as evidence: one event a recipient, under the Message-ID by which others tell of the same message. */
import { domainOf } from '../../inventory/addresses.ts';
import type { Templates } from '../../inventory/template.ts';
import type { MailEvent } from '../../ledger/events/event.ts';
import { messageKey } from '../../ledger/events/message-key.ts';
import { record } from '../../ledger/events.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { receiversOf } from '../../runtime/events/receivers.ts';
import type { SentMessage } from './server.ts';

export async function recordSent(
  ledger: Ledger,
  templates: Templates,
  message: SentMessage,
  now: number,
): Promise<void> {
  await record(ledger, eventsOf(templates, message, now), now);
}

const eventsOf = (templates: Templates, { mailbox, recipients, messageId }: SentMessage, at: number): MailEvent[] =>
  recipients.map(recipient => ({
    message: messageKey({ message: messageId, recipient }, ['sent', at, mailbox]),
    ...{
      kind: 'sent' as const,
      at,
      mailbox,
      domain: domainOf(mailbox).toLowerCase(),
      receiver: receiversOf(templates)({ domain: domainOf(recipient).toLowerCase() }),
    },
    source: 'submission',
  }));
