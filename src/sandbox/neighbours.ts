/**
 * The rest of the DNS, as far as an estate leads there: the hosts of SPF includes, whose owners publish a record of one address, and
 * the names of keys that providers publish themselves.
 */
import { generateKeyPairSync } from 'node:crypto';
import type { Estate } from '../estate/estate.ts';
import { isBelow } from '../inventory/names.ts';
import type { DnsZone } from './dns/zone.ts';

/** TEST-NET-2 (RFC 5737). */
const SPF = 'v=spf1 ip4:198.51.100.0/24 ~all';
const TTL = 3600;

/** Each host is a zone of its own: nothing is said of what else its owner has. `withKeys`: providers sign already. */
export function neighboursOf({ zones }: Estate, withKeys: boolean): DnsZone[] {
  const records = zones.flatMap(zone => zone.records);
  const includes = records.flatMap(({ role, content }) =>
    role === 'spf' ? Array.from(content.matchAll(/\b(?:include:|redirect=)(\S+)/g), ([, host = '']) => host) : [],
  );
  const keys = withKeys ? records.filter(({ role, type }) => role === 'dkim' && type === 'CNAME') : [];
  const key = keys.length > 0 ? someKey() : '';
  const texts = new Map([
    ...includes.map(host => [host, SPF] as const),
    ...keys.map(({ content }) => [content, key] as const),
  ]);
  return [...texts].flatMap(([host, text]) => {
    const name = host.replace(/\.$/, '').toLowerCase();
    const isOurs = zones.some(({ zone }) => name === zone || isBelow(name, zone));
    return name === '' || isOurs ? [] : [zoneOf(name, text)];
  });
}

const zoneOf = (name: string, text: string): DnsZone => ({
  ...{ name, nameServers: [`ns.${name}`], serial: 1 },
  records: [{ name, type: 'TXT', content: text, ttl: TTL }],
});

/** Nobody signs with it here. */
function someKey(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
}
