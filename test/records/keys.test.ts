import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExtraRecord, RelayUse } from '../../src/inventory/model.ts';
import { fqdn, hostOfKey, recordKey, roleOfKey } from '../../src/records/key.ts';
import { recordRoles } from '../../src/records/record.ts';
import type { DomainParts } from '../support/estate.ts';
import { contentOf, keysOf, recordsOf, theRecord } from '../support/records.ts';

const ses = { name: 'amazon-ses', region: 'eu-central-1' };
const mx = (content: string, priority: number): ExtraRecord => ({ name: '@', type: 'MX', content, priority });
const txt = (content: string, name = '@'): ExtraRecord => ({ name, type: 'TXT', content });

describe('keys', () => {
  test('speak of role and service, and below the apex of the host', () => {
    const records = recordsOf({
      mailProvider: 'fastmail',
      relays: [
        { ...ses, tracking: 'click' },
        { name: 'mailgun', tracking: 'email' },
      ],
      records: [{ name: 'www', type: 'CNAME', content: 'acme.example.' }, txt('hello')],
    });
    expect(keysOf(records).sort()).toEqual([
      'autodiscover-imaps-srv',
      'autodiscover-jmap-srv',
      'autodiscover-srv',
      'autodiscover-submissions-srv',
      'dkim-fm1',
      'dkim-fm2',
      'dkim-fm3',
      'dkim-pdk1@mg',
      'dkim-pdk2@mg',
      'dkim-ses-1',
      'dkim-ses-2',
      'dkim-ses-3',
      'dmarc',
      'extra-cname@www',
      'extra-txt',
      'mx-1',
      'mx-2',
      'return-path-2@mg',
      'return-path@bounce',
      'return-path@mg',
      'spf',
      'spf@bounce',
      'spf@mg',
      'tracking@email.mg',
    ]);
  });

  test('of a subdomain in its parent zone name the subdomain', () => {
    const records = recordsOf({
      domain: 'news.acme.example',
      zone: 'acme.example',
      mailProvider: 'fastmail',
      relays: [ses],
    });
    expect(keysOf(records)).toEqual(expect.arrayContaining(['mx-1@news', 'spf@news', 'dmarc@news', 'dkim-fm1@news']));
    expect(keysOf(records)).toEqual(expect.arrayContaining(['spf@bounce.news', 'return-path@bounce.news']));
    expect(keysOf(records).filter(key => !key.includes('@'))).toEqual([]);
  });

  const edits: [string, DomainParts, DomainParts][] = [
    ['a second MX', { records: [mx('a.example', 10)] }, { records: [mx('a.example', 10), mx('b.example', 20)] }],
    ['a second TXT', { records: [txt('a')] }, { records: [txt('a'), txt('b')] }],
    ['another relay', { relays: [ses] }, { relays: [ses, { name: 'mailgun' }] }],
    ['a relay before the others', { relays: [ses] }, { relays: [{ name: 'mailgun' }, ses] }],
    ['an address', { relays: [ses] }, { relays: [ses], sendingIps: ['192.0.2.1'], returnPath: 'own' }],
    [
      'a verification code',
      { mailProvider: 'migadu' },
      { mailProvider: 'migadu', values: { migadu: { verification: 'hosted-email-verify=a' } } },
    ],
    ['a record of another name', { records: [txt('a', 'x')] }, { records: [txt('b', 'w'), txt('a', 'x')] }],
  ];

  test.each(edits)('stay as they are when %s is added', (_, before, after) => {
    const later = recordsOf(after);
    for (const { key, name, type } of recordsOf(before)) {
      expect(theRecord(later, key)).toMatchObject({ name, type });
    }
  });

  test('of a relay stay when it begins to leave and another one shares its selector', () => {
    const left = { name: 'brevo', values: {} };
    const key = { dkimKey: 'k=rsa; p=AAAA' };
    const values = { brevo: { ...key, dkimSelector: 'smtp' }, mailgun: key };
    const relays: RelayUse[] = [{ name: left.name }, { name: 'mailgun' }];
    const before = recordsOf({ relays, values });
    const after = recordsOf({
      relays: [{ name: 'mailgun' }],
      leaving: [{ name: 'brevo', since: '2026-11-20' }],
      values,
    });
    for (const { key, name } of after.filter(({ role }) => role === 'dkim')) {
      expect(theRecord(before, key).name).toBe(name);
    }
  });

  test('tell role and host again', () => {
    const role = fc.constantFrom(...recordRoles);
    const id = fc.option(fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,8}$/), { nil: undefined });
    const label = fc.option(fc.stringMatching(/^[a-z][a-z0-9.]{0,8}$/), { nil: undefined });
    fc.assert(
      fc.property(role, id, label, (role, id, label) => {
        const host = label ? `${label}.acme.example` : 'acme.example';
        const key = recordKey(role, id, host, 'acme.example');
        expect(roleOfKey(key)).toBe(role);
        expect(hostOfKey(key, 'acme.example')).toBe(host);
      }),
    );
  });

  test('that no role explains are extra', () => {
    expect(roleOfKey('something')).toBe('extra');
    expect(roleOfKey('mxa')).toBe('extra');
  });

  test('are unique in the zone, whatever the settings', () => {
    const relay = fc.constantFrom<RelayUse>(
      ses,
      { name: 'mailgun' },
      { name: 'postmark' },
      { name: 'sendgrid' },
      { name: 'sparkpost' },
    );
    const record: fc.Arbitrary<ExtraRecord> = fc.record({
      name: fc.constantFrom('@', 'www', 'bounce', 'acme.example', 'a.b'),
      type: fc.constantFrom('TXT' as const, 'MX' as const, 'A' as const),
      content: fc.constantFrom('192.0.2.1', 'x.example'),
      priority: fc.constant(10),
    });
    const domains: fc.Arbitrary<DomainParts> = fc.record({
      domain: fc.constantFrom('acme.example', 'news.acme.example'),
      zone: fc.constant('acme.example'),
      mailProvider: fc.constantFrom('none', 'fastmail', 'mailcow', 'stalwart', 'zoho', 'google-workspace'),
      relays: fc.uniqueArray(relay, { selector: use => use.name }),
      sendingIps: fc.constantFrom<string[]>([], ['192.0.2.1']),
      returnPath: fc.constantFrom('none', 'own'),
      records: fc.array(record, { maxLength: 6 }),
      caa: fc.constant({ issue: ['a.example', 'b.example'], iodef: ['mailto:x@acme.example'] }),
    });
    fc.assert(
      fc.property(domains, parts => {
        const keys = keysOf(recordsOf(parts));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe('names', () => {
  test.each([
    ['@', 'acme.example'],
    ['', 'acme.example'],
    ['www', 'www.acme.example'],
    ['WWW.Acme.Example.', 'www.acme.example'],
    ['acme.example', 'acme.example'],
    ['other.example', 'other.example.acme.example'],
    ['notacme.example', 'notacme.example.acme.example'],
    ['*', '*.acme.example'],
  ])('%s in acme.example is %s', (name, expected) => {
    expect(fqdn(name, 'acme.example')).toBe(expected);
  });
});

describe("records of the user's own", () => {
  test('are written in their one form, whoever wrote them', () => {
    const records = recordsOf({
      records: [
        { name: 'WWW', type: 'CNAME', content: 'Pages.Example.', proxied: true, ttl: 300 },
        { name: '_sip._tcp', type: 'SRV', data: { priority: 5, weight: 1, port: 5061, target: 'SIP.example.' } },
        txt('Keep My Case'),
      ],
    });
    expect(theRecord(records, 'extra-cname@www')).toMatchObject({
      name: 'www.acme.example',
      content: 'pages.example',
      proxied: true,
      ttl: 1,
    });
    expect(theRecord(records, 'extra-srv@_sip._tcp')).toMatchObject({ content: '1 5061 sip.example', priority: 5 });
    expect(contentOf(records, 'extra-txt')).toBe('Keep My Case');
  });

  test('make an MX of the domain its MX, and a return path takes bounces there', () => {
    const records = recordsOf({ sendingIps: ['192.0.2.1'], returnPath: 'own', records: [mx('MX.example.', 10)] });
    expect(theRecord(records, 'mx-1')).toMatchObject({ content: 'mx.example', priority: 10, source: 'records' });
    expect(theRecord(records, 'return-path@own')).toMatchObject({
      name: 'own.acme.example',
      content: 'mx.example',
      priority: 10,
      source: 'returnPath',
    });
  });
});
