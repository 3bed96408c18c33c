/** What of the ledger is sealed under MAILYARD_KEY, and for what. Each aggregate with secrets has a row in the list. */
import { sql } from 'kysely';
import { type Keys, seal, sealedBy, unseal } from '../secrets/seal.ts';
import { dkimContext } from './dkim.ts';
import type { Ledger } from './ledger.ts';

export interface SealedColumn {
  table: string;
  column: string;
  /** The columns that name a row. */
  key: readonly string[];
  /** What a row's value was sealed for, of its key's columns: `dkim:acme.example/my20261126a`. */
  context(row: Record<string, string>): string;
}

export const sealedColumns: readonly SealedColumn[] = [
  {
    ...{ table: 'dkim_keys', column: 'private_key', key: ['domain', 'selector'] },
    context: ({ domain = '', selector = '' }) => dkimContext(domain, selector),
  },
];

export interface SealedValue {
  of: SealedColumn;
  key: Record<string, string>;
  sealed: string;
}

/** Every one, still sealed. */
export async function sealedValues({ db }: Ledger, columns = sealedColumns): Promise<SealedValue[]> {
  const all = columns.map(async of => {
    const { table, column, key } = of;
    const names = sql.join([...key, column].map(name => sql.ref(name)));
    const { rows } = await sql<Record<string, string>>`
      select ${names} from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(db);
    return rows.map(({ [column]: sealed = '', ...rest }) => ({ of, key: rest, sealed }));
  });
  return (await Promise.all(all)).flat();
}

export const contextOf = ({ of, key }: SealedValue): string => of.context(key);

export interface Reseal extends SealedValue {
  anew: string;
}

/**
 * What another key than the first had sealed, sealed by the first. All are opened, those of the first too. Throws `key-unknown`,
 * `seal-broken`; nothing is written.
 */
export function resealedValues(values: SealedValue[], keys: Keys): Reseal[] {
  const opened = values.map(value => ({ value, plain: unseal(keys, value.sealed, contextOf(value)) }));
  return opened
    .filter(({ value }) => sealedBy(value.sealed) !== keys[0].id)
    .map(({ value, plain }) => ({ ...value, anew: seal(keys, plain, contextOf(value)) }));
}

/** All or none. A value that somebody replaced meanwhile was sealed by them, and stays; returned is how many were written. */
export async function writeResealed({ db }: Ledger, values: Reseal[]): Promise<number> {
  return db.transaction().execute(async step => {
    let written = 0n;
    for (const { of, key, sealed, anew } of values) {
      const same = Object.entries({ ...key, [of.column]: sealed }).map(
        ([name, value]) => sql`${sql.ref(name)} = ${value}`,
      );
      const { numAffectedRows = 0n } = await sql`
        update ${sql.table(of.table)} set ${sql.ref(of.column)} = ${anew} where ${sql.join(same, sql` and `)}`.execute(
        step,
      );
      written += numAffectedRows;
    }
    return Number(written);
  });
}
