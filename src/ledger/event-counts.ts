/** What is asked of the events: totals over a span of time, why receivers refused, and who has told. */
import { type Counts, noCounts } from './events/counts.ts';
import type { BounceClass, Refusal } from './events/event.ts';
import { countsOfTally, TALLY_COLUMNS, type Tally } from './events/tally.ts';
import type { Ledger } from './ledger.ts';

/** In [from, to), in whole hours: an hour belongs to the time in which it begins. */
export interface Span {
  from: number;
  to: number;
}

export interface CountsQuery extends Span {
  unit: 'domain' | 'mailbox' | 'receiver';
  name: string;
  /** Of a domain or mailbox: only what went there. */
  receiver?: string;
}

export async function countsOf({ db }: Ledger, { unit, name, receiver, from, to }: CountsQuery): Promise<Counts> {
  // A domain as a whole has few rows of its own there.
  const table = unit === 'domain' && receiver === undefined ? 'domain_totals' : 'event_totals';
  const row = await db
    .selectFrom(table as 'event_totals')
    .select(({ fn }) => TALLY_COLUMNS.map(column => fn.sum<number | null>(column).as(column)))
    .where(unit, '=', name)
    .$if(receiver !== undefined, query => query.where('receiver', '=', receiver as string))
    .where('hour', '>=', from)
    .where('hour', '<', to)
    .executeTakeFirstOrThrow();
  return row.sent === null ? noCounts() : countsOfTally(row as Tally);
}

/** Of every domain of which something was told in that time, in one query. */
export async function countsByDomain({ db }: Ledger, { from, to }: Span): Promise<Map<string, Counts>> {
  const rows = await db
    .selectFrom('domain_totals')
    .select('domain')
    .select(({ fn }) => TALLY_COLUMNS.map(column => fn.sum<number>(column).as(column)))
    .where('hour', '>=', from)
    .where('hour', '<', to)
    .groupBy('domain')
    .orderBy('domain')
    .execute();
  return new Map(rows.map(({ domain, ...tally }) => [domain, countsOfTally(tally as Tally)]));
}

export interface RefusalGroup extends Refusal {
  receiver: string;
  messages: number;
}

/** Why a domain's messages were refused in that time, the most frequent reason first. */
export async function refusalsOf(
  { db }: Ledger,
  kinds: readonly ('bounced' | 'deferred')[],
  domain: string,
  { from, to }: Span,
  only: { class?: BounceClass; limit?: number } = {},
): Promise<RefusalGroup[]> {
  const { class: fault, limit = 5 } = only;
  const groups = kinds.map(kind =>
    db
      .selectFrom('messages')
      .select(['receiver', `${kind}_class as class`, `${kind}_reply as reply`])
      .select(({ fn }) => fn.countAll<number>().as('messages'))
      .where('domain', '=', domain)
      .where(kind, '>=', from)
      .where(kind, '<', to)
      .$if(fault !== undefined, query => query.where(`${kind}_class`, '=', fault as BounceClass))
      .groupBy(['receiver', `${kind}_class`, `${kind}_reply`])
      .orderBy('messages', 'desc')
      .orderBy('receiver')
      .limit(limit)
      .execute(),
  );
  return (await Promise.all(groups))
    .flat()
    .map(row => ({ ...row, class: row.class ?? 'unknown', reply: row.reply ?? '' }))
    .sort((one, other) => other.messages - one.messages)
    .slice(0, limit);
}

export interface EventSource {
  source: string;
  /** When it was heard of first and last, and how many events it told. */
  first: number;
  last: number;
  events: number;
}

export const eventSources = ({ db }: Ledger): Promise<EventSource[]> =>
  db.selectFrom('event_sources').selectAll().orderBy('source').execute();
