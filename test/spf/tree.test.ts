import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildSpf, ownLookups, type SpfPart } from '../../src/records/spf.ts';
import { evaluateSpf } from '../../src/spf/evaluate.ts';
import { liveFacts } from '../../src/spf/live-facts.ts';
import { parseSpf } from '../../src/spf/parse.ts';
import { pricedTree, type SpfTree, spfTree, treesOf } from '../../src/spf/tree.ts';
import { resolverFor, SENDER, type Zone } from './zone.ts';

async function live(zone: Zone): Promise<SpfTree & { asked: string[] }> {
  const { resolve, asked } = resolverFor(zone);
  return { ...spfTree('acme.example', await liveFacts('acme.example', resolve)), asked };
}

const prices = ({ branches }: SpfTree) => Object.fromEntries(branches.map(({ term, lookups }) => [term.text, lookups]));

describe('the price of a record', () => {
  test('is that of all its terms, with all that they take in', async () => {
    const tree = await live({
      'acme.example TXT': ['v=spf1 ip4:192.0.2.1 a mx:b.example include:b.example exists:%{i}.c.example ~all'],
      'b.example TXT': ['v=spf1 include:c.example include:d.example ptr -all'],
      'c.example TXT': ['v=spf1 ip4:198.51.100.1 -all'],
      'd.example TXT': ['v=spf1 a a redirect=c.example'],
    });
    expect(tree.lookups).toBe(1 + 1 + 1 + (1 + (1 + 3) + 1) + 1);
    expect(prices(tree)).toEqual({
      'ip4:192.0.2.1': 0,
      a: 1,
      'mx:b.example': 1,
      'include:b.example': 7,
      'exists:%{i}.c.example': 1,
      '~all': 0,
    });
    expect([...treesOf(tree)].map(({ tree: { domain } }) => domain)).toEqual([
      'acme.example',
      'b.example',
      'c.example',
      'd.example',
      'c.example',
    ]);
  });

  test('leaves out what stands behind all, and a redirect beside it', async () => {
    const tree = await live({ 'acme.example TXT': ['v=spf1 a redirect=b.example -all mx include:b.example'] });
    expect(tree.lookups).toBe(1);
    expect(tree.branches.filter(({ unused }) => unused).map(({ term }) => term.text)).toEqual([
      'redirect=b.example',
      'mx',
      'include:b.example',
    ]);
    expect(tree.asked).toEqual(['acme.example TXT', 'acme.example A', 'acme.example AAAA']);
  });

  test('pays %{p} on top, and exp never', async () => {
    const tree = await live({ 'acme.example TXT': ['v=spf1 exists:%{p}.b.example exp=b.example -all'] });
    expect(prices(tree)).toEqual({ 'exists:%{p}.b.example': 2, 'exp=b.example': 0, '-all': 0 });
  });

  test('follows names that the record itself gives, and no others', async () => {
    const tree = await live({
      'acme.example TXT': ['v=spf1 include:%{d}.b.example include:%{l}.b.example -all'],
      'acme.example.b.example TXT': ['v=spf1 a:%{o} a:%{d} -all'],
    });
    expect(prices(tree)).toEqual({ 'include:%{d}.b.example': 3, 'include:%{l}.b.example': 1, '-all': 0 });
    expect(tree.asked).toContain('acme.example A');
    expect(tree.asked).toContain('acme.example.b.example A');
  });

  test('marks a circle and goes on', async () => {
    const tree = await live({
      'acme.example TXT': ['v=spf1 include:b.example a:b.example -all'],
      'b.example TXT': ['v=spf1 include:ACME.example -all'],
    });
    expect(tree.branches[0]?.below?.branches[0]).toMatchObject({ loop: true, lookups: 1 });
    expect(tree.lookups).toBe(3);
  });

  test('asks each name once, however often it is named', async () => {
    const tree = await live({
      'acme.example TXT': ['v=spf1 include:b.example include:B.example a:c.example -all'],
      'b.example TXT': ['v=spf1 include:c.example a:c.example -all'],
      'c.example TXT': ['v=spf1 -all'],
    });
    expect(tree.asked.filter(question => question.endsWith('TXT')).sort()).toEqual([
      'acme.example TXT',
      'b.example TXT',
      'c.example TXT',
    ]);
    expect(tree.lookups).toBe(3 + 3 + 1);
  });

  test('ends where a record is a trap of hundreds', async () => {
    const zone: Zone = {
      'acme.example TXT': [`v=spf1 ${Array.from({ length: 200 }, (_, at) => `include:h${at}.example`).join(' ')} -all`],
    };
    const tree = await live(zone);
    expect(tree.asked).toHaveLength(50);
    expect(tree.branches.at(-2)?.below?.fact).toEqual({ status: 'unknown', reason: 'more than 50 records' });
  });
});

describe('void lookups', () => {
  test('are names that are not there for any client', async () => {
    const tree = await live({
      'acme.example TXT': [
        'v=spf1 a:six.example a:gone.example mx:gone.example exists:six.example include:b.example -all',
      ],
      'b.example TXT': ['v=spf1 a:lost.example -all'],
      'six.example AAAA': ['2001:db8::1'],
    });
    expect(tree.voidLookups).toBe(4);
    expect(tree.branches.map(({ hosts }) => hosts?.status)).toEqual([
      'found',
      'absent',
      'absent',
      'absent',
      undefined,
      undefined,
    ]);
  });

  test('are not what nobody answered', async () => {
    const tree = await live({ 'acme.example TXT': ['v=spf1 a:b.example -all'], 'b.example A': 'failed' });
    expect([tree.voidLookups, tree.branches[0]?.hosts?.status]).toEqual([0, 'unknown']);
  });
});

test('offline the includes are priced by a table, and an unknown one by itself', () => {
  const costs = new Map([['mailgun.example', 5]]);
  const tree = pricedTree('acme.example', 'v=spf1 a include:Mailgun.example include:other.example -all', costs);
  expect(prices(tree)).toEqual({ a: 1, 'include:Mailgun.example': 5, 'include:other.example': 1, '-all': 0 });
  expect(tree.lookups).toBe(7);
});

const label = fc.constantFrom('b', 'c', 'd', 'e');
const domain = label.map(name => `${name}.example`);
const costTerm = fc.oneof(
  domain.map(name => `include:${name}`),
  domain.map(name => `a:${name}`),
  domain.map(name => `mx:${name}/24`),
  fc.constantFrom('a', 'mx', 'ptr', 'exists:%{i}.b.example'),
);
const freeTerm = fc.oneof(
  fc.ipV4().map(ip => `ip4:${ip}`),
  fc.ipV6().map(ip => `ip6:${ip}`),
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, prefix]) => `ip4:${ip}/${prefix}`),
);

describe('what the builder of planned records writes', () => {
  // Each part is one include at the price of the table, or terms that cost themselves.
  const costs = new Map([
    ['b.example', 1],
    ['c.example', 5],
    ['d.example', 2],
    ['e.example', 3],
  ]);
  const part: fc.Arbitrary<SpfPart> = fc.oneof(
    domain.map(name => ({ terms: [`include:${name}`], lookups: costs.get(name) ?? 0, source: name })),
    fc
      .array(fc.oneof(freeTerm, fc.constantFrom('a', 'mx', 'a:b.example', 'exists:%{i}.b.example')), { maxLength: 4 })
      .map(terms => ({
        terms,
        lookups: ownLookups(terms),
        source: 'own',
      })),
  );

  test('parses without a fault, and costs in the tree what the builder says', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom('-all' as const, '~all' as const), (parts, all) => {
        const { content, lookups } = buildSpf(parts, all);
        expect(parseSpf(content).faults).toEqual([]);
        expect(pricedTree('acme.example', content, costs).lookups).toBe(lookups);
      }),
    );
  });
});

test('no evaluation costs more than the tree says, and one that matches nothing costs just that', async () => {
  // The client is on IPv4 and at none of the hosts.
  const otherFamily = fc.ipV6().map(ip => `ip6:${ip}`);
  const terms = fc.array(fc.oneof(costTerm, otherFamily), { maxLength: 3 });
  const zones = fc.tuple(terms, terms, terms, terms).map(
    ([b, c, d, e]): Zone => ({
      'b.example TXT': [`v=spf1 ${b.join(' ')} -all`],
      'c.example TXT': [`v=spf1 ${c.join(' ')}`],
      'd.example TXT': [`v=spf1 ${d.join(' ')} ~all`],
      'e.example TXT': [`v=spf1 ${e.join(' ')} ?all`],
      ...Object.fromEntries(['acme', 'b', 'c', 'd', 'e'].map(name => [`${name}.example A`, ['203.0.113.1']])),
      ...Object.fromEntries(['acme', 'b', 'c', 'd', 'e'].map(name => [`${name}.example MX`, ['b.example']])),
      '192.0.2.10.b.example A': [],
    }),
  );
  await fc.assert(
    fc.asyncProperty(terms, zones, async (own, zone) => {
      const whole: Zone = { ...zone, 'acme.example TXT': [`v=spf1 ${own.join(' ')} ~all`] };
      const tree = await live(whole);
      const { result, lookups, mechanism } = await evaluateSpf(SENDER, resolverFor(whole).resolve);
      if (result !== 'permerror') expect(lookups).toBeLessThanOrEqual(tree.lookups);
      if (result === 'softfail' && mechanism === '~all') expect(lookups).toBe(tree.lookups);
    }),
  );
});
