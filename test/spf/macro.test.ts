import { describe, expect, test } from 'vitest';
import { addressText, clientAddress, dotted, familyLabel } from '../../src/spf/address.ts';
import { isDnsName, targetName } from '../../src/spf/domain-spec.ts';
import { expandMacros, type MacroValues, parseMacros } from '../../src/spf/macro.ts';

function valuesFor(ip: string, more: Partial<MacroValues> = {}): MacroValues {
  const address = clientAddress(ip);
  if (!address) throw new Error(`${ip} is no address`);
  return {
    s: 'strong-bad@email.example.com',
    l: 'strong-bad',
    o: 'email.example.com',
    d: 'email.example.com',
    i: dotted(address),
    p: 'mx.example.org',
    v: familyLabel(address),
    h: 'mail.example.org',
    c: addressText(address),
    r: 'receiver.example',
    t: '1700000000',
    ...more,
  };
}

const expanded = (text: string, values = valuesFor('192.0.2.3')) =>
  expandMacros(parseMacros(text, { allLetters: true, spaces: true }), values);

describe("the examples of RFC 7208 §7.4, and more of each macro's kind", () => {
  test.each([
    ['%{s}', 'strong-bad@email.example.com'],
    ['%{o}', 'email.example.com'],
    ['%{d}', 'email.example.com'],
    ['%{d4}', 'email.example.com'],
    ['%{d3}', 'email.example.com'],
    ['%{d2}', 'example.com'],
    ['%{d1}', 'com'],
    ['%{dr}', 'com.example.email'],
    ['%{d2r}', 'example.email'],
    ['%{l}', 'strong-bad'],
    ['%{l-}', 'strong.bad'],
    ['%{lr}', 'strong-bad'],
    ['%{lr-}', 'bad.strong'],
    ['%{l1r-}', 'strong'],
    ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
    ['%{lr-}.lp._spf.%{d2}', 'bad.strong.lp._spf.example.com'],
    ['%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'],
    ['%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}', '3.2.0.192.in-addr.strong.lp._spf.example.com'],
    ['%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'],
    ['%{p} %{h} %{r} %{t} %{c}', 'mx.example.org mail.example.org receiver.example 1700000000 192.0.2.3'],
    ['%{S}', 'strong-bad%40email.example.com'],
    ['%{DR2}', undefined],
    ['%{D2R}', 'example.email'],
    ['a%%b%_c%-d', 'a%b c%20d'],
    ['%{d127}', 'email.example.com'],
    ['', ''],
  ])('%s is %s', (text, value) => {
    if (value === undefined) expect(() => expanded(text)).toThrow('is not a macro');
    else expect(expanded(text)).toBe(value);
  });

  test('an IPv6 client is its nibbles', () => {
    const name = expanded('%{ir}.%{v}._spf.%{d2}', valuesFor('2001:db8::cb01'));
    const expected = '1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com';
    expect(name.toLowerCase()).toBe(expected);
    expect(expanded('%{c}', valuesFor('2001:DB8::CB01'))).toBe('2001:db8::cb01');
  });
});

describe('transformers (§7.3)', () => {
  test.each([
    ['%{l+-}', 'a-b+c-d', 'a.b.c.d'],
    ['%{l2+-}', 'a-b+c-d', 'c.d'],
    ['%{lr,/_=}', 'a,b/c_d=e', 'e.d.c.b.a'],
    ['%{l-}', '-a--b-', '.a..b.'],
    ['%{l1-}', 'a-', ''],
    ['%{l-}', 'a.b-c', 'a.b.c'],
    ['%{lr-}', 'a.b-c', 'c.a.b'],
    ['%{L}', "~jack&jill=up-a_b3.c!*'()", '~jack%26jill%3Dup-a_b3.c%21%2A%27%28%29'],
    ['%{L-}', 'é-x', '%C3%A9.x'],
  ])('%s of %s is %s', (text, l, value) => {
    expect(expanded(text, valuesFor('192.0.2.3', { l }))).toBe(value);
  });
});

describe('a name to ask for', () => {
  const name = (text: string, l: string) => targetName(parseMacros(text), valuesFor('192.0.2.3', { l }));

  test('loses its last dot', () => {
    expect(name('b.example.', 'x')).toBe('b.example');
  });

  test('loses labels from the left until 253 octets hold it', () => {
    const long = name('%{l}.b.example', Array(60).fill('abcd').join('.'));
    expect(long).toHaveLength(249);
    expect(long).toMatch(/^abcd\.abcd\..*\.b\.example$/);
    expect(name('%{l}.b.example', 'x'.repeat(253 - '.b.example'.length))).toHaveLength(253);
    expect(name('%{l}.b.example', 'x'.repeat(300))).toBe('b.example');
  });

  test.each([
    ['b.example', true],
    [`${'a'.repeat(63)}.example`, true],
    ['with space.example', true],
    [`${'a'.repeat(64)}.example`, false],
    ['a..example', false],
    ['.example', false],
    ['example.', false],
    ['', false],
    ['\u00e9.example', false],
    [Array(128).fill('a').join('.'), false],
  ])('%j fits a query: %s', (text, fits) => {
    expect(isDnsName(text)).toBe(fits);
  });
});
