/** What the DNS server needs of a zone, and the tree of names that RFC 1034 §4.3.2 walks. */

export interface DnsRecord {
  /** Lower-case FQDN without the last dot. */
  readonly name: string;
  readonly type: string;
  /** Presentation form as the Cloudflare API gives it: MX, SRV and URI without their priority, hosts without the last dot. */
  readonly content: string;
  readonly priority?: number;
  /** Seconds; 1 is "automatic". */
  readonly ttl: number;
  readonly proxied?: boolean;
}

export interface DnsZone {
  readonly name: string;
  readonly nameServers: readonly string[];
  /** The SOA serial. It must grow with every change of the records: the tree of names is kept until it does. */
  readonly serial: number;
  /** A zone that is not `active` is refused, as one that is not there. Default: active. */
  readonly status?: string;
  readonly records: Iterable<DnsRecord>;
}

/** The zones by name, asked for at every query. */
export type DnsSource = () => ReadonlyMap<string, DnsZone>;

export interface Tree {
  at(name: string): readonly DnsRecord[];
  /** True for empty non-terminals too (RFC 8020 §2): names that have nothing but names below them. */
  exists(name: string): boolean;
}

const trees = new WeakMap<DnsZone, { serial: number; tree: Tree }>();

export function treeOf(zone: DnsZone): Tree {
  const known = trees.get(zone);
  if (known?.serial === zone.serial) return known.tree;
  const tree = grow(zone);
  trees.set(zone, { serial: zone.serial, tree });
  return tree;
}

function grow(zone: DnsZone): Tree {
  const byName = new Map<string, DnsRecord[]>();
  const names = new Set([zone.name]);
  for (const record of zone.records) {
    const records = byName.get(record.name);
    if (records) records.push(record);
    else byName.set(record.name, [record]);
    for (let name = record.name; !names.has(name) && name.includes('.'); name = parentOf(name)) names.add(name);
  }
  return { at: name => byName.get(name) ?? [], exists: name => names.has(name) };
}

/** The zone of a name: the longest that holds it. DS records stand in the zone above (RFC 4035 §3.1.4.1). */
export function zoneOf(zones: ReadonlyMap<string, DnsZone>, name: string, type: string): DnsZone | undefined {
  const above = type === 'DS' ? zoneAtOrAbove(zones, parentOf(name)) : undefined;
  const zone = above ?? zoneAtOrAbove(zones, name);
  return (zone?.status ?? 'active') === 'active' ? zone : undefined;
}

function zoneAtOrAbove(zones: ReadonlyMap<string, DnsZone>, name: string): DnsZone | undefined {
  for (let at = name; at !== ''; at = parentOf(at)) {
    const zone = zones.get(at);
    if (zone) return zone;
  }
  return undefined;
}

export function parentOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}
