/** Every check of `mailyard ledger verify`; an aggregate with invariants of its own adds one. */
import { reasonOf } from '../../reason.ts';
import type { Keys } from '../../secrets/seal.ts';
import type { Ledger } from '../ledger.ts';
import type { LedgerCheck } from './check.ts';
import { integrity, schema } from './database.ts';
import { decisions } from './decisions.ts';
import { sealed } from './sealed.ts';

const checks: readonly LedgerCheck[] = [integrity, schema, decisions, sealed];

export interface Checked {
  check: string;
  title: string;
  result: 'passed' | 'failed' | 'unknown';
  problems: string[];
}

/** One after the other: after the first that cannot even read, the others still say what they see. */
export async function verify(ledger: Ledger, keys: Keys | undefined): Promise<Checked[]> {
  const all: Checked[] = [];
  for (const check of checks) all.push(await checked(check, ledger, keys));
  return all;
}

async function checked(check: LedgerCheck, ledger: Ledger, keys: Keys | undefined): Promise<Checked> {
  const { name, title, unknown = '' } = check;
  try {
    const problems = await check.problems(ledger, keys);
    if (!problems) return { check: name, title, result: 'unknown', problems: [unknown] };
    return { check: name, title, result: problems.length > 0 ? 'failed' : 'passed', problems };
  } catch (error) {
    return { check: name, title, result: 'failed', problems: [reasonOf(error)] };
  }
}
