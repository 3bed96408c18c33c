/** What stands in place of an include lets the same clients pass as the include does. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressText } from '../../src/spf/address.ts';
import { evaluateSpf } from '../../src/spf/evaluate.ts';
import { passingNetworks } from '../../src/spf/passing.ts';
import { resolverFor, type Zone } from './zone.ts';

const passing = (zone: Zone, name = 'r.example') => passingNetworks(name, resolverFor(zone).resolve);
const record = (text: string, zone: Zone = {}) => passing({ 'r.example TXT': [text], ...zone });

describe('the networks of a record', () => {
  test.each<[string, string, string[], Zone?]>([
    [
      'are those that pass, sorted and joined',
      'v=spf1 ip6:2001:db8::/32 ip4:192.0.2.128/25 ip4:192.0.2.0/25 -all',
      ['192.0.2.0/24', '2001:db8::/32'],
    ],
    ['end at all, whatever it says of the rest', 'v=spf1 ip4:192.0.2.1 ?all ip4:192.0.2.2', ['192.0.2.1']],
    [
      'leave out what fails before it may pass',
      'v=spf1 -ip4:192.0.2.0/31 ~ip4:192.0.2.2 ip4:192.0.2.0/30 -all',
      ['192.0.2.3'],
    ],
    ['keep what fails only behind its pass', 'v=spf1 ip4:192.0.2.0/31 -ip4:192.0.2.0/24 -all', ['192.0.2.0/31']],
    [
      'hold the hosts of a and mx, in both families',
      'v=spf1 a/31 mx:m.example//64 -all',
      ['192.0.2.8/31', '198.51.100.1', '2001:db8:1::/64'],
      {
        'r.example A': ['192.0.2.9'],
        'm.example MX': ['mx.example'],
        'mx.example A': ['198.51.100.1'],
        'mx.example AAAA': ['2001:db8:1::7'],
      },
    ],
    [
      'hold what is included, and not what fails there',
      'v=spf1 include:s.example -all',
      ['192.0.2.1'],
      { 's.example TXT': ['v=spf1 ip4:192.0.2.1 -ip4:192.0.2.2 ~all'] },
    ],
    [
      'leave out who passes an include that fails here',
      'v=spf1 -include:s.example ip4:192.0.2.0/31 -all',
      ['192.0.2.0'],
      { 's.example TXT': ['v=spf1 ip4:192.0.2.1 -all'] },
    ],
    [
      'go on where the record leads to',
      'v=spf1 -ip4:192.0.2.1 redirect=s.example',
      ['192.0.2.0'],
      { 's.example TXT': ['v=spf1 ip4:192.0.2.0/31 -all'] },
    ],
    ['do not follow a redirect beside all', 'v=spf1 ip4:192.0.2.1 -all redirect=s.example', ['192.0.2.1']],
    ['are none where nobody sends', 'v=spf1 a:gone.example exp=why.example -all', []],
  ])('%s', async (_, text, networks, zone) => {
    expect(await record(text, zone)).toMatchObject({ status: 'flat', networks });
  });

  test('know what the include costs', async () => {
    const zone: Zone = { 's.example TXT': ['v=spf1 a:t.example mx:t.example -all'], 't.example TXT': ['v=spf1 -all'] };
    expect(await record('v=spf1 include:s.example redirect=t.example', zone)).toMatchObject({ lookups: 1 + 3 + 1 });
  });
});

describe('no list of addresses says the same', () => {
  test.each([
    [
      'as exists',
      'v=spf1 exists:%{i}.l.example -all',
      '"exists:%{i}.l.example" in the record of r.example is asked anew',
    ],
    ['as ptr', 'v=spf1 ptr -all', '"ptr" in the record of r.example'],
    ['as a macro', 'v=spf1 include:%{d}.l.example -all', 'has a macro'],
    ['as a redirect with a macro', 'v=spf1 redirect=%{l}.l.example', 'has a macro'],
    ['as +all', 'v=spf1 ip4:192.0.2.1 all', '"all" in the record of r.example lets everybody pass'],
  ])('%s', async (_, text, reason) => {
    expect(await record(text)).toEqual({ status: 'cannot', reason: expect.stringContaining(reason) });
  });
});

describe('nothing is known', () => {
  test.each<[string, Zone, string]>([
    ['of a record that nobody gives', { 'r.example TXT': 'failed' }, 'TXT r.example: no answer'],
    [
      'of a host that nobody gives',
      { 'r.example TXT': ['v=spf1 a:h.example -all'], 'h.example A': ['192.0.2.1'], 'h.example AAAA': 'failed' },
      'AAAA h.example: no answer',
    ],
    ['of no record', { 'r.example TXT': ['hello'] }, 'r.example has no SPF record'],
    ['of several', { 'r.example TXT': ['v=spf1 -all', 'v=spf1 mx -all'] }, 'r.example has 2 SPF records'],
    [
      'of one that cannot be read',
      { 'r.example TXT': ['v=spf1 ip4:192.0.2.300 -all'] },
      'the record of r.example: "192.0.2.300" is not',
    ],
    [
      'of a circle',
      { 'r.example TXT': ['v=spf1 include:s.example -all'], 's.example TXT': ['v=spf1 include:R.example -all'] },
      's.example leads back to R.example',
    ],
    [
      'of too many MX hosts',
      { 'r.example TXT': ['v=spf1 mx -all'], 'r.example MX': Array.from({ length: 11 }, (_, at) => `m${at}.example`) },
      'has 11 MX hosts',
    ],
    [
      'of a trap',
      Object.fromEntries(
        Array.from({ length: 60 }, (_, at) => [
          `${at ? `r${at}` : 'r'}.example TXT`,
          [`v=spf1 include:r${at + 1}.example -all`],
        ]),
      ),
      'more than 50 records',
    ],
  ])('%s', async (_, zone, reason) => {
    expect(await passing(zone)).toEqual({ status: 'failed', reason: expect.stringContaining(reason) });
  });
});

describe('whatever the records', () => {
  const ip = fc.integer({ min: 0, max: 15 }).map(low => addressText({ family: 4, value: BigInt(0xc0000200 + low) }));
  const ip6 = fc.integer({ min: 0, max: 7 }).map(low => `2001:db8::${low}`);
  const qualifier = fc.constantFrom('', '', '', '+', '-', '~', '?');
  const term = fc.oneof(
    fc.tuple(ip, fc.integer({ min: 27, max: 32 })).map(([text, prefix]) => `ip4:${text}/${prefix}`),
    fc.tuple(ip6, fc.integer({ min: 125, max: 128 })).map(([text, prefix]) => `ip6:${text}/${prefix}`),
    fc.constantFrom('a:h1.example', 'a:h2.example/30//127', 'mx:h1.example', 'a:gone.example'),
  );
  const directive = fc.tuple(qualifier, term).map(parts => parts.join(''));
  const end = fc.constantFrom('-all', '~all', '?all', '', 'redirect=l2.example');
  const leaf = fc
    .tuple(fc.array(directive, { maxLength: 4 }), fc.constantFrom('-all', '~all', ''))
    .map(([list, all]) => text(list, all));
  const text = (list: string[], all: string) => ['v=spf1', ...list, all].filter(Boolean).join(' ');
  const branch = fc
    .tuple(
      fc.array(
        fc.oneof(
          directive,
          fc.tuple(qualifier, fc.constantFrom('include:l1.example', 'include:l2.example')).map(parts => parts.join('')),
        ),
        { maxLength: 4 },
      ),
      end,
    )
    .map(([list, all]) => text(list, all));
  const zones = fc
    .tuple(
      branch,
      leaf,
      leaf,
      fc.array(ip, { minLength: 1, maxLength: 2 }),
      fc.array(ip6, { minLength: 1, maxLength: 1 }),
    )
    .map(
      ([root, l1, l2, a, aaaa]): Zone => ({
        ...{ 'r.example TXT': [root], 'l1.example TXT': [l1], 'l2.example TXT': [l2] },
        ...{
          'h1.example A': a,
          'h1.example AAAA': aaaa,
          'h1.example MX': ['h2.example'],
          'h2.example A': ['192.0.2.5'],
        },
      }),
    );

  test('the same clients pass: the whole tree, and the list in its place', async () => {
    let compared = 0;
    const clients = fc.array(fc.oneof(ip, ip6), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(zones, clients, async (zone, ips) => {
        const found = await passing(zone);
        if (found.status !== 'flat') throw new Error(`${found.reason}`);
        const terms = found.networks.map(network => `${network.includes(':') ? 'ip6' : 'ip4'}:${network}`);
        const flat = resolverFor({ 'acme.example TXT': [`v=spf1 ${terms.join(' ')} -all`] }).resolve;
        const whole = resolverFor({ ...zone, 'acme.example TXT': ['v=spf1 include:r.example -all'] }).resolve;
        for (const client of ips) {
          const question = { ip: client, mailFrom: 'a@acme.example', helo: 'mx.example' };
          const before = await evaluateSpf(question, whole);
          // Over its limits the include is an error for everybody: what it means is not known then.
          if (before.result === 'permerror') continue;
          compared++;
          expect((await evaluateSpf(question, flat)).result, `${client} ${JSON.stringify(zone)}`).toBe(before.result);
        }
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(1000);
  });
});
