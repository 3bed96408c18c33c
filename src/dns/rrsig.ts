/** Whether the signatures over a record set hold. RFC 4035 §5.3. Pure. */
import type { RrsigData } from 'dns-packet';
import { countLabels, signedBytes } from './canonical.ts';
import { hasSigned, isChecked, keyTag, readKey, type ZoneKey } from './dnskey.ts';
import { foldName } from './name.ts';

/** A record set with its signatures, perhaps none. */
export interface SignedSet {
  name: string;
  /** Their data in canonical form; undefined where nobody signed, or the form cannot be told. */
  records?: Buffer[];
  signatures: RrsigData[];
}

/** Whose signatures count, and when. */
export interface Trust {
  zone: string;
  /** The contents of DNSKEY records. */
  keys: readonly string[];
  /** Seconds since 1970. */
  now: number;
}

/** `early`: not valid yet. `wrong`: not made over these records by one of the keys. `unknown`: nobody here can tell. */
export type Judgement =
  | { state: 'missing' }
  | { state: 'valid' | 'expired' | 'early' | 'wrong' | 'unknown'; signature: RrsigData };

/** One signature that holds is enough (RFC 4035 §5.3.3); one that cannot be checked may be it. */
const ORDER = ['valid', 'unknown', 'expired', 'early', 'wrong'] as const;

export function judgeSet(set: SignedSet, trust: Trust): Judgement {
  const judged = set.signatures
    .map(signature => ({ signature, state: judge(signature, set, trust) }))
    .sort((a, b) => secondsLeft(b.signature, trust.now) - secondsLeft(a.signature, trust.now));
  return ORDER.flatMap(state => judged.filter(each => each.state === state))[0] ?? { state: 'missing' };
}

/** Below zero once it has expired. Times compare as serial numbers (RFC 4034 §3.1.5, RFC 1982). */
export const secondsLeft = ({ expiration }: Pick<RrsigData, 'expiration'>, now: number): number =>
  (expiration - now) | 0;

function judge(signature: RrsigData, { name, records }: SignedSet, { zone, keys, now }: Trust): (typeof ORDER)[number] {
  if (!records || !isChecked(signature.algorithm)) return 'unknown';
  if (foldName(signature.signersName) !== foldName(zone) || signature.labels > countLabels(name)) return 'wrong';
  const bytes = signedBytes(name, records, signature);
  const signed = keys.map(readKey).some(key => isNamed(key, signature) && hasSigned(key, bytes, signature.signature));
  if (!signed) return 'wrong';
  if (secondsLeft(signature, now) < 0) return 'expired';
  return ((now - signature.inception) | 0) < 0 ? 'early' : 'valid';
}

/** RFC 4034 §2.1.1: only a zone key signs. */
const ZONE_KEY = 0x0100;

function isNamed({ flags, algorithm, data }: ZoneKey, signature: RrsigData): boolean {
  return (flags & ZONE_KEY) !== 0 && algorithm === signature.algorithm && keyTag(data) === signature.keyTag;
}
