import { describe, expect, test } from 'vitest';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { DmarcSettings, MtaStsSettings } from '../../src/inventory/model.ts';
import { addressDomain, dmarcContent, needsConsent, retiredDmarcContent } from '../../src/records/dmarc.ts';
import { policyText, stsPolicy, tlsReportContent } from '../../src/records/mta-sts.ts';
import { contentOf, keysOf, recordsOf, theRecord } from '../support/records.ts';

const dmarc = (changes: Partial<DmarcSettings> = {}): DmarcSettings => ({ ...builtIn.dmarc, ...changes });

describe('a DMARC record', () => {
  test('says no more than its policy by default', () => {
    expect(dmarcContent(dmarc(), [])).toBe('v=DMARC1; p=none');
  });

  test('has v first, p second and no tag that RFC 9989 removed', () => {
    const full = dmarc({
      policy: 'quarantine',
      subdomains: 'reject',
      nonexistent: 'reject',
      testing: true,
      alignment: { spf: 'strict', dkim: 'strict' },
    });
    expect(dmarcContent(full, ['dmarc@acme.example'])).toBe(
      'v=DMARC1; p=quarantine; sp=reject; np=reject; t=y; adkim=s; aspf=s; rua=mailto:dmarc@acme.example',
    );
  });

  test('encodes what would end an address: comma, exclamation mark, semicolon', () => {
    expect(dmarcContent(dmarc(), ['a,b!c;d@acme.example', 'e@acme.example'])).toBe(
      'v=DMARC1; p=none; rua=mailto:a%2Cb%21c%3Bd@acme.example,mailto:e@acme.example',
    );
  });

  test('of a retired domain refuses all and still asks for reports', () => {
    expect(retiredDmarcContent(['r@acme.example'])).toBe(
      'v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:r@acme.example',
    );
    expect(retiredDmarcContent([])).toBe('v=DMARC1; p=reject; sp=reject; np=reject');
  });

  test("sends reports to the estate's contact, or in its place to the domain's own", () => {
    const contacts = { dmarcReports: 'all@acme-watch.example' };
    const own = { dmarc: dmarc({ reports: ['own@acme.example'] }) };
    expect(contentOf(recordsOf({}, { contacts }), 'dmarc')).toBe('v=DMARC1; p=none; rua=mailto:all@acme-watch.example');
    expect(contentOf(recordsOf(own, { contacts }), 'dmarc')).toBe('v=DMARC1; p=none; rua=mailto:own@acme.example');
  });

  test('stands at _dmarc below the domain', () => {
    expect(theRecord(recordsOf(), 'dmarc')).toMatchObject({ name: '_dmarc.acme.example', type: 'TXT', ttl: 3600 });
  });
});

describe('consent to reports', () => {
  test.each([
    ['acme.example', 'acme.example', false],
    ['news.acme.example', 'reports.acme.example', false],
    ['acme.example', 'acme-watch.example', true],
    ['acme.co.uk', 'other.co.uk', true],
    ['a.acme.co.uk', 'b.acme.co.uk', false],
  ])('of %s sent to %s: needed is %s', (policy, reports, needed) => {
    expect(needsConsent(policy, reports)).toBe(needed);
  });

  test('is asked of the domain after the last @, in lower case', () => {
    expect(addressDomain('"a@b"@Acme.Example')).toBe('acme.example');
  });
});

describe('MTA-STS', () => {
  const sts: MtaStsSettings = { ...builtIn.mtaSts, mode: 'testing', policyHost: 'sts.example.net' };
  const mx = (content: string, priority = 10) => ({ name: '@', type: 'MX' as const, content, priority });
  const idOf = (mtaSts: MtaStsSettings, ...hosts: string[]) =>
    contentOf(recordsOf({ mtaSts, records: hosts.map(host => mx(host)) }), 'mta-sts');

  test('policy has one line a host, CRLF and max_age in seconds', () => {
    expect(policyText(stsPolicy({ ...sts, mx: ['*.mx.example', 'a.example'] }, ['a.example', 'b.example']))).toBe(
      'version: STSv1\r\nmode: testing\r\nmx: a.example\r\nmx: b.example\r\nmx: *.mx.example\r\nmax_age: 604800\r\n',
    );
  });

  test('has a record with an id and a CNAME to the host of the policy', () => {
    const records = recordsOf({ mtaSts: sts, mailProvider: 'fastmail' });
    expect(contentOf(records, 'mta-sts')).toMatch(/^v=STSv1; id=[a-z0-9]{1,32}$/);
    expect(theRecord(records, 'mta-sts-policy')).toMatchObject({
      name: 'mta-sts.acme.example',
      type: 'CNAME',
      content: 'sts.example.net',
    });
  });

  test('changes its id whenever the policy changes, and only then', () => {
    const id = idOf(sts, 'a.example');
    expect(idOf({ ...sts, mode: 'enforce' }, 'a.example')).not.toBe(id);
    expect(idOf({ ...sts, maxAge: 86400 }, 'a.example')).not.toBe(id);
    expect(idOf(sts, 'b.example')).not.toBe(id);
    expect(idOf({ ...sts, mx: ['c.example'] }, 'a.example')).not.toBe(id);
    expect(idOf({ ...sts, policyHost: 'other.example.net' }, 'a.example')).toBe(id);
    expect(idOf(sts, 'A.Example.')).toBe(id);
  });

  test('has no CNAME where a Worker serves the policy: Cloudflare writes the host itself', () => {
    const own = recordsOf({ mtaSts: { ...sts, policyHost: undefined }, mailProvider: 'fastmail' });
    expect(keysOf(own.filter(({ role }) => role === 'mta-sts'))).toEqual(['mta-sts']);
  });

  test('is not rendered without a mode, or while the MX is unknown', () => {
    const roles = (parts: Parameters<typeof recordsOf>[0]) => recordsOf(parts).map(({ role }) => role);
    expect(roles({ mtaSts: sts, mailProvider: 'microsoft-365' })).not.toContain('mta-sts');
    expect(roles({ mtaSts: { ...sts, mode: 'none' }, mailProvider: 'fastmail' })).not.toContain('mta-sts');
  });
});

describe('TLS reports', () => {
  const contacts = { tlsReports: 'tls@acme.example' };

  test('take addresses and https endpoints', () => {
    expect(tlsReportContent(['tls@acme.example', 'https://reports.example/v1'])).toBe(
      'v=TLSRPTv1; rua=mailto:tls@acme.example,https://reports.example/v1',
    );
  });

  test('come with MTA-STS, and alone only where the domain asks', () => {
    const mtaSts: MtaStsSettings = { ...builtIn.mtaSts, mode: 'testing', policyHost: 'sts.example.net' };
    expect(contentOf(recordsOf({ mtaSts }, { contacts }), 'tls-rpt')).toBe('v=TLSRPTv1; rua=mailto:tls@acme.example');
    expect(keysOf(recordsOf({}, { contacts }))).not.toContain('tls-rpt');
    const alone = recordsOf({ tlsReports: ['own@acme.example'] }, { contacts });
    expect(theRecord(alone, 'tls-rpt')).toMatchObject({
      name: '_smtp._tls.acme.example',
      content: 'v=TLSRPTv1; rua=mailto:own@acme.example',
    });
  });
});

describe('BIMI', () => {
  test('names the logo, and the certificate where there is one', () => {
    const logo = 'https://acme.example/logo.svg';
    const plain = recordsOf({ bimi: { logo, selector: 'default' } });
    expect(theRecord(plain, 'bimi')).toMatchObject({
      name: 'default._bimi.acme.example',
      content: `v=BIMI1; l=${logo};`,
    });
    const certified = recordsOf({ bimi: { logo, certificate: 'https://acme.example/vmc.pem', selector: 'brand' } });
    expect(theRecord(certified, 'bimi-brand')).toMatchObject({
      name: 'brand._bimi.acme.example',
      content: `v=BIMI1; l=${logo}; a=https://acme.example/vmc.pem;`,
    });
  });
});

describe('CAA', () => {
  const caa = { issue: ['letsencrypt.org'], issuemail: [';'], iodef: ['mailto:security@acme.example'] };

  test('has one record a property and value', () => {
    const records = recordsOf({ caa }).filter(({ role }) => role === 'caa');
    expect(records.map(({ key, content }) => [key, content])).toEqual([
      ['caa-issue-1', '0 issue "letsencrypt.org"'],
      ['caa-issuemail-1', '0 issuemail ";"'],
      ['caa-iodef-1', '0 iodef "mailto:security@acme.example"'],
    ]);
  });

  test('keeps its keys when another authority is added', () => {
    const before = recordsOf({ caa });
    const after = recordsOf({ caa: { ...caa, issue: ['letsencrypt.org', 'ca.example'] } });
    for (const { key, content } of before) expect(contentOf(after, key)).toBe(content);
  });
});
