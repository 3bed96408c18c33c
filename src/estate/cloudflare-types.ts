/**
 * Types of Pulumi's Cloudflare package, which only the Pulumi CLI can run. They are declared by their token and the version
 * of the plugin, which Pulumi then fetches by itself; its npm package (21 MB) would add classes that nobody here needs.
 */
export const CLOUDFLARE_PLUGIN = '6.22.1';

export const CLOUDFLARE_PROVIDER = 'pulumi:providers:cloudflare';
export const ZONE = 'cloudflare:index/zone:Zone';
export const ZONE_DNSSEC = 'cloudflare:index/zoneDnssec:ZoneDnssec';
export const ZONE_SETTING = 'cloudflare:index/zoneSetting:ZoneSetting';
export const DNS_RECORD = 'cloudflare:index/dnsRecord:DnsRecord';

/** Inputs of `Zone`; a new zone of the type `full`. */
export interface ZoneInputs {
  account: { id: string };
  name: string;
}

/** Inputs of `ZoneDnssec`. */
export interface ZoneDnssecInputs {
  zoneId: unknown;
  status: 'active' | 'disabled';
}
