/** Mail through the submission server, from a real client to a real server: counted, in time, and byte for byte. */
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createTransport } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { expect, onTestFinished, test } from 'vitest';
import { countsOf } from '../../../src/ledger/event-counts.ts';
import { hold } from '../../../src/ledger/holds.ts';
import { openLedger } from '../../../src/ledger/open.ts';
import { silentLog } from '../../../src/runtime/runtime.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { recordSent } from '../../../src/sending/submission/sent-events.ts';
import { type SubmissionParts, submissionServer } from '../../../src/sending/submission/server.ts';
import { throttlerOf } from '../../../src/sending/throttle/open.ts';
import { aDomain, anEstate, templates } from '../../support/estate.ts';
import { upstreamTwin } from './upstream-twin.ts';

const TEN = Date.parse('2026-11-26T10:00:00Z');
const HOUR = 3_600_000;
const ALEX = 'alex@acme.example';

async function world(parts: Partial<SubmissionParts> = {}) {
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

const letter = (to: string | string[], more = {}) => ({ from: ALEX, to, subject: 'Hello', text: 'Hello', ...more });

interface Refusal {
  responseCode: number;
  response: string;
}
const refusal = (sending: Promise<unknown>): Promise<Refusal> =>
  sending.then(
    () => Promise.reject(new Error('It was sent.')),
    (error: Refusal) => error,
  );

test('a message goes on with the login of its client, is counted, and is evidence', async () => {
  const { client, upstream, used, ledger } = await world();
  await client().sendMail(letter(['one@gmail.com', 'two@gmail.com']));
  expect(upstream.taken).toMatchObject([{ user: ALEX, from: ALEX, to: ['one@gmail.com', 'two@gmail.com'] }]);
  expect(await used()).toBe(2);
  const counts = await countsOf(ledger, { unit: 'mailbox', name: ALEX, from: TEN - HOUR, to: TEN + HOUR });
  expect(counts).toMatchObject({ sent: 2 });
});

test('byte for byte: dots, eight bits, long lines, trailing blanks', async () => {
  const { port, upstream } = await world();
  const raw = Buffer.concat([
    Buffer.from('Message-ID: <1@acme.example>\r\nSubject: Dots\r\n\r\n.\r\n..two\r\n.one \t\r\n'),
    Buffer.from([0xff, 0x00, 0x80, 0x0d, 0x0a]),
    Buffer.from(`${'x'.repeat(70_000)}\r\n.\r\n\r\n`),
  ]);
  const connection = new SMTPConnection({ host: '127.0.0.1', port, ignoreTLS: true });
  await new Promise<void>(resolve => connection.connect(() => resolve()));
  await new Promise<void>((resolve, reject) =>
    connection.login({ user: ALEX, pass: 'right' }, error => (error ? reject(error) : resolve())),
  );
  await new Promise<void>((resolve, reject) =>
    connection.send({ from: ALEX, to: 'one@gmail.com' }, raw, error => (error ? reject(error) : resolve())),
  );
  connection.quit();
  expect(upstream.taken[0]?.raw.equals(raw)).toBe(true);
});

test('a wrong password is the answer of the server upstream, and nothing is counted', async () => {
  const { client, used } = await world();
  expect(await refusal(client(ALEX, 'wrong').sendMail(letter('one@gmail.com')))).toMatchObject({ responseCode: 535 });
  expect(await used()).toBe(0);
});

test('what is too much for the hour is refused with 450, the next time and the reason', async () => {
  const { client, upstream } = await world();
  const transport = client();
  const outcomes: string[] = [];
  for (let i = 0; i < 6; i++) {
    const outcome = await transport.sendMail(letter(`to${i}@gmail.com`)).then(
      () => 'sent',
      ({ response }) => response as string,
    );
    outcomes.push(outcome);
  }
  expect(outcomes.filter(outcome => outcome === 'sent').length).toBe(upstream.taken.length);
  expect(upstream.taken.length).toBeLessThan(6);
  expect(outcomes.at(-1)).toMatch(
    /^450 4\.7\.1 alex@acme\.example may send from 11:00 \(UTC\): [45] of [45] from 10:00 to 11:00 are used/,
  );
});

test('a recipient whose time comes soon is kept waiting, and not refused', async () => {
  const { client, clock, upstream, throttler } = await world();
  await throttler.take({ mailbox: ALEX, count: 4 });
  await throttler.take({ mailbox: ALEX });
  clock.advance(HOUR - 15_000);
  await throttler.take({ mailbox: ALEX });
  await client().sendMail(letter('one@gmail.com'));
  expect([upstream.taken.length, clock.now()]).toEqual([1, TEN + HOUR]);
});

test('what is held or at rest is refused, who is unknown for good', async () => {
  const { client, ledger, upstream } = await world();
  const held = { unit: 'domain' as const, name: 'acme.example', cause: 'dkim', why: 'its key changes', since: TEN };
  await hold(ledger, held);
  expect(await refusal(client().sendMail(letter('one@gmail.com')))).toMatchObject({
    response: expect.stringMatching(/^450 4\.7\.1 .*held \(dkim\): its key changes/),
  });
  const stranger = { ...letter('one@gmail.com'), from: 'nobody@acme.example' };
  expect(await refusal(client().sendMail(stranger))).toMatchObject({ responseCode: 550 });
  expect(upstream.taken).toEqual([]);
});

test('a clear refusal upstream gives the grants back; the client hears its words', async () => {
  const { client, upstream, used } = await world();
  upstream.mood = 'refuses-data';
  const refused = await refusal(client().sendMail(letter('one@gmail.com')));
  expect(refused.response).toMatch(/^554 5\.7\.1 Not this one/);
  expect(await used()).toBe(0);
  upstream.mood = 'well';
  upstream.unwanted.push('gone@gmail.com');
  expect(await refusal(client().sendMail(letter('gone@gmail.com')))).toMatchObject({ responseCode: 550 });
  const partly = await refusal(client().sendMail(letter(['one@gmail.com', 'gone@gmail.com'])));
  expect(partly.response).toMatch(/^554 5\.0\.0 Sent to one@gmail\.com\. Refused for gone@gmail\.com: .*No such user/);
  expect([await used(), upstream.taken.length]).toEqual([1, 1]);
});

test('a connection that is lost once the message leaves is an unknown, and counts', async () => {
  const { client, upstream, used } = await world();
  for (const mood of ['breaks-off-in-data', 'breaks-off-after-data'] as const) {
    upstream.mood = mood;
    const lost = await refusal(client().sendMail(letter('one@gmail.com')));
    expect(lost.response).toMatch(/^451 4\.4\.2 .*counts as sent/);
  }
  expect(await used()).toBe(2);
});

test('a message that is not sent after all counts for nothing', async () => {
  const { port, used } = await world();
  const socket = connect(port, '127.0.0.1');
  const login = Buffer.from(`\0${ALEX}\0right`).toString('base64');
  for (const line of ['EHLO client', `AUTH PLAIN ${login}`, `MAIL FROM:<${ALEX}>`, 'RCPT TO:<one@gmail.com>']) {
    await once(socket, 'data');
    socket.write(`${line}\r\n`);
  }
  await expect.poll(used).toBe(1);
  socket.destroy();
  await expect.poll(used).toBe(0);
});
