/** `mailyard ledger verify | backup | restore | prune`: the ledger as a database. None of them needs the inventories. */
import { join, resolve } from 'node:path';
import { MailyardError } from '../../error.ts';
import { backup as backUp } from '../../ledger/backup.ts';
import { backupFolder, backupName } from '../../ledger/backups.ts';
import { type Checked, verify as lookThrough } from '../../ledger/checks/index.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { ledgerPlace } from '../../ledger/open.ts';
import { restore as putInPlace } from '../../ledger/restore.ts';
import { prune as dropOld, type Pruned } from '../../ledger/retention.ts';
import { openKeys } from '../../secrets/seal.ts';
import { counted, grouped } from '../../words.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { openExistingLedger } from '../open-ledger.ts';
import type { Terminal } from '../terminal.ts';

export async function verify(context: Context): Promise<number> {
  const { env, options, terminal } = context;
  const keys = env.MAILYARD_KEY ? openKeys(env.MAILYARD_KEY) : undefined;
  return withLedger(context, async ledger => {
    const checks = await lookThrough(ledger, keys);
    const failed = checks.filter(({ result }) => result === 'failed');
    if (options.json) printJson({ ledger: ledger.place, sound: failed.length === 0, checks });
    else printChecks(ledger, checks, terminal);
    return failed.length > 0 ? 2 : 0;
  });
}

/** A page of problems shows what kind they are; the document has all. */
const SHOWN = 20;

function printChecks({ place }: Ledger, checks: Checked[], { print, colors }: Terminal): void {
  const problems = checks.filter(({ result }) => result === 'failed').flatMap(each => each.problems);
  const sound = problems.length === 0 ? 'sound' : counted(problems.length, 'problem');
  print(`The ledger ${place}: ${sound}.\n`);
  const marks = { passed: colors.green('✓'), failed: colors.red('✗'), unknown: colors.yellow('?') };
  for (const { title, result, problems } of checks) {
    print(`  ${marks[result]} ${title}`);
    for (const problem of problems.slice(0, SHOWN)) print(`      ${problem}`);
    if (problems.length > SHOWN) print(`      and ${problems.length - SHOWN} more: --json shows all`);
  }
}

export async function backup(context: Context, _: Record<string, unknown>, [file]: string[]): Promise<number> {
  return withLedger(context, async ledger => {
    const made = await backUp(ledger, file ? resolve(file) : newBackup(context, ledger.kind), context.clock.now());
    if (context.options.json) printJson({ ledger: ledger.place, ...made });
    else
      context.terminal.print(`The ledger ${ledger.place} is backed up to ${made.file} (${grouped(made.bytes)} bytes).`);
    return 0;
  });
}

const newBackup = ({ options, clock }: Context, kind: Ledger['kind']): string =>
  join(backupFolder(ledgerPlace({}, options.state).file), backupName(clock.now(), kind === 'sqlite' ? 'db' : 'jsonl'));

export async function restore(
  context: Context,
  options: Record<string, unknown>,
  [file = '']: string[],
): Promise<number> {
  const { env, terminal, clock } = context;
  const place = ledgerPlace(env, context.options.state);
  const request = { place, from: resolve(file), replace: options.replace === true, now: clock.now() };
  const backupTo = newBackup(context, place.url === undefined ? 'sqlite' : 'postgres');
  const { rows, before, aside } = await putInPlace({ ...request, backupTo });
  if (context.options.json) {
    printJson({ restored: request.from, rows: Object.fromEntries(rows), before, aside });
    return 0;
  }
  const total = [...rows.values()].reduce((sum, count) => sum + count, 0);
  const where = place.url === undefined ? place.file : 'the database of DATABASE_URL';
  terminal.print(`Restored ${counted(total, 'row')} of ${counted(rows.size, 'table')} from ${file} into ${where}.`);
  if (before) terminal.print(`What was there before is in ${before.file}.`);
  if (aside) terminal.print(`The damaged file that was there is ${aside} now.`);
  return 0;
}

export async function prune(context: Context): Promise<number> {
  return withLedger(context, async ledger => {
    const pruned = await dropOld(ledger, context.clock.now());
    if (context.options.json) printJson({ ledger: ledger.place, dropped: pruned });
    else printPruned(pruned, context.terminal);
    return 0;
  });
}

function printPruned(pruned: Pruned[], { print }: Terminal): void {
  const rows = pruned.reduce((sum, each) => sum + each.rows, 0);
  print(rows === 0 ? 'Nothing is old enough to drop.\n' : `${counted(rows, 'row')} dropped.\n`);
  for (const { rows, what, days } of pruned) print(`  ${grouped(rows).padStart(9)}  ${what}, after ${days} days`);
}

/** A ledger that is not there yet is none to look at, and looking makes none. */
async function withLedger(context: Context, act: (ledger: Ledger) => Promise<number>): Promise<number> {
  const ledger = await openExistingLedger(context);
  if (!ledger) {
    const { file } = ledgerPlace({}, context.options.state);
    throw new MailyardError('ledger-missing', `There is no ledger yet: ${file}.`, {
      fix: 'The first job makes it: `mailyard run --once JOB`. Another place: `--state DIR`, or DATABASE_URL for PostgreSQL.',
    });
  }
  try {
    return await act(ledger);
  } finally {
    await ledger.close();
  }
}
