/** Resources of other types than records, as people speak of them. */
import {
  DNS_RECORD,
  WORKERS_CUSTOM_DOMAIN,
  WORKERS_SCRIPT,
  ZONE,
  ZONE_DNSSEC,
  ZONE_SETTING,
} from '../estate/cloudflare-types.ts';
import { MTA_STS_POLICY, ZONE_RECORDS, zoneOfName } from '../estate/resource.ts';

const nouns: Readonly<Record<string, (zone: string, part: string) => string>> = {
  [ZONE]: zone => `the zone ${zone}`,
  [ZONE_DNSSEC]: zone => `DNSSEC of ${zone}`,
  [ZONE_SETTING]: (zone, part) => `the setting ${part} of ${zone}`,
  [WORKERS_SCRIPT]: () => 'the Worker that serves MTA-STS policies',
  [WORKERS_CUSTOM_DOMAIN]: domain => `mta-sts.${domain} as a host of that Worker`,
  [MTA_STS_POLICY]: domain => `the MTA-STS policy of ${domain}`,
  [ZONE_RECORDS]: (domain, part) => (part === '' ? `the records of ${domain}` : `the record _mta-sts.${domain}`),
  [DNS_RECORD]: (zone, part) => `the record ${part} of ${zone}`,
};

/** `DNSSEC of acme.example`; a type that Mailyard does not know by its token. */
export function resourceWords(type: string, name: string): string {
  const zone = zoneOfName(name);
  return nouns[type]?.(zone, name.slice(zone.length + 1)) ?? `${type} ${name}`;
}
