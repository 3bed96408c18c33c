/** `mailyard blocklists check` as it is typed, and its job, against twins of the shipped lists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readTemplates } from '../../src/inventory/templates.ts';
import { type BlocklistTwins, blocklistTwins } from '../../src/sandbox/blocklists/twin.ts';
import { startDnsTwin } from '../../src/sandbox/dns/twin.ts';
import { openSite, type Site } from './site.ts';

const ESTATE = {
  'estate.yaml': 'organization: Acme\n',
  'pool-a.yaml': `segment: pool-a
defaults: { mailProvider: none }
domains:
  - { domain: acme.example, sendingIps: [192.0.2.1, '2001:db8::1'] }
  - { domain: b.example, sendingIps: [198.51.100.0/23] }
`,
};

interface World {
  site: Site;
  twins: BlocklistTwins;
  /** The command with the time to confirm taken out of it. */
  check(rest?: string, env?: NodeJS.ProcessEnv): ReturnType<Site['run']>;
  env: NodeJS.ProcessEnv;
}

async function world(files: Record<string, string> = ESTATE): Promise<World> {
  const site = await openSite(files);
  const twins = blocklistTwins(readTemplates().templates.blocklists.values());
  const dns = await startDnsTwin({ source: () => new Map(), first: twins.answer });
  onTestFinished(() => dns.close());
  const env = { MAILYARD_DNS: `${dns.host}:${dns.port}`, ...twins.env };
  return {
    ...{ site, twins, env },
    check: (rest = '', more = {}) =>
      site.run(`blocklists check --confirm-after 0s ${rest}`.trim(), { env: { ...env, ...more } }),
  };
}

interface Document {
  version: number;
  lists: { list: string; health: string; reason?: string }[];
  results: { target: string; list: string; verdict: string; codes: string[]; evidence: string }[];
  notAsked: { list: string }[];
  changes?: { listed: object[]; delisted: object[]; since: string | null };
}

const documentOf = ({ stdout }: { stdout: string }): Document => JSON.parse(stdout) as Document;

describe('of the estate', () => {
  test('0 where nothing is listed; 2, the difference and the way off where something is', async () => {
    const { check, twins } = await world();
    const clean = await check();
    expect([clean.code, clean.stdout.split('\n')[0]]).toEqual([
      0,
      '4 targets on 28 lists: 0 listed, 38 clean, 0 unknown.',
    ]);
    expect(clean.stdout).toContain('198.51.100.0/23: more than 256 addresses');
    twins.enter('spamhaus-dbl', 'acme.example', '127.0.1.104');
    const listed = await check();
    expect([listed.code, listed.stdout.split('\n')[0]]).toEqual([
      2,
      '4 targets on 28 lists: 1 listed, 37 clean, 0 unknown.',
    ]);
    expect(listed.stdout).toMatch(
      /Since the last run, 20\d\d-.* UTC\n\n- listed: acme\.example at Spamhaus DBL: 127\.0\.1\.104: a good domain/,
    );
    expect(listed.stdout).toContain(
      '  - [ ] For an abused domain (codes from 102), clean the site or close the redirector first.\n',
    );
    expect(listed.stdout).toContain('Removal: https://check.spamhaus.org/');
    expect((await check()).stdout).toContain('Nothing has changed.');
    twins.remove('spamhaus-dbl', 'acme.example');
    const after = await check();
    expect([after.code, after.stdout]).toEqual([
      0,
      expect.stringContaining('- off the list: acme.example at Spamhaus DBL, where'),
    ]);
  });

  test('as JSON', async () => {
    const { check, twins } = await world();
    twins.enter('surbl', 'acme.example', '127.0.0.72');
    twins.break('psbl', 'wildcard');
    const ended = await check('--json');
    const document = documentOf(ended);
    expect([ended.code, document.version]).toEqual([2, 1]);
    expect(document.lists).toContainEqual({ list: 'surbl', health: 'ok' });
    expect(document.lists).toContainEqual({
      list: 'psbl',
      health: 'unusable',
      fault: 'wildcarded',
      reason: 'it lists 127.0.0.1, which nobody lists, and so perhaps everybody (127.0.0.2)',
    });
    expect(document.results).toContainEqual({
      ...{ target: 'acme.example', list: 'surbl', verdict: 'listed', codes: ['127.0.0.72'], weight: 'critical' },
      evidence: '127.0.0.72: PH: phishing; ABUSE: spam and abuse',
      explanation: 'SURBL lists it: acme.example.multi.surbl.org',
      delisting: { page: 'https://surbl.org/surbl-analysis', steps: expect.any(Array) },
      ...{ listedSince: expect.stringMatching(/Z$/), listedSeen: expect.stringMatching(/Z$/) },
    });
    expect(document.results.filter(({ list }) => list === 'psbl')).toMatchObject([{ verdict: 'unknown', codes: [] }]);
    expect(document.changes).toMatchObject({ since: null, listed: [{ target: 'acme.example', list: 'surbl' }] });
  });

  test('of what is chosen only, and a slip of the pen is said', async () => {
    const { check } = await world();
    const document = documentOf(await check('--json --domain b.*'));
    expect([...new Set(document.results.map(({ target }) => target))]).toEqual(['b.example']);
    expect(await check('--domain c.example')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No domain matches'),
    });
  });

  test('1 where no list can be believed, and why', async () => {
    const { check, twins } = await world();
    twins.enter('uribl', 'acme.example');
    expect(await check()).toMatchObject({ code: 2 });
    twins.rewrite(true);
    const ended = await check();
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/1 listed, 0 clean, 37 unknown; 28 of the lists cannot be believed\.\n/);
    expect(ended.stdout).toContain('the resolver answers a name that does not exist with 203.0.113.80');
  });

  test('the keys are shown nowhere, and kept nowhere', async () => {
    const { check, twins, site, env } = await world();
    const key = twins.env.MAILYARD_SPAMHAUS_KEY ?? '';
    for (const list of ['spamhaus-dbl', 'spamhaus-zrd']) twins.enter(list, 'acme.example');
    twins.enter('abusix', '192.0.2.1');
    const outputs = [await check(), await check('--json')];
    // The job waits five minutes before it asks again what is listed.
    for (const list of ['spamhaus-dbl', 'spamhaus-zrd']) twins.remove(list, 'acme.example');
    twins.remove('abusix', '192.0.2.1');
    outputs.push(await site.run('run --once blocklists', { env }));
    expect(outputs.map(({ code }) => code)).toEqual([2, 2, 0]);
    expect(outputs[0]?.stdout).toContain('acme.example.***.zrd.dq.spamhaus.net');
    for (const { stdout, stderr } of outputs) expect((stdout + stderr).toLowerCase()).not.toContain(key);
    const state = join(site.folder, 'state');
    for (const file of readdirSync(state)) expect(readFileSync(join(state, file)).includes(key), file).toBe(false);
  });
});

describe('of what is named', () => {
  test('outside of the estate: asked here and now, without a ledger and without inventories', async () => {
    const { check, twins, site } = await world({});
    twins.enter('spamcop', '203.0.113.9');
    const ended = await check('203.0.113.8/31 www.other.example');
    expect(ended.code).toBe(2);
    expect(ended.stdout).toMatch(/^4 targets on 27 lists: 1 listed/);
    expect(ended.stdout).not.toContain('Since the last run');
    expect(existsSync(join(site.folder, 'state'))).toBe(false);
  });

  test('of the estate: with its history', async () => {
    const { check, twins } = await world();
    twins.enter('uribl', 'acme.example');
    await check();
    twins.enter('spamcop', '203.0.113.9');
    const document = documentOf(await check('--json acme.example 203.0.113.9'));
    const news = { since: expect.any(String), listed: [{ target: '203.0.113.9', list: 'spamcop' }] };
    expect(document.changes).toMatchObject(news);
    // Of a stranger nothing is kept.
    expect(documentOf(await check('--json acme.example 203.0.113.9')).changes).toMatchObject(news);
    expect(document.results.find(({ list, target }) => list === 'uribl' && target === 'acme.example')).toMatchObject({
      verdict: 'listed',
      listedSince: expect.any(String),
    });
  });

  test('where the ledger is away: without a history, which is said', async () => {
    const { check } = await world();
    const ended = await check('acme.example', { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' });
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringMatching(/^1 target on 7 lists: 0 listed/)]);
    expect(ended.stderr).toContain('Nothing is known of earlier runs: ');
    expect(ended.stderr).not.toContain('secret');
  });

  test.each([
    ['300.1.1.1', '"300.1.1.1" is neither an address, a network nor a domain.'],
    ['10.0.0.0/8', '10.0.0.0/8 has more than 256 addresses'],
    ['localhost', '"localhost" is neither'],
    ['192.0.2.1/24', '"192.0.2.1/24" is neither'],
  ])('what cannot be asked for is an error: %s', async (name, message) => {
    const { check } = await world({});
    expect(await check(name)).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
  });

  test('without a key the list is named, with the variable that it wants', async () => {
    const { check } = await world({});
    const ended = await check('203.0.113.8', { MAILYARD_ABUSIX_KEY: '', MAILYARD_SPAMHAUS_KEY: '' });
    expect(ended.stdout).toContain('- abusix: it wants a key in MAILYARD_ABUSIX_KEY. With a key; small use is free.');
    expect(ended.stdout).not.toContain('cannot be believed');
  });
});
