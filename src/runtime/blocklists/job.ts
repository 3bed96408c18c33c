/** The job: once a day, at a minute that few others choose and each ledger's own. */
import type { Job } from '../job.ts';
import { reportOf } from './report.ts';
import { runBlocklists } from './run.ts';

/** Longer than the answers of most lists stay in a cache (SURBL: 3 minutes). */
const CONFIRM_AFTER_MS = 5 * 60_000;

export const blocklists: Job = {
  name: 'blocklists',
  title: 'asks the blocklists for addresses and domains',
  schedule: '23 4 * * *',
  spreadMinutes: 90,
  needs: ['ledger'],
  run: async runtime => reportOf(await runBlocklists(runtime, { confirmAfterMs: CONFIRM_AFTER_MS })),
};
