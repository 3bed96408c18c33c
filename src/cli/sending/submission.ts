/** `mailyard submission`: a submission server that asks the throttler for each recipient and hands the message on. Until it is stopped. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { createSecureContext } from 'node:tls';
import { onInterrupt } from '../../engine/interrupt.ts';
import { MailyardError } from '../../error.ts';
import { spanOf } from '../../inventory/span.ts';
import { cannotListen, placeOf } from '../../runtime/cannot-listen.ts';
import { openLog } from '../../runtime/log.ts';
import { isLoopback } from '../../sending/submission/loopback.ts';
import { recordSent } from '../../sending/submission/sent-events.ts';
import { submissionServer } from '../../sending/submission/server.ts';
import { upstreamOf } from '../../sending/submission/upstream-of.ts';
import { throttlerOf } from '../../sending/throttle/open.ts';
import type { Context } from '../context.ts';
import { lastRuntime } from '../last-runtime.ts';
import { listenAddress } from '../listen-address.ts';
import { readNamed } from '../named-file.ts';
import { openRuntime } from '../open-runtime.ts';
import { logLevel } from '../run-log.ts';

interface SubmissionOptions extends Record<string, unknown> {
  listen: string;
  cert?: string;
  key?: string;
  implicitTls?: boolean;
  wait: string;
}

export async function submission(context: Context, given: Record<string, unknown>): Promise<number> {
  const options = given as SubmissionOptions;
  const address = listenAddress(options.listen);
  const tls = certificate(options);
  const patience = patienceOf(options.wait);
  if (!tls && !isLoopback(address.host)) throw needsTls(address.host);
  const { env, clock } = context;
  const plain = process.stderr.isTTY === true;
  const log = openLog({ level: logLevel(options, 'info'), plain, env, write: text => process.stderr.write(text) });
  const interrupt = onInterrupt(() => log.info({}, 'stopping: messages on their way are ended first'));
  const open = await openRuntime(context, { log, signal: interrupt.signal });
  const { ledger } = open;
  const { now } = clock;
  try {
    const runtime = lastRuntime({ open: () => open.tick(), now, log });
    // Inventories with errors are said before anybody connects.
    runtime();
    const server = submissionServer({
      throttler: throttlerOf({ ledger, runtime, now }),
      upstreamOf: sender => upstreamOf(runtime().estate, runtime().templates, sender),
      onSent: message => recordSent(ledger, runtime().templates, message, now()),
      ...{ name: hostname(), tls, implicit: options.implicitTls === true, plainLogin: isLoopback(address.host) },
      ...{ patience, now, sleep: clock.sleep, log },
    });
    const listener = server.listen(address.port, address.host);
    // That it cannot listen is told here too.
    server.on('error', error => {
      if (listener.listening) log.warn({ reason: error.message }, 'a connection failed');
    });
    await once(listener, 'listening').catch(error => {
      throw cannotListen('The submission server', address, error);
    });
    const { port } = listener.address() as AddressInfo;
    const place = placeOf({ host: address.host, port });
    log.info({ ledger: ledger.place, listen: place, tls: tls !== undefined }, 'started');
    if (!interrupt.signal.aborted) await once(interrupt.signal, 'abort');
    await new Promise<void>(resolve => server.close(resolve));
    log.info({}, 'stopped');
    return 0;
  } finally {
    await open.close();
    interrupt.dispose();
  }
}

function certificate({ cert, key, implicitTls }: SubmissionOptions): { cert: string; key: string } | undefined {
  if (cert !== undefined && key !== undefined) return pairOf(cert, key);
  if (cert === undefined && key === undefined && !implicitTls) return undefined;
  throw new MailyardError('usage', 'A certificate needs its key, and TLS both.', {
    fix: 'Give --cert FILE and --key FILE.',
  });
}

function pairOf(certFile: string, keyFile: string): { cert: string; key: string } {
  const pair = { cert: readNamed(certFile).toString(), key: readNamed(keyFile).toString() };
  try {
    createSecureContext(pair);
    return pair;
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new MailyardError('certificate', `${certFile} and ${keyFile} are no certificate with its key: ${reason}.`, {
      fix: 'Both are PEM files; the chain stands below the certificate.',
      cause,
    });
  }
}

const needsTls = (host: string): MailyardError =>
  new MailyardError('tls-needed', `Passwords would cross the network to ${host} as they are.`, {
    fix: 'Give --cert FILE and --key FILE, or listen on 127.0.0.1.',
  });

function patienceOf(text: string): number {
  const patience = text === '0' ? 0 : spanOf(text);
  if (patience !== undefined && patience <= 45_000) return patience;
  throw new MailyardError('bad-option', `--wait takes at most 45s, not "${text}".`, {
    fix: 'Such as 20s; 0 for never.',
  });
}
