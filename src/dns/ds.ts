/** Whether a DS record is that of a key: what ties a zone to its parent. */
import { createHash } from 'node:crypto';

const digestNames: Record<string, string> = { 1: 'sha1', 2: 'sha256', 4: 'sha384' };

/** RFC 4034 §5.1.4: the digest of the owner's name and the key's data. A digest of another type cannot be told, so it fits. */
export function signsFor(zone: string, ds: string, dnskey: string): boolean {
  const [tag, algorithm, digestType = '', digest] = ds.split(' ');
  const [flags, protocol, keyAlgorithm, key = ''] = dnskey.split(' ');
  const head = Buffer.from([Number(flags) >> 8, Number(flags) & 255, Number(protocol), Number(keyAlgorithm)]);
  const data = Buffer.concat([head, Buffer.from(key, 'base64')]);
  if (Number(tag) !== keyTag(data) || algorithm !== keyAlgorithm) return false;
  const name = digestNames[digestType];
  if (!name) return true;
  return createHash(name).update(wireOwner(zone)).update(data).digest('hex') === digest?.toLowerCase();
}

/** RFC 4034 appendix B. */
export function keyTag(data: Buffer): number {
  const sum = data.reduce((total, byte, at) => total + (at % 2 === 0 ? byte << 8 : byte), 0);
  return (sum + (sum >> 16)) & 0xffff;
}

function wireOwner(zone: string): Buffer {
  const labels = zone
    .toLowerCase()
    .split('.')
    .map(label => Buffer.from(label));
  return Buffer.concat([...labels.flatMap(label => [Buffer.from([label.length]), label]), Buffer.from([0])]);
}
