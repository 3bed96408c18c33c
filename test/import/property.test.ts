/** Whatever an estate renders, or a zone holds: imported, it renders the same again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MailyardError } from '../../src/error.ts';
import { readBind } from '../../src/import/bind.ts';
import { type FoundRecord, sourceZone } from '../../src/import/source.ts';
import type { RelayUse } from '../../src/inventory/model.ts';
import type { RecordType } from '../../src/records/record.ts';
import { recordTypes } from '../../src/records/record.ts';
import type { DomainParts } from '../support/estate.ts';
import { recordsOf } from '../support/records.ts';
import { expectSame, imported, renderedBy } from './expected.ts';
import { everyType } from './zones.ts';

const ZONE = 'acme.example';
const subset = <T>(...items: T[]) => fc.subarray(items);
const KEY = 'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB';

const relays = fc
  .tuple(
    subset<RelayUse>(
      { name: 'amazon-ses', region: 'eu-central-1' },
      { name: 'mailgun', returnPath: 'mg2', tracking: 'email' },
      { name: 'sendgrid', returnPath: 'em' },
      { name: 'postmark' },
      { name: 'sparkpost', tracking: 'click' },
      { name: 'mailjet' },
      { name: 'brevo' },
    ),
    fc.boolean(),
  )
  .map(([list, atApex]) => (atApex ? list.map(use => ({ ...use, envelope: 'apex' as const })) : list));

const values: DomainParts['values'] = {
  'google-workspace': { dkimKey: KEY, verification: `google-site-verification=${'A'.repeat(43)}` },
  'amazon-ses': { dkimToken1: 'a'.repeat(32), dkimToken2: 'b'.repeat(32), dkimToken3: 'c'.repeat(32) },
  mailgun: { dkimTarget1: 'pdk1._domainkey.x.dkim1.mailgun.com', dkimTarget2: 'pdk2._domainkey.x.dkim1.mailgun.com' },
  sendgrid: { returnPathTarget: 'u1.wl2.sendgrid.net' },
  postmark: { dkimSelector: '20261122pm', dkimKey: `k=rsa; p=${'B'.repeat(40)}` },
  mailjet: { dkimKey: `k=rsa; p=${'C'.repeat(40)}` },
  brevo: { verification: `brevo-code:${'0'.repeat(32)}` },
};

const domains: fc.Arbitrary<DomainParts> = fc.record({
  mailProvider: fc.constantFrom('none', 'google-workspace', 'migadu', 'fastmail', 'zoho', 'purelymail'),
  relays,
  sendingIps: subset('192.0.2.1', '198.51.100.0/24', '2001:db8::/48'),
  returnPath: fc.constantFrom('none', 'rp'),
  ttl: fc.constantFrom(1, 300, 3600),
  spf: fc.record({
    all: fc.constantFrom('-all' as const, '~all' as const),
    include: subset('spf.crm.example', 'spf.shop.example'),
    flatten: fc.constant('never' as const),
  }),
  dmarc: fc.record({
    policy: fc.constantFrom('none' as const, 'quarantine' as const, 'reject' as const),
    testing: fc.boolean(),
    alignment: fc.record({
      spf: fc.constantFrom('relaxed' as const, 'strict' as const),
      dkim: fc.constantFrom('relaxed' as const, 'strict' as const),
    }),
    reports: subset('a@acme.example', 'b!c@acme.example'),
  }),
  tlsReports: subset('t@acme.example'),
  mtaSts: fc.record({
    mode: fc.constantFrom('none' as const, 'testing' as const, 'enforce' as const),
    maxAge: fc.constantFrom(86_400, 604_800, 777_777),
    mx: fc.constant([]),
    policyHost: fc.constant('sts.example.net'),
  }),
  caa: fc.record({ issue: subset('ca.example', 'other-ca.example'), iodef: subset('mailto:s@acme.example') }),
  values: fc.constant(values),
});

test('a domain of an estate', () => {
  fc.assert(
    fc.property(domains, parts => {
      const records = recordsOf(parts).filter(({ provided }) => !provided);
      const { text, zones } = imported([sourceZone(ZONE, records)]);
      expectSame(renderedBy(text).get(ZONE), records);
      if (parts.mailProvider !== 'none') expect(zones[0]?.domains[0]?.provider).toBe(parts.mailProvider);
    }),
    { numRuns: 100 },
  );
});

const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9-]{0,6}[a-z0-9])?$/);
const name = fc.oneof(
  fc.constant(ZONE),
  fc
    .array(fc.oneof(label, fc.constantFrom('_dmarc', '_domainkey', 'mta-sts', 'acme', 'example')), {
      minLength: 1,
      maxLength: 3,
    })
    .map(labels => `${labels.join('.')}.${ZONE}`),
);
const contents = new Map(recordTypes.map(type => [type, everyType.records.filter(record => record.type === type)]));
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    'v=spf1 -all',
    'v=DMARC1; p=none',
    'v=spf1',
    '~',
    'null',
    '# no',
    'a: b',
    '{x}',
    '"quoted"',
    '- x',
    '%TAG',
  ),
);

const found: fc.Arbitrary<FoundRecord> = fc
  .tuple(name, fc.constantFrom<RecordType>(...recordTypes), text, fc.nat(100_000), fc.boolean(), fc.nat(9))
  .map(([name, type, text, ttl, proxied, pick]) => {
    const known = contents.get(type) ?? [];
    const { content, priority } = known[pick % known.length] as (typeof known)[number];
    const mayBeProxied = proxied && (type === 'A' || type === 'AAAA' || type === 'CNAME');
    return {
      ...{ name, type, ttl, content: type === 'TXT' ? text : content },
      ...(priority !== undefined && { priority }),
      ...(mayBeProxied && { proxied: true }),
    };
  });

const scraps = fc.constantFrom(
  '$TTL 60',
  '$ORIGIN b.example.',
  '(',
  ')',
  '"',
  '\\',
  ';',
  'IN',
  'TXT',
  'MX',
  '10',
  'a',
  '@',
  '\n',
  ' ',
  '\n ',
  'A 192.0.2.1',
  '"x"',
  '\\300',
  'TYPE1 \\# 1 00',
);

test('any text is read as a zone file or refused with its place', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(scraps, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 }), pieces => {
      try {
        readBind(Buffer.from(pieces.join(' ')), 'acme.example.zone');
      } catch (error) {
        expect(error).toBeInstanceOf(MailyardError);
        expect((error as MailyardError).message).toMatch(/^acme\.example\.zone:\d+:\d+: /);
      }
    }),
    { numRuns: 500 },
  );
});

test('any zone: each record is rendered as it was, or kept with a reason', () => {
  fc.assert(
    fc.property(fc.array(found, { maxLength: 30 }), list => {
      const source = sourceZone(ZONE, list);
      expect(source.records.length + source.kept.length + source.leftOut).toBe(list.length);
      const { text } = imported([source]);
      expectSame(renderedBy(text).get(ZONE), source.records);
    }),
    { numRuns: 150 },
  );
});
