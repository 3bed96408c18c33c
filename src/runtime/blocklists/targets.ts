/** What of an estate blocklists are asked about, and whose it is. Pure. */
import { getDomain } from 'tldts';
import type { Estate, EstateDomain } from '../../estate/estate.ts';
import { addressesOf } from '../../estate/watched-addresses.ts';
import type { Blocklist, TargetKind } from '../../inventory/blocklist.ts';
import type { EstateRecord } from '../../records/record.ts';
import { type Address, addressText, parseNetwork } from '../../spf/address.ts';

export interface Target {
  kind: TargetKind;
  /** `192.0.2.1`, `2001:db8::1`, `acme.example`. */
  name: string;
  /** Whose it is; none for what is outside of the estate. */
  uses: Use[];
}

export interface Use {
  domain: string;
  segment: string;
  as: Part;
}

/** What a target is to a domain. */
export type Part = 'domain' | 'sending address' | 'MX' | 'return path' | 'link' | 'DKIM domain';

export interface Watched {
  /** By name. */
  targets: Map<string, Target>;
  /** Networks that are too large to be watched address by address, as they are written. */
  tooLarge: string[];
}

/**
 * Addresses that the domains send from; the domains with the hosts of their MX, return paths and links and what signs for them; and
 * the addresses of those MX hosts. Only what is the estate's own: a listing of a provider's host is the provider's to mend, and his
 * servers that take mail in send none of ours. What is beyond its grace time is watched no more.
 */
export function watchedOf({ domains, zones }: Estate): Watched {
  const targets = new Map<string, Target>();
  const tooLarge = new Set<string>();
  const add = (kind: TargetKind, name: string, use: Use) => {
    const target = targets.get(name) ?? { kind, name, uses: [] };
    targets.set(name, target);
    // That its hosts are below it says nothing more of a domain.
    const known = target.uses.some(({ domain, as }) => domain === use.domain && (as === use.as || as === 'domain'));
    if (!known) target.uses.push(use);
  };
  const addAddress = (address: Address, use: Use) => add(`ipv${address.family}`, addressText(address), use);
  const addName = (name: string, use: Use) => {
    for (const each of namesToAsk(name)) add('domain', each, use);
  };
  const records = Map.groupBy(
    zones.flatMap(zone => zone.records),
    ({ domain }) => domain,
  );
  const isOwn = ownNames(domains);
  const addresses = addressRecords([...records.values()].flat());
  for (const { domain, segment, settings } of domains.filter(({ phase }) => phase !== 'retired')) {
    const use = (as: Part): Use => ({ domain, segment, as });
    addName(domain, use('domain'));
    for (const text of settings.sendingIps) {
      const network = parseNetwork(text);
      const each = network && addressesOf(network);
      if (!each) tooLarge.add(text);
      for (const address of each ?? []) addAddress(address, use('sending address'));
    }
    for (const [as, host] of (records.get(domain) ?? []).flatMap(hostOf)) {
      if (!isOwn(host)) continue;
      addName(host, use(as));
      if (as === 'MX') for (const address of addresses(host)) addAddress(address, use(as));
    }
  }
  return { targets, tooLarge: [...tooLarge] };
}

/** A name, and the registrable domain above it: many lists know only that one. */
export function namesToAsk(name: string): string[] {
  const registrable = getDomain(name);
  return registrable === null || registrable === name ? [name] : [registrable, name];
}

export function isAskedBy({ asks, names }: Blocklist, { kind, name }: Target): boolean {
  if (!asks.includes(kind)) return false;
  return kind !== 'domain' || names !== 'registrable' || (getDomain(name) ?? name) === name;
}

/** A label that only a provider can say stands in braces still: such a host is nowhere yet. */
const hostOf = (record: EstateRecord): [Part, string][] => hostAt(record).filter(([, host]) => !host.includes('{'));

function hostAt({ role, name, content }: EstateRecord): [Part, string][] {
  if (role === 'mx') return [['MX', content]];
  if (role === 'return-path') return [['return path', name]];
  if (role === 'tracking') return [['link', name]];
  const at = name.indexOf(DKIM);
  return role === 'dkim' && at > 0 ? [['DKIM domain', name.slice(at + DKIM.length)]] : [];
}

const DKIM = '._domainkey.';

function ownNames(domains: readonly EstateDomain[]): (host: string) => boolean {
  const own = new Set(domains.flatMap(({ domain, zone }) => [domain, zone]));
  return host => {
    for (let at = host; at !== ''; at = at.includes('.') ? at.slice(at.indexOf('.') + 1) : '') {
      if (own.has(at)) return true;
    }
    return false;
  };
}

/** Of the inventories' own records: what Cloudflare answers for in their place is not theirs. */
function addressRecords(records: readonly EstateRecord[]): (host: string) => Address[] {
  const byName = Map.groupBy(
    records.filter(({ type, proxied }) => (type === 'A' || type === 'AAAA') && !proxied),
    ({ name }) => name,
  );
  return host => (byName.get(host) ?? []).flatMap(({ content }) => parseNetwork(content)?.address ?? []);
}
