/** `mailyard events` and `events import` on the command line, and SES over SNS to a daemon as it runs. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startSlackTwin } from '../../src/sandbox/alerts/slack.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { startSns } from '../../src/sandbox/sns/twin.ts';
import { serveDns, zoneReply } from '../dns/twin.ts';
import { smallEstate } from './estates.ts';
import { openSite, type Site } from './site.ts';

const HOUR = 3_600_000;
const ISO = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();

const json = (parts: object): string =>
  JSON.stringify({ kind: 'sent', at: ago(5), mailbox: 'alex@a.example', recipient: 'bo@yahoo.com', ...parts });

const sends = (count: number): string[] => Array.from({ length: count }, (_, id) => json({ message: `m${id}` }));

function file(lines: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-events-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'events.jsonl');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

interface Counted {
  domains: { domain: string; sent: number; bounceRate: number | null; complaintRate: number | null }[];
  alerts: { key: string }[];
  sources: { source: string }[];
}

async function evidence(site: Site, line = ''): Promise<Counted> {
  const { stdout } = await site.run(`events --json ${line}`);
  return JSON.parse(stdout) as Counted;
}

test('a file is counted once, bad lines are told, and what is above a limit is an alert at once', async () => {
  const site = await openSite(smallEstate);
  const bounces = ['m1', 'm2', 'm3'].map(message =>
    json({ message, kind: 'bounced', reply: '550 5.1.1 User unknown' }),
  );
  const path = file([...sends(100), ...bounces, json({ kind: 'snt', id: '1' })]);
  const first = await site.run(`events import ${path}`);
  expect(first.code).toBe(2);
  expect(first.stdout).toContain(
    `${path}: 104 events, 103 new, 1 not understood.\n${path}:104  error  \`kind\` must be`,
  );
  expect(first.stdout).toContain('a.example: 3 % of its messages bounced in the last 7 days, and 2 % is the limit');
  const again = await site.run(`events import ${path}`);
  expect(again.stdout).toContain('104 events, 0 new, 103 known already, 1 not understood.');
  expect(again.stdout).not.toContain('the limit');

  const { code, stdout } = await site.run('events');
  expect(code).toBe(2);
  expect(stdout).toMatch(/^100 messages sent in the last 7 days from 1 of \d+ domains?; 1 open alert\.\n/);
  expect(stdout).toMatch(/a\.example +100 +0 +3 % +3 +0 +0 +0 +unknown/);
  const document = await evidence(site);
  expect(document.alerts).toMatchObject([{ key: 'bounces/a.example', at: expect.stringMatching(ISO) }]);
  expect(document.sources).toMatchObject([{ first: expect.stringMatching(ISO), last: expect.stringMatching(ISO) }]);
  expect(document.domains[0]).toMatchObject({ domain: 'a.example', bounceRate: 0.03, complaintRate: null });
});

test('told that its source would tell of complaints, none means none', async () => {
  const site = await openSite(smallEstate);
  expect((await site.run(`events import ${file(sends(60))} --tells-complaints`)).code).toBe(0);
  expect((await evidence(site)).domains[0]).toMatchObject({ complaintRate: 0 });
});

test('a slip of the pen is told, and nothing is read', async () => {
  const site = await openSite(smallEstate);
  writeFileSync(join(site.folder, 'binary'), randomBytes(1000));
  for (const [line, message] of [
    ['events import nothing.csv', 'nothing.csv cannot be read: there is no such file.'],
    [`events import ${file(sends(3))} nothing.csv`, 'nothing.csv cannot be read: there is no such file.'],
    ['events import domains', 'domains cannot be read: it is a folder.'],
    ['events import binary', 'binary is neither JSON lines nor CSV.'],
    ['events import x --format xml', 'There is no format "xml".'],
    ['events import x --source A!', '"A!" is no name of a source.'],
    ['events --days 0', '--days takes a number from 1 to 400'],
    ['events --domain nobody.example', 'No domain matches'],
  ] as const) {
    const { code, stderr } = await site.run(line);
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
  }
  expect((await evidence(site)).sources).toEqual([]);
});

test('an empty file tells of nothing', async () => {
  const site = await openSite(smallEstate);
  writeFileSync(join(site.folder, 'empty.csv'), '\n');
  expect(await site.run('events import empty.csv')).toMatchObject({ code: 0, stdout: 'empty.csv: 0 events, 0 new.\n' });
});

test('killed in the middle, and read again from the beginning: the totals are those of the file', async () => {
  const site = await openSite(smallEstate);
  const lines = sends(30_000);
  const pipe = `${site.folder}/pipe`;
  execFileSync('mkfifo', [pipe]);
  const { child, ended } = site.start(`events import ${pipe}`);
  const input = createWriteStream(pipe);
  // What nobody reads any more is lost with its reader.
  input.on('error', () => {});
  input.write(`${lines.slice(0, 20_000).join('\n')}\n`);
  for (;;) {
    const [row] = (await evidence(site)).domains;
    if (row && row.sent > 0) break;
    await pause(100);
  }
  child.kill('SIGKILL');
  await ended;
  input.destroy();
  const part = (await evidence(site)).domains[0]?.sent ?? 0;
  expect(part).toBeGreaterThan(0);
  expect(part).toBeLessThan(30_000);
  await site.run(`events import ${file(lines)}`);
  expect((await evidence(site)).domains[0]).toMatchObject({ sent: 30_000 });
});

/** Where it listens. */
async function daemon(site: Site, env: NodeJS.ProcessEnv): Promise<string> {
  const { child, ended, said } = site.start('run --listen 127.0.0.1:0', { env });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return vi.waitFor(() => /"listen":"(http:[^"]+)"/.exec(said())?.[1] ?? Promise.reject(new Error(said())), {
    ...{ timeout: 60_000, interval: 100 },
  });
}

test('a daemon as it runs: people hear of an alert with the call that raises it, before the next look', async () => {
  const site = await openSite(smallEstate);
  const slack = await startSlackTwin();
  onTestFinished(() => slack.close());
  const url = await daemon(site, { MAILYARD_API_TOKEN: 'a-token', ...slack.env });
  const headers = { authorization: 'Bearer a-token' };
  const heard = (domain: string) => slack.messages.some(message => JSON.stringify(message).includes(`${domain}: 3 %`));
  for (const domain of ['a.example', 'b.example', 'c.example']) {
    const of = (index: number) => ({ mailbox: `alex@${domain}`, message: `m${index}@${domain}` });
    const sent = Array.from({ length: 100 }, (_, index) => json(of(index)));
    const bounced = [1, 2, 3].map(index => json({ ...of(index), kind: 'bounced', reply: '550 5.1.1 no' }));
    const body = [...sent, ...bounced].join('\n');
    expect((await fetch(`${url}/v1/events`, { method: 'POST', headers, body })).status).toBe(200);
    await vi.waitFor(() => expect(heard(domain)).toBe(true), { timeout: 15_000, interval: 50 });
  }
});

test('a daemon as it runs: SNS subscribes it, an event of SES is counted, a forged one is not', async () => {
  const topic = 'arn:aws:sns:eu-central-1:123456789012:events';
  const site = await openSite(smallEstate);
  const sns = await startSns({ clock: sandboxClock() });
  onTestFinished(() => sns.close());
  const dns = await serveDns(zoneReply({ 'sns.eu-central-1.amazonaws.com A': ['127.0.0.1'] }));
  const authority = join(site.folder, 'authority.pem');
  writeFileSync(authority, sns.authority);
  const url = await daemon(site, {
    ...{ MAILYARD_SNS_TOPICS: topic, MAILYARD_DNS: `127.0.0.1:${dns.server.port}` },
    ...{ MAILYARD_HTTPS_PORT: String(sns.port), NODE_EXTRA_CA_CERTS: authority },
  });
  const post = async (message: object): Promise<number> =>
    (await fetch(`${url}/hooks/sns/ses`, { method: 'POST', body: JSON.stringify(message) })).status;
  expect(await post(sns.confirmation(topic))).toBe(200);
  expect(sns.confirmed).toEqual([topic]);
  const mail = { timestamp: ago(1), messageId: 'm1', source: 'alex@a.example', destination: ['bo@yahoo.com'] };
  const message = sns.notification(topic, JSON.stringify({ eventType: 'Send', mail, send: {} }), {
    SignatureVersion: '2',
  });
  expect(await post(message)).toBe(200);
  expect(await post({ ...message, Message: (message.Message as string).replace('m1', 'm2') })).toBe(403);
  expect((await evidence(site)).domains[0]).toMatchObject({ domain: 'a.example', sent: 1, complaintsKnown: true });
});
