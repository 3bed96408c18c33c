/** Resources of other types than records, as people speak of them. */
import {
  ACCOUNT_SUPPRESSION,
  CONFIGURATION_SET,
  DEDICATED_IP_POOL,
  EMAIL_IDENTITY,
  EVENT_DESTINATION,
  MAIL_FROM,
  SNS_TOPIC,
  SNS_TOPIC_POLICY,
} from '../estate/aws-types.ts';
import {
  DNS_RECORD,
  WORKERS_CUSTOM_DOMAIN,
  WORKERS_SCRIPT,
  ZONE,
  ZONE_DNSSEC,
  ZONE_SETTING,
} from '../estate/cloudflare-types.ts';
import {
  MAIL_DOMAIN,
  MAIL_DOMAIN_READY,
  MAILBOX,
  MTA_STS_POLICY,
  ZONE_RECORDS,
  zoneOfName,
} from '../estate/resource.ts';
import { sharedRegion } from '../estate/ses/names.ts';

const nouns: Readonly<Record<string, (zone: string, part: string) => string>> = {
  [ZONE]: zone => `the zone ${zone}`,
  [ZONE_DNSSEC]: zone => `DNSSEC of ${zone}`,
  [ZONE_SETTING]: (zone, part) => `the setting ${part} of ${zone}`,
  [WORKERS_SCRIPT]: () => 'the Worker that serves MTA-STS policies',
  [WORKERS_CUSTOM_DOMAIN]: domain => `mta-sts.${domain} as a host of that Worker`,
  [MTA_STS_POLICY]: domain => `the MTA-STS policy of ${domain}`,
  [ZONE_RECORDS]: (domain, part) => recordsWords(domain, part),
  [MAIL_DOMAIN]: domain => `${domain} at its mail provider`,
  [MAIL_DOMAIN_READY]: domain => `${domain} ready at its mail provider`,
  [MAILBOX]: (domain, part) => `the mailbox ${part.slice(part.indexOf('/') + 1)}@${domain}`,
  [DNS_RECORD]: (zone, part) => `the record ${part} of ${zone}`,
  [EMAIL_IDENTITY]: (domain, part) => `the SES identity of ${domain} in ${part.slice('ses-'.length)}`,
  [MAIL_FROM]: (domain, part) => `the SES return path of ${domain} in ${part.slice('mail-from-'.length)}`,
  [CONFIGURATION_SET]: place => `the SES configuration set in ${sharedRegion(place)}`,
  [EVENT_DESTINATION]: place => `where SES tells its events in ${sharedRegion(place)}`,
  [SNS_TOPIC]: place => `the SNS topic of SES events in ${sharedRegion(place)}`,
  [SNS_TOPIC_POLICY]: place => `who may publish SES events in ${sharedRegion(place)}`,
  [DEDICATED_IP_POOL]: place => `the SES dedicated IP pool in ${sharedRegion(place)}`,
  [ACCOUNT_SUPPRESSION]: place => `what the whole SES account suppresses in ${sharedRegion(place)}`,
};

function recordsWords(domain: string, part: string): string {
  if (part === '') return `the records of ${domain}`;
  return part === 'serve' ? `the MX and autodiscover records of ${domain}` : `the record _mta-sts.${domain}`;
}

/** `DNSSEC of acme.example`; a type that Mailyard does not know by its token. */
export function resourceWords(type: string, name: string): string {
  const zone = zoneOfName(name);
  return nouns[type]?.(zone, name.slice(zone.length + 1)) ?? `${type} ${name}`;
}
