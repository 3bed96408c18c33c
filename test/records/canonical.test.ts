import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, sameRecord } from '../../src/records/canonical.ts';
import { recordTypes, type ZoneRecord } from '../../src/records/record.ts';

const record = (changes: Partial<ZoneRecord>): ZoneRecord => ({
  name: 'acme.example',
  type: 'TXT',
  content: 'v=spf1 -all',
  ttl: 3600,
  ...changes,
});

const same: [string, Partial<ZoneRecord>, Partial<ZoneRecord>][] = [
  ['the case and last dot of a name', { name: 'WWW.Acme.example.' }, { name: 'www.acme.example' }],
  [
    'the case and last dot of a target',
    { type: 'CNAME', content: 'Mail.Example.' },
    { type: 'CNAME', content: 'mail.example' },
  ],
  [
    'how an IPv6 address is written',
    { type: 'AAAA', content: '2001:0DB8:0:0:0:0:0:1' },
    { type: 'AAAA', content: '2001:db8::1' },
  ],
  ['the case of hex', { type: 'TLSA', content: '3 1 1 AB CD' }, { type: 'TLSA', content: '3 1 1 abcd' }],
  [
    'the quotes and tag of a CAA',
    { type: 'CAA', content: '0 Issue ca.example' },
    { type: 'CAA', content: '0 issue "ca.example"' },
  ],
  [
    'quotes and order of SvcParams',
    { type: 'HTTPS', content: '1 . port=8443 alpn="h3,h2"' },
    { type: 'HTTPS', content: '1 . alpn=h3,h2 port=8443' },
  ],
  [
    'a TTL that proxying overrides',
    { type: 'A', content: '192.0.2.1', proxied: true, ttl: 300 },
    { type: 'A', content: '192.0.2.1', proxied: true, ttl: 1 },
  ],
  ['proxied: false', { proxied: false }, {}],
  ['a priority on a type that has none', { priority: 0 }, {}],
];

const different: [string, Partial<ZoneRecord>, Partial<ZoneRecord>][] = [
  ['the case of a text', { content: 'V=spf1 -all' }, {}],
  ['a space in a text', { content: 'v=spf1  -all' }, {}],
  [
    'the priority of an MX',
    { type: 'MX', content: 'mx.example', priority: 10 },
    { type: 'MX', content: 'mx.example', priority: 20 },
  ],
  ['the TTL', { ttl: 300 }, {}],
  ['proxying', { type: 'A', content: '192.0.2.1', ttl: 1, proxied: true }, { type: 'A', content: '192.0.2.1', ttl: 1 }],
  ['the case of base64', { type: 'CERT', content: '1 0 0 AAab' }, { type: 'CERT', content: '1 0 0 aaAB' }],
  ['content that does not read as its type', { type: 'SRV', content: 'x' }, { type: 'SRV', content: 'y' }],
];

describe('the canonical record', () => {
  test.each(same)('%s makes no difference', (_, a, b) => {
    expect(sameRecord(record(a), record(b))).toBe(true);
  });

  test.each(different)('%s makes a difference', (_, a, b) => {
    expect(sameRecord(record(a), record(b))).toBe(false);
  });

  test('the null MX keeps its dot', () => {
    expect(canonical(record({ type: 'MX', content: '.', priority: 0 }))).toMatchObject({ content: '.', priority: 0 });
  });

  test('it is its own canonical form, whatever the content', () => {
    const anyRecord = fc.record({
      name: fc.constantFrom('acme.example', 'A.b.Example.', '.'),
      type: fc.constantFrom(...recordTypes),
      content: fc.oneof(fc.string(), fc.ipV6(), fc.constantFrom('0 issue "x"', '1 . b=2 a="1 2"', '1 1 host.', '. ')),
      priority: fc.option(fc.nat(65535), { nil: undefined }),
      ttl: fc.constantFrom(1, 60, 3600),
      proxied: fc.option(fc.boolean(), { nil: undefined }),
    });
    fc.assert(
      fc.property(anyRecord, value => {
        expect(canonical(canonical(value))).toEqual(canonical(value));
        expect(sameRecord(value, canonical(value))).toBe(true);
      }),
    );
  });
});
