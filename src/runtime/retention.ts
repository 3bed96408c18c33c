/** Once a day: a copy of the ledger beside it, and what is older than it is kept for is dropped. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Backup, backup } from '../ledger/backup.ts';
import { backupFolder, backupName, backupsOf, unfinishedBackups } from '../ledger/backups.ts';
import { type Pruned, prune } from '../ledger/retention.ts';
import { reasonOf } from '../reason.ts';
import type { Job, JobReport } from './job.ts';
import type { Runtime } from './runtime.ts';

/** Copies of a ledger file. A PostgreSQL has backups of its own, and the disk of one machine of many is no place for them. */
const COPIES = 7;

export const retention: Job = {
  name: 'retention',
  title: 'a copy of the ledger file, and what is older than it is kept for is dropped',
  schedule: '17 3 * * *',
  needs: ['ledger'],
  async run(runtime) {
    const { copy, failure } = await dailyCopy(runtime);
    // Where no copy can be made nothing is dropped either.
    const pruned = failure ? [] : await prune(runtime.ledger, runtime.now());
    return report(pruned, copy, failure);
  },
};

async function dailyCopy({ ledger, now, log }: Runtime): Promise<{ copy?: Backup; failure?: string }> {
  const { kind, place } = ledger;
  if (kind !== 'sqlite' || place === ':memory:') return {};
  try {
    const copy = await backup(ledger, join(backupFolder(place), backupName(now(), 'db')), now());
    for (const old of [...backupsOf(place).slice(0, -COPIES), ...unfinishedBackups(place, now())]) rmSync(old);
    return { copy };
  } catch (error) {
    const failure = reasonOf(error);
    log.error({ reason: failure }, 'no copy of the ledger');
    return { failure };
  }
}

function report(pruned: Pruned[], copy: Backup | undefined, failure: string | undefined): JobReport {
  const dropped = pruned.filter(({ rows }) => rows > 0);
  const rows = dropped.reduce((sum, each) => sum + each.rows, 0);
  const summary = rows === 0 ? 'Nothing was old enough to drop' : `${rows} ${rows === 1 ? 'row' : 'rows'} dropped`;
  return {
    summary: `${summary}${copy ? `; copied to ${copy.file}` : ''}.`,
    detail: dropped.map(each => `- ${each.rows} of ${each.table}: ${each.what}, after ${each.days} days`),
    document: { dropped: pruned, ...(copy && { copy }) },
    findings: 0,
    failures: failure ? [failure] : [],
  };
}
