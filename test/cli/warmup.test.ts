/** `warmup` on the command line: status, advance with a patch, hold and resume. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { daysAfter } from '../../src/dates.ts';
import { estateYaml, segmentYaml } from './estates.ts';
import { openSite } from './site.ts';

const TODAY = new Date().toISOString().slice(0, 10);
const EIGHT_WEEKS_AGO = daysAfter(TODAY, -56);

const settings = {
  profile: 'high-volume',
  defaults: { rules: { 'terms-conflict': { level: 'off', reason: 'Single letters' } } },
};

const files = {
  'estate.yaml': estateYaml,
  'pool-a.yaml': segmentYaml(
    'pool-a',
    [
      { domain: 'a.example', lifecycle: { state: 'warming', since: EIGHT_WEEKS_AGO } },
      { domain: 'b.example', warmup: { start: daysAfter(TODAY, -8) } },
    ],
    settings,
  ),
};

const lines = (text: string): string[] => text.split('\n').map(line => line.trim().replace(/ {2,}/g, '  '));

test('status says the totals first, then each domain with its week and what it may send', async () => {
  const site = await openSite(files);
  const { code, stdout } = await site.run('warmup status');
  expect(code).toBe(0);
  expect(lines(stdout)).toEqual(
    expect.arrayContaining([
      '2 domains: 1 warm, 1 warming. 108 messages may be sent today; 0 were sent.',
      'a.example  six-week  6 of 6  80  0  ·······  warm, mailbox limit',
      `b.example  six-week  2 of 6  28  0  ·······  warming, since ${daysAfter(TODAY, -1)}, by the calendar, gate unknown, mailbox schedule`,
      'alex, sam, each  gentle-mailbox  2 of 3  14  0  ·······  warming, since ' +
        `${daysAfter(TODAY, -1)}, by the calendar, gate unknown, mailbox schedule`,
    ]),
  );
  const { stdout: json } = await site.run('warmup status b.example --json');
  expect(JSON.parse(json)).toMatchObject({
    version: 1,
    domains: [
      {
        ...{
          domain: 'b.example',
          schedule: 'six-week',
          week: 2,
          allowedToday: 28,
          sentToday: 0,
          gate: 'ask',
          state: 'warming',
        },
        plan: [
          { week: 1, perDay: 50, carried: 20 },
          { perDay: 200 },
          { perDay: 1000 },
          { perDay: 5000 },
          { perDay: 10000 },
          { perDay: 25000 },
        ],
      },
    ],
  });
});

test('advance writes what the inventories should say, and git takes it', async () => {
  const site = await openSite(files);
  const { code, stdout, stderr } = await site.run('warmup advance --patch p.patch', { cwd: site.folder });
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining(
      `a.example is warm: \`active\`.\na.example keeps its first day, ${EIGHT_WEEKS_AGO}.\n\`git apply p.patch\` takes that into the inventories.`,
    ),
  });
  expect(lines(stdout)).toContain('2 warm-ups: 1 warm, 1 going.');
  const patch = readFileSync(join(site.folder, 'p.patch'), 'utf8');
  expect(patch).toContain(
    `+  - {warmup: { start: ${EIGHT_WEEKS_AGO} }, "domain":"a.example","lifecycle":{"state":active`,
  );
  execFileSync('git', ['apply', 'p.patch'], { cwd: site.folder });
  const again = await site.run('warmup advance --patch p.patch', { cwd: site.folder });
  expect(again.stderr).toContain('p.patch is empty: the inventories say it all.');
});

test('hold stops a domain and its mailboxes, resume lets them go on; both are decisions', async () => {
  const site = await openSite(files);
  const held = await site.run('warmup hold a.example --why=Complaints');
  expect(held).toMatchObject({ code: 0, stdout: 'a.example: it is held, and nothing is sent. (decision 1)\n' });
  const status = JSON.parse((await site.run('warmup status a.example --json')).stdout);
  expect(status.domains).toMatchObject([{ state: 'held', allowedToday: 0, holds: ['Complaints'] }]);
  expect(status.mailboxes).toMatchObject([{ state: 'held', allowedToday: 0 }, { state: 'held' }]);
  const refused = await site.run('throttle alex@a.example');
  expect(refused).toMatchObject({ code: 2, stdout: expect.stringContaining('Complaints') });
  expect(await site.run('warmup advance')).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('Somebody held it'),
  });
  expect(await site.run('warmup resume a.example')).toMatchObject({ code: 0 });
  expect(await site.run('warmup resume a.example')).toMatchObject({
    ...{ code: 1, stderr: expect.stringContaining('a.example is not held.') },
  });
  expect((await site.run('warmup hold c.example')).stderr).toContain(
    'There is no domain c.example in the inventories.',
  );
});

test('a domain is chosen by itself, and not the subdomains in its zone', async () => {
  const letters = { domain: 'n.a.example', zone: 'a.example', warmup: { start: daysAfter(TODAY, -8) } };
  const site = await openSite({ ...files, 'more.yaml': segmentYaml('more', [letters], settings) });
  const chosen = async (selection: string) => {
    const { stdout } = await site.run(`warmup advance --json ${selection}`);
    return JSON.parse(stdout).warmups.map(({ subject }: { subject: string }) => subject);
  };
  expect(await chosen('')).toEqual(['n.a.example', 'a.example', 'b.example']);
  expect(await chosen('--domain a.example')).toEqual(['a.example']);
  expect(await chosen('--domain *a.example')).toEqual(['n.a.example', 'a.example']);
});
