/** `mailyard sandbox simulate` as one types it: the story that ships, told in full by the command line. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);

async function simulate(...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-simulate-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ...process.env, NO_COLOR: '1', MAILYARD_TODAY: '2026-11-30', MAILYARD_STATE: folder };
  const line = ['sandbox', 'simulate', '--domains', 'examples/acme', ...options];
  const { stdout } = await run('bin/mailyard', line, { env, maxBuffer: 64e6 });
  return { stdout, folder };
}

test('five weeks of pool A: what goes wrong, what Mailyard does, and what held all the same', async () => {
  const chart = join(tmpdir(), `mailyard-chart-${process.pid}.svg`);
  onTestFinished(() => rmSync(chart, { force: true }));
  const faults = ['--faults', 'examples/simulation/story.yaml'];
  const { stdout } = await simulate('--weeks', '5', '--segment', 'pool-a', ...faults, '--chart', chart);
  expect(stdout).toMatch(/^5 weeks of 5 domains and 15 mailboxes from 2026-11-30: [\d,]+ messages sent in /);
  expect(stdout).not.toContain('BROKEN');
  expect(stdout.match(/^ {2}held {2}/gm)).toHaveLength(12);
  for (const told of [
    /day 9 .*acme-hello\.example: it is on the blocklist spamhaus-dbl/,
    /blocklists\.hold/,
    /warmup\.advance/,
    /day 16 .*acme-team\.example: 7 % of its messages bounce/,
    /acme-team\.example: warmup\.step-back/,
    /day 20 .*Cloudflare's API cannot be reached/,
    /dkim\.publish: failed/,
    /day 30 .*its DKIM key has leaked/,
    /dkim\.emergency: my\d{8}a has leaked/,
  ])
    expect(stdout).toMatch(told);
  const drawn = readFileSync(chart, 'utf8');
  expect(drawn).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
  expect(drawn).toMatch(/acme-hello\.example, day 11 \(2026-12-10\): held, week 2/);
  expect(drawn).toMatch(/acme-hello\.example, day 20 \(2026-12-19\): resting, week 2/);
});

test('in mode observe nothing is done, and all of it is told', async () => {
  const { stdout, folder } = await simulate(
    '--weeks',
    '1',
    '--domain',
    'acme-hello.example',
    '--mode',
    'observe',
    '--json',
  );
  const { version, invariants, happenings, days } = JSON.parse(stdout);
  expect(version).toBe(1);
  expect(invariants.filter(({ broken }: { broken: string[] }) => broken.length > 0)).toEqual([]);
  expect(days).toHaveLength(7);
  const decisions = happenings.filter(({ kind }: { kind: string }) => kind === 'decision');
  expect(decisions.length).toBeGreaterThan(0);
  for (const { text, why } of decisions)
    expect([text, why]).toEqual([expect.stringContaining('observed'), expect.any(String)]);
  // The user's own state is not touched.
  expect(existsSync(join(folder, 'ledger.db'))).toBe(false);
});

test('a file of faults that is not there is said in words', async () => {
  await expect(simulate('--faults', 'none.yaml')).rejects.toThrow('none.yaml cannot be read: there is no such file.');
});
