import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromData, hasData, toData } from '../../src/records/data.ts';
import { type RecordType, recordTypes } from '../../src/records/record.ts';

const record = (type: RecordType, content: string, priority?: number) => ({
  name: 'acme.example',
  type,
  content,
  priority,
  ttl: 3600,
});

const examples: [RecordType, string, number | undefined, Record<string, string | number>][] = [
  [
    'CAA',
    '0 issue "ca.example; accounturi=x"',
    undefined,
    { flags: 0, tag: 'issue', value: 'ca.example; accounturi=x' },
  ],
  ['CERT', '6 0 0 AwMDAw==', undefined, { type: 6, key_tag: 0, algorithm: 0, certificate: 'AwMDAw==' }],
  [
    'DNSKEY',
    '257 3 13 mdsswUyr3DPW==',
    undefined,
    { flags: 257, protocol: 3, algorithm: 13, public_key: 'mdsswUyr3DPW==' },
  ],
  [
    'DS',
    '2371 13 2 32996839a6d808',
    undefined,
    { key_tag: 2371, algorithm: 13, digest_type: 2, digest: '32996839a6d808' },
  ],
  ['HTTPS', '1 . alpn="h3,h2"', undefined, { priority: 1, target: '.', value: 'alpn="h3,h2"' }],
  ['SVCB', '0 svc.example', undefined, { priority: 0, target: 'svc.example.', value: '' }],
  [
    'LOC',
    '52 22 23 N 4 53 32 E -2m 1m 10000m 10m',
    undefined,
    {
      lat_degrees: 52,
      lat_minutes: 22,
      lat_seconds: 23,
      lat_direction: 'N',
      long_degrees: 4,
      long_minutes: 53,
      long_seconds: 32,
      long_direction: 'E',
      altitude: -2,
      size: 1,
      precision_horz: 10000,
      precision_vert: 10,
    },
  ],
  [
    'NAPTR',
    '100 10 "u" "E2U+sip" "!^.*$!sip:\\\\1@acme.example!" .',
    undefined,
    {
      order: 100,
      preference: 10,
      flags: 'u',
      service: 'E2U+sip',
      regex: '!^.*$!sip:\\1@acme.example!',
      replacement: '.',
    },
  ],
  ['SMIMEA', '3 1 1 ab12', undefined, { usage: 3, selector: 1, matching_type: 1, certificate: 'ab12' }],
  ['TLSA', '3 1 1 d2abde', undefined, { usage: 3, selector: 1, matching_type: 1, certificate: 'd2abde' }],
  ['SRV', '5 993 imap.acme.example', 10, { priority: 10, weight: 5, port: 993, target: 'imap.acme.example' }],
  ['SRV', '0 0 .', 0, { priority: 0, weight: 0, port: 0, target: '.' }],
  ['SSHFP', '4 2 123456789abcdef6', undefined, { algorithm: 4, type: 2, fingerprint: '123456789abcdef6' }],
  ['URI', '1 "https://acme.example/a b"', 10, { weight: 1, target: 'https://acme.example/a b' }],
];

describe('records that Cloudflare takes as data', () => {
  test.each(examples)('%s %s reads into its fields and back', (type, content, priority, data) => {
    expect(toData(record(type, content, priority))).toEqual(data);
    expect(fromData(type, data)).toEqual(type === 'SRV' ? { content, priority } : { content });
  });

  test('every type that has fields has an example', () => {
    expect([...new Set(examples.map(([type]) => type))].sort()).toEqual(recordTypes.filter(hasData));
  });

  test.each(['A', 'TXT', 'MX', 'CNAME', 'OPENPGPKEY'] as const)('%s is taken as content', type => {
    expect(toData(record(type, '192.0.2.1', 10))).toBeUndefined();
  });

  test('any text value of a CAA record survives both ways', () => {
    const value = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(value, fc.nat(255), (text, flags) => {
        const { content } = fromData('CAA', { flags, tag: 'issue', value: text });
        expect(toData(record('CAA', content))).toEqual({ flags, tag: 'issue', value: text });
      }),
    );
  });

  test('zone-file habits are understood: broken hex, upper case, last dots, missing LOC parts', () => {
    expect(toData(record('DS', '1 13 2 AB CD\tEF'))).toMatchObject({ digest: 'ABCDEF' });
    expect(fromData('DS', { key_tag: 1, algorithm: 13, digest_type: '2', digest: 'ABCD' }).content).toBe('1 13 2 abcd');
    expect(toData(record('SRV', '0 443 Host.Acme.Example.', 1))).toMatchObject({ target: 'host.acme.example' });
    const short = toData(record('LOC', '52 n 4 53 e 10'));
    expect(fromData('LOC', short ?? {}).content).toBe('52 0 0 N 4 53 0 E 10m 1m 10000m 10m');
  });

  test.each([
    ['CAA', '0 issue'],
    ['TLSA', '3 1 1 xyz'],
    ['DS', 'a 13 2 ab'],
    ['SRV', '0 443 host.acme.example extra'],
    ['LOC', 'somewhere'],
  ] as const)('%s "%s" is refused with the form to write', (type, content) => {
    expect(() => toData(record(type, content, 1))).toThrow(
      expect.objectContaining({ code: 'record-form', fix: expect.stringContaining('<') }),
    );
  });

  test('an SRV record without a priority is refused', () => {
    expect(() => toData(record('SRV', '0 443 host.acme.example'))).toThrow(/SRV/);
  });

  test('a long certificate is read quickly even when its last character is wrong', () => {
    const started = performance.now();
    expect(() => toData(record('TLSA', `3 0 0 ${'ab '.repeat(20_000)}!`))).toThrow();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
