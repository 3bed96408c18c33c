/** `mailyard run --list`: each job, when it runs, how it went last, and what people should hear of. */

import { minuteOf } from '../../dates.ts';
import { type Notice, openNotices } from '../../ledger/notices.ts';
import { ledgerPlace, openLedger } from '../../ledger/open.ts';
import { jobs } from '../../runtime/jobs.ts';
import { type JobStanding, jobStandings, standingDocument } from '../../runtime/overview.ts';
import { counted } from '../../words.ts';
import { columns } from '../columns.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { noticeDocument } from '../standing.ts';

export async function listJobs({ env, options, terminal, clock }: Context): Promise<number> {
  const ledger = await openLedger(ledgerPlace(env, options.state));
  try {
    const standings = await jobStandings(ledger, jobs, clock.now());
    const notices = await openNotices(ledger);
    if (options.json) {
      printJson({ jobs: standings.map(standingDocument), notices: notices.map(noticeDocument) });
      return 0;
    }
    const late = standings.filter(({ overdue }) => overdue !== undefined).length;
    const open = notices.length > 0 ? `; ${counted(notices.length, 'open notice')}` : '';
    terminal.print(`${counted(jobs.length, 'job')}${late > 0 ? `, ${late} not done when it was due` : ''}${open}.\n`);
    terminal.print(columns({ head: ['job', 'when (UTC)', 'last', 'next', 'what it does'], rows: standings.map(row) }));
    if (notices.length > 0) terminal.print(`\n${notices.map(noticeLines).join('\n')}`);
    return 0;
  } finally {
    await ledger.close();
  }
}

const row = ({ job, last, next, overdue }: JobStanding): string[] => [
  ...[job.name, job.schedule + (job.spreadMinutes ? `, up to ${job.spreadMinutes} min later` : '')],
  [
    last ? `${minuteOf(last.began)} ${last.outcome}` : 'never',
    overdue !== undefined && `, was due ${minuteOf(overdue)}`,
  ]
    .filter(Boolean)
    .join(''),
  next === undefined ? 'never' : minuteOf(next),
  job.title,
];

const noticeLines = ({ level, title, detail, at }: Notice): string =>
  [`${level} since ${minuteOf(at)}: ${title}`, ...detail.split('\n').filter(Boolean)].join('\n  ');
