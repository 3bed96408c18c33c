/** Signatures that RFCs print. */
import { describe, expect, test } from 'vitest';
import { canonicalData } from '../../src/dns/canonical.ts';
import { keyTag, readKey } from '../../src/dns/dnskey.ts';
import { signsFor } from '../../src/dns/ds.ts';
import { judgeSet, secondsLeft } from '../../src/dns/rrsig.ts';

const time = (text: string) => Date.parse(text) / 1000;
const base64 = (text: string) => Buffer.from(text, 'base64');

/** RFC 8080 §6.1 as erratum 4935 mends it. */
const ed25519 = {
  zone: 'example.com',
  key: '257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=',
  ds: '3613 15 2 3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b',
  set: {
    name: 'example.com',
    records: [canonicalData('MX', { preference: 10, exchange: 'Mail.example.com' }) as Buffer],
    signatures: [
      {
        ...{ typeCovered: 'MX', algorithm: 15, labels: 2, originalTTL: 3600, keyTag: 3613, signersName: 'example.com' },
        ...{ inception: time('2015-07-29T22:00:00Z'), expiration: time('2015-08-19T22:00:00Z') },
        signature: base64('oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg=='),
      },
    ],
  },
};

/** RFC 6605 §6.1. */
const p256 = {
  zone: 'example.net',
  key: '257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==',
  ds: '55648 13 2 b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17',
  set: {
    name: 'www.example.net',
    records: [Buffer.from([192, 0, 2, 1])],
    signatures: [
      {
        ...{ typeCovered: 'A', algorithm: 13, labels: 3, originalTTL: 3600, keyTag: 55648, signersName: 'example.net' },
        ...{ inception: time('2010-08-12T10:04:39Z'), expiration: time('2010-09-09T10:04:39Z') },
        signature: base64('qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw=='),
      },
    ],
  },
};

describe.each([
  ['RFC 8080, Ed25519', ed25519],
  ['RFC 6605, P-256', p256],
])('the example of %s', (_, { zone, key, ds, set }) => {
  const [{ inception, expiration }] = set.signatures as [(typeof set.signatures)[0]];
  const stateAt = (now: number, changed: object = {}) =>
    judgeSet({ ...set, ...changed }, { zone, keys: [key], now }).state;

  test('holds from its first second to its last', () => {
    expect([inception - 1, inception, expiration, expiration + 1].map(now => stateAt(now))).toEqual([
      ...['early', 'valid', 'valid', 'expired'],
    ]);
  });

  test('holds for no other record and no other name', () => {
    const [first] = set.records as [Buffer];
    const other = Buffer.from(first);
    other.writeUInt8(other.readUInt8(1) ^ 1, 1);
    expect(stateAt(inception, { records: [other] })).toBe('wrong');
    expect(stateAt(inception, { records: [first, other] })).toBe('wrong');
    expect(stateAt(inception, { records: [first, first] })).toBe('valid');
    expect(stateAt(inception, { name: `x.${zone}` })).toBe('wrong');
  });

  test('is by the key of the DS record', () => {
    expect(signsFor(zone, ds, key)).toBe(true);
  });
});

test('the key tag is the one of RFC 4034, section 5.4', () => {
  const key =
    'AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==';
  expect(keyTag(readKey(`256 3 5 ${key}`).data)).toBe(60485);
});

test('times go round: what is left is counted from now, also past 2106', () => {
  const left = (expiration: number, now: number) => secondsLeft({ expiration }, now);
  expect(left(100, 2 ** 32 - 100)).toBe(200);
  expect(left(2 ** 32 - 100, 2 ** 32 + 100)).toBe(-200);
});

test('a name that is not ASCII has no canonical form here', () => {
  expect(canonicalData('MX', { preference: 1, exchange: 'm\u00fc.example' })).toBeUndefined();
});
