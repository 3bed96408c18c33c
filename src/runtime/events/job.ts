/** The job `events`: alerts are raised as events come in; by time they end as well, when nothing comes in any more, and begin. */
import type { Job } from '../job.ts';
import { alarmingDomains, domainsToWatch, watchDomains } from './watch.ts';

export const eventsJob: Job = {
  name: 'events',
  title: 'begins and ends alerts on bounces and complaints as time goes by',
  schedule: '7 * * * *',
  needs: ['ledger'],
  async run(runtime) {
    const { raised, ended } = await watchDomains(runtime, await domainsToWatch(runtime.ledger, runtime.now()));
    const open = await alarmingDomains(runtime.ledger);
    return {
      summary: `Domains with an open alert on bounces, complaints or refusals: ${open.length}; alerts that ended: ${ended.length}.`,
      detail: [...raised.map(({ title }) => `- ${title}`), ...ended.map(key => `- over: ${key}`)],
      document: { open, raised: raised.map(({ key }) => key), ended },
      findings: open.length,
      failures: [],
    };
  },
};
