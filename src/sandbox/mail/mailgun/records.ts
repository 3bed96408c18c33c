/** The DNS records that Mailgun wants of a domain, and whether it sees them. */
import { createHash } from 'node:crypto';
import type { MailTwinOptions } from '../twin.ts';
import type { Domain } from './store.ts';

export type Lookup = NonNullable<MailTwinOptions['lookup']>;

export interface DnsRecord {
  record_type: 'TXT' | 'CNAME' | 'MX';
  /** Absent for MX: it is the domain's own. */
  name?: string;
  value: string;
  priority?: string;
  valid: 'valid' | 'unknown';
  cached: string[];
  is_active: boolean;
}

/** What `PUT …/verify` looked at last; before, nothing is known. */
export function recordsOf({ name, seen, ...domain }: Domain): { sending: DnsRecord[]; receiving: DnsRecord[] } {
  const record = (parts: Pick<DnsRecord, 'record_type' | 'name' | 'value' | 'priority'>): DnsRecord => {
    const cached = seen[`${parts.name ?? name} ${parts.record_type}`] ?? [];
    const expected = parts.priority ? `${parts.priority} ${parts.value}` : parts.value;
    return { ...parts, cached, valid: cached.includes(expected) ? 'valid' : 'unknown', is_active: true };
  };
  const dkim = domain.automaticSenderSecurity
    ? ['pdk1', 'pdk2'].map(key => {
        const host = `${key}._domainkey.${name}`;
        return record({ record_type: 'CNAME', name: host, value: `${key}._domainkey.${idOf(name)}.dkim1.mailgun.com` });
      })
    : [record({ record_type: 'TXT', name: `${domain.selector}._domainkey.${name}`, value: keyOf(name) })];
  return {
    sending: [
      record({ record_type: 'TXT', name, value: 'v=spf1 include:mailgun.org ~all' }),
      ...dkim,
      record({ record_type: 'CNAME', name: `${domain.webPrefix}.${name}`, value: 'mailgun.org' }),
    ],
    receiving: ['mxa.mailgun.org', 'mxb.mailgun.org'].map(value =>
      record({ record_type: 'MX', value, priority: '10' }),
    ),
  };
}

/**
 * It may send once SPF and DKIM are there; MX and the host of tracked links are not asked for (help.mailgun.com, "domain
 * verification"). Any SPF record with the include will do.
 */
export async function look(domain: Domain, lookup: Lookup): Promise<boolean> {
  const { sending, receiving } = recordsOf(domain);
  for (const { name = domain.name, record_type } of [...sending, ...receiving])
    domain.seen[`${name} ${record_type}`] = (await lookup(name, record_type)).map(asExpected);
  return recordsOf(domain)
    .sending.filter(({ name }) => name === domain.name || name?.includes('._domainkey.'))
    .every(({ valid }) => valid === 'valid');
}

const asExpected = (text: string): string =>
  /^v=spf1 (.* )?include:mailgun\.org( |$)/.test(text) ? 'v=spf1 include:mailgun.org ~all' : text;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const idOf = (domain: string): string => digest(domain).slice(0, 6);
const keyOf = (domain: string): string => `k=rsa; p=${Buffer.from(digest(domain)).toString('base64')}`;
