/** A daemon as a process of its own, for daemons.test.ts: its time runs faster, and its job writes down when it begins and ends. */
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openLedger } from '../../src/ledger/open.ts';
import { postman } from '../../src/runtime/alerts/postman.ts';
import { runDaemon } from '../../src/runtime/daemon.ts';
import type { Job } from '../../src/runtime/job.ts';
import { openLog } from '../../src/runtime/log.ts';
import { queueIn } from '../../src/runtime/queue.ts';
import { aRuntime } from '../support/runtime.ts';

export interface Settings {
  place: { url?: string; file: string };
  /** Where each line of the job goes. */
  journal: string;
  /** Milliseconds that the job takes. */
  takes: number;
  /** Real milliseconds for a minute of the schedule, since that real time. */
  minute: number;
  since: number;
}

const { place, journal, takes, minute, since } = JSON.parse(process.argv[2] ?? '') as Settings;
const START = Date.parse('2026-11-26T12:00:00Z');
const now = () => Math.floor(START + ((Date.now() - since) / minute) * 60_000);
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());

const write = (what: string) => appendFileSync(journal, `${what} ${process.pid} ${Date.now()}\n`);
const job: Job = {
  ...{ name: 'minutely', title: 'each minute', schedule: '* * * * *', needs: [] },
  async run() {
    write('begin');
    await pause(takes);
    write('end');
    return { summary: 'Done.', detail: [], document: {}, findings: 0, failures: [] };
  },
};

const ledger = await openLedger(place);
const log = openLog({ level: 'warn', plain: true, env: process.env, write: text => process.stderr.write(text) });
const runtime = await aRuntime({ ledger });
const ended = await runDaemon({
  ...{ ledger, log, now, jobs: [job], who: `daemon ${process.pid}`, holder: `${process.pid}`, signal: stop.signal },
  ...{ look: 100, pace: { beat: 150, dead: 900 }, open: () => runtime, postman: postman(async () => {}) },
  ...(place.url && { openQueue: queueIn(place.url, { jobs: [job], log }) }),
});
await ledger.close();
process.exitCode = ended ? 0 : 1;
