/** DKIM keys as rows of their table: what is absent is null, and yes or no is 1 or 0. */
import type { Generated, Selectable } from 'kysely';
import type { DkimKey } from './dkim.ts';

/** The column of each property. */
const columns = {
  id: 'id',
  domain: 'domain',
  signer: 'signer',
  algorithm: 'algorithm',
  selector: 'selector',
  phase: 'phase',
  privateKey: 'private_key',
  record: 'record',
  stands: 'stands',
  urgent: 'urgent',
  mandate: 'mandate',
  generatedAt: 'generated_at',
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
} as const satisfies Record<keyof DkimKey, string>;

type Stored<Value> = undefined extends Value
  ? Exclude<Value, undefined> | null
  : Value extends boolean
    ? number
    : Value;

type KeyRow = { [Name in keyof DkimKey as (typeof columns)[Name]]-?: Stored<DkimKey[Name]> };

export interface KeyTable extends Omit<KeyRow, 'id'> {
  id: Generated<number>;
}

const properties = Object.keys(columns) as (keyof DkimKey)[];

/** Of the properties that it has; `undefined` empties one. */
export function toRow(part: Partial<DkimKey>): Partial<KeyRow> {
  const given = properties.filter(name => name in part);
  return Object.fromEntries(given.map(name => [columns[name], stored(part[name])])) as Partial<KeyRow>;
}

const stored = (value: DkimKey[keyof DkimKey]) => (typeof value === 'boolean' ? Number(value) : (value ?? null));

export function fromRow(row: Selectable<KeyTable>): DkimKey {
  const present = properties.filter(name => row[columns[name]] !== null);
  const key = Object.fromEntries(present.map(name => [name, row[columns[name]]])) as object as DkimKey;
  return { ...key, urgent: row.urgent === 1 };
}
