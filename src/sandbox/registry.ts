/** The zones above those of the twin, as registrars fill them: delegations and DS records. Without an entry nothing is known of a name. */
import type { DnsRecord, DnsZone } from './dns/zone.ts';
import { parentOf } from './dns/zone.ts';

export interface Registration {
  nameServers?: readonly string[];
  /** `2371 13 2 ABCD…`: key tag, algorithm, digest type, digest. */
  ds?: readonly string[];
}

export interface Registry {
  /** What the registrar was told of a domain; what is left out stays as it was. */
  register(domain: string, registration: Registration): Required<Registration>;
  /** What registrars were told so far. */
  readonly domains: ReadonlyMap<string, Required<Registration>>;
  /** The zones above, by name. */
  readonly zones: ReadonlyMap<string, DnsZone>;
}

const TTL = 3600;

export function startRegistry(): Registry {
  const domains = new Map<string, Required<Registration>>();
  const zones = new Map<string, DnsZone & { serial: number; records: DnsRecord[] }>();
  return {
    domains,
    zones,
    register(domain, registration) {
      const entry = { nameServers: [], ds: [], ...domains.get(domain), ...registration };
      domains.set(domain, entry);
      const name = parentOf(domain);
      const zone = zones.get(name) ?? { name, nameServers: [`a.nic.${name}`], serial: 0, records: [] };
      zone.records = [...domains]
        .filter(([child]) => parentOf(child) === name)
        .flatMap(([child, own]) => records(child, own));
      zone.serial += 1;
      zones.set(name, zone);
      return entry;
    },
  };
}

function records(name: string, { nameServers, ds }: Required<Registration>): DnsRecord[] {
  return [
    ...nameServers.map(content => ({ name, type: 'NS', content, ttl: TTL })),
    ...ds.map(content => ({ name, type: 'DS', content, ttl: TTL })),
  ];
}
