/** A fate as the ledger's row, and back. */
import type { Selectable } from 'kysely';
import type { BounceClass } from './event.ts';
import { type Fate, lastOf, type Refused } from './fate.ts';

export interface MessageTable {
  message: string;
  domain: string;
  /** Empty: not told. */
  mailbox: string;
  receiver: string;
  watched: number;
  sent: number | null;
  delivered: number | null;
  complained: number | null;
  deferred: number | null;
  deferred_class: BounceClass | null;
  deferred_reply: string | null;
  bounced: number | null;
  bounced_class: BounceClass | null;
  bounced_reply: string | null;
  last: number;
}

export function isSame(one: Fate, other: Fate): boolean {
  const [a, b] = [rowOf('', one), rowOf('', other)];
  return MESSAGE_COLUMNS.every(column => a[column] === b[column]);
}

export const MESSAGE_COLUMNS = [
  ...(['domain', 'mailbox', 'receiver', 'watched', 'sent', 'delivered', 'complained', 'last'] as const),
  ...(['deferred', 'deferred_class', 'deferred_reply', 'bounced', 'bounced_class', 'bounced_reply'] as const),
];

export const rowOf = (message: string, fate: Fate): MessageTable => ({
  ...{ message, domain: fate.domain, mailbox: fate.mailbox ?? '', receiver: fate.receiver },
  ...{ watched: Number(fate.watched), sent: fate.sent ?? null, delivered: fate.delivered ?? null },
  ...{ complained: fate.complained ?? null, deferred: fate.deferred?.at ?? null },
  ...{ deferred_class: fate.deferred?.class ?? null, deferred_reply: fate.deferred?.reply ?? null },
  ...{ bounced: fate.bounced?.at ?? null, bounced_class: fate.bounced?.class ?? null },
  ...{ bounced_reply: fate.bounced?.reply ?? null, last: lastOf(fate) },
});

export const fateOfRow = (row: Selectable<MessageTable>): Fate => ({
  ...{ mailbox: row.mailbox || undefined, domain: row.domain, receiver: row.receiver, watched: row.watched === 1 },
  ...{ sent: row.sent ?? undefined, delivered: row.delivered ?? undefined, complained: row.complained ?? undefined },
  deferred: refusedOf(row.deferred, row.deferred_class, row.deferred_reply),
  bounced: refusedOf(row.bounced, row.bounced_class, row.bounced_reply),
});

const refusedOf = (at: number | null, fault: BounceClass | null, reply: string | null): Refused | undefined =>
  at === null ? undefined : { at, class: fault ?? 'unknown', reply: reply ?? '' };
