/** DKIM keys by domain, signer and algorithm, and the phase that each is in. What the phase says, DNS and signer follow. */
import type { Insertable } from 'kysely';
import type { DkimAlgorithm } from '../inventory/model.ts';
import { fromRow, type KeyTable, toRow } from './dkim-rows.ts';
import type { Ledger, LedgerDatabase } from './ledger.ts';

export interface DkimTables {
  dkim_keys: KeyTable;
}

/**
 * `generated`: nowhere but here. `published`: on its way into every server and out of negative caches; the signer may already have
 * been told (`switchingAt`). `active`: what the signer signs with, and mail proved it. `retiring`: in DNS for mail that is on its
 * way. `revoked`: an empty `p=`. `removed`: gone for good. `compromised`: leaked; revoked as soon as nothing signs with it.
 */
export type KeyPhase = 'generated' | 'published' | 'active' | 'retiring' | 'revoked' | 'removed' | 'compromised';

/** What of the key was last written to its place in DNS. */
export type KeyStands = 'nothing' | 'key' | 'revoked';

export interface DkimKey {
  id: number;
  domain: string;
  /** The signer's name: `opendkim`. */
  signer: string;
  algorithm: DkimAlgorithm;
  selector: string;
  phase: KeyPhase;
  /** Sealed for `dkimContext`; absent where the signer made the key, and once it is removed. */
  privateKey?: string;
  /** The text of its TXT record. */
  record: string;
  stands: KeyStands;
  /** Of an emergency: it waits for the servers only. */
  urgent: boolean;
  /** The decision that its later steps go by. */
  mandate?: number;
  /** Epoch milliseconds, as all times here. */
  generatedAt: number;
  publishedAt?: number;
  /** From then on every authoritative server was seen to serve it, without one that was seen not to. */
  servedSince?: number;
  /** Since then its domain may not send, until a message proves the key. */
  heldAt?: number;
  switchingAt?: number;
  activeAt?: number;
  retiringAt?: number;
  compromisedAt?: number;
  revokedAt?: number;
  removedAt?: number;
  /** The last message that is known to be signed with it. */
  lastSignedAt?: number;
  /** Why its last step failed. */
  problem?: string;
}

/** Its phase for people: one that is published is `switching` once its signer was told. */
export const stageOf = ({ phase, switchingAt }: DkimKey): KeyPhase | 'switching' =>
  phase === 'published' && switchingAt !== undefined ? 'switching' : phase;

/** When it came into its phase; one that is switching: since its signer was told. */
export function inPhaseSince({ phase, generatedAt, ...key }: DkimKey): number {
  const times: Record<KeyPhase, number | undefined> = {
    ...{ generated: generatedAt, published: key.switchingAt ?? key.publishedAt, active: key.activeAt },
    ...{ retiring: key.retiringAt, revoked: key.revokedAt, compromised: key.compromisedAt, removed: key.removedAt },
  };
  return times[phase] ?? generatedAt;
}

/** What a sealed private key is bound to. */
export const dkimContext = (domain: string, selector: string): string => `dkim:${domain}/${selector}`;

export interface KeyFilter {
  domains?: readonly string[];
  /** Default: all but `removed` ones that are gone from DNS. */
  all?: boolean;
}

/** By domain, signer, algorithm and age. */
export async function dkimKeys({ db }: Ledger, { domains, all = false }: KeyFilter = {}): Promise<DkimKey[]> {
  const rows = await db
    .selectFrom('dkim_keys')
    .selectAll()
    .$if(domains !== undefined, query => query.where('domain', 'in', domains as string[]))
    .$if(!all, query => query.where(({ or, eb }) => or([eb('phase', '!=', 'removed'), eb('stands', '!=', 'nothing')])))
    .orderBy('domain')
    .orderBy('signer')
    .orderBy('algorithm')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Selectors that the domain ever had. */
export async function usedSelectors({ db }: Ledger, domain: string): Promise<Set<string>> {
  const rows = await db.selectFrom('dkim_keys').select('selector').where('domain', '=', domain).execute();
  return new Set(rows.map(({ selector }) => selector));
}

export type NewDkimKey = Omit<DkimKey, 'id'>;

/** Undefined: its selector is taken, or another key of the ring is next already; nothing was written. */
export async function addDkimKey({ db }: Ledger, key: NewDkimKey): Promise<DkimKey | undefined> {
  const row = await db
    .insertInto('dkim_keys')
    .values(toRow(key) as Insertable<KeyTable>)
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row && { ...key, id: row.id };
}

/** What may change of a key; `undefined` empties it. The selector: where the signer chooses its own. */
export type KeyChange = Partial<Omit<DkimKey, 'id' | 'domain' | 'signer' | 'algorithm' | 'generatedAt'>>;

/** False: the key is no longer in the phase that was read, and nothing was written. */
export const changeKey = ({ db }: Ledger, key: DkimKey, change: KeyChange): Promise<boolean> => write(db, key, change);

/** All of them or none: false where one is no longer in the phase that was read. */
export async function changeKeys(
  { db }: Ledger,
  changes: readonly { key: DkimKey; change: KeyChange }[],
): Promise<boolean> {
  try {
    await db.transaction().execute(async step => {
      for (const { key, change } of changes) if (!(await write(step, key, change))) throw new Moved();
    });
    return true;
  } catch (error) {
    if (error instanceof Moved) return false;
    throw error;
  }
}

class Moved extends Error {}

async function write(db: LedgerDatabase, { id, phase }: DkimKey, change: KeyChange): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('dkim_keys')
    .set(toRow(change))
    .where('id', '=', id)
    .where('phase', '=', phase)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A message was seen that is signed with that selector. Earlier news than what is known changes nothing. */
export async function noteSigned({ db }: Ledger, domain: string, selector: string, at: number): Promise<void> {
  await db
    .updateTable('dkim_keys')
    .set({ last_signed_at: at })
    .where('domain', '=', domain)
    .where('selector', '=', selector)
    .where(({ or, eb }) => or([eb('last_signed_at', 'is', null), eb('last_signed_at', '<', at)]))
    .execute();
}
