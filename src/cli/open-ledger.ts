/** The ledger of a command that needs none to be there: looking makes none, and where there is none nothing of it is loaded. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Ledger } from '../ledger/ledger.ts';
import type { Context } from './context.ts';

/** Undefined: no job has made one yet. One that is gone while its backups are there is asked for, and says so. */
export async function openExistingLedger({ env, options }: Context): Promise<Ledger | undefined> {
  const traces = ['ledger.db', 'backups'].map(name => resolve(options.state, name));
  if (!env.DATABASE_URL && !traces.some(existsSync)) return undefined;
  const { ledgerPlace, openLedger } = await import('../ledger/open.ts');
  return openLedger(ledgerPlace(env, options.state));
}
