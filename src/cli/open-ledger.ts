/** The ledger of a command that needs none to be there: looking makes none, and where there is none nothing of it is loaded. */
import { resolve } from 'node:path';
import type { Ledger } from '../ledger/ledger.ts';
import { statOf } from '../ledger/stat.ts';
import type { Context } from './context.ts';

/** Undefined: no job has made one yet. One that is gone while its backups are there is asked for, and says so. */
export async function openExistingLedger(context: Context): Promise<Ledger | undefined> {
  if (!hasLedger(context)) return undefined;
  const { ledgerPlace, openLedger } = await import('../ledger/open.ts');
  return openLedger(ledgerPlace(context.env, context.options.state));
}

/** The same, and it stays as it is. */
export async function openLedgerToRead(context: Context): Promise<Ledger | undefined> {
  if (!hasLedger(context)) return undefined;
  const [{ ledgerPlace }, { openToRead }] = await Promise.all([
    import('../ledger/open.ts'),
    import('../ledger/read.ts'),
  ]);
  return openToRead(ledgerPlace(context.env, context.options.state));
}

function hasLedger({ env, options }: Context): boolean {
  const traces = ['ledger.db', 'backups'].map(name => resolve(options.state, name));
  return Boolean(env.DATABASE_URL) || traces.some(trace => statOf(trace) !== undefined);
}
