/**
 * Sealed values: what state and ledger hold in place of a password or private key. AES-256-GCM under a key of `MAILYARD_KEY`,
 * as `sealed:v1:<key id>:<base64url of IV, ciphertext and tag>`.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { MailyardError } from '../error.ts';

/** The first one seals, all of them open: so a key can be rotated. */
export type Keys = readonly [SealingKey, ...SealingKey[]];

export interface SealingKey {
  /** First 8 hex digits of the key's SHA-256: tells which key opens a value, and nothing about the key. */
  id: string;
  key: KeyObject;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D §8.2.2: random, so at most 2^32 values under one key. */
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_FORM = /^mailyard-key-1:([A-Za-z0-9_-]{43})$/;
const SEALED_FORM = /^sealed:v1:([0-9a-f]{8}):([A-Za-z0-9_-]+)$/;

/** A new key as `MAILYARD_KEY` takes it: `mailyard-key-1:<base64url of 32 bytes>`. */
export const generateKey = (): string => `mailyard-key-1:${randomBytes(KEY_BYTES).toString('base64url')}`;

/** `text` is `MAILYARD_KEY`: one key, or several with commas between. Throws `key-missing`, `key-form`. */
export function openKeys(text: string | undefined): Keys {
  const entries = (text ?? '').split(',').map(entry => entry.trim());
  const [first, ...others] = entries.filter(Boolean).map(openKey);
  if (first) return [first, ...others];
  throw new MailyardError('key-missing', 'MAILYARD_KEY is not set: it seals passwords and DKIM keys, and opens them.', {
    fix: 'Set it to the key that this estate was sealed with, or make the first one with `mailyard key generate`.',
  });
}

function openKey(entry: string, index: number): SealingKey {
  const [, encoded = ''] = KEY_FORM.exec(entry) ?? [];
  const bytes = Buffer.from(encoded, 'base64url');
  // Decoding is lenient: of the last character's six bits four are the key's, and the others must be zero.
  if (bytes.length !== KEY_BYTES || bytes.toString('base64url') !== encoded) {
    throw new MailyardError(
      'key-form',
      `Key ${index + 1} in MAILYARD_KEY is not of the form "mailyard-key-1:" and 43 letters, digits, "-" or "_".`,
      {
        fix: 'Copy it again and whole; several keys have commas between them. `mailyard key generate` makes a new one.',
      },
    );
  }
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), key: createSecretKey(bytes) };
}

export const isSealed = (value: unknown): value is string => typeof value === 'string' && SEALED_FORM.test(value);

/** The id of the key that sealed it; undefined where the text is not a sealed value. */
export const sealedBy = (sealed: string): string | undefined => SEALED_FORM.exec(sealed)?.[1];

/**
 * `context` says what the value belongs to, such as `mailbox:alex@acme.example`. It is authenticated and not stored: moved to
 * another mailbox, the value does not open.
 */
export function seal([{ id, key }]: Keys, plain: string, context: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(context));
  const bytes = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `sealed:v1:${id}:${bytes.toString('base64url')}`;
}

/** Throws `key-unknown`, `seal-broken`. */
export function unseal(keys: Keys, sealed: string, context: string): string {
  const [, id, encoded = ''] = SEALED_FORM.exec(sealed) ?? [];
  const bytes = Buffer.from(encoded, 'base64url');
  if (id === undefined || bytes.length < IV_BYTES + TAG_BYTES) throw broken(context, 'it is not a sealed value');
  const known = keys.find(key => key.id === id);
  if (known === undefined) throw unknownKey(keys, id, context);
  const tagAt = bytes.length - TAG_BYTES;
  try {
    const decipher = createDecipheriv(CIPHER, known.key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(tagAt));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, tagAt)), decipher.final()]).toString('utf8');
  } catch {
    throw broken(context, `key ${id} does not open it: it was changed, or sealed for something else`);
  }
}

function unknownKey(keys: Keys, id: string, context: string): MailyardError {
  const held = keys.map(key => key.id).join(', ');
  return new MailyardError(
    'key-unknown',
    `The sealed value of ${context} was sealed with key ${id}, which MAILYARD_KEY does not hold (it holds ${held}).`,
    {
      fix: 'Add that key to MAILYARD_KEY after a comma; `mailyard key rotate` then seals everything with the first one.',
    },
  );
}

function broken(context: string, why: string): MailyardError {
  return new MailyardError('seal-broken', `The sealed value of ${context} cannot be opened: ${why}.`, {
    fix: context.startsWith('dkim:')
      ? 'Restore the ledger from a backup, or rotate the key: `mailyard dkim rotate`.'
      : 'Restore the state from a backup, or give the mailbox a new password with `mailyard mailbox rotate-password`.',
  });
}
