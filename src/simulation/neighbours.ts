/**
 * The rest of the DNS, as far as an estate leads there: the hosts of SPF includes, whose owners publish a record of one address, and
 * the names of keys that providers publish themselves.
 */
import { generateKeyPairSync } from 'node:crypto';
import { getDomain } from 'tldts';
import { isBelow } from '../inventory/names.ts';
import type { World } from './world.ts';

/** TEST-NET-2 (RFC 5737). */
const SPF = 'v=spf1 ip4:198.51.100.0/24 ~all';

export function neighbours(world: World): void {
  const records = world.estate().zones.flatMap(({ records }) => records);
  for (const { role, content } of records)
    if (role === 'spf')
      for (const [, host = ''] of content.matchAll(/\b(?:include:|redirect=)(\S+)/g)) speak(world, host, SPF);
  const keys = records.filter(({ role, type }) => role === 'dkim' && type === 'CNAME');
  if (keys.length === 0) return;
  const key = someKey();
  for (const { content } of keys) speak(world, content, key);
}

/** One text at a host of somebody else; what is ours says already what it says. */
function speak(world: World, name: string, text: string): void {
  const host = name.replace(/\.$/, '').toLowerCase();
  if (host === '') return;
  const { cloudflare } = world.sandbox;
  if (world.estate().zones.some(({ zone }) => host === zone || isBelow(host, zone))) return;
  const zone = getDomain(host) ?? host;
  if (!cloudflare.zones.has(zone)) cloudflare.addZone(zone);
  if (cloudflare.zones.get(zone)?.records.at(host).length) return;
  cloudflare.editByHand(zone, { add: { type: 'TXT', name: host, content: text, ttl: 3600 } });
}

/** Nobody signs with it: mail of the simulation is signed with Mailyard's own keys. */
function someKey(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
}
