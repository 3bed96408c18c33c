/** A job: something that runs on a schedule, and once by `mailyard run --once`. A plain function over the runtime. */
import type { Runtime } from './runtime.ts';

export interface Job {
  /** As `run --once` takes it. */
  name: string;
  /** One phrase for people. */
  title: string;
  /** When, in cron's five fields, UTC. */
  schedule: string;
  /** It begins up to so much later, at a time that each ledger has of its own. Default 0. */
  spreadMinutes?: number;
  /** What it cannot work without, said before it begins. */
  needs: readonly ('ledger' | 'key' | 'cloudflare')[];
  /** Whether this estate has anything for it to do; default: yes. Where it has not, nothing is said of its needs. */
  isWanted?(runtime: Runtime): boolean;
  run(runtime: Runtime): Promise<JobReport>;
}

export interface JobReport {
  /** One sentence: totals first. */
  summary: string;
  /** What follows it, as Markdown: for the terminal, the step summary and the log. */
  detail: string[];
  /** The same for scripts. */
  document: object;
  /** What people should look at: with any the exit code is 2. */
  findings: number;
  /** What could not be done or asked; with any the exit code is 1. */
  failures: string[];
}
