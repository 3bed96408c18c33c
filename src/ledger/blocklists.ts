/**
 * What each blocklist said of each target, as spans: from `since` on, seen last at `seen`, over at `ended`. A run that does not know
 * changes nothing, so what was listed stays so until the list itself says otherwise.
 */

import type { Generated, Selectable } from 'kysely';
import type { Weight } from '../inventory/blocklist.ts';
import { inParts } from './in-parts.ts';
import type { Ledger, LedgerTransaction } from './ledger.ts';
import { oneWriter } from './one-writer.ts';

export interface BlocklistTables {
  blocklist_verdicts: VerdictTable;
  blocklist_health: HealthTable;
}

interface VerdictTable {
  id: Generated<number>;
  target: string;
  list: string;
  verdict: 'listed' | 'clean';
  codes: string;
  weight: Weight;
  evidence: string;
  since: number;
  seen: number;
  ended: number | null;
}

interface HealthTable {
  id: Generated<number>;
  list: string;
  health: 'ok' | 'unusable';
  reason: string;
  since: number;
  seen: number;
  ended: number | null;
}

/** What a list was seen to say; unknown verdicts are not written. */
export interface SeenVerdict {
  /** `192.0.2.1`, `2001:db8::1`, `acme.example`. */
  target: string;
  /** The template's name. */
  list: string;
  verdict: 'listed' | 'clean';
  codes: string[];
  /** The gravest of the codes; `none` where it is clean. */
  weight: Weight;
  evidence: string;
}

export interface VerdictSpan extends SeenVerdict {
  since: number;
  seen: number;
  ended?: number;
}

export interface ListHealth {
  list: string;
  health: 'ok' | 'unusable';
  /** Empty where it is ok. */
  reason: string;
}

export interface HealthSpan extends ListHealth {
  since: number;
  seen: number;
}

/** What holds now, by target and list. */
export async function verdictsNow({ db }: Ledger, verdict?: SeenVerdict['verdict']): Promise<VerdictSpan[]> {
  const rows = await db
    .selectFrom('blocklist_verdicts')
    .selectAll()
    .where('ended', 'is', null)
    .$if(verdict !== undefined, query => query.where('verdict', '=', verdict as SeenVerdict['verdict']))
    .orderBy('target')
    .orderBy('list')
    .execute();
  return rows.map(spanOf);
}

export async function healthNow({ db }: Ledger): Promise<HealthSpan[]> {
  const rows = await db.selectFrom('blocklist_health').selectAll().where('ended', 'is', null).orderBy('list').execute();
  return rows.map(({ id, ended, ...row }) => row);
}

/** Lists that could be used at some time: that one of them cannot be any more is news. */
export async function listsOnceUsable({ db }: Ledger): Promise<Set<string>> {
  const rows = await db.selectFrom('blocklist_health').select('list').distinct().where('health', '=', 'ok').execute();
  return new Set(rows.map(({ list }) => list));
}

export interface SeenRun {
  verdicts: readonly SeenVerdict[];
  health: readonly ListHealth[];
  /** What is watched no more: its spans end. */
  gone: readonly Pick<SeenVerdict, 'target' | 'list'>[];
}

/** Writes a run in one step: what is as before was seen again, what differs begins a span of its own. */
export async function recordBlocklists(ledger: Ledger, run: SeenRun, now: number): Promise<void> {
  await oneWriter(ledger, 'blocklists', async step => {
    await recordVerdicts(step, run, now);
    await recordHealth(step, run.health, now);
  });
}

async function recordVerdicts(step: LedgerTransaction, { verdicts, gone }: SeenRun, now: number): Promise<void> {
  const open = await step.selectFrom('blocklist_verdicts').selectAll().where('ended', 'is', null).execute();
  const before = new Map(open.map(row => [keyOf(row), row]));
  const rows = verdicts.map(({ codes, ...seen }) => ({ ...seen, codes: JSON.stringify(codes), since: now, seen: now }));
  const same = (row: (typeof rows)[number]) => {
    const known = before.get(keyOf(row));
    return known?.verdict === row.verdict && known.codes === row.codes;
  };
  const idsOf = (spans: readonly Pick<SeenVerdict, 'target' | 'list'>[]) =>
    spans.flatMap(span => before.get(keyOf(span))?.id ?? []);
  const changed = rows.filter(row => !same(row));
  for (const ids of inParts(idsOf(rows.filter(same))))
    await step.updateTable('blocklist_verdicts').set({ seen: now }).where('id', 'in', ids).execute();
  for (const ids of inParts(idsOf([...changed, ...gone])))
    await step.updateTable('blocklist_verdicts').set({ ended: now }).where('id', 'in', ids).execute();
  for (const values of inParts(changed))
    await step
      .insertInto('blocklist_verdicts')
      .values(values.map(row => ({ ...row, ended: null })))
      .execute();
}

async function recordHealth(step: LedgerTransaction, health: readonly ListHealth[], now: number): Promise<void> {
  for (const list of health) {
    const open = await step
      .selectFrom('blocklist_health')
      .selectAll()
      .where('list', '=', list.list)
      .where('ended', 'is', null)
      .executeTakeFirst();
    const same = open?.health === list.health && open.reason === list.reason;
    if (open) {
      const until = same ? { seen: now } : { ended: now };
      await step.updateTable('blocklist_health').set(until).where('id', '=', open.id).execute();
    }
    if (same) continue;
    // A new reason is no new beginning: since when it cannot be used is what people ask.
    const since = open?.health === list.health ? open.since : now;
    await step
      .insertInto('blocklist_health')
      .values({ ...list, since, seen: now, ended: null })
      .execute();
  }
}

const keyOf = ({ target, list }: Pick<SeenVerdict, 'target' | 'list'>): string => `${list} ${target}`;

const spanOf = ({ id, codes, ended, ...row }: Selectable<VerdictTable>): VerdictSpan => ({
  ...row,
  codes: JSON.parse(codes) as string[],
  ...(ended !== null && { ended }),
});
