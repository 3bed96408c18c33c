/** Mail through the submission server, from a real client to a real server: counted, in time, and byte for byte. */
import { once } from 'node:events';
import { connect } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { expect, test } from 'vitest';
import { countsOf } from '../../../src/ledger/event-counts.ts';
import { hold } from '../../../src/ledger/holds.ts';
import { ALEX, HOUR, letter, submissionWorld, TEN } from './world.ts';

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
  const { client, upstream, used, ledger } = await submissionWorld();
  await client().sendMail(letter(['one@gmail.com', 'two@gmail.com']));
  expect(upstream.taken).toMatchObject([{ user: ALEX, from: ALEX, to: ['one@gmail.com', 'two@gmail.com'] }]);
  expect(await used()).toBe(2);
  const counts = await countsOf(ledger, { unit: 'mailbox', name: ALEX, from: TEN - HOUR, to: TEN + HOUR });
  expect(counts).toMatchObject({ sent: 2 });
});

test('byte for byte: dots, eight bits, long lines, trailing blanks', async () => {
  const { port, upstream } = await submissionWorld();
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
  const { client, used } = await submissionWorld();
  expect(await refusal(client(ALEX, 'wrong').sendMail(letter('one@gmail.com')))).toMatchObject({ responseCode: 535 });
  expect(await used()).toBe(0);
});

test('what is too much for the hour is refused with 450, the next time and the reason', async () => {
  const { client, upstream } = await submissionWorld();
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
  const { client, clock, upstream, throttler } = await submissionWorld();
  await throttler.take({ mailbox: ALEX, count: 4 });
  await throttler.take({ mailbox: ALEX });
  clock.advance(HOUR - 15_000);
  await throttler.take({ mailbox: ALEX });
  await client().sendMail(letter('one@gmail.com'));
  expect([upstream.taken.length, clock.now()]).toEqual([1, TEN + HOUR]);
});

test('what is held or at rest is refused, who is unknown for good', async () => {
  const { client, ledger, upstream } = await submissionWorld();
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
  const { client, upstream, used } = await submissionWorld();
  upstream.mood = 'refuses-data';
  const refused = await refusal(client().sendMail(letter('one@gmail.com')));
  expect(refused.response).toMatch(/^554 5\.7\.1 Not this one/);
  expect(await used()).toBe(0);
  upstream.mood = 'well';
  upstream.unwanted.push('gone@gmail.com');
  expect(await refusal(client().sendMail(letter('gone@gmail.com')))).toMatchObject({ responseCode: 550 });
  const partly = await refusal(client().sendMail(letter(['one@gmail.com', 'gone@gmail.com'])));
  expect(partly.response).toBe('554 5.0.0 Not sent to gone@gmail.com: 550 5.1.1 No such user. All others have it.');
  expect([await used(), upstream.taken.length]).toEqual([1, 1]);
  upstream.unwanted.push('off@gmail.com');
  const mostly = await refusal(client().sendMail(letter(['two@gmail.com', 'gone@gmail.com', 'off@gmail.com'])));
  expect(mostly.response).toBe('554 5.0.0 Sent to two@gmail.com, and not to the others: 550 5.1.1 No such user.');
  expect([await used(), upstream.taken.length]).toEqual([2, 2]);
});

test('a large message that is refused before it leaves is read to its end, and its connection goes on', async () => {
  const { client, upstream, used } = await submissionWorld();
  upstream.unwanted.push('gone@gmail.com');
  const transport = client();
  const large = { ...letter('gone@gmail.com'), text: 'x'.repeat(3_000_000) };
  expect(await refusal(transport.sendMail(large))).toMatchObject({ responseCode: 550 });
  await transport.sendMail({ ...large, to: 'one@gmail.com' });
  expect([await used(), upstream.taken.length]).toEqual([1, 1]);
  expect(upstream.taken[0]?.raw.length).toBeGreaterThan(3_000_000);
});

test('a connection that is lost once the message leaves is an unknown, and counts', async () => {
  const { client, upstream, used } = await submissionWorld();
  for (const mood of ['breaks-off-in-data', 'breaks-off-after-data'] as const) {
    upstream.mood = mood;
    const lost = await refusal(client().sendMail(letter('one@gmail.com')));
    expect(lost.response).toMatch(/^451 4\.4\.2 .*counts as sent/);
  }
  expect(await used()).toBe(2);
});

test('a message that is not sent after all counts for nothing', async () => {
  const { port, used } = await submissionWorld();
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
