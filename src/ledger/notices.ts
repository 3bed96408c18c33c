/** Notices: what people should hear of. One is raised when its condition begins and ended when it is over, however often it is seen. */
import type { Generated, Selectable } from 'kysely';
import type { Ledger } from './ledger.ts';

export interface NoticeTables {
  notices: NoticeTable;
  deliveries: DeliveryTable;
  channels: ChannelTable;
}

interface NoticeTable {
  id: Generated<number>;
  key: string;
  at: number;
  level: NoticeLevel;
  segment: string | null;
  domain: string | null;
  title: string;
  detail: string;
  ended: number | null;
}

/** How far a channel is with a notice. */
interface DeliveryTable {
  notice: number;
  /** `slack`, `telegram`. */
  channel: string;
  /** That it began, or that it is over. */
  what: 'raised' | 'ended';
  /** Of the last try. */
  at: number;
  tries: number;
  /** Of the next try; of no account once it was sent. */
  next: number;
  outcome: 'sent' | 'failed';
}

/** Where a channel leads, and what became of it. */
interface ChannelTable {
  name: string;
  /** A fingerprint of what the environment says: a new webhook is another channel. */
  address: string;
  /** It hears of what was raised since then, and of what was still open. */
  since: number;
  /** When it said that it takes no more messages, ever. */
  refused: number | null;
  reason: string | null;
  /** Where it says that it has moved to. */
  moved: string | null;
}

/** From the least grave. */
export const NOTICE_LEVELS = ['info', 'warning', 'critical'] as const;
export type NoticeLevel = (typeof NOTICE_LEVELS)[number];

export interface NewNotice {
  /** The condition, the same each time it is seen: `bounces/acme.example`. */
  key: string;
  level: NoticeLevel;
  segment?: string;
  domain?: string;
  /** One sentence. */
  title: string;
  /** What was seen, and the way out. */
  detail: string;
}

export interface Notice extends NewNotice {
  id: number;
  at: number;
  ended?: number;
}

/** Undefined: it is known already, as grave as this, and has not ended. A graver one takes the place of the lesser. */
export async function raise({ db }: Ledger, notice: NewNotice, now: number): Promise<Notice | undefined> {
  const lesser = NOTICE_LEVELS.slice(0, NOTICE_LEVELS.indexOf(notice.level));
  if (lesser.length > 0) await open(db, notice.key).set({ ended: now }).where('level', 'in', lesser).execute();
  const row = { ...notice, at: now, segment: notice.segment ?? null, domain: notice.domain ?? null, ended: null };
  const raised = await db
    .insertInto('notices')
    .values(row)
    .onConflict(conflict => conflict.column('key').where('ended', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return raised && { ...notice, id: raised.id, at: now };
}

/** The condition is over; true where it was open. */
export async function end({ db }: Ledger, key: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await open(db, key).set({ ended: now }).executeTakeFirst();
  return numUpdatedRows > 0n;
}

const open = (db: Ledger['db'], key: string) =>
  db.updateTable('notices').where('key', '=', key).where('ended', 'is', null);

/** Those that have not ended, oldest first. */
export async function openNotices({ db }: Ledger): Promise<Notice[]> {
  const rows = await db.selectFrom('notices').selectAll().where('ended', 'is', null).orderBy('id').execute();
  return rows.map(noticeOf);
}

export const noticeOf = ({ segment, domain, ended, ...row }: Selectable<NoticeTable>): Notice => ({
  ...row,
  ...(segment !== null && { segment }),
  ...(domain !== null && { domain }),
  ...(ended !== null && { ended }),
});
