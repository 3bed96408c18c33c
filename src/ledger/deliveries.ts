/** The outbox: which notices each channel has still to hear of. Delivered at least once: what was sent is marked after it was sent. */

import type { Ledger } from './ledger.ts';
import { end, type Notice, noticeOf, raise } from './notices.ts';

export interface ChannelState {
  name: string;
  /** A fingerprint of where it leads. */
  address: string;
  since: number;
  /** Why it takes no more messages. */
  refused?: string;
  /** Where it says that it has moved to. */
  moved?: string;
}

/** The channel as it is known; one that is new hears of what is open now, and of what comes. */
export async function channelState(
  { db }: Ledger,
  { name, address }: Pick<ChannelState, 'name' | 'address'>,
  now: number,
): Promise<ChannelState> {
  await db
    .insertInto('channels')
    .values({ name, address, since: now, refused: null, reason: null, moved: null })
    .onConflict(conflict => conflict.columns(['name', 'address']).doNothing())
    .execute();
  const { since, reason, moved } = await db
    .selectFrom('channels')
    .selectAll()
    .where('name', '=', name)
    .where('address', '=', address)
    .executeTakeFirstOrThrow();
  return { name, address, since, ...(reason !== null && { refused: reason }), ...(moved !== null && { moved }) };
}

const lost = (name: string) => `alerts/${name}`;

/** It takes no more messages: other channels hear of it, and it is left alone until the environment names another one. */
export async function refuseChannel(ledger: Ledger, { name, address }: ChannelState, reason: string, now: number) {
  await ledger.db
    .updateTable('channels')
    .set({ refused: now, reason })
    .where('name', '=', name)
    .where('address', '=', address)
    .execute();
  const title = `${name} takes no more messages: ${reason}.`;
  const detail = `Notices do not reach it until it is set up anew; \`mailyard doctor\` names its variables.`;
  await raise(ledger, { key: lost(name), level: 'critical', title, detail }, now);
}

export async function moveChannel({ db }: Ledger, { name, address }: ChannelState, moved: string): Promise<void> {
  await db.updateTable('channels').set({ moved }).where('name', '=', name).where('address', '=', address).execute();
}

export interface Pending {
  /** Not told of yet. Where `ended` is set, it is over already. */
  raised: Notice[];
  /** Told of, and over since. */
  ended: Notice[];
  /** How often the channel has failed to take some of them. */
  tries: number;
  /** Not before then; 0 is now. */
  next: number;
}

/**
 * What a channel is to hear of, all at once at its next message. Of a condition that came again, or grew graver, it hears the last;
 * that it was gone itself only others need to know.
 */
export async function pendingFor({ db }: Ledger, { name, since }: ChannelState): Promise<Pending> {
  const rows = await db
    .selectFrom('notices')
    .leftJoin('deliveries as begun', join =>
      join.onRef('begun.notice', '=', 'notices.id').on('begun.channel', '=', name).on('begun.what', '=', 'raised'),
    )
    .leftJoin('deliveries as over', join =>
      join.onRef('over.notice', '=', 'notices.id').on('over.channel', '=', name).on('over.what', '=', 'ended'),
    )
    .selectAll('notices')
    .select(['begun.outcome as begun', 'begun.tries as begunTries', 'begun.next as begunNext'])
    .select(['over.outcome as over', 'over.tries as overTries', 'over.next as overNext'])
    .where('notices.key', '!=', lost(name))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('notices as later')
            .select('later.id')
            .whereRef('later.key', '=', 'notices.key')
            .whereRef('later.id', '>', 'notices.id'),
        ),
      ),
    )
    .where(({ or, eb, and, not }) =>
      or([
        and([
          or([eb('begun.outcome', 'is', null), eb('begun.outcome', '=', 'failed')]),
          or([eb('notices.ended', 'is', null), eb('notices.at', '>=', since)]),
        ]),
        and([
          eb('begun.outcome', '=', 'sent'),
          not(eb('notices.ended', 'is', null)),
          or([eb('over.outcome', 'is', null), eb('over.outcome', '=', 'failed')]),
        ]),
      ]),
    )
    .orderBy('notices.id')
    .execute();
  const [ended, raised] = [rows.filter(({ begun }) => begun === 'sent'), rows.filter(({ begun }) => begun !== 'sent')];
  const tries = rows.map(row => (row.begun === 'sent' ? row.overTries : row.begunTries) ?? 0);
  const next = rows.map(row => (row.begun === 'sent' ? row.overNext : row.begunNext) ?? 0);
  return {
    raised: raised.map(bare),
    ended: ended.map(bare),
    tries: Math.max(0, ...tries),
    next: Math.max(0, ...next),
  };
}

type Row = Parameters<typeof noticeOf>[0];

const bare = ({ id, key, at, level, segment, domain, title, detail, ended }: Row): Notice =>
  noticeOf({ id, key, at, level, segment, domain, title, detail, ended });

export interface Try {
  at: number;
  tries: number;
  /** Of the next one. */
  next: number;
  outcome: 'sent' | 'failed';
}

/** What became of a message with these notices in it. */
export async function markTried(
  { db }: Ledger,
  channel: string,
  { raised, ended }: Pending,
  tried: Try,
): Promise<void> {
  const all = [
    ...raised.map(({ id }) => ({ notice: id, what: 'raised' as const })),
    // Where it was over before anybody heard of it, one message said both.
    ...[...ended, ...raised.filter(notice => notice.ended !== undefined)].map(({ id }) => ({
      ...{ notice: id, what: 'ended' as const },
    })),
  ];
  await db.transaction().execute(async step => {
    for (const each of all)
      await step
        .insertInto('deliveries')
        .values({ ...each, channel, ...tried })
        .onConflict(conflict => conflict.columns(['notice', 'channel', 'what']).doUpdateSet(tried))
        .execute();
  });
}

/** The channel works: what was said of it is over. */
export const channelWorks = (ledger: Ledger, { name }: ChannelState, now: number): Promise<boolean> =>
  end(ledger, lost(name), now);
