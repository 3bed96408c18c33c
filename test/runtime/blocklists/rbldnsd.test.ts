/** The shipped lists as a real rbldnsd serves them: every code of every template, and no false word about what is on none. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../../../src/dns/client.ts';
import type { Blocklist, TargetKind } from '../../../src/inventory/blocklist.ts';
import { type Checked, checkBlocklists } from '../../../src/runtime/blocklists/check.ts';
import { chooseLists } from '../../../src/runtime/blocklists/lists.ts';
import { type Dataset, hasRbldnsd, type Rbldnsd, startRbldnsd } from './rbldnsd.ts';
import { shipped, target, unusable, verdicts } from './world.ts';

const KEY = 'rbldnsdkey';
const env = { MAILYARD_SPAMHAUS_KEY: KEY, MAILYARD_ABUSIX_KEY: KEY };

interface Entry {
  kind: TargetKind;
  target: string;
  answer: string;
  weight: string;
}

/** A target of its own for each code and each kind. */
const entriesOf = ({ asks, codes, bits }: Blocklist): Entry[] =>
  asks.flatMap(kind =>
    [
      ...(codes ?? []).map(({ code, weight }) => ({ answer: code.replace(/(\d+)-\d+/g, '$1'), weight })),
      ...(bits ?? []).map(({ bit, weight }) => ({ answer: `127.0.0.${bit}`, weight })),
    ].map(({ answer, weight }, at) => ({ kind, target: nth(kind, at + 1), answer, weight })),
  );

function nth(kind: TargetKind, at: number): string {
  if (kind === 'domain') return `listed${at}.example`;
  return kind === 'ipv4' ? `198.51.100.${at}` : `2001:db8::${at}`;
}

const CLEAN = ['192.0.2.200', '203.0.113.7', '2001:db8:ffff::1', 'clean.example', 'click.clean.example'];

/** Lists of single addresses and of networks are kept in different ways there. */
function datasetsOf(list: Blocklist, at: number): Dataset[] {
  const { zone, access } = list;
  const name = (access.keyedZone ?? zone).replace('{key}', KEY);
  const usual = entriesOf(list)[0]?.answer ?? '127.0.0.2';
  return list.asks.map(kind => {
    const points = (list.test[kind]?.listed ?? []).map(point => ({ target: point, answer: usual }));
    const entries = [...points, ...entriesOf(list).filter(entry => entry.kind === kind)];
    const type = kind === 'domain' ? 'dnset' : kind === 'ipv6' ? 'ip6trie' : at % 2 === 0 ? 'ip4set' : 'ip4trie';
    return {
      ...{ zone: name, type },
      lines: entries.map(({ target, answer }) => `${expanded(target)} :${answer}:${list.title} has $`),
    } satisfies Dataset;
  });
}

/** rbldnsd's ip6trie knows no dotted tail. */
const expanded = (point: string): string => point.replace(/^::FFFF:/i, '0:0:0:0:0:FFFF:');

async function check({ server }: Rbldnsd, lists: Blocklist[], names: string[]): Promise<Checked> {
  const world = {
    query: (request: Parameters<typeof query>[0]) => query(request),
    resolver: server,
    sleep: async () => {},
  };
  return checkBlocklists(world, chooseLists(lists, names.map(target), env), { confirmAfterMs: 1000 });
}

describe.skipIf(!hasRbldnsd)('against rbldnsd', () => {
  let running: Rbldnsd;
  beforeAll(async () => {
    running = await startRbldnsd(shipped().flatMap(datasetsOf));
  });
  afterAll(() => running.stop());

  test.each(shipped().map(({ name }) => name))('%s: every code is read as its template says', async name => {
    const lists = shipped(name);
    const entries = lists.flatMap(entriesOf);
    const { results, ...checked } = await check(
      running,
      lists,
      entries.map(entry => entry.target),
    );
    expect(unusable({ results, ...checked })).toEqual({});
    const found = results.map(({ target, codes, weight, verdict }) => [target.name, codes.join(), weight, verdict]);
    expect(found.sort()).toEqual(
      entries
        .map(({ target, answer, weight }) => [target, answer, weight, weight === 'none' ? 'clean' : 'listed'])
        .sort(),
    );
  });

  test('the explanation is the list’s own', async () => {
    const { results } = await check(running, shipped('spamhaus-dbl'), ['listed2.example']);
    expect(results).toMatchObject([{ verdict: 'listed', explanation: 'Spamhaus DBL has listed2.example' }]);
  });

  test('nothing is said to be listed that is on none of all lists', async () => {
    const checked = await check(running, shipped(), CLEAN);
    expect([unusable(checked), new Set(Object.values(verdicts(checked)))]).toEqual([{}, new Set(['clean'])]);
    expect(checked.results.length).toBeGreaterThan(50);
  });

  test('a zone that is not there is refused, which is no absence', async () => {
    const elsewhere = shipped('psbl').map(list => ({ ...list, zone: 'psbl.nowhere.example' }));
    const checked = await check(running, elsewhere, ['192.0.2.1']);
    expect(unusable(checked)).toEqual({ psbl: 'refuses: it refuses this resolver: refused' });
    expect(verdicts(checked)).toEqual({ '192.0.2.1 psbl': 'unknown' });
  });
});

describe.skipIf(!hasRbldnsd)('a list of rbldnsd that went wrong', () => {
  test.each<[string, Dataset, RegExp]>([
    [
      'it lists the world, as dead lists have',
      { zone: 'psbl.surriel.com', type: 'ip4trie', lines: ['0.0.0.0/0 :127.0.0.2:gone'] },
      /^wildcarded: it lists 127\.0\.0\.1/,
    ],
    [
      'it is empty, as dead lists are',
      { zone: 'psbl.surriel.com', type: 'ip4set', lines: ['# nothing'] },
      /^dead: it does not list 127\.0\.0\.2/,
    ],
    [
      'it answers everybody with an error code',
      { zone: 'psbl.surriel.com', type: 'ip4trie', lines: ['0.0.0.0/0 :127.255.255.255:too many'] },
      /^refuses: it refuses this resolver: 127\.255\.255\.255/,
    ],
  ])('%s', async (_, dataset, reason) => {
    const running = await startRbldnsd([dataset]);
    try {
      const checked = await check(running, shipped('psbl'), ['192.0.2.1']);
      expect(unusable(checked)).toEqual({ psbl: expect.stringMatching(reason) });
      expect(verdicts(checked)).toEqual({ '192.0.2.1 psbl': 'unknown' });
    } finally {
      await running.stop();
    }
  });
});

test.runIf(!hasRbldnsd)('skipped: rbldnsd is not installed, so no list was served by it', () => {
  expect(hasRbldnsd).toBe(false);
});
