/** Which records of a zone are about mail: what `--mail-only` takes. */
import type { ZoneRecord } from '../records/record.ts';

const LABELS = /(^|\.)(_domainkey|_dmarc|_report\._dmarc|_mta-sts|_smtp\._tls|_bimi)(\.|$)/;
const HOSTS = /^(mta-sts|autodiscover|autoconfig)\./;
const SERVICES = /^_(autodiscover|imaps?|pop3s?|jmap|submissions?|smtps?)\._tcp\./;
const VERSIONS = /^v=(spf1|DMARC1|STSv1|TLSRPTv1|BIMI1|DKIM1)(?=[ ;]|$)/i;

export function isMail({ name, type, content }: ZoneRecord): boolean {
  if (type === 'MX' || LABELS.test(name) || HOSTS.test(name)) return true;
  return type === 'SRV' ? SERVICES.test(name) : type === 'TXT' && VERSIONS.test(content);
}
