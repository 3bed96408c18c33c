/** `mailyard run`: the runtime's jobs on their schedules until it is stopped; `--once` runs some now, `--list` tells of all. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { onInterrupt } from '../../engine/interrupt.ts';
import { ledgerPlace } from '../../ledger/open.ts';
import { channelsFrom } from '../../runtime/alerts/channels.ts';
import { deliverNotices } from '../../runtime/alerts/deliver.ts';
import { postman } from '../../runtime/alerts/postman.ts';
import { type Daemon, runDaemon } from '../../runtime/daemon.ts';
import { openProbeReceiver, type ProbeReceiver } from '../../runtime/dkim/probe/receiver.ts';
import { daemonApp } from '../../runtime/http/app.ts';
import { type Listening, listen } from '../../runtime/http/listen.ts';
import { jobs } from '../../runtime/jobs.ts';
import { openLog } from '../../runtime/log.ts';
import type { Context } from '../context.ts';
import { lastRuntime } from '../last-runtime.ts';
import { listenAddress } from '../listen-address.ts';
import { type OpenRuntime, openRuntime } from '../open-runtime.ts';
import { logLevel } from '../run-log.ts';
import { openTerminal } from '../terminal.ts';
import { listJobs } from './run-list.ts';
import { runOnce } from './run-once.ts';

export async function run(context: Context, options: Record<string, unknown>): Promise<number> {
  if (options.list) return listJobs(context);
  const { once } = options as { once?: string[] };
  return once ? runOnce(context, once, options) : daemon(context, options);
}

async function daemon(context: Context, options: Record<string, unknown>): Promise<number> {
  const { env } = context;
  const address = listenAddress(String(options.listen));
  const probeAt = options.probe === undefined ? undefined : listenAddress(String(options.probe), '--probe');
  channelsFrom(env);
  const plain = process.stderr.isTTY === true;
  const log = openLog({ level: logLevel(options, 'info'), plain, env, write: text => process.stderr.write(text) });
  const interrupt = onInterrupt(() => log.info({}, 'stopping: what runs is ended first'));
  const who = `daemon@${hostname()}`;
  const open = await openRuntime(silent(context), { log, who, signal: interrupt.signal });
  let server: Listening | undefined;
  let probes: ProbeReceiver | undefined;
  try {
    const parts = daemonParts(context, open, { log, who, signal: interrupt.signal });
    const app = appParts(parts, env);
    if (probeAt) probes = await openProbeReceiver({ runtime: app.runtime, log, name: hostname() }, probeAt);
    server = await listen(daemonApp(app), address);
    const places = { ledger: open.ledger.place, listen: server.url, ...(probes && { probe: probes.place }) };
    log.info({ ...places, jobs: jobs.map(({ name }) => name) }, 'started');
    const ended = await runDaemon(parts);
    if (ended) log.info({}, 'stopped');
    else log.error({}, 'stopped before a job had ended: it is caught up at the next start');
    return ended ? 0 : 1;
  } finally {
    await probes?.close();
    await server?.close();
    await open.close();
    interrupt.dispose();
  }
}

/** What commands tell people is in the log of the daemon; errors of the inventories are in the report of each job. */
const silent = (context: Context): Context => {
  const options = { ...context.options, json: true, quiet: true };
  return { ...context, options, terminal: openTerminal(options) };
};

type Who = Pick<Daemon, 'log' | 'who' | 'signal'>;

function daemonParts(
  { env, options, clock }: Context,
  { ledger, project, tick }: OpenRuntime,
  { log, who, signal }: Who,
): Daemon {
  const around = { ledger, log, who, signal, holder: `${who}/${process.pid}/${randomUUID()}`, now: clock.now };
  const { url } = ledgerPlace(env, options.state);
  return {
    ...around,
    ...{ jobs, open: tick },
    postman: postman(() => deliverNotices({ ...around, project, env })),
    // Graphile takes a moment to load.
    ...(url !== undefined && {
      openQueue: async perform => (await import('../../runtime/queue.ts')).queueIn(url, { jobs, log })(perform),
    }),
  };
}

function appParts({ ledger, open, signal, log, now, postman }: Daemon, env: NodeJS.ProcessEnv) {
  const runtime = lastRuntime({ open: () => open(signal), now, log });
  // What does not get through now does so with the daemon's next look.
  const alerted = () => void postman.soon().catch(({ message }) => log.warn({ reason: message }, 'alerts wait'));
  return { ledger, jobs, runtime, now, env, log, alerted, since: now() };
}
