import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RelayUse } from '../../src/inventory/model.ts';
import { addressTerms, buildSpf, ownLookups, type SpfPart } from '../../src/records/spf.ts';
import { spfHosts } from '../../src/records/spf-hosts.ts';
import type { DomainParts } from '../support/estate.ts';
import { contentOf, contextOf, keysOf, recordsOf } from '../support/records.ts';

const part = (terms: string[], lookups = ownLookups(terms)): SpfPart => ({ terms, lookups, source: 'test' });
const ses = { name: 'amazon-ses', region: 'eu-central-1' };

describe('an SPF record', () => {
  test('without senders refuses everyone', () => {
    expect(buildSpf([], '-all')).toEqual({ content: 'v=spf1 -all', lookups: 0, parts: [] });
  });

  test('puts what costs no lookup first and keeps the order within a kind', () => {
    const parts = [
      part(['include:b.example', 'mx']),
      part(['include:a.example', 'ip6:2001:db8::/32', 'ip4:192.0.2.1']),
    ];
    expect(buildSpf(parts, '~all').content).toBe(
      'v=spf1 ip4:192.0.2.1 ip6:2001:db8::/32 mx include:b.example include:a.example ~all',
    );
  });

  test('writes and pays a term once, whoever repeats it and in whatever case', () => {
    const record = buildSpf([part(['include:relay.example'], 3), part(['include:Relay.example'], 3)], '-all');
    expect(record).toMatchObject({ content: 'v=spf1 include:relay.example -all', lookups: 3 });
  });

  test('writes a term once that one part repeats', () => {
    expect(buildSpf([part(['ip4:192.0.2.1', 'ip4:192.0.2.1'])], '-all').content).toBe('v=spf1 ip4:192.0.2.1 -all');
  });

  test('pays the rest of a part of which another part has paid some', () => {
    const both = [part(['include:a.example'], 1), part(['include:a.example', 'include:b.example'], 5)];
    expect(buildSpf(both, '-all').lookups).toBe(1 + 4);
  });

  test('lists the dearest parts first', () => {
    const { parts } = buildSpf([part(['ip4:192.0.2.1']), part(['include:a.example'], 2), part(['mx'], 7)], '-all');
    expect(parts.map(({ lookups }) => lookups)).toEqual([7, 2, 0]);
  });

  test.each([
    ['include:a.example', 1],
    ['a', 1],
    ['a/24', 1],
    ['a:host.example//64', 1],
    ['-mx', 1],
    ['ptr', 1],
    ['exists:%{i}.example', 1],
    ['redirect=a.example', 1],
    ['ip4:192.0.2.1', 0],
    ['ip6:2001:db8::1', 0],
    ['exp=a.example', 0],
    ['all', 0],
    ['address:a.example', 0],
  ])('counts %s as %i lookups', (term, lookups) => {
    expect(ownLookups([term])).toBe(lookups);
  });

  test('tells IPv4 from IPv6, addresses and networks alike', () => {
    expect(addressTerms(['192.0.2.1', '198.51.100.0/24', '2001:db8::1', '2001:db8::/32'])).toEqual([
      'ip4:192.0.2.1',
      'ip4:198.51.100.0/24',
      'ip6:2001:db8::1',
      'ip6:2001:db8::/32',
    ]);
  });
});

describe('the SPF hosts of a domain', () => {
  const hosts = (parts: DomainParts) =>
    Object.fromEntries(spfHosts(contextOf(parts)).map(({ host, record }) => [host, record.content]));

  test('are the apex alone for a domain that only receives', () => {
    expect(hosts({})).toEqual({ 'acme.example': 'v=spf1 -all' });
  });

  test("keep a relay's terms on its own return path", () => {
    expect(hosts({ mailProvider: 'google-workspace', relays: [ses] })).toEqual({
      'acme.example': 'v=spf1 include:_spf.google.com -all',
      'bounce.acme.example': 'v=spf1 include:amazonses.com -all',
    });
  });

  test('put a relay with the domain in MAIL FROM at the apex, and leave it no return path', () => {
    const relays: RelayUse[] = [{ ...ses, envelope: 'apex' }];
    const records = recordsOf({ relays });
    expect(contentOf(records, 'spf')).toBe('v=spf1 include:amazonses.com -all');
    expect(keysOf(records).filter(key => key.includes('@'))).toEqual([]);
  });

  test('follow the label that the inventory gives the return path', () => {
    expect(hosts({ relays: [{ ...ses, returnPath: 'mail' }] })).toHaveProperty(['mail.acme.example']);
  });

  test("carry the domain's own addresses at the apex and at its own return path", () => {
    const addresses = 'v=spf1 ip4:192.0.2.1 ip6:2001:db8::/32 ~all';
    expect(
      hosts({
        sendingIps: ['2001:db8::/32', '192.0.2.1'],
        returnPath: 'rp',
        spf: { all: '~all', include: [], flatten: 'never' },
      }),
    ).toEqual({ 'acme.example': addresses, 'rp.acme.example': addresses });
  });

  test('are none at the target of a CNAME: its owner keeps SPF there', () => {
    expect(hosts({ relays: [{ name: 'postmark' }] })).toEqual({ 'acme.example': 'v=spf1 -all' });
  });

  test('leave out a term whose variable nobody set', () => {
    expect(hosts({ relays: [{ name: 'smtp-relay' }] })).toEqual({
      'acme.example': 'v=spf1 -all',
      'bounce.acme.example': 'v=spf1 -all',
    });
  });

  test("price a user's include by the template that knows it", () => {
    const include = ['mailgun.org', 'unknown.example'];
    const [apex] = spfHosts(contextOf({ spf: { all: '-all', include, flatten: 'never' } }));
    expect(apex?.record.lookups).toBe(5 + 1);
    expect(apex?.record.parts.map(({ unpriced }) => unpriced ?? false)).toEqual([false, true]);
  });
});

describe('whatever sends for a domain', () => {
  const relay = fc.constantFrom('amazon-ses', 'mailgun', 'postmark', 'sendgrid', 'smtp-relay', 'brevo', 'mailjet');
  const relays = fc.uniqueArray(relay, { maxLength: 4 }).chain(names =>
    fc.tuple(
      ...names.map((name, index) =>
        fc.record({
          name: fc.constant(name),
          region: fc.constant('eu-central-1'),
          spfInclude: fc.constant('spf.relay.example'),
          returnPath: fc.constant(`rp${index}`),
          envelope: fc.constantFrom('apex' as const, 'return-path' as const),
        }),
      ),
    ),
  );
  const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('192.0.2.1', '2001:DB8::1', '2001:db8::1'));
  const domains = fc.record({
    mailProvider: fc.constantFrom('none', 'google-workspace', 'fastmail', 'migadu'),
    relays,
    sendingIps: fc.array(address, { maxLength: 5 }),
    returnPath: fc.constantFrom('none', 'own'),
    spf: fc.record({
      all: fc.constantFrom('-all' as const, '~all' as const),
      include: fc.array(fc.constantFrom('mailgun.org', '_spf.google.com', 'other.example', 'Other.example')),
      flatten: fc.constant('never' as const),
    }),
  });

  test('there is one SPF record a name, whole, without repeats, and never dearer than its parts', () => {
    fc.assert(
      fc.property(domains, parts => {
        const spf = recordsOf(parts).filter(({ content }) => content.startsWith('v=spf1'));
        expect(new Set(spf.map(({ name }) => name)).size).toBe(spf.length);
        for (const { content } of spf) {
          const [version, ...terms] = content.toLowerCase().split(' ');
          expect(version).toBe('v=spf1');
          expect(terms.at(-1)).toBe(parts.spf.all);
          expect(new Set(terms).size).toBe(terms.length);
        }
        for (const { record } of spfHosts(contextOf(parts))) {
          const priced = record.parts.reduce((sum, { lookups }) => sum + lookups, 0);
          expect(record.lookups).toBe(priced);
          expect(record.lookups).toBeGreaterThanOrEqual(ownLookups(record.content.split(' ')));
        }
      }),
      { numRuns: 150 },
    );
  });
});
