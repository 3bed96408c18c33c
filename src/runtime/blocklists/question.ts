/** The name that asks a list for a target (RFC 5782 §2.1, §2.4, §3). */
import type { TargetKind } from '../../inventory/blocklist.ts';
import { dotted, parseAddress } from '../../spf/address.ts';

/** `2.0.0.127.zen.spamhaus.org`, `acme.example.dbl.spamhaus.org`; an IPv6 address as 32 nibbles. */
export function questionName(kind: TargetKind, target: string, zone: string): string {
  if (kind === 'domain') return `${target}.${zone}`;
  const address = parseAddress(target);
  if (!address) throw new Error(`${target} is no address`);
  return `${dotted(address).toLowerCase().split('.').reverse().join('.')}.${zone}`;
}
