/** /health: whether the daemon does its work. A job that fails is no failure of the daemon: it is told in notices and metrics. */
import { setTimeout as pause } from 'node:timers/promises';
import { openNotices } from '../../ledger/notices.ts';
import { jobStandings, standingDocument } from '../overview.ts';
import type { AppParts } from './serving.ts';

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

/** A ledger that is away is waited for elsewhere; whoever asks for our health has no such patience. */
const PATIENCE_MS = 4_000;

export async function healthOf(parts: AppParts): Promise<Health> {
  const away: Health = { version: 1, status: 'failing', ledger: 'unreachable', overdue: [], jobs: [], notices: {} };
  const waiting = new AbortController();
  try {
    const late = pause(PATIENCE_MS, away, { ref: false, signal: waiting.signal });
    return await Promise.race([asked(parts), late.catch(() => away)]);
  } catch (error) {
    parts.log.warn({ reason: (error as Error).message }, 'the ledger could not be reached');
    return away;
  } finally {
    waiting.abort();
  }
}

async function asked({ ledger, jobs, now, since }: AppParts): Promise<Health> {
  const standings = await jobStandings(ledger, jobs, now(), since);
  const overdue = standings.filter(({ overdue }) => overdue !== undefined).map(({ job }) => job.name);
  const notices = Object.groupBy(await openNotices(ledger), ({ level }) => level);
  return {
    ...{ version: 1, status: overdue.length > 0 ? 'failing' : 'ok', ledger: 'reachable', overdue },
    jobs: standings.map(standingDocument),
    notices: Object.fromEntries(Object.entries(notices).map(([level, list]) => [level, list.length])),
  };
}
