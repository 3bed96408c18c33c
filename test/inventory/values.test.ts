import { describe, expect, test } from 'vitest';
import { networkProblem, userProblem } from '../../src/inventory/addresses.ts';
import { formats } from '../../src/inventory/formats.ts';
import { domainProblem, nameProblem, toAscii } from '../../src/inventory/names.ts';

const accepts = (format: string, text: string) => formats[format]?.(text) === undefined;

describe('domains', () => {
  test.each([
    'acme.example',
    'a.b.acme.example',
    'acme.co.uk',
    'xn--bcher-kva.example',
    'bücher.example',
    'acme.github.io',
    '4.example',
  ])('%s is one', name => expect(domainProblem(name)).toBeUndefined());

  test.each([
    ['com', 'public-suffix'],
    ['co.uk', 'public-suffix'],
    ['example', 'public-suffix'],
    ['localhost', 'bad-name'],
    ['1.2', 'bad-name'],
    ['acme%41.example', 'bad-name'],
    ['*.acme.example', 'bad-name'],
    ['acme-.example', 'bad-name'],
    [`${'a.'.repeat(124)}example`, 'bad-name'],
    ['', 'bad-name'],
  ])('%s is none', (name, rule) => expect(domainProblem(name)?.rule).toBe(rule));

  test('have labels of at most 63 characters and names of at most 253', () => {
    const longest = `${`${'a'.repeat(63)}.`.repeat(3)}${'b'.repeat(61)}`;
    expect(longest).toHaveLength(253);
    expect(nameProblem(longest)).toBeUndefined();
    expect(nameProblem(`${longest}b`)?.message).toMatch(/254 characters/);
  });

  test('are compared in A-labels: what looks like an address or an escape stays text', () => {
    expect(toAscii('BÜCHER.example.')).toBe('xn--bcher-kva.example');
    expect(toAscii('1.2')).toBe('1.2');
    expect(toAscii('a%62.example')).toBe('a%62.example');
  });
});

describe('networks', () => {
  test.each([
    '192.0.2.1',
    '192.0.2.0/24',
    '192.0.2.1/32',
    '0.0.0.0/0',
    '2001:db8::1',
    '2001:db8::/32',
    '2001:DB8:0:0::/48',
    '::ffff:192.0.2.0/120',
  ])('%s is one', text => expect(networkProblem(text)).toBeUndefined());

  test.each([
    ['192.0.2.129/25', '192.0.2.128/25'],
    ['192.0.2.1/31', '192.0.2.0/31'],
    ['198.51.100.7/0', '0.0.0.0/0'],
    ['2001:db8::1/64', '2001:db8::/64'],
    ['2001:db8:ffff:ffff::/33', '2001:db8:8000::/33'],
  ])('%s has host bits, and %s is meant', (text, meant) => {
    expect(networkProblem(text)).toMatchObject({ rule: 'bad-cidr', fix: expect.stringContaining(`\`${meant}\``) });
  });

  test.each([
    '192.0.2.256',
    '192.0.2.0/33',
    '192.0.2.0/024',
    '192.0.2.0/',
    '192.0.2/24',
    '2001:db8::/129',
    'fe80::1%eth0',
    '1.2.3.0/24/1',
  ])('%s is none', text => expect(networkProblem(text)?.rule).toBe('bad-cidr'));
});

describe('people', () => {
  test.each(['alex', 'alex.reed', 'alex+tag', "o'hara", 'a'.repeat(64)])('%s can stand before an @', user => {
    expect(userProblem(user)).toBeUndefined();
  });

  test.each(['', '.alex', 'alex.', 'a..b', 'a b', '"a b"', 'älex', 'a'.repeat(65)])('%s cannot', user => {
    expect(userProblem(user)?.rule).toBe('bad-address');
  });

  test('have addresses at names of at least two labels', () => {
    expect(accepts('address', 'alex@acme.example')).toBe(true);
    expect(accepts('address', 'alex@acme')).toBe(false);
    expect(accepts('address', 'alex@-acme.example')).toBe(false);
    expect(accepts('address', 'alex')).toBe(false);
  });
});

describe('other values', () => {
  test.each([
    [
      'iso-date',
      ['2026-02-28', '2028-02-29'],
      ['2026-02-29', '2026-2-1', '2026-13-01', '26-01-01', '2026-01-01T00:00'],
    ],
    ['timezone', ['UTC', 'Europe/Berlin', 'America/New_York'], ['Europe/Acme', '+02:00', 'CEST+1', '']],
    ['rotation', ['90d', 'never', '1d'], ['90', '0d', '3 months', '-1d']],
    ['overlap', ['5d', '14d', '999d'], ['4d', '14', 'never']],
    ['propagation', ['1h', '24h'], ['0h', '1d', '100h']],
    ['label', ['bounce', 'a.b', 'none'], ['_bounce', 'bounce-', 'a b', '']],
    ['record-name', ['@', '*', '*.web', '_dmarc', 'a.b', 'www.acme.example.'], ['a b', 'a*', '', '-a']],
    ['mx-pattern', ['*.mail.example', 'mx.mail.example'], ['*', 'a.*.example']],
    ['spf-domain', ['_spf.example.net', '%{i}._spf.example.net'], ['include:_spf.example.net', 'a b']],
    ['https-url', ['https://acme.example/a.svg'], ['http://acme.example/a.svg', 'acme.example', '']],
    ['iodef', ['mailto:a@acme.example', 'https://acme.example/'], ['a@acme.example', 'mailto:a', 'acme']],
  ])('%s', (format, good, bad) => {
    for (const text of good) expect(accepts(format, text), text).toBe(true);
    for (const text of bad) expect(accepts(format, text), text).toBe(false);
  });
});
