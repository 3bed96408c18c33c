/** What an authoritative server says to a question (RFC 1034 §4.3.2, RFC 4592, RFC 2308). Pure: zones in, records out. */
import { rdataOf, typeNumber } from './rdata.ts';
import { characterString, host, u32 } from './wire.ts';
import { type DnsRecord, type DnsZone, parentOf, treeOf, zoneOf } from './zone.ts';

export interface Resource {
  name: string;
  /** Number of the type. */
  type: number;
  ttl: number;
  data: Buffer;
}

export interface Reply {
  rcode: number;
  authoritative: boolean;
  answers: Resource[];
  authorities: Resource[];
}

export const NOERROR = 0;
export const FORMERR = 1;
export const SERVFAIL = 2;
export const NXDOMAIN = 3;
export const NOTIMP = 4;
export const REFUSED = 5;

/** "Automatic" is served as 300 seconds. */
const AUTOMATIC_TTL = 300;
const NEGATIVE_TTL = 1800;
const LONGEST_CHAIN = 8;

/** Cloudflare answers for proxied records with addresses of its own. */
export type Edge = Readonly<Partial<Record<'A' | 'AAAA', string>>>;

/** They stand for Cloudflare's where nothing runs. */
export const NO_EDGE: Edge = { A: '192.0.2.1', AAAA: '2001:db8::1' };

/** What the server answers from. */
interface World {
  zones: ReadonlyMap<string, DnsZone>;
  edge: Edge;
}

/** `asked` is the name as it stood in the question: answers about it keep its case. */
export function answerTo(zones: World['zones'], asked: string, type: string, edge: Edge = NO_EDGE): Reply {
  const zone = zoneOf(zones, asked.toLowerCase(), type);
  if (!zone) return bare(REFUSED);
  if (type === 'AXFR' || type === 'IXFR') return bare(REFUSED);
  return inZone(zone, { zones, edge }, asked, type, 0);
}

export function bare(rcode: number): Reply {
  return { rcode, authoritative: false, answers: [], authorities: [] };
}

function inZone(zone: DnsZone, world: World, asked: string, type: string, depth: number): Reply {
  const name = asked.toLowerCase();
  const cut = delegationOf(zone, name, type);
  if (cut) return { ...bare(NOERROR), authorities: resources(cut, cut[0]?.name ?? '') };
  const found = recordsAt(zone, name);
  if (!found) return negative(zone, NXDOMAIN);
  if (type === 'ANY') return positive([anything(asked)]);
  const cname = found.find(record => record.type === 'CNAME');
  const matching = matches(zone, name, found, type, world.edge);
  if (matching.length > 0) return positive(resources(matching, asked));
  if (name === zone.name) return apex(zone, world, asked, type, cname, depth);
  return cname && !isProxied(found) ? follow(zone, world, asked, type, cname, depth) : negative(zone, NOERROR);
}

/** The records of the name, or of the wildcard that covers it (RFC 4592 §3.3.1); undefined if there is no such name. */
function recordsAt(zone: DnsZone, name: string): readonly DnsRecord[] | undefined {
  const tree = treeOf(zone);
  if (tree.exists(name)) return tree.at(name);
  let encloser = parentOf(name);
  while (!tree.exists(encloser)) encloser = parentOf(encloser);
  return tree.exists(`*.${encloser}`) ? tree.at(`*.${encloser}`) : undefined;
}

/** A proxied name shows addresses only, whatever stands behind it. */
function matches(zone: DnsZone, name: string, found: readonly DnsRecord[], type: string, edge: Edge): DnsRecord[] {
  const address = edge[type as keyof Edge];
  if (address && isProxied(found)) return [{ name, type, content: address, ttl: 1 }];
  if (name === zone.name && type === 'CNAME') return [];
  const plain = found.filter(record => record.type === type && !record.proxied);
  return name === zone.name && type === 'NS' ? [...ownServers(zone), ...plain] : plain;
}

function isProxied(found: readonly DnsRecord[]): boolean {
  return found.some(record => record.proxied);
}

/** The apex has an SOA; a CNAME there is never shown but flattened: the target's addresses stand in its place. */
function apex(
  zone: DnsZone,
  world: World,
  asked: string,
  type: string,
  cname: DnsRecord | undefined,
  depth: number,
): Reply {
  if (type === 'SOA') return positive([{ ...soa(zone), name: asked }]);
  if (!cname || !(type in NO_EDGE) || isProxied([cname])) return negative(zone, NOERROR);
  const target = zoneOf(world.zones, cname.content.toLowerCase(), type);
  if (!target || depth >= LONGEST_CHAIN) return bare(SERVFAIL);
  const flat = inZone(target, world, cname.content, type, depth + 1).answers;
  const addresses = flat.filter(resource => resource.type === typeNumber(type));
  if (addresses.length === 0) return negative(zone, NOERROR);
  return positive(addresses.map(resource => ({ ...resource, name: asked })));
}

/** A CNAME is followed inside of its zone; beyond it the client has to ask again. */
function follow(zone: DnsZone, world: World, asked: string, type: string, cname: DnsRecord, depth: number): Reply {
  const [link] = resources([cname], asked);
  const answers = link ? [link] : [];
  const target = cname.content.toLowerCase();
  if (zoneOf(world.zones, target, type) !== zone || depth >= LONGEST_CHAIN) return positive(answers);
  const rest = inZone(zone, world, cname.content, type, depth + 1);
  return { ...rest, authoritative: true, answers: [...answers, ...rest.answers] };
}

/** NS records between the apex and the name mean that another server knows (RFC 1034 §4.2.1); DS is asked above the cut. */
function delegationOf(zone: DnsZone, name: string, type: string): DnsRecord[] | undefined {
  const labels = name.slice(0, -zone.name.length - 1).split('.');
  for (let at = labels.length - 1; at >= 0 && name !== zone.name; at--) {
    const owner = `${labels.slice(at).join('.')}.${zone.name}`;
    if (owner === name && type === 'DS') return undefined;
    const servers = treeOf(zone)
      .at(owner)
      .filter(record => record.type === 'NS');
    if (servers.length > 0) return servers;
  }
  return undefined;
}

function positive(answers: Resource[]): Reply {
  return { rcode: NOERROR, authoritative: true, answers, authorities: [] };
}

/** The SOA says how long the answer may be kept (RFC 2308 §3). */
function negative(zone: DnsZone, rcode: number): Reply {
  return { rcode, authoritative: true, answers: [], authorities: [{ ...soa(zone), ttl: NEGATIVE_TTL }] };
}

/** Records of types that have no rdata here (LOC) are left out. */
function resources(records: readonly DnsRecord[], owner: string): Resource[] {
  return records.flatMap(record => {
    const type = typeNumber(record.type);
    const ttl = record.ttl === 1 ? AUTOMATIC_TTL : record.ttl;
    return type === undefined ? [] : [{ name: owner, type, ttl, data: rdataOf(record) }];
  });
}

function ownServers(zone: DnsZone): DnsRecord[] {
  return zone.nameServers.map(content => ({ name: zone.name, type: 'NS', content, ttl: 86400 }));
}

function soa(zone: DnsZone): Resource {
  const [primary = zone.name] = zone.nameServers;
  const times = [zone.serial, 10000, 2400, 604800, NEGATIVE_TTL].map(u32);
  const data = Buffer.concat([host(primary), host(`dns.${parentOf(primary)}`), ...times]);
  return { name: zone.name, type: 6, ttl: 3600, data };
}

/** ANY is answered with an HINFO that says why not (RFC 8482 §4.2). */
function anything(asked: string): Resource {
  return { name: asked, type: 13, ttl: 3789, data: Buffer.concat([characterString('RFC8482'), characterString('')]) };
}
