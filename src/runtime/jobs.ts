/** Every job, in the order in which `run` tells of them. */
import type { Job } from './job.ts';

export const jobs: readonly Job[] = [];
