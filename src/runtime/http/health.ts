/** /health: whether the daemon does its work. A job that fails is no failure of the daemon: it is told in notices and metrics. */
import { openNotices } from '../../ledger/notices.ts';
import { jobStandings, standingDocument } from '../overview.ts';
import type { AppParts } from './app.ts';

export interface Health {
  version: 1;
  status: 'ok' | 'failing';
  ledger: 'reachable' | 'unreachable';
  /** Names of jobs that are late. */
  overdue: string[];
  jobs: object[];
  /** That have not ended, by level. */
  notices: Record<string, number>;
}

export async function healthOf({ ledger, jobs, now, since, log }: AppParts): Promise<Health> {
  try {
    const standings = await jobStandings(ledger, jobs, now(), since);
    const overdue = standings.filter(({ overdue }) => overdue !== undefined).map(({ job }) => job.name);
    const notices = Object.groupBy(await openNotices(ledger), ({ level }) => level);
    return {
      ...{ version: 1, status: overdue.length > 0 ? 'failing' : 'ok', ledger: 'reachable', overdue },
      jobs: standings.map(standingDocument),
      notices: Object.fromEntries(Object.entries(notices).map(([level, list]) => [level, list.length])),
    };
  } catch (error) {
    log.warn({ reason: (error as Error).message }, 'the ledger could not be reached');
    return { version: 1, status: 'failing', ledger: 'unreachable', overdue: [], jobs: [], notices: {} };
  }
}
