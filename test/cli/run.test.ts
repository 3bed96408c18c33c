/** `mailyard run` as a user starts it: once, as a list, as a daemon that is asked over HTTP and told to stop. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import got from 'got';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { takeLease } from '../../src/ledger/leases.ts';
import { raise } from '../../src/ledger/notices.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { startSlackTwin } from '../../src/sandbox/alerts/slack.ts';
import { postgresPlace } from '../support/ledger.ts';
import { segmentYaml, signedEstate, smallEstate } from './estates.ts';
import { openSite, type Site, type Started } from './site.ts';

const server = inject('postgres');

const TOKEN = 'an-api-token-that-nobody-may-read';

/** The lines that a daemon has logged so far. */
const logOf = ({ said }: Started): Record<string, unknown>[] =>
  said()
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));

async function daemon(site: Site, env: NodeJS.ProcessEnv = {}): Promise<Started & { url: string }> {
  const started = site.start('run --listen 127.0.0.1:0', { env: { MAILYARD_API_TOKEN: TOKEN, ...env } });
  onTestFinished(async () => {
    started.child.kill('SIGKILL');
    await started.ended;
  });
  const url = await vi.waitFor(
    () => {
      const line = logOf(started).find(({ msg }) => msg === 'started');
      if (!line) throw new Error(`not started yet: ${started.said()}`);
      return String(line.listen);
    },
    { timeout: 60_000, interval: 50 },
  );
  return { ...started, url };
}

const stop = async (started: Started) => {
  started.child.kill('SIGTERM');
  return started.ended;
};

test('a job runs once, is told in text, JSON and the summary of a workflow, and is in the list then', async () => {
  const site = await openSite(smallEstate);
  const summary = join(site.folder, 'summary.md');
  writeFileSync(summary, 'Before.\n');
  const text = await site.run('run --once retention', { env: { GITHUB_STEP_SUMMARY: summary } });
  expect(text).toMatchObject({ code: 0, stderr: '' });
  expect(text.stdout).toMatch(/^Nothing was old enough to drop/);
  expect(readFileSync(summary, 'utf8')).toMatch(/^Before\.\n## retention\n\nNothing was old enough to drop/);
  const json = await site.run('run --once retention --json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    version: 1,
    jobs: [{ job: 'retention', outcome: 'clean', findings: 0, failures: [], report: expect.any(Object) }],
    undelivered: [],
  });
  expect(Object.keys(JSON.parse(json.stdout))[0]).toBe('version');
  const list = await site.run('run --list');
  expect(list.stdout).toMatch(/^\d+ jobs\./);
  expect(list.stdout).toMatch(/\nretention +17 3 \* \* \* +\d{4}-\d\d-\d\d \d\d:\d\d clean +\d{4}-\d\d-\d\d 03:17/);
  expect(list.stdout).toMatch(/\nblocklists +23 4 \* \* \*, up to 90 min later +never /);
  const { jobs } = JSON.parse((await site.run('run --list --json')).stdout);
  expect(jobs).toContainEqual(
    expect.objectContaining({ name: 'retention', last: expect.objectContaining({ run: 2 }) }),
  );
});

test('several at once, and one that cannot begin: each says why, and the code is that of the worst', async () => {
  const site = await openSite(signedEstate);
  const { code, stdout } = await site.run('run --once dkim --once retention');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^dkim\ndkim cannot begin: MAILYARD_KEY is not set/);
  expect(stdout).toContain('\n\nretention\n');
  const { stdout: list } = await site.run('run --list');
  expect(list).toContain('1 open notice.');
  expect(list).toContain('The job dkim failed.');
  const { notices } = JSON.parse((await site.run('run --list --json')).stdout);
  expect(notices).toMatchObject([{ key: 'job/dkim', at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) }]);
  site.write(smallEstate);
  expect(await site.run('run --once dkim')).toMatchObject({ code: 0, stderr: '' });
});

test('what cannot be meant is refused with a way out', async () => {
  const site = await openSite(smallEstate);
  const said = async (line: string) => (await site.run(line)).stderr;
  expect(await said('run --once retenton')).toMatch(
    /There is no job retenton; retention perhaps\?\n→ The jobs: .*retention/,
  );
  expect(await said('run --listen 8788')).toContain('--listen takes HOST:PORT, not "8788".');
  expect(await said('run --listen 127.0.0.1:0 --log-level loud')).toContain(
    '--log-level takes debug, info, warn, error',
  );
  for (const line of ['run --once warmup', 'run --listen 127.0.0.1:0', 'dkim status', 'throttle alex@a.example'])
    expect(await said(`${line} --domain a.exmple`)).toBe(
      'mailyard: No domain matches "a.exmple".\n→ Did you mean "a.example"?\n',
    );
  expect((await site.run('run --list --json')).stdout).not.toContain('The job warmup failed');
  const channel = { env: { MAILYARD_SLACK_WEBHOOK: 'hooks.slack.com/a-secret' } };
  const refused = await site.run('run --listen 127.0.0.1:0', channel);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('MAILYARD_SLACK_WEBHOOK is no address') });
  expect(refused.stderr).not.toContain('a-secret');
});

test('inventories with errors are told as every command tells them', async () => {
  const site = await openSite({ ...smallEstate, 'bad.yaml': 'segment: bad\ndomans: [x.example]\n' });
  const { code, stdout } = await site.run('run --once retention');
  expect(code).toBe(1);
  expect(stdout).toMatch(/bad\.yaml:2:1.*`domans` is no key/s);
  expect(stdout).toContain('The inventories have');
});

test('the daemon catches up, answers, follows the inventories, keeps its secrets, and stops when it is told', async () => {
  const site = await openSite({ ...smallEstate, 'bad.yaml': 'segment: bad\ndomans: [x.example]\n' });
  const running = await daemon(site);
  const ended = () => logOf(running).filter(({ msg }) => msg === 'job ended' || msg === 'job failed');
  await vi.waitFor(() => expect(ended().length).toBeGreaterThanOrEqual(2), 60_000);
  const failed = ended().find(({ job }) => job === 'retention');
  expect(failed).toMatchObject({ level: 'warn', outcome: 'failed' });
  expect(String(failed?.summary)).toMatch(/bad\.yaml:2:1/);
  const health = await got(`${running.url}/health`, { responseType: 'json' });
  expect(health.body).toMatchObject({ status: 'ok', ledger: 'reachable', overdue: [] });
  const metrics = await got(`${running.url}/metrics`);
  expect(metrics.body).toContain('mailyard_job_runs{job="retention",outcome="failed"} 1');
  const jobs = await got(`${running.url}/v1/jobs`, {
    headers: { authorization: `Bearer ${TOKEN}` },
    responseType: 'json',
  });
  expect(jobs.body).toMatchObject({ version: 1 });

  const second = await site.run(`run --listen ${new URL(running.url).host}`);
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('it is taken') });
  expect(await stop(running)).toMatchObject({ code: 0, stdout: '' });
  expect(logOf(running).at(-1)).toMatchObject({ msg: 'stopped' });
  expect(running.said()).not.toContain(TOKEN);
});

test.skipIf(!server)('with DATABASE_URL the ticks go through PostgreSQL, and its password into no log', async () => {
  const site = await openSite(smallEstate);
  const { place, remove } = await postgresPlace(server as string);
  onTestFinished(remove);
  const url = Object.assign(new URL(place.url ?? ''), { password: 'a-password-of-postgres' });
  const running = await daemon(site, { DATABASE_URL: url.href });
  const done = () => logOf(running).filter(({ msg }) => msg === 'job ended');
  await vi.waitFor(() => expect(done().some(({ job }) => job === 'retention')).toBe(true), 60_000);
  expect(await stop(running)).toMatchObject({ code: 0 });
  expect(running.said()).not.toContain(url.password);
  const list = await site.run('run --list', { env: { DATABASE_URL: url.href } });
  expect(list.stdout).toMatch(/\nretention .* clean /);
});

test.skipIf(!server)('two machines that start for the first time at once share one empty PostgreSQL', async () => {
  const site = await openSite(smallEstate);
  const { place, remove } = await postgresPlace(server as string);
  onTestFinished(remove);
  const env = { DATABASE_URL: place.url };
  const machines = await Promise.all([daemon(site, env), daemon(site, env)]);
  const ended = () => machines.flatMap(logOf).filter(({ msg }) => msg === 'job ended' || msg === 'job failed');
  const jobs = JSON.parse((await site.run('run --list --json', { env })).stdout).jobs.map(
    ({ name }: { name: string }) => name,
  );
  await vi.waitFor(() => expect(new Set(ended().map(({ job }) => job))).toEqual(new Set(jobs)), 60_000);
  expect(await Promise.all(machines.map(stop))).toMatchObject([{ code: 0 }, { code: 0 }]);
  const ledger = await openLedger(place);
  onTestFinished(() => ledger.close());
  const runs = await ledger.db.selectFrom('job_runs').select(['job', 'tick']).execute();
  expect(new Set(runs.map(({ job, tick }) => `${job}/${tick}`)).size).toBe(runs.length);
});

test('the summary of a workflow is written before anybody is waited for to tell people of it', async () => {
  const site = await openSite(smallEstate);
  const slack = await startSlackTwin();
  onTestFinished(() => slack.close());
  const summary = join(site.folder, 'summary.md');
  const ledger = await openLedger({ file: join(site.folder, 'state/ledger.db') });
  onTestFinished(() => ledger.close());
  await takeLease(ledger, { name: 'alerts', holder: 'x', who: 'daemon@elsewhere', since: 0 });
  const waiting = site.start('run --once retention', { env: { ...slack.env, GITHUB_STEP_SUMMARY: summary } });
  await vi.waitFor(() => expect(waiting.said()).toContain('Nothing was old enough'), 60_000);
  await vi.waitFor(() => expect(readFileSync(summary, 'utf8')).toContain('## retention'), 5_000);
  waiting.child.kill('SIGINT');
  expect(await waiting.ended).toMatchObject({ code: 1 });
});

test('notices reach Slack from a command, and one that they do not reach fails it', async () => {
  const site = await openSite(smallEstate);
  const slack = await startSlackTwin();
  onTestFinished(() => slack.close());
  const ledger = await openLedger({ file: join(site.folder, 'state/ledger.db') });
  await raise(ledger, { key: 'x', level: 'critical', title: 'a.example is listed.', detail: '' }, Date.now());
  await ledger.close();
  slack.refuse('channel_not_found');
  const lost = await site.run('run --once retention', { env: slack.env });
  expect(lost).toMatchObject({ code: 1, stderr: 'slack did not take a message (HTTP 404 channel_not_found)\n' });
  slack.refuse(undefined);
  const other = await site.run('run --once retention', {
    env: { MAILYARD_SLACK_WEBHOOK: `${slack.origin}/services/new` },
  });
  expect(other.code).toBe(1);
  expect(slack.messages).toEqual([]);
});

test('two commands at once: the second waits for the first, and says for whom', async () => {
  const site = await openSite({ ...smallEstate, 'more.yaml': segmentYaml('more', ['d.example']) });
  const both = [site.start('run --once retention --json'), site.start('run --once retention --json')];
  const ended = await Promise.all(both.map(({ ended }) => ended));
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  const runs = ended.flatMap(({ stdout }) => JSON.parse(stdout).jobs as { began: string; ended: string }[]);
  const [first, second] = runs.toSorted((a, b) => (a.began < b.began ? -1 : 1));
  expect(Date.parse(second?.began ?? '')).toBeGreaterThanOrEqual(Date.parse(first?.ended ?? ''));
});

test('whoever waits for another process can stop waiting', async () => {
  const site = await openSite(smallEstate);
  const ledger = await openLedger({ file: join(site.folder, 'state/ledger.db') });
  await takeLease(ledger, { name: 'job/retention', holder: 'x', who: 'daemon@elsewhere', since: 0 });
  const waiting = site.start('run --once retention');
  const says = 'retention is being run by daemon@elsewhere: waiting for its end, or 45 s if it was killed.';
  await vi.waitFor(() => expect(waiting.said()).toContain(says), 60_000);
  waiting.child.kill('SIGINT');
  const { code, stderr } = await waiting.ended;
  await ledger.close();
  expect([code, stderr]).toEqual([1, `${says}\nStopping: what runs is ended first.\n`]);
});
