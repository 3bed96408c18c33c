/** Runs against twins of the shipped lists, over real DNS packets: what is listed is found, and nothing else is said to be. */
import { describe, expect, test } from 'vitest';
import { type Query, query } from '../../../src/dns/client.ts';
import { checkBlocklists } from '../../../src/runtime/blocklists/check.ts';
import { chooseLists } from '../../../src/runtime/blocklists/lists.ts';
import type { ListFault } from '../../../src/sandbox/blocklists/faults.ts';
import { blocklistWorld, shipped, target, unusable, verdicts } from './world.ts';

const DOMAIN = 'acme.example';
const IP = '192.0.2.1';
const IP6 = '2001:db8::1';

describe('a run over all shipped lists', () => {
  test('finds nothing where nothing is listed, and every list in order', async () => {
    const { check, pauses } = await blocklistWorld();
    const checked = await check([DOMAIN, `click.${DOMAIN}`, IP, IP6]);
    expect([unusable(checked), checked.notAsked, checked.resolver, pauses]).toEqual([{}, [], undefined, []]);
    expect(new Set(Object.values(verdicts(checked)))).toEqual(new Set(['clean']));
    expect(checked.lists.map(({ list }) => list.name)).toEqual(shipped().map(({ name }) => name));
  });

  test.each(shipped().map(({ name }) => name))('finds what %s lists, and asks again before it says so', async name => {
    const { check, twins, dns, pauses } = await blocklistWorld();
    const list = shipped(name)[0] ?? { asks: [] };
    const name4 = { ipv4: IP, ipv6: IP6, domain: DOMAIN };
    const targets = list.asks.map(kind => name4[kind]);
    for (const target of targets) twins.enter(name, target);
    const checked = await check(targets, { lists: [name] });
    const expected = name === 'dnswl' ? 'clean' : 'listed';
    expect(Object.values(verdicts(checked))).toEqual(targets.map(() => expected));
    expect(pauses).toEqual(expected === 'listed' ? [5000] : []);
    const asked = dns.queries.filter(query => query.type === 'A').map(query => query.name);
    const questions = asked.filter(question => !question.startsWith('nxdomain-'));
    if (expected === 'listed') {
      for (const question of new Set(questions)) expect(questions.filter(each => each === question).length).toBe(2);
      expect(checked.results[0]?.explanation).toContain('lists it');
    }
  });

  test('asks a list of registrable domains for no host, and others for both', async () => {
    const { check } = await blocklistWorld();
    const checked = await check([DOMAIN, `click.${DOMAIN}`], { lists: ['uribl', 'spamhaus-dbl'] });
    expect(verdicts(checked)).toEqual({
      'acme.example spamhaus-dbl': 'clean',
      'click.acme.example spamhaus-dbl': 'clean',
      'acme.example uribl': 'clean',
    });
  });
});

describe('a list that cannot be believed raises an alarm on itself, and says nothing of a target', () => {
  test.each<[ListFault, RegExp]>([
    ['wildcard', /^wildcarded: it lists .* which nobody lists/],
    ['dead', /^dead: it does not list .* its own test point/],
    ['error-code', /^refuses: it refuses this resolver: 127\.255\.255\.254: asked through a public resolver/],
    ['foreign', /^foreign: somebody else answers in its place: 203\.0\.113\.80/],
    ['timeout', /^silent: it gives no answer: timeout/],
    ['servfail', /^silent: it gives no answer: servfail/],
    ['refused', /^refuses: it refuses this resolver: refused/],
  ])('%s', async (fault, reason) => {
    const { check, twins, pauses } = await blocklistWorld();
    const lists = ['spamhaus-zen', 'spamhaus-dbl'];
    twins.enter('spamhaus-dbl', DOMAIN);
    for (const list of lists) twins.break(list, fault);
    const checked = await check([DOMAIN, IP, IP6], { lists: [...lists, 'spamcop'] });
    expect(unusable(checked)).toEqual(Object.fromEntries(lists.map(list => [list, expect.stringMatching(reason)])));
    expect(verdicts(checked)).toEqual({
      'acme.example spamhaus-dbl': 'unknown',
      '192.0.2.1 spamhaus-zen': 'unknown',
      '2001:db8::1 spamhaus-zen': 'unknown',
      '192.0.2.1 spamcop': 'clean',
    });
    expect(pauses).toEqual([]);
  });

  test.each<ListFault>(['wildcard', 'dead', 'error-code', 'foreign', 'timeout', 'servfail', 'refused'])(
    '%s from the middle of the run on',
    async fault => {
      const { check, twins } = await blocklistWorld();
      twins.enter('spamhaus-dbl', DOMAIN);
      const meanwhile = () => twins.break('spamhaus-dbl', fault);
      const checked = await check([DOMAIN, 'b.example'], { lists: ['spamhaus-dbl'], meanwhile });
      expect(Object.keys(unusable(checked))).toEqual(['spamhaus-dbl']);
      expect(new Set(Object.values(verdicts(checked)))).toEqual(new Set(['unknown']));
    },
  );

  test('works for IPv4 and is dead for IPv6: each is said', async () => {
    const { check, twins, dns } = await blocklistWorld();
    const point = '2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0';
    dns.faults.add({ kind: 'servfail', name: `${point}.bl.nordspam.com` });
    twins.enter('nordspam', IP);
    const checked = await check([IP, IP6], { lists: ['nordspam'] });
    expect(unusable(checked)).toEqual({ nordspam: expect.stringMatching(/^silent: for ipv6, it gives no answer/) });
    expect(verdicts(checked)).toEqual({ '192.0.2.1 nordspam': 'listed', '2001:db8::1 nordspam': 'unknown' });
  });

  test('an alarm is no list but the resolver where that rewrites NXDOMAIN', async () => {
    const { check, twins, dns } = await blocklistWorld();
    twins.rewrite(true);
    const checked = await check([DOMAIN, IP]);
    expect(checked.resolver).toMatch('the resolver answers a name that does not exist with 203.0.113.80');
    expect(new Set(Object.values(verdicts(checked)))).toEqual(new Set(['unknown']));
    expect(dns.queries.length).toBe(1);
  });

  test('a resolver that rewrites only beside the lists is seen in their answers', async () => {
    const { check, twins, dns } = await blocklistWorld();
    twins.break('*', 'foreign');
    const checked = await check([DOMAIN], { lists: ['surbl'] });
    expect(checked.resolver).toBeUndefined();
    expect(unusable(checked).surbl).toMatch(/^foreign/);
    expect(dns.queries.some(({ name }) => /^nxdomain-[0-9a-f]+\.surbl\.org$/.test(name))).toBe(true);
  });
});

describe('a listing counts once it is confirmed', () => {
  test('gone again when it is asked for once more: unknown, with both answers', async () => {
    const { check, twins } = await blocklistWorld();
    twins.enter('uribl', DOMAIN);
    const checked = await check([DOMAIN], { lists: ['uribl'], meanwhile: () => twins.remove('uribl', DOMAIN) });
    expect(checked.results).toMatchObject([
      { verdict: 'unknown', weight: 'none', evidence: '127.0.0.2: black: a spam domain; but 5 s later nxdomain' },
    ]);
  });

  test('a list that flaps never lists', async () => {
    const { check, twins } = await blocklistWorld();
    twins.enter('uribl', DOMAIN);
    twins.break('uribl', 'flapping');
    const checked = await check([DOMAIN], { lists: ['uribl'] });
    expect([verdicts(checked), unusable(checked)]).toEqual([{ 'acme.example uribl': 'unknown' }, {}]);
  });

  test('nothing is confirmed after a stop', async () => {
    const { check, twins } = await blocklistWorld();
    const stop = new AbortController();
    twins.enter('uribl', DOMAIN);
    const checked = await check([DOMAIN], { lists: ['uribl'], signal: stop.signal, meanwhile: () => stop.abort() });
    expect(verdicts(checked)).toEqual({ 'acme.example uribl': 'unknown' });
  });

  test('the answer of one target that fails leaves the others alone', async () => {
    const { check, twins, dns } = await blocklistWorld();
    twins.enter('spamcop', '192.0.2.3');
    dns.faults.add({ kind: 'servfail', name: '2.2.0.192.bl.spamcop.net' });
    expect(verdicts(await check([IP, '192.0.2.2', '192.0.2.3'], { lists: ['spamcop'] }))).toEqual({
      '192.0.2.1 spamcop': 'clean',
      '192.0.2.2 spamcop': 'unknown',
      '192.0.2.3 spamcop': 'listed',
    });
  });
});

describe('patience and keys', () => {
  test('a list that goes silent is asked a few times, not for each of 250 targets', async () => {
    const { check, dns } = await blocklistWorld();
    const many = Array.from({ length: 250 }, (_, at) => `198.51.100.${at}`);
    for (const name of many.slice(50)) {
      dns.faults.add({ kind: 'drop', name: `${name.split('.').reverse().join('.')}.psbl.surriel.com` });
    }
    const checked = await check(many, { lists: ['psbl'] });
    expect(dns.queries.length).toBeLessThan(80);
    expect(unusable(checked)).toEqual({
      psbl: 'silent: it gives no answer: timeout: not asked: 4 questions before got no answer',
    });
    expect(new Set(Object.values(verdicts(checked)))).toEqual(new Set(['unknown']));
  });

  test('lists with a key are asked with it, and it is shown nowhere', async () => {
    const { check, twins, dns } = await blocklistWorld();
    const key = twins.env.MAILYARD_SPAMHAUS_KEY ?? '';
    twins.enter('spamhaus-zrd', DOMAIN);
    twins.enter('spamhaus-dbl', DOMAIN);
    const checked = await check([DOMAIN], { lists: ['spamhaus-zrd', 'spamhaus-dbl'] });
    expect(verdicts(checked)).toEqual({ 'acme.example spamhaus-dbl': 'listed', 'acme.example spamhaus-zrd': 'listed' });
    expect(dns.queries.map(({ name }) => name)).toContain(`acme.example.${key}.dbl.dq.spamhaus.net`);
    expect(checked.results.map(({ explanation }) => explanation)).toEqual([
      'Spamhaus DBL lists it: acme.example.***.dbl.dq.spamhaus.net',
      'Spamhaus Zero Reputation Domains lists it: acme.example.***.zrd.dq.spamhaus.net',
    ]);
    expect(JSON.stringify(checked).toLowerCase()).not.toContain(key);
  });

  test('nor where a resolver asks on in other letters', async () => {
    const { twins, dns } = await blocklistWorld();
    twins.enter('spamhaus-zrd', DOMAIN);
    const loud: Query = request => query({ ...request, name: request.name.toUpperCase() });
    const choice = chooseLists(shipped('spamhaus-zrd'), [target(DOMAIN)], twins.env);
    const world = { query: loud, resolver: dns, sleep: async () => {} };
    const { results } = await checkBlocklists(world, choice, { confirmAfterMs: 0 });
    expect(results[0]?.explanation).toMatch(/lists it: ACME\.EXAMPLE\.\*\*\*\.ZRD/);
  });

  test('few questions are on their way at a time, and fewer to one list', async () => {
    const { twins, dns } = await blocklistWorld();
    const now = { all: 0, most: 0 };
    const counting: Query = async request => {
      now.most = Math.max(now.most, ++now.all);
      return query({ ...request, timeoutMs: 1000, tries: 1 }).finally(() => now.all--);
    };
    const targets = Array.from({ length: 40 }, (_, at) => target(`192.0.2.${at}`));
    const world = { query: counting, resolver: dns, sleep: async () => {} };
    const most = async (...lists: string[]) => {
      now.most = 0;
      await checkBlocklists(world, chooseLists(shipped(...lists), targets, twins.env), { confirmAfterMs: 0 });
      return now.most;
    };
    expect([await most(), await most('psbl')]).toEqual([24, 4]);
  });

  test('a wrong key is refused, and that is said of the list', async () => {
    const { check } = await blocklistWorld();
    const key = 'wrongkey';
    const checked = await check([DOMAIN], { lists: ['spamhaus-zrd'], env: { MAILYARD_SPAMHAUS_KEY: key } });
    expect(unusable(checked)).toEqual({ 'spamhaus-zrd': 'refuses: it refuses this resolver: refused' });
    expect(JSON.stringify(checked)).not.toContain(key);
  });

  test.each([
    ['none', {}, 'it wants a key in MAILYARD_SPAMHAUS_KEY. Only with a key of the Data Query Service.'],
    ['no label', { MAILYARD_SPAMHAUS_KEY: 'a.secret' }, 'what MAILYARD_SPAMHAUS_KEY has is no key'],
    ['a line too many', { MAILYARD_SPAMHAUS_KEY: 'secret\n' }, 'what MAILYARD_SPAMHAUS_KEY has is no key'],
  ])('without a key (%s) it is not asked, and that is said', async (_, env, reason) => {
    const { check, dns } = await blocklistWorld();
    const checked = await check([DOMAIN], { lists: ['spamhaus-zrd'], env });
    expect(checked).toMatchObject({ results: [], lists: [], notAsked: [{ list: 'spamhaus-zrd', reason }] });
    expect(dns.queries.length).toBe(1);
  });

  test('more questions than are free are not asked', async () => {
    const { check } = await blocklistWorld();
    const many = Array.from({ length: 10_001 }, (_, at) => `d${at}.example`);
    const checked = await check(many, { lists: ['nordspam-dbl'] });
    expect(checked.notAsked).toMatchObject([
      { reason: expect.stringMatching(/^it would be asked 10001 questions, and 10000 a day are free\./) },
    ]);
  });
});
