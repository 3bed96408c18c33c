/** Whether a DS record is that of a key: what ties a zone to its parent. */
import { createHash } from 'node:crypto';
import { canonicalName } from './canonical.ts';
import { keyTag, readKey } from './dnskey.ts';

const digestNames: Record<string, string> = { 1: 'sha1', 2: 'sha256', 4: 'sha384' };

/** RFC 4034 §5.1.4: the digest of the owner's name and the key's data. A digest of another type cannot be told, so it fits. */
export function signsFor(zone: string, ds: string, dnskey: string): boolean {
  const [tag, algorithm, digestType = '', digest] = ds.split(' ');
  const key = readKey(dnskey);
  if (Number(tag) !== keyTag(key.data) || Number(algorithm) !== key.algorithm) return false;
  const name = digestNames[digestType];
  if (!name) return true;
  return createHash(name).update(canonicalName(zone)).update(key.data).digest('hex') === digest?.toLowerCase();
}
