/** DKIM keys by domain, signer and algorithm, and the phase that each is in. What the phase says, DNS and signer follow. */
import type { Generated, Insertable, Selectable } from 'kysely';
import type { Ledger } from './ledger.ts';

export interface DkimTables {
  dkim_keys: KeyTable;
  dkim_provider_rotations: ProviderRotationTable;
}

interface KeyTable {
  id: Generated<number>;
  domain: string;
  signer: string;
  algorithm: 'rsa-2048' | 'ed25519';
  selector: string;
  phase: KeyPhase;
  private_key: string | null;
  record: string;
  stands: KeyStands;
  urgent: number;
  mandate: number | null;
  generated_at: number;
  published_at: number | null;
  served_since: number | null;
  held_at: number | null;
  switching_at: number | null;
  active_at: number | null;
  retiring_at: number | null;
  compromised_at: number | null;
  revoked_at: number | null;
  removed_at: number | null;
  last_signed_at: number | null;
  problem: string | null;
}

interface ProviderRotationTable {
  domain: string;
  signer: string;
  selectors: string;
  since: number;
  started_at: number | null;
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
  algorithm: 'rsa-2048' | 'ed25519';
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

/** When it came into its phase; one that is published and switching: since its signer was told. */
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
    .values(toRow(key))
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row && { ...key, id: row.id };
}

/** What may change of a key; `undefined` empties it. The selector: where the signer chooses its own. */
export type KeyChange = Partial<Omit<DkimKey, 'id' | 'domain' | 'signer' | 'algorithm' | 'generatedAt'>>;

/** False: the key is no longer in the phase that was read, and nothing was written. */
export async function changeKey({ db }: Ledger, key: DkimKey, change: KeyChange): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('dkim_keys')
    .set(toChange(change))
    .where('id', '=', key.id)
    .where('phase', '=', key.phase)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** All of them or none: false where one is no longer in the phase that was read. */
export async function changeKeys(
  { db }: Ledger,
  changes: readonly { key: DkimKey; change: KeyChange }[],
): Promise<boolean> {
  try {
    await db.transaction().execute(async step => {
      for (const { key, change } of changes) {
        const { numUpdatedRows } = await step
          .updateTable('dkim_keys')
          .set(toChange(change))
          .where('id', '=', key.id)
          .where('phase', '=', key.phase)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) throw new Moved();
      }
    });
    return true;
  } catch (error) {
    if (error instanceof Moved) return false;
    throw error;
  }
}

class Moved extends Error {}

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

/** How far a signer is that rotates by the provider's own call, or by a person. */
export interface ProviderRotation {
  domain: string;
  signer: string;
  /** As last seen. */
  selectors: string[];
  /** Since when they are these. */
  since: number;
  startedAt?: number;
}

export async function providerRotations({ db }: Ledger): Promise<ProviderRotation[]> {
  const rows = await db.selectFrom('dkim_provider_rotations').selectAll().execute();
  return rows.map(({ selectors, started_at, ...row }) => ({
    ...row,
    selectors: JSON.parse(selectors) as string[],
    ...(started_at !== null && { startedAt: started_at }),
  }));
}

export async function noteProviderRotation({ db }: Ledger, rotation: ProviderRotation): Promise<void> {
  const { domain, signer, since, startedAt } = rotation;
  const state = { selectors: JSON.stringify(rotation.selectors), since, started_at: startedAt ?? null };
  await db
    .insertInto('dkim_provider_rotations')
    .values({ domain, signer, ...state })
    .onConflict(conflict => conflict.columns(['domain', 'signer']).doUpdateSet(state))
    .execute();
}

const optional = {
  privateKey: 'private_key',
  mandate: 'mandate',
  publishedAt: 'published_at',
  servedSince: 'served_since',
  heldAt: 'held_at',
  switchingAt: 'switching_at',
  activeAt: 'active_at',
  retiringAt: 'retiring_at',
  compromisedAt: 'compromised_at',
  revokedAt: 'revoked_at',
  removedAt: 'removed_at',
  lastSignedAt: 'last_signed_at',
  problem: 'problem',
} as const satisfies Partial<Record<keyof DkimKey, keyof KeyTable>>;

type Optional = keyof typeof optional;
const optionals = Object.entries(optional) as [Optional, (typeof optional)[Optional]][];

const toRow = ({ domain, signer, algorithm, selector, generatedAt, ...change }: NewDkimKey): Insertable<KeyTable> => ({
  ...{ domain, signer, algorithm, selector, generated_at: generatedAt },
  ...(Object.fromEntries(optionals.map(([name, column]) => [column, change[name] ?? null])) as object as Pick<
    KeyTable,
    (typeof optional)[Optional]
  >),
  ...{ phase: change.phase, record: change.record, stands: change.stands },
  urgent: Number(change.urgent),
});

function toChange(change: KeyChange): Partial<Selectable<KeyTable>> {
  const { selector, phase, record, stands, urgent } = change;
  const given = optionals.filter(([name]) => name in change);
  return {
    ...(selector !== undefined && { selector }),
    ...(phase !== undefined && { phase }),
    ...(record !== undefined && { record }),
    ...(stands !== undefined && { stands }),
    ...(urgent !== undefined && { urgent: Number(urgent) }),
    ...Object.fromEntries(given.map(([name, column]) => [column, change[name] ?? null])),
  };
}

function fromRow(row: Selectable<KeyTable>): DkimKey {
  const { id, domain, signer, algorithm, selector, phase, record, stands } = row;
  const present = optionals.filter(([, column]) => row[column] !== null);
  return {
    ...{ id, domain, signer, algorithm, selector, phase, record, stands },
    ...{ urgent: row.urgent === 1, generatedAt: row.generated_at },
    ...Object.fromEntries(present.map(([name, column]) => [name, row[column]])),
  };
}
