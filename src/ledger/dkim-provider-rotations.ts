/** Signers that rotate by the provider's own call, and when each last did. */
import type { Selectable } from 'kysely';
import type { Ledger } from './ledger.ts';

export interface DkimProviderRotationTables {
  dkim_provider_rotations: ProviderRotationTable;
}

interface ProviderRotationTable {
  domain: string;
  signer: string;
  selectors: string;
  since: number;
  started_at: number | null;
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
  return rows.map(fromRow);
}

export async function providerRotation(
  { db }: Ledger,
  { domain, signer }: Pick<ProviderRotation, 'domain' | 'signer'>,
): Promise<ProviderRotation | undefined> {
  const row = await db
    .selectFrom('dkim_provider_rotations')
    .selectAll()
    .where('domain', '=', domain)
    .where('signer', '=', signer)
    .executeTakeFirst();
  return row && fromRow(row);
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

const fromRow = ({ selectors, started_at, ...row }: Selectable<ProviderRotationTable>): ProviderRotation => ({
  ...row,
  selectors: JSON.parse(selectors) as string[],
  ...(started_at !== null && { startedAt: started_at }),
});
