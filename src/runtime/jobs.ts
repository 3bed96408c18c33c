/** Every job, in the order in which `run` tells of them. */
import { blocklists } from './blocklists/job.ts';
import { dkim } from './dkim/job.ts';
import { eventsJob } from './events/job.ts';
import type { Job } from './job.ts';
import { retention } from './retention.ts';
import { warmupJob } from './warmup/job.ts';

export const jobs: readonly Job[] = [dkim, retention, eventsJob, warmupJob, blocklists];
