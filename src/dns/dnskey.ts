/** A zone's public key, and whether it made a signature. RFC 4034 §2; the algorithms that RFC 8624 §3.1 wants of validators. */
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';

export interface ZoneKey {
  flags: number;
  algorithm: number;
  publicKey: Buffer;
  /** The record's data as on the wire. */
  data: Buffer;
}

interface Algorithm {
  /** Null where the algorithm hashes by itself. */
  hash: string | null;
  jwk: (publicKey: Buffer) => JsonWebKey;
}

const algorithms: Record<number, Algorithm> = {
  8: { hash: 'sha256', jwk: rsaKey },
  10: { hash: 'sha512', jwk: rsaKey },
  13: { hash: 'sha256', jwk: key => curveKey('P-256', key) },
  14: { hash: 'sha384', jwk: key => curveKey('P-384', key) },
  15: { hash: null, jwk: key => ({ kty: 'OKP', crv: 'Ed25519', x: base64url(key) }) },
};

export const isChecked = (algorithm: number): boolean => algorithms[algorithm] !== undefined;

/** `dnskey`: `257 3 13 base64`, the content of a DNSKEY record. */
export function readKey(dnskey: string): ZoneKey {
  const [flags, protocol, algorithm, key = ''] = dnskey.split(' ');
  const publicKey = Buffer.from(key, 'base64');
  const head = Buffer.from([Number(flags) >> 8, Number(flags) & 255, Number(protocol), Number(algorithm)]);
  return { flags: Number(flags), algorithm: Number(algorithm), publicKey, data: Buffer.concat([head, publicKey]) };
}

/** RFC 4034 appendix B. */
export function keyTag(data: Buffer): number {
  const sum = data.reduce((total, byte, at) => total + (at % 2 === 0 ? byte << 8 : byte), 0);
  return (sum + (sum >> 16)) & 0xffff;
}

/** False for a key or a signature that is none, too. */
export function hasSigned({ algorithm, publicKey }: ZoneKey, bytes: Buffer, signature: Buffer): boolean {
  const found = algorithms[algorithm];
  if (!found) return false;
  try {
    const key = createPublicKey({ key: found.jwk(publicKey), format: 'jwk' });
    return verify(found.hash, bytes, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

/** RFC 3110 §2: the exponent's length in one byte, or a zero and two; the exponent; the modulus. */
function rsaKey(key: Buffer): JsonWebKey {
  const [start, length] = key.readUInt8(0) === 0 ? [3, key.readUInt16BE(1)] : [1, key.readUInt8(0)];
  const end = start + length;
  return { kty: 'RSA', e: base64url(key.subarray(start, end)), n: base64url(key.subarray(end)) };
}

/** RFC 6605 §4: both coordinates, one after the other. */
function curveKey(crv: 'P-256' | 'P-384', key: Buffer): JsonWebKey {
  const half = key.length / 2;
  return { kty: 'EC', crv, x: base64url(key.subarray(0, half)), y: base64url(key.subarray(half)) };
}

const base64url = (bytes: Buffer): string => bytes.toString('base64url');
