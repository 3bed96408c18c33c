/** What doctor says of mail providers, asked over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { mailChecks, mailUses } from '../../src/doctor/mail.ts';
import { amazonSes } from '../../src/mail/amazon-ses/index.ts';
import { mailProviders } from '../../src/mail/providers.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { type AmazonSesTwinOptions, startAmazonSesTwin } from '../../src/sandbox/mail/amazon-ses/twin.ts';

async function findingsAt(options: AmazonSesTwinOptions, secret?: string, silent = false) {
  const clock = sandboxClock(Date.UTC(2026, 10, 26));
  const twin = await startAmazonSesTwin({ clock, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-doctor-'));
  onTestFinished(async () => {
    await twin.close();
    rmSync(folder, { recursive: true });
  });
  if (silent) twin.faults.add({ kind: 'connection-lost', times: 20 });
  const env = { ...twin.env, ...(secret !== undefined && { AWS_SECRET_ACCESS_KEY: secret }) };
  const providers = mailProviders({
    ...{ adapter: async () => amazonSes, title: () => 'Amazon SES', env, folder, clock: clock.now },
    sleep: async milliseconds => clock.advance(milliseconds),
  });
  const [check] = await mailChecks([{ provider: 'amazon-ses', account: twin.account }], providers);
  return check?.findings.map(({ verdict, message }) => `${verdict}: ${message}`);
}

test('that the credentials hold, and how the account stands, the worst first', async () => {
  expect(await findingsAt({ standing: { EnforcementStatus: 'PROBATION' } })).toEqual([
    'warn: Amazon has the account under review: bounces or complaints are too many.',
    'pass: The credentials of Amazon SES hold.',
    'pass: 1,200 of 50,000 recipients in 24 hours in eu-central-1, at most 14 a second.',
  ]);
});

test('rejected is an answer, silence is none', async () => {
  expect(await findingsAt({}, 'wrong')).toEqual([expect.stringMatching(/^fail: Amazon SES rejected the credentials/)]);
  expect(await findingsAt({}, '')).toEqual([expect.stringMatching(/^fail: AWS_SECRET_ACCESS_KEY is not set/)]);
  expect(await findingsAt({}, undefined, true)).toEqual([expect.stringMatching(/^unknown: Amazon SES gave no/)]);
});

test('each account once; of several at one provider each with its segments', () => {
  const [own, other] = [{ user: 'a@acme.example' }, { user: 'b@acme.example' }];
  const at = (segment: string, provider: string, account: Record<string, unknown>) => ({
    segment,
    hostedAt: { provider, account },
  });
  const domains = [at('pool-b', 'migadu', other), at('pool-a', 'migadu', own), at('primary', 'migadu', own)];
  expect(mailUses([...domains, { segment: 'primary' }, at('primary', 'google-workspace', {})])).toEqual([
    { provider: 'google-workspace', account: {} },
    { provider: 'migadu', account: other, segments: ['pool-b'] },
    { provider: 'migadu', account: own, segments: ['pool-a', 'primary'] },
  ]);
});
