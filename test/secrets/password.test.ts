import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generatePassword } from '../../src/secrets/password.ts';

const punctuation = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'];

describe('a password', () => {
  test('has its length, each class, and no other characters', () => {
    const policy = fc.record({
      length: fc.integer({ min: 12, max: 128 }),
      symbols: fc.uniqueArray(fc.constantFrom(...punctuation)).map(each => each.join('')),
    });
    fc.assert(
      fc.property(policy, ({ length, symbols }) => {
        const password = generatePassword({ length, symbols });
        expect(password).toHaveLength(length);
        for (const one of [/[a-z]/, /[A-Z]/, /[0-9]/]) expect(password).toMatch(one);
        const others = [...password].filter(character => !/[A-Za-z0-9]/.test(character));
        expect(others.every(character => symbols.includes(character))).toBe(true);
        expect(others.length > 0).toBe(symbols.length > 0);
        expect(password).toMatch(/^[A-Za-z0-9].*[A-Za-z0-9]$/);
      }),
    );
  });

  test('by default stands unquoted in CSV, YAML, a URL and a shell', () => {
    for (let time = 0; time < 500; time++) {
      const password = generatePassword();
      expect(password).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{22}[A-Za-z0-9]$/);
      expect(encodeURIComponent(password)).toBe(password);
    }
  });

  test('draws every character about as often as any other', () => {
    const length = 128;
    const times = 1500;
    const counts = new Map<string, number>();
    for (let time = 0; time < times; time++) {
      // The ends are letters and digits by rule; the middle is free.
      for (const character of generatePassword({ length }).slice(1, -1))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const expected = (times * (length - 2)) / 65;
    expect(counts.size).toBe(65);
    // Six standard deviations: a fair draw fails once in some ten million runs, a modulo bias of a byte (256 mod 65) always.
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(6 * Math.sqrt(expected));
  });

  test.each([
    [{ length: 11 }, 'length is 11'],
    [{ length: 12.5 }, 'length is 12.5'],
    [{ length: 129 }, 'length is 129'],
    [{ symbols: 'a' }, 'symbols'],
    [{ symbols: '--' }, 'symbols'],
    [{ symbols: ' ' }, 'symbols'],
  ])('%j makes none', (policy, says) => {
    expect(() => generatePassword(policy)).toThrow(says);
  });
});
