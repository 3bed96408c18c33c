/** The job `events`: alerts are raised as events come in, and end by time as well, when nothing comes in any more. */
import type { Job } from '../job.ts';
import { domainsToWatch, watchDomains } from './watch.ts';

export const eventsJob: Job = {
  name: 'events',
  title: 'ends alerts on bounces and complaints that are over',
  schedule: '7 * * * *',
  needs: ['ledger'],
  async run(runtime) {
    const domains = await domainsToWatch(runtime.ledger);
    const { raised, ended } = await watchDomains(runtime, domains);
    const open = (await domainsToWatch(runtime.ledger)).length;
    return {
      summary: `${open} of the domains have an open alert on bounces, complaints or refusals; ${ended.length} ended.`,
      detail: [...raised.map(({ title }) => `- ${title}`), ...ended.map(key => `- over: ${key}`)],
      document: { open: await domainsToWatch(runtime.ledger), raised: raised.map(({ key }) => key), ended },
      findings: open,
      failures: [],
    };
  },
};
