import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/inventory/finding.ts';
import type { Domain, ExtraRecord } from '../../src/inventory/model.ts';
import { aDomain, anEstate } from '../support/estate.ts';

const conflicts = ['cname-conflict', 'two-policies', 'two-mx-sets', 'repeated-record', 'repeated-key', 'zone-quota'];

const found = (...domains: Domain[]): Finding[] =>
  anEstate(domains).findings.filter(({ rule }) => conflicts.includes(rule));

const withRecords = (...records: ExtraRecord[]): Domain => aDomain({ records });
const txt = (name: string, content: string): ExtraRecord => ({ name, type: 'TXT', content });
const cname = (name: string, content = 'x.example'): ExtraRecord => ({ name, type: 'CNAME', content });

/** The subdomain and its parent, in two segments but one zone. */
const shared = (parent: ExtraRecord[], child: ExtraRecord[]): Domain[] => [
  aDomain({ domain: 'acme.example', segment: 'primary', records: parent }),
  aDomain({ domain: 'news.acme.example', segment: 'pool-a', zone: 'acme.example', records: child }),
];

describe('a CNAME', () => {
  test('beside another record is an error that names both origins', () => {
    const [finding, ...more] = found(withRecords(cname('www'), txt('www', 'hello')));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ rule: 'cname-conflict', severity: 'error', reference: 'RFC 1034 §3.6.2' });
    expect(finding?.message).toContain('www.acme.example is a CNAME (acme.example (records))');
    expect(finding?.message).toContain('the TXT record of acme.example (records)');
  });

  test('of a relay beside what the user wrote there is found as well', () => {
    const [finding] = found(aDomain({ relays: [{ name: 'postmark' }], records: [txt('pm-bounces', 'x')] }));
    expect(finding?.message).toContain('acme.example (postmark)');
    expect(finding?.message).toContain('acme.example (records)');
  });

  test('at the apex is flattened by Cloudflare: no conflict', () => {
    expect(found(withRecords(cname('@')))).toEqual([]);
  });

  test('at a subdomain in its parent zone is one', () => {
    const findings = found(...shared([cname('news')], []));
    expect(findings.map(({ rule }) => rule)).toContain('cname-conflict');
    expect(findings[0]?.message).toMatch(/comes from domains\/(primary|pool-a)\.yaml:10:5/);
  });
});

describe('two policies at one name', () => {
  test.each([
    ['SPF', '@', 'v=spf1 a -all', 'RFC 7208 §3.2'],
    ['DMARC', '_dmarc', 'v=DMARC1; p=none', 'RFC 9989 §4.10'],
  ])('%s: an error with its clause', (what, name, content, reference) => {
    const findings = found(withRecords(txt(name, content))).filter(({ rule }) => rule === 'two-policies');
    expect(findings).toMatchObject([{ severity: 'error', reference }]);
    expect(findings[0]?.message).toContain(`two ${what} records`);
    expect(findings[0]?.message).toContain('acme.example (records)');
  });

  test('are found across segments, with both places', () => {
    const [finding] = found(...shared([txt('news', 'v=spf1 -all ')], [])).filter(({ rule }) => rule === 'two-policies');
    expect(finding?.message).toContain('news.acme.example (spf)');
    expect(finding?.message).toContain('acme.example (records)');
    expect(`${finding?.file} ${finding?.message}`).toMatch(/primary\.yaml.*pool-a\.yaml|pool-a\.yaml.*primary\.yaml/);
  });

  test('at different names are none', () => {
    expect(found(withRecords(txt('other', 'v=spf1 -all'), txt('more', 'v=spf1 -all')))).toEqual([]);
  });
});

describe('two MX sets at one name', () => {
  const mx = (name: string, content: string): ExtraRecord => ({ name, type: 'MX', content, priority: 10 });

  test('of two domains are an error, since their stacks would take it from each other', () => {
    const [finding] = found(...shared([mx('news', 'mx.a.example')], [mx('@', 'mx.b.example')]));
    expect(finding).toMatchObject({ rule: 'two-mx-sets', severity: 'error' });
    expect(finding?.message).toContain('news.acme.example would get its MX records from news.acme.example (records)');
  });

  test('of one domain are one set', () => {
    expect(found(withRecords(mx('@', 'mx.a.example'), mx('@', 'mx.b.example')))).toEqual([]);
  });
});

describe('the same record twice', () => {
  test('is an error, however it is written', () => {
    const mx = (content: string): ExtraRecord => ({ name: '@', type: 'MX', content, priority: 10 });
    expect(found(withRecords(mx('mx.example'), mx('MX.Example.')))).toMatchObject([{ rule: 'repeated-record' }]);
  });

  test('is none where the values differ', () => {
    expect(found(withRecords(txt('a', 'one'), txt('a', 'two')))).toEqual([]);
  });
});

describe('one key for two records', () => {
  const domains = (segment: string): Domain[] => [
    aDomain({ records: [txt('news', 'a')] }),
    aDomain({ domain: 'news.acme.example', zone: 'acme.example', segment, records: [txt('@', 'b')] }),
  ];

  test('is an error that names both', () => {
    const [finding] = found(...domains('primary'));
    expect(finding).toMatchObject({ rule: 'repeated-key', severity: 'error', domain: 'news.acme.example' });
    expect(finding?.message).toContain('extra-txt@news');
    expect(finding?.message).toContain('of acme.example (records) and news.acme.example (records)');
  });

  test('is none in two segments: their marks tell them apart', () => {
    expect(found(...domains('pool-a'))).toEqual([]);
  });
});

describe('the quota of a zone', () => {
  const many = (count: number) => withRecords(...Array.from({ length: count }, (_, index) => txt(`host${index}`, 'x')));

  test('of a free plan is 200 records, all segments together', () => {
    // SPF and DMARC make it 200.
    expect(found(many(198))).toEqual([]);
    expect(found(many(199))).toMatchObject([{ rule: 'zone-quota', severity: 'warning' }]);
    expect(found(many(199))[0]?.message).toContain('201 records');
  });

  test('can be switched off for a paid plan', () => {
    const rules = { 'zone-quota': { level: 'off' as const, reason: 'Pro plan' } };
    expect(found({ ...many(199), settings: { ...many(199).settings, rules } })).toEqual([]);
  });
});
