/** Places in a zone that hold one thing only: what stands there besides ours would make both useless. DESIGN §4. */
import { sameRecord } from '../../records/canonical.ts';
import { roleOfKey } from '../../records/key.ts';
import type { ZoneRecord } from '../../records/record.ts';

/** Whether a record that Mailyard does not own stands in the way of one that it wants. */
export function standsInTheWay(live: ZoneRecord, wanted: ZoneRecord, key: string): boolean {
  if (live.name !== wanted.name) return false;
  if (ownsWholeName(key, wanted)) return true;
  if (live.type === 'CNAME' && isBelowApex(key, wanted.name)) return true;
  return sharesExclusiveType(live, wanted) || sameVersion(live, wanted) || isRepetition(live, wanted);
}

/** A selector answers with one key, a return path with one provider's records. RFC 6376 §3.6.2.2. */
function ownsWholeName(key: string, wanted: ZoneRecord): boolean {
  const role = roleOfKey(key);
  return role === 'dkim' || role === 'return-path' || (wanted.type === 'CNAME' && role !== 'extra');
}

/**
 * Cloudflare takes TXT and MX beside a CNAME (its docs' issue 30376), but resolvers see only the CNAME: RFC 1034 §3.6.2. At the
 * zone's apex it is flattened, and what stands beside it is served.
 */
const isBelowApex = (key: string, name: string): boolean => key.includes('@') || /(^|\.)_/.test(name);

/** A name has one MX set; and Cloudflare refuses a CNAME beside addresses (81053, 81054). */
function sharesExclusiveType(live: ZoneRecord, wanted: ZoneRecord): boolean {
  const addresses = ['A', 'AAAA', 'CNAME'];
  if (wanted.type === 'MX') return live.type === 'MX';
  if (wanted.type === 'CNAME') return addresses.includes(live.type);
  return live.type === 'CNAME' && (wanted.type === 'A' || wanted.type === 'AAAA');
}

const VERSIONS = [/^v=spf1( |$)/i, /^v=DMARC1\b/, /^v=STSv1\b/, /^v=TLSRPTv1\b/, /^v=BIMI1\b/];

/** Two SPF records are a permerror, two DMARC records none at all. RFC 7208 §3.2, RFC 9989 §4.10. */
function sameVersion(live: ZoneRecord, wanted: ZoneRecord): boolean {
  if (live.type !== 'TXT' || wanted.type !== 'TXT') return false;
  return VERSIONS.some(version => version.test(live.content) && version.test(wanted.content));
}

/** Cloudflare takes no second record of the same value (81058), whatever its TTL. */
function isRepetition(live: ZoneRecord, wanted: ZoneRecord): boolean {
  return (
    live.type === wanted.type && sameRecord({ ...live, ttl: 1, proxied: false }, { ...wanted, ttl: 1, proxied: false })
  );
}
