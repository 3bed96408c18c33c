/** Sends, deliveries, bounces and complaints as they are told: what became of each message, and the totals by the hour that follow from it. */
import { DAY, HOUR } from '../dates.ts';
import type { MailEvent } from './events/event.ts';
import { type Fate, fateOf, join } from './events/fate.ts';
import { fateOfRow, isSame, MESSAGE_COLUMNS, type MessageTable, rowOf } from './events/message-row.ts';
import { type Counted, countedOf, emptyTally, TALLY_COLUMNS, type Tally } from './events/tally.ts';
import { inParts } from './in-parts.ts';
import type { Ledger, LedgerTransaction } from './ledger.ts';
import { oneWriter } from './one-writer.ts';

export interface EventTables {
  messages: MessageTable;
  event_totals: TotalsTable;
  domain_totals: DomainTotalsTable;
  event_sources: SourceTable;
}

interface TotalsTable extends DomainTotalsTable {
  mailbox: string;
  receiver: string;
}

interface DomainTotalsTable extends Tally {
  domain: string;
  /** Its beginning, epoch milliseconds. */
  hour: number;
}

interface SourceTable {
  source: string;
  first: number;
  last: number;
  events: number;
}

/**
 * For so long each message is remembered, and an event that is older is not taken: nobody could tell any more whether it was counted.
 * Within that time the same event counts once, however often it comes.
 */
export const REMEMBERED = 90 * DAY;

export interface Recorded {
  /** Events that told something new. */
  taken: number;
  /** Those that were known already, in these words or better ones. */
  known: number;
  /** Those that happened longer ago than messages are remembered. */
  tooOld: number;
  /** Whose totals changed. */
  domains: string[];
  /** Those of them of which it was new that a receiver refused a message because of who sends. */
  refused: string[];
}

/** All of them in one transaction with the totals: in any order, any number of times and from any number of processes these are the same. */
export async function record(ledger: Ledger, events: readonly MailEvent[], now: number): Promise<Recorded> {
  const recent = events.filter(({ at }) => at > now - REMEMBERED);
  const nothing = { taken: 0, known: 0, tooOld: events.length - recent.length, domains: [], refused: [] };
  if (recent.length === 0) return nothing;
  return oneWriter(ledger, 'events', async step => {
    const before = await fatesOf(step, new Set(recent.map(({ message }) => message)));
    const after = new Map<string, Fate>();
    const takenFrom = new Map<string, number>();
    for (const event of recent) {
      const known = after.get(event.message) ?? before.get(event.message);
      const told = fateOf(event);
      const joined = known ? join(known, told) : told;
      const isNew = !known || !isSame(known, joined);
      if (isNew) after.set(event.message, joined);
      takenFrom.set(event.source, (takenFrom.get(event.source) ?? 0) + Number(isNew));
    }
    await writeFates(step, after);
    const domains = await addToTotals(step, before, after);
    await noteSources(step, takenFrom, now);
    const taken = [...takenFrom.values()].reduce((sum, count) => sum + count, 0);
    return { ...nothing, taken, known: recent.length - taken, domains, refused: newlyRefused(before, after) };
  });
}

function newlyRefused(before: ReadonlyMap<string, Fate>, after: ReadonlyMap<string, Fate>): string[] {
  const isRefused = (fate: Fate | undefined) => fate?.bounced?.class === 'sender';
  const fates = [...after].filter(([message, fate]) => isRefused(fate) && !isRefused(before.get(message)));
  return [...new Set(fates.map(([, { domain }]) => domain))].sort();
}

async function fatesOf(step: LedgerTransaction, messages: ReadonlySet<string>): Promise<Map<string, Fate>> {
  const fates = new Map<string, Fate>();
  for (const some of inParts([...messages])) {
    const rows = await step.selectFrom('messages').selectAll().where('message', 'in', some).execute();
    for (const row of rows) fates.set(row.message, fateOfRow(row));
  }
  return fates;
}

async function writeFates(step: LedgerTransaction, fates: ReadonlyMap<string, Fate>): Promise<void> {
  const rows = [...fates].map(([message, fate]) => rowOf(message, fate));
  for (const some of inParts(rows))
    await step
      .insertInto('messages')
      .values(some)
      .onConflict(conflict =>
        conflict
          .column('message')
          .doUpdateSet(({ ref }) =>
            Object.fromEntries(MESSAGE_COLUMNS.map(column => [column, ref(`excluded.${column}`)])),
          ),
      )
      .execute();
}

/** What the fates count now, less what they counted before; gives the domains of which that is anything. */
async function addToTotals(
  step: LedgerTransaction,
  before: ReadonlyMap<string, Fate>,
  after: ReadonlyMap<string, Fate>,
): Promise<string[]> {
  const totals = new Map<string, TotalsTable>();
  const byDomain = new Map<string, DomainTotalsTable>();
  const add = ({ domain, mailbox = '', receiver }: Fate, { column, at }: Counted, by: 1 | -1) => {
    const hour = at - (at % HOUR);
    const place = { domain, mailbox, receiver, hour };
    ensure(totals, Object.values(place).join(' '), () => ({ ...place, ...emptyTally() }))[column] += by;
    ensure(byDomain, `${domain} ${hour}`, () => ({ domain, hour, ...emptyTally() }))[column] += by;
  };
  for (const [message, fate] of after) {
    const old = before.get(message);
    if (old) for (const counted of countedOf(old)) add(old, counted, -1);
    for (const counted of countedOf(fate)) add(fate, counted, 1);
  }
  const changed = [...byDomain.values()].filter(isChange);
  await addRows(step, 'event_totals', ['domain', 'mailbox', 'receiver', 'hour'], [...totals.values()].filter(isChange));
  await addRows(step, 'domain_totals', ['domain', 'hour'], changed);
  return [...new Set(changed.map(({ domain }) => domain))].sort();
}

async function addRows<T extends 'event_totals' | 'domain_totals'>(
  step: LedgerTransaction,
  table: T,
  key: (keyof EventTables[T] & string)[],
  rows: EventTables[T][],
): Promise<void> {
  for (const some of inParts(rows))
    await step
      .insertInto(table as 'event_totals')
      .values(some as TotalsTable[])
      .onConflict(conflict =>
        conflict
          .columns(key as (keyof TotalsTable)[])
          .doUpdateSet(({ eb, ref }) =>
            Object.fromEntries(
              TALLY_COLUMNS.map(column => [
                column,
                eb(ref(`${table}.${column}` as 'event_totals.sent'), '+', ref(`excluded.${column}`)),
              ]),
            ),
          ),
      )
      .execute();
}

async function noteSources(step: LedgerTransaction, taken: ReadonlyMap<string, number>, now: number): Promise<void> {
  await step
    .insertInto('event_sources')
    .values([...taken].map(([source, events]) => ({ source, first: now, last: now, events })))
    .onConflict(conflict =>
      conflict.column('source').doUpdateSet(({ eb, ref }) => ({
        last: ref('excluded.last'),
        events: eb(ref('event_sources.events'), '+', ref('excluded.events')),
      })),
    )
    .execute();
}

const isChange = (tally: Tally): boolean => TALLY_COLUMNS.some(column => tally[column] !== 0);

function ensure<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
