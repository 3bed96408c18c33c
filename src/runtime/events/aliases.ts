/** What other programs call the fields and kinds of an event, for files that they exported. Mailyard's own list, 2026-11-26. */
import { nearest } from '../../inventory/nearest.ts';
import type { BounceClass, EventKind } from '../../ledger/events/event.ts';
import type { ToldEvent } from './told-event.ts';

const keys: Record<keyof ToldEvent, readonly string[]> = {
  kind: ['type', 'event', 'event type', 'record type', 'notification type', 'status type', 'action'],
  at: [
    'time',
    'timestamp',
    'date',
    'datetime',
    'event time',
    'event timestamp',
    'occurred at',
    'created at',
    'sent at',
    'delivered at',
    'bounced at',
  ],
  message: ['message id', 'messageid', 'msgid', 'smtp id', 'email id', 'sg message id'],
  id: ['event id', 'eventid', 'uuid', 'sg event id'],
  mailbox: [
    'from',
    'from email',
    'from address',
    'sender',
    'sender email',
    'sending account',
    'sender address',
    'account',
  ],
  domain: ['from domain', 'sender domain', 'sending domain'],
  recipient: ['to', 'email', 'to email', 'to address', 'recipient email', 'lead email', 'address', 'rcpt'],
  receiver: ['mailbox provider', 'isp', 'esp', 'recipient provider'],
  mx: ['mx host', 'remote mta', 'remote host'],
  class: ['bounce class', 'fault', 'classification'],
  code: ['smtp code', 'bounce code', 'reply code', 'response code'],
  status: ['enhanced code', 'enhanced status', 'dsn', 'dsn status'],
  reply: [
    'response',
    'smtp response',
    'diagnostic',
    'diagnostic code',
    'reason',
    'description',
    'bounce reason',
    'message text',
  ],
  source: ['platform', 'provider'],
  tellsComplaints: ['tells complaints'],
};

const kinds: Record<string, { kind: EventKind; class?: BounceClass }> = {
  ...named('sent', 'send', 'sent', 'email sent', 'processed', 'accepted'),
  ...named('delivered', 'delivery', 'delivered', 'email delivered'),
  ...named('deferred', 'deferral', 'deferred', 'delayed', 'delivery delay', 'transient failure'),
  ...named(
    'bounced',
    'bounce',
    'bounced',
    'email bounced',
    'hard bounce',
    'failed',
    'blocked',
    'dropped',
    'reject',
    'rejected',
  ),
  ...named('complained', 'complaint', 'complained', 'spam', 'spam report', 'spam complaint', 'abuse', 'feedback'),
  softbounce: { kind: 'bounced', class: 'temporary' },
};

function named(kind: EventKind, ...words: string[]): Record<string, { kind: EventKind }> {
  return Object.fromEntries(words.map(word => [plain(word), { kind }]));
}

/** `Sent_At`, `sentAt` and `sent at` are one. */
function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

const byAlias = new Map(
  Object.entries(keys).flatMap(([key, others]) => [key, ...others].map(word => [plain(word), key as keyof ToldEvent])),
);

/** Ours for a key of theirs; undefined: it is none that an event has. */
export const keyFor = (theirs: string): keyof ToldEvent | undefined => byAlias.get(plain(theirs));

export interface Translated {
  event: Record<string, unknown>;
  /** Keys of theirs that say nothing of an event. */
  unread: string[];
}

/** With our keys and kinds in place of theirs. What looks like a slip of the pen for one of ours stays, so that it is told of. */
export function translated(told: Record<string, unknown>): Translated {
  const event: Record<string, unknown> = {};
  const unread: string[] = [];
  for (const [theirs, value] of Object.entries(told)) {
    if (value === null || value === '') continue;
    const key = theirs in keys ? theirs : keyFor(theirs);
    if (key === undefined && !isSlip(theirs)) unread.push(theirs);
    // Of `from` and `mailbox` in one line, ours counts.
    else if (key === undefined || key === theirs || !(key in told)) event[key ?? theirs] = value;
  }
  const known = typeof event.kind === 'string' ? kinds[plain(event.kind)] : undefined;
  if (known)
    Object.assign(event, {
      ...(known.class && event.class === undefined && { class: known.class }),
      kind: known.kind,
    });
  if (typeof event.mailbox === 'string') event.mailbox = bareAddress(event.mailbox);
  if (typeof event.recipient === 'string') event.recipient = bareAddress(event.recipient);
  return { event, unread };
}

/** Two or three letters are near to anything. */
const isSlip = (key: string): boolean => key.length > 3 && nearest(key, Object.keys(keys)) !== undefined;

/** Of `Alex Reed <alex@acme.example>`. */
const bareAddress = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim();
