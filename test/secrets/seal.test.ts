import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateKey, isSealed, openKeys, seal, sealedBy, unseal } from '../../src/secrets/seal.ts';

const CONTEXT = 'mailbox:alex@acme.example';
const oldKey = generateKey();
const newKey = generateKey();

/** The error that `act` throws, as a person would see it. */
function errorOf(act: () => unknown): { code: string; message: string; fix: string } {
  try {
    act();
  } catch (error) {
    return error as { code: string; message: string; fix: string };
  }
  throw new Error('it did not throw');
}

describe('a sealed value', () => {
  test('opens to what was sealed, whatever the text', () => {
    const keys = openKeys(newKey);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
        const sealed = seal(keys, plain, context);
        expect(isSealed(sealed)).toBe(true);
        expect(unseal(keys, sealed, context)).toBe(plain);
      }),
    );
  });

  test('is another text each time', () => {
    const keys = openKeys(newKey);
    const texts = Array.from({ length: 100 }, () => seal(keys, 'the same', CONTEXT));
    expect(new Set(texts).size).toBe(100);
  });

  test('opens for nothing else than what it was sealed for', () => {
    const keys = openKeys(newKey);
    const sealed = seal(keys, 'correct horse', CONTEXT);
    expect(errorOf(() => unseal(keys, sealed, 'mailbox:sam@acme.example'))).toMatchObject({ code: 'seal-broken' });
  });

  test('does not open once a single bit of it is another', () => {
    const keys = openKeys(newKey);
    const sealed = seal(keys, 'correct horse', CONTEXT);
    const [head, body = ''] = [sealed.slice(0, sealed.lastIndexOf(':') + 1), sealed.split(':').at(-1)];
    const bytes = Buffer.from(body, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(errorOf(() => unseal(keys, head + changed.toString('base64url'), CONTEXT)).code).toBe('seal-broken');
    }
  });

  test('cut short anywhere, it is broken and says so without its content', () => {
    const keys = openKeys(newKey);
    const sealed = seal(keys, 'correct horse', CONTEXT);
    for (let length = 0; length < sealed.length; length++) {
      const { code, message } = errorOf(() => unseal(keys, sealed.slice(0, length), CONTEXT));
      expect(code).toBe('seal-broken');
      expect(message).not.toContain('horse');
    }
  });
});

describe('several keys', () => {
  test('all open, the first one seals', () => {
    const old = seal(openKeys(oldKey), 'correct horse', CONTEXT);
    const both = openKeys(`${newKey}, ${oldKey}`);
    expect(unseal(both, old, CONTEXT)).toBe('correct horse');
    const again = seal(both, 'correct horse', CONTEXT);
    expect(sealedBy(again)).toBe(openKeys(newKey)[0].id);
    expect(sealedBy(old)).toBe(openKeys(oldKey)[0].id);
  });

  test('a value of a key that is not there names both by their ids', () => {
    const sealed = seal(openKeys(oldKey), 'correct horse', CONTEXT);
    const keys = openKeys(newKey);
    const error = errorOf(() => unseal(keys, sealed, CONTEXT));
    expect(error.code).toBe('key-unknown');
    expect(error.message).toBe(
      `The sealed value of ${CONTEXT} was sealed with key ${openKeys(oldKey)[0].id}, which MAILYARD_KEY does not hold (it holds ${keys[0].id}).`,
    );
  });
});

describe('MAILYARD_KEY', () => {
  test.each([undefined, '', ' ', ' , '])('%j is no key', text => {
    const { code, fix } = errorOf(() => openKeys(text));
    expect(code).toBe('key-missing');
    expect(fix).toContain('mailyard key generate');
  });

  test.each([
    ['no prefix', (key: string) => key.slice('mailyard-key-1:'.length)],
    ['cut short', (key: string) => key.slice(0, -1)],
    ['too long', (key: string) => `${key}A`],
    ['bits beyond the key', (key: string) => `${key.slice(0, -1)}B`],
    ['base64 instead of base64url', (key: string) => `${key.slice(0, -2)}+A`],
  ])('%s: refused, and the key is not in the message', (_, spoil) => {
    const spoiled = spoil(newKey);
    const error = errorOf(() => openKeys(`${oldKey},${spoiled}`));
    expect(error.code).toBe('key-form');
    expect(error.message).toContain('Key 2');
    expect(error.message + error.fix).not.toContain(spoiled.slice(-30));
  });

  test('opened, it prints no bytes of the key', () => {
    const shown = inspect(openKeys(newKey), { depth: 9, showHidden: true }) + JSON.stringify(openKeys(newKey));
    const bytes = Buffer.from(newKey.split(':')[1] ?? '', 'base64url');
    for (const form of ['hex', 'base64', 'base64url'] as const) expect(shown).not.toContain(bytes.toString(form));
  });
});
