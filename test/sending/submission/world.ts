/** A submission server between a client and a server upstream, for two mailboxes, at ten in the morning. */
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { onTestFinished } from 'vitest';
import { openLedger } from '../../../src/ledger/open.ts';
import { silentLog } from '../../../src/runtime/runtime.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { recordSent } from '../../../src/sending/submission/sent-events.ts';
import { type SubmissionParts, submissionServer } from '../../../src/sending/submission/server.ts';
import { throttlerOf } from '../../../src/sending/throttle/open.ts';
import { aDomain, anEstate, templates } from '../../support/estate.ts';
import { upstreamTwin } from './upstream-twin.ts';

export const TEN = Date.parse('2026-11-26T10:00:00Z');
export const HOUR = 3_600_000;
export const ALEX = 'alex@acme.example';

export async function submissionWorld(parts: Partial<SubmissionParts> = {}) {
  const clock = sandboxClock(TEN);
  const ledger = await openLedger({ file: ':memory:' });
  const upstream = await upstreamTwin();
  const estate = anEstate([aDomain({ mailboxes: [{ user: 'alex' }, { user: 'sam' }] })]);
  const runtime = () => ({ estate, templates: templates() });
  const throttler = throttlerOf({ ledger, runtime, now: clock.now });
  const server = submissionServer({
    ...{ throttler, upstreamOf: () => ({ host: '127.0.0.1', port: upstream.port }), log: silentLog },
    onSent: message => recordSent(ledger, templates(), message, clock.now()),
    ...{ name: 'mail.acme.example', implicit: false, plainLogin: true, patience: 20_000, now: clock.now },
    sleep: async milliseconds => clock.advance(milliseconds),
    ...parts,
  });
  server.on('error', () => {});
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  onTestFinished(async () => {
    server.close();
    await upstream.close();
    await ledger.close();
  });
  const client = (user = ALEX, pass = 'right') =>
    createTransport({ host: '127.0.0.1', port, ignoreTLS: true, auth: { user, pass } });
  const used = async () => (await throttler.look({ mailbox: ALEX })).limits[0]?.used;
  return { clock, ledger, upstream, port, client, used, throttler };
}

export const letter = (to: string | string[], more = {}) => ({
  from: ALEX,
  to,
  subject: 'Hello',
  text: 'Hello',
  ...more,
});
