/**
 * Types of Pulumi's Cloudflare package, which only the Pulumi CLI can run. They are declared by their token and the version
 * of the plugin, which Pulumi then fetches by itself; its npm package (21 MB) would add classes that nobody here needs.
 */
export const CLOUDFLARE_PLUGIN = '6.22.1';

export const CLOUDFLARE_PROVIDER = 'pulumi:providers:cloudflare';
export const ZONE = 'cloudflare:index/zone:Zone';
export const ZONE_DNSSEC = 'cloudflare:index/zoneDnssec:ZoneDnssec';
export const ZONE_SETTING = 'cloudflare:index/zoneSetting:ZoneSetting';
export const WORKERS_SCRIPT = 'cloudflare:index/workersScript:WorkersScript';
export const WORKERS_CUSTOM_DOMAIN = 'cloudflare:index/workersCustomDomain:WorkersCustomDomain';
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

/** Inputs of `WorkersScript`: an ES module. */
export interface WorkersScriptInputs {
  accountId: string;
  scriptName: string;
  mainModule: string;
  compatibilityDate: string;
  content: string;
}

/** Inputs of `WorkersCustomDomain`. */
export interface WorkersCustomDomainInputs {
  accountId: string;
  hostname: string;
  /** The script's name. */
  service: string;
  zoneName: string;
}
