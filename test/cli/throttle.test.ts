/** `mailyard throttle` and `mailyard submission` as people start them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { openLedger } from '../../src/ledger/open.ts';
import { grantsAfter } from '../../src/ledger/throttle.ts';
import { upstreamTwin } from '../sending/submission/upstream-twin.ts';
import { selfSigned } from '../support/certificate.ts';
import { smallEstate } from './estates.ts';
import { openSite, type Started } from './site.ts';

const HOUR = 3_600_000;
const PER_HOUR = 200;

/** A provider on this machine, and mailboxes that may send so many messages in each hour of each day. */
const files = (port: number) => ({
  'estate.yaml': 'organization: Acme\n',
  'team.yaml': `segment: team
profile: steady
defaults: { mailProvider: local }
domains:
  - { domain: acme.example, mailboxes: [{ user: alex }, { user: sam }, { user: kim }] }
`,
  '../templates/profiles/steady.yaml': `name: steady
title: Steady
source: [a test]
checked: 2026-11-26
mail: notifications
volume: Steady
warmupPriority: None
warmup: {}
limits: { perMailboxPerDay: ${24 * PER_HOUR} }
health: { bounceRate: 0.02, complaintRate: 0.001 }
`,
  '../templates/providers/local.yaml': `name: local
title: Local
kind: mailbox
source: ['https://acme.example']
checked: 2026-11-26
verified: live
variables: {}
provided: {}
records: []
access:
  imap: { host: 127.0.0.1, port: 993 }
  smtp: { host: 127.0.0.1, port: ${port} }
`,
});

async function world() {
  const upstream = await upstreamTwin();
  const site = await openSite({});
  site.write(files(upstream.port));
  onTestFinished(() => upstream.close());
  return { upstream, site };
}

test('asks, takes, releases; exit code 2 where the answer is no', async () => {
  const { site } = await world();
  const line = 'throttle alex@acme.example --templates templates';
  const asked = await site.run(line);
  expect([asked.code, asked.stdout.split('\n')[0]]).toEqual([0, 'alex@acme.example may send now.']);
  const taken = JSON.parse((await site.run(`${line} --take --count ${PER_HOUR} --json`)).stdout);
  expect(taken).toMatchObject({ version: 1, allowed: true, messages: PER_HOUR, key: expect.any(String) });
  const full = await site.run(`${line} --json`);
  expect([full.code, JSON.parse(full.stdout)]).toMatchObject([2, { allowed: false, until: expect.any(String) }]);
  expect((await site.run(`throttle --release ${taken.key} --templates templates`)).stdout).toMatch(/is released/);
  expect((await site.run(line)).code).toBe(0);
  expect((await site.run('throttle alx@acme.example --templates templates')).stderr).toMatch(
    /Did you mean alex@acme\.example/,
  );
  expect((await site.run('throttle --export kumomta --out shaping.toml --templates templates')).code).toBe(0);
  expect(readFileSync(join(site.folder, 'shaping.toml'), 'utf8')).toMatch(/\[provider\.gmail\]/);
});

test('mail is submitted within TLS by the certificate that it is given', async () => {
  const { upstream, site } = await world();
  const { key, cert } = selfSigned('mail.acme.example');
  site.write({ '../key.pem': key, '../cert.pem': cert });
  const port = await freePort();
  const options = '--cert cert.pem --key key.pem --implicit-tls --templates templates --log-level error';
  const server = site.start(`submission --listen 127.0.0.1:${port} ${options}`);
  onTestFinished(() => void server.child.kill('SIGKILL'));
  const secure = { host: '127.0.0.1', port, secure: true, tls: { ca: cert, servername: 'mail.acme.example' } };
  await listens(secure);
  await createTransport({ ...secure, auth: { user: 'alex@acme.example', pass: 'right' } }).sendMail({
    ...{ from: 'alex@acme.example', to: 'one@gmail.com', subject: 'Hello', text: 'Hello' },
  });
  expect(upstream.taken).toMatchObject([{ user: 'alex@acme.example', to: ['one@gmail.com'] }]);
});

test('what cannot be meant, read, written or listened on is said with the way out', async () => {
  const site = await openSite(smallEstate);
  writeFileSync(join(site.folder, 'no.pem'), 'none');
  const port = await freePort();
  const taken = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void taken.close());
  const refused: [string, string][] = [
    ['throttle alex@a.example --count many', '--count takes a number of messages, not "many".'],
    [
      'throttle --export kumomta --out gone/shaping.toml',
      'gone/shaping.toml cannot be written: its folder is not there.',
    ],
    ['submission --cert gone.pem --key gone.pem', 'gone.pem cannot be read: there is no such file.'],
    ['submission --cert no.pem --key no.pem', 'no.pem and no.pem are no certificate with its key: '],
    [`submission --listen 127.0.0.1:${port}`, `The submission server cannot listen on 127.0.0.1:${port}: it is taken.`],
    [`run --listen 127.0.0.1:0 --probe 127.0.0.1:${port}`, `cannot listen on 127.0.0.1:${port}: it is taken.`],
  ];
  for (const [line, message] of refused) {
    const { code, stderr } = await site.run(line);
    expect([line, code]).toEqual([line, 1]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at |EADDRINUSE/);
  }
});

test('thousands of messages, and the server killed in the middle: none above a cap, each under a grant', async () => {
  const { upstream, site } = await world();
  const port = await freePort();
  const place = { host: '127.0.0.1', port, ignoreTLS: true };
  const serve = () =>
    site.start(`submission --listen 127.0.0.1:${port} --wait 0 --templates templates --log-level error`);
  let server: Started = serve();
  onTestFinished(() => void server.child.kill('SIGKILL'));
  await listens(place);
  const begun = Date.now();
  const outcomes = { sent: 0, refused: 0, lost: 0 };
  let asked = 0;
  async function submit(user: string): Promise<void> {
    const transport = createTransport({
      ...{ ...place, pool: true, maxConnections: 1, maxMessages: 10_000 },
      auth: { user: `${user}@acme.example`, pass: 'right' },
    });
    for (let i = 0; i < 700; i++) {
      asked++;
      const letter = { from: `${user}@acme.example`, to: `to${i}@gmail.com`, subject: `${user} ${i}`, text: 'Hello' };
      await transport.sendMail(letter).then(
        () => outcomes.sent++,
        async ({ responseCode }: { responseCode?: number }) => {
          if (responseCode === 450) outcomes.refused++;
          else {
            outcomes.lost++;
            await listens(place);
          }
        },
      );
    }
    transport.close();
  }
  const clients = ['alex', 'sam', 'kim'].map(submit);
  while (upstream.taken.length < PER_HOUR) await pause(20);
  server.child.kill('SIGKILL');
  server = serve();
  await Promise.all(clients);
  server.child.kill('SIGTERM');

  const ledger = await openLedger({ file: join(site.folder, 'state/ledger.db') });
  const rows = await grantsAfter(ledger.db, 0, 100_000);
  await ledger.close();
  expect(asked).toBe(2100);
  expect(outcomes.sent + outcomes.refused + outcomes.lost).toBe(2100);
  expect(outcomes.refused).toBeGreaterThan(0);
  for (const user of ['alex', 'sam', 'kim']) {
    const mailbox = `${user}@acme.example`;
    const granted = rows.filter(row => row.mailbox === mailbox);
    const sum = granted.reduce((total, { messages }) => total + messages, 0);
    const arrived = upstream.taken.filter(({ from }) => from === mailbox);
    // Each has a subject of its own: nothing arrived twice.
    expect(new Set(arrived.map(({ raw }) => /^Subject: (.*)$/m.exec(raw.toString())?.[1])).size).toBe(arrived.length);
    expect(arrived.length).toBeLessThanOrEqual(sum);
    const hours = Math.floor(Date.now() / HOUR) - Math.floor(begun / HOUR) + 1;
    expect(sum).toBeLessThanOrEqual(hours * PER_HOUR);
  }
  expect(upstream.taken.length).toBeGreaterThanOrEqual(outcomes.sent);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function listens(place: { host: string; port: number }): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const transport = createTransport({ ...place, auth: { user: 'sam@acme.example', pass: 'right' } });
    const up = await transport.verify().then(
      () => true,
      () => false,
    );
    transport.close();
    if (up) return;
    await pause(100);
  }
  throw new Error('The submission server did not come up.');
}
