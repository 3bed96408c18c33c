/** Logins cross the network within TLS alone: by STARTTLS (RFC 3207), or TLS from the first byte (RFC 8314 §3.3). */
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { selfSigned } from '../../support/certificate.ts';
import { ALEX, letter, submissionWorld } from './world.ts';

const HOST = 'mail.acme.example';
const tls = selfSigned(HOST);
const trusted = { ca: tls.cert, servername: HOST };

const client = (port: number, options: object) =>
  createTransport({ host: '127.0.0.1', port, auth: { user: ALEX, pass: 'right' }, ...options });

test('STARTTLS: mail passes after it, and no login before it', async () => {
  const { port, upstream, used } = await submissionWorld({ tls, plainLogin: false });
  await client(port, { requireTLS: true, tls: trusted }).sendMail(letter('one@gmail.com'));
  expect(upstream.taken).toMatchObject([{ user: ALEX, to: ['one@gmail.com'] }]);
  const plain = client(port, { ignoreTLS: true }).sendMail(letter('two@gmail.com'));
  await expect(plain).rejects.toMatchObject({ responseCode: 538 });
  expect([await used(), upstream.taken.length]).toEqual([1, 1]);
});

test('a login that is sent before STARTTLS all the same is refused unread', async () => {
  const { port, upstream } = await submissionWorld({ tls, plainLogin: false });
  const socket = connect(port, '127.0.0.1');
  const said = text(socket);
  for (const line of ['EHLO client', `AUTH PLAIN ${Buffer.from(`\0${ALEX}\0right`).toString('base64')}`, 'QUIT']) {
    await once(socket, 'data');
    socket.write(`${line}\r\n`);
  }
  const replies = (await said).split('\r\n');
  expect(replies).toContain('250 STARTTLS');
  expect(replies.filter(line => /^[45]/.test(line))).toEqual([expect.stringMatching(/^538 /)]);
  expect(upstream.logins).toBe(0);
});

test('implicit TLS: mail passes, and a client that speaks in the clear hears nothing', async () => {
  const { port, upstream } = await submissionWorld({ tls, implicit: true, plainLogin: false });
  await client(port, { secure: true, tls: trusted }).sendMail(letter('one@gmail.com'));
  expect(upstream.taken).toMatchObject([{ user: ALEX, to: ['one@gmail.com'] }]);
  const socket = connect(port, '127.0.0.1');
  socket.write('EHLO client\r\n');
  expect(await text(socket)).not.toContain('250');
});
