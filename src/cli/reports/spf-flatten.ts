/** `mailyard spf flatten`: asks the DNS what the includes of too dear SPF records are, and keeps it in the lock. */
import { join } from 'node:path';
import { MailyardError } from '../../error.ts';
import { compileEstate } from '../../estate/compile.ts';
import { isTooDear, livePrice } from '../../flatten/live-price.ts';
import { type ChangeStatus, type IncludeChange, type Refreshed, refreshLock } from '../../flatten/refresh.ts';
import { SPF_LOCK } from '../../inventory/files.ts';
import type { Finding } from '../../inventory/finding.ts';
import { spfLockText } from '../../inventory/spf-lock.ts';
import { type Loaded, loadEstate } from '../../load-estate.ts';
import { writeAtomically } from '../../state/file.ts';
import type { Context } from '../context.ts';
import { printFindings } from '../findings.ts';
import { printJson } from '../json.ts';
import { unwritable } from '../named-file.ts';
import { resolver } from './spf.ts';
import { type PricedHost, printFlattening } from './spf-flatten-text.ts';

export interface FlattenOptions {
  check?: boolean;
}

/** What this command is there to mend, or says itself. */
const OWN_RULES = ['spf-not-locked', 'spf-does-not-fit', 'spf-lock-edited'];

/**
 * Exit 2: a record does not fit, or with `--check` the DNS says something else than the lock. Exit 1: nobody could say what an
 * include is; without `--check` only where the lock does not know it either.
 */
export async function flatten(context: Context, { check = false }: FlattenOptions): Promise<number> {
  const { sources, terminal, options } = context;
  const { estate, templates } = soundEstate(context);
  const resolve = resolver(context);
  const refreshed = await refreshLock(estate.inventory, templates, sources.today, resolve);
  const hosts = await Promise.all(
    refreshed.hosts.map(async host => ({ ...host, live: await livePrice(host, resolve) })),
  );
  const inventory = { ...estate.inventory, spfLock: refreshed.lock };
  const findings = compileEstate(inventory, templates, sources.today, 'errors').findings.filter(
    ({ rule }) => rule === 'spf-does-not-fit',
  );
  const file = join(sources.domains, SPF_LOCK);
  const written = !check && differs(refreshed, ['unchanged', 'kept', 'unresolved']);
  if (written) await writeLock(file, refreshed);
  if (options.json) printJson(document(file, written, refreshed.changes, hosts, findings));
  else {
    printFlattening(refreshed.changes, hosts, { file, written, check }, terminal);
    printFindings(findings, terminal);
  }
  return exitCode(refreshed, findings.length > 0 || hosts.some(isOverLive), check);
}

function soundEstate(context: Context): Loaded & { estate: NonNullable<Loaded['estate']> } {
  const loaded = loadEstate(context.sources, 'errors');
  const errors = loaded.findings.filter(finding => finding.severity === 'error' && !isOwn(finding));
  if (loaded.estate && errors.length === 0) return { ...loaded, estate: loaded.estate };
  printFindings(errors, context.terminal);
  const [first] = errors;
  const where = first && context.options.json ? ` ${first.file}:${first.line}:${first.column}: ${first.message}` : '';
  throw new MailyardError('inventory', `The inventories have errors, so nothing was asked or written.${where}`, {
    fix: first?.fix ?? 'Mend them; `mailyard check` shows every finding.',
  });
}

const isOwn = ({ rule }: Finding): boolean => OWN_RULES.includes(rule);

const differs = ({ changes }: Refreshed, same: ChangeStatus[]): boolean =>
  changes.some(({ status }) => !same.includes(status));

async function writeLock(file: string, { lock }: Refreshed): Promise<void> {
  try {
    await writeAtomically(file, spfLockText(lock), 0o644);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** What does not fit by its templates has a finding already, and what is not known yet has no price. */
const isOverLive = ({ live, flattening: { fits, missing } }: PricedHost): boolean =>
  fits && missing.length === 0 && isTooDear(live);

function exitCode(refreshed: Refreshed, isFaulty: boolean, check: boolean): number {
  const has = (status: ChangeStatus) => refreshed.changes.some(change => change.status === status);
  if (check && differs(refreshed, ['unchanged', 'renewed', 'kept', 'unresolved'])) return 2;
  if (has('unresolved') || (check && has('kept'))) return 1;
  return isFaulty ? 2 : 0;
}

function document(
  file: string,
  written: boolean,
  changes: IncludeChange[],
  hosts: PricedHost[],
  findings: Finding[],
): object {
  return {
    ...{ file, written },
    includes: changes.map(({ entry, ...change }: IncludeChange) => ({ ...change, ...entry })),
    hosts: hosts.map(({ domain, host, record, live, flattening: { before, replaced, cannot, own, fits } }) => ({
      ...{ domain, host, before, lookups: record.lookups, live, fits },
      flattened: replaced.map(({ name }) => name),
      cannot: cannot.map(({ name, reason }) => ({ include: name, reason })),
      ownIncludes: own.map(({ name }) => name),
    })),
    findings,
  };
}
