/** The workflows that run a job of the runtime, step by step, against the twins and a PostgreSQL of the test's own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { raise } from '../../src/ledger/notices.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { startSlackTwin } from '../../src/sandbox/alerts/slack.ts';
import { startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { generateKey } from '../../src/secrets/seal.ts';
import { segmentYaml, smallEstate, smallZones } from '../cli/estates.ts';
import { templates } from '../support/estate.ts';
import { postgresPlace } from '../support/ledger.ts';
import { type Hub, openHub } from './hub.ts';
import { type JobRun, runWorkflow } from './run-workflow.ts';

const server = inject('postgres');

async function run(hub: Hub, name: string, env: NodeJS.ProcessEnv = {}): Promise<JobRun> {
  const sha = hub.git('rev-parse', 'main');
  const runs = await runWorkflow(hub, name, { event: 'workflow_dispatch', sha, token: 'ghs_token-of-the-run', env });
  return runs[name] as JobRun;
}

test.each(['dkim', 'warmup'])('%s without a database to keep things in says so, and does nothing else', async name => {
  const hub = await openHub(smallEstate);
  const { result, summary, steps } = await run(hub, name);
  expect(result).toBe('failure');
  expect(summary).toContain('Set the secret DATABASE_URL to a PostgreSQL, or turn this workflow off.');
  expect(Object.keys(steps)).toEqual(['Ask for the ledger']);
});

test.skipIf(!server)('dkim runs on its ledger, and what came out is in the summary and at Slack', async () => {
  const keys = mkdtempSync(join(tmpdir(), 'mailyard-opendkim-'));
  const defaults = { dkim: { signers: [{ name: 'opendkim', folder: keys }] } };
  const hub = await openHub({ ...smallEstate, 'primary.yaml': segmentYaml('primary', ['c.example'], { defaults }) });
  const { place, remove } = await postgresPlace(server as string);
  const [cloudflare, slack] = [await startCloudflareTwin(), await startSlackTwin()];
  for (const zone of smallZones) cloudflare.addZone(zone);
  onTestFinished(async () => {
    await Promise.all([cloudflare.close(), slack.close()]);
    await remove();
    rmSync(keys, { recursive: true });
  });
  Object.assign(hub.secrets, { DATABASE_URL: place.url, CLOUDFLARE_API_TOKEN: cloudflare.token, ...slack.env });
  const without = await run(hub, 'dkim', { CLOUDFLARE_BASE_URL: cloudflare.url });
  expect(without.result).toBe('failure');
  expect(without.summary).toMatch(/^## dkim\n\ndkim cannot begin: MAILYARD_KEY is not set/);
  expect(slack.messages).toMatchObject([{ text: 'Mailyard (mailyard): 1 warning' }]);

  hub.secrets.MAILYARD_KEY = generateKey();
  const ledger = await openLedger(place);
  await raise(ledger, { key: 'x', level: 'critical', title: 'Something else.', detail: '' }, Date.now());
  await ledger.close();
  const well = await run(hub, 'dkim', { CLOUDFLARE_BASE_URL: cloudflare.url });
  expect(well.log).not.toContain('error');
  expect(well).toMatchObject({ result: 'success', summary: expect.stringMatching(/^## dkim\n\n\S/) });
  expect(slack.messages.at(-1)?.text).toBe('Mailyard (mailyard): 1 critical, 1 over');
});

test('blocklists tells how things stand, without a ledger too', async () => {
  const hub = await openHub(smallEstate);
  const sandbox = await startSandbox({ blocklists: templates().blocklists.values() });
  onTestFinished(() => sandbox.close());
  const { MAILYARD_DNS } = sandbox.env;
  const clean = await run(hub, 'blocklists', { MAILYARD_DNS });
  expect(clean).toMatchObject({ result: 'success', summary: expect.stringMatching(/^## blocklists\n\n.* 0 listed, /) });
});

test.skipIf(!server)('warmup keeps in its ledger how far each domain is', async () => {
  const hub = await openHub({
    ...smallEstate,
    'primary.yaml': segmentYaml('primary', ['c.example'], { profile: 'notifications' }),
  });
  const { place, remove } = await postgresPlace(server as string);
  onTestFinished(remove);
  hub.secrets.DATABASE_URL = place.url as string;
  const { result, summary } = await run(hub, 'warmup', { MAILYARD_DNS: '127.0.0.1:9' });
  expect({ result, summary }).toMatchObject({
    result: 'success',
    summary: expect.stringMatching(/^## warmup\n\n\d+ warm-up/),
  });
});
