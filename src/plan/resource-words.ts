/** Resources of other types than records, as people speak of them. */
import { DNS_RECORD, ZONE, ZONE_DNSSEC, ZONE_SETTING } from '../estate/cloudflare-types.ts';
import { zoneOfName } from '../estate/resource.ts';

const nouns: Readonly<Record<string, (zone: string, part: string) => string>> = {
  [ZONE]: zone => `the zone ${zone}`,
  [ZONE_DNSSEC]: zone => `DNSSEC of ${zone}`,
  [ZONE_SETTING]: (zone, part) => `the setting ${part} of ${zone}`,
  [DNS_RECORD]: (zone, part) => `the record ${part} of ${zone}`,
};

/** `DNSSEC of acme.example`; a type that Mailyard does not know by its token. */
export function resourceWords(type: string, name: string): string {
  const zone = zoneOfName(name);
  return nouns[type]?.(zone, name.slice(zone.length + 1)) ?? `${type} ${name}`;
}
