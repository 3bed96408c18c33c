import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeTxt, encodeTxt, txtStrings } from '../../src/records/txt.ts';

/** Any text at all, with quotes and backslashes more often than chance would give them. */
const text = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\\"', '\\065', ' ', '" "', 'ü', '😀')), {
    maxLength: 60,
  })
  .map(parts => parts.join(''));

describe('TXT content', () => {
  test('any text survives encoding and decoding', () => {
    fc.assert(fc.property(text, value => decodeTxt(encodeTxt(value)) === value));
  });

  test('encoded content is printable ASCII in strings of at most 255 bytes', () => {
    fc.assert(
      fc.property(text, value => {
        expect(encodeTxt(value)).toMatch(/^[\x20-\x7e]+$/);
        expect(txtStrings(value).every(string => string.length <= 255)).toBe(true);
        expect(Buffer.concat(txtStrings(value)).toString('utf8')).toBe(value);
      }),
    );
  });

  test.each([0, 1, 254, 255, 256, 510, 511, 1000, 4080])('a text of %i bytes comes back whole', length => {
    const value = 'k'.repeat(length);
    expect(decodeTxt(encodeTxt(value))).toBe(value);
    expect(txtStrings(value)).toHaveLength(Math.max(1, Math.ceil(length / 255)));
  });

  test('a string is cut at exactly 255 bytes, even inside a character', () => {
    const value = `${'a'.repeat(254)}üb`;
    expect(encodeTxt(value)).toBe(`"${'a'.repeat(254)}\\195" "\\188b"`);
    expect(decodeTxt(encodeTxt(value))).toBe(value);
  });

  test('quotes, backslashes and bytes outside printable ASCII are escaped', () => {
    expect(encodeTxt('say "hi" \\ é\t')).toBe('"say \\"hi\\" \\\\ \\195\\169\\009"');
  });

  test('4,096 bytes on the wire are accepted and one more is refused with the numbers', () => {
    expect(() => encodeTxt('x'.repeat(16 * 255))).not.toThrow();
    expect(() => encodeTxt('x'.repeat(16 * 255 + 1))).toThrow(/takes 4098 bytes; Cloudflare takes at most 4096/);
  });

  test('unquoted content is the text itself', () => {
    expect(decodeTxt('v=spf1 -all')).toBe('v=spf1 -all');
    expect(decodeTxt('a \\"b\\"')).toBe('a \\"b\\"');
    expect(decodeTxt('"open')).toBe('"open');
    expect(decodeTxt('"')).toBe('"');
    expect(decodeTxt('"a" b "c"')).toBe('"a" b "c"');
    expect(decodeTxt('')).toBe('');
  });

  test('strings of any cut are joined without a gap', () => {
    expect(decodeTxt('"v=DKIM1; " "p=abc"')).toBe('v=DKIM1; p=abc');
    expect(decodeTxt('"a""b"  "c"')).toBe('abc');
    expect(decodeTxt('""')).toBe('');
  });

  test('escapes that no writer needs are still read', () => {
    expect(decodeTxt('"v=DMARC1\\; p=none\\059 \\9 \\999"')).toBe('v=DMARC1; p=none; 9 999');
  });

  test('bytes that are no UTF-8 stay as they stand', () => {
    expect(decodeTxt('"\\200"')).toBe('"\\200"');
  });
});
