/** Mailgun's words and ours. Pure. */
import type { LiveDomain, Readiness } from '../adapter.ts';
import type { LiveMailbox } from '../mailbox.ts';

export interface MailgunDomain {
  domain: { name: string; state: string; disabled?: { reason?: string } | null };
  sending_dns_records: MailgunRecord[];
}

interface MailgunRecord {
  record_type: string;
  name: string;
  value: string;
  valid: string;
}

export interface MailgunCredential {
  login: string;
  /** RFC 2822: `Wed, 08 Mar 2023 23:34:57 +0000`. */
  created_at: string;
}

/** An SMTP login works or is not there: nothing can be suspended. */
export const toLiveMailbox = ({ login, created_at }: MailgunCredential): LiveMailbox => ({
  ...{ address: login, state: 'active', created: Date.parse(created_at) },
});

/** The targets of pdk1 and pdk2; none where the domain signs with a key that is published as TXT. */
export function toLiveDomain({ sending_dns_records }: MailgunDomain): LiveDomain {
  const target = (key: string) =>
    sending_dns_records.find(
      ({ record_type, name }) => record_type === 'CNAME' && name.startsWith(`${key}._domainkey.`),
    );
  const [first, second] = [target('pdk1'), target('pdk2')];
  return { values: first && second ? { dkimTarget1: bare(first.value), dkimTarget2: bare(second.value) } : {} };
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');

export function readinessOf({ domain, sending_dns_records }: MailgunDomain): Readiness {
  if (domain.state === 'active') return { ready: true };
  const unseen = sending_dns_records.filter(({ valid, name }) => valid !== 'valid' && isNeeded(name, domain.name));
  const names = unseen.map(({ record_type, name }) => `${record_type} ${name}`).join(', ');
  return { ready: false, waitingFor: names ? `${names}, which it does not see yet` : 'its own look at the records' };
}

/** The host of tracked links is not needed to send. */
const isNeeded = (name: string, domain: string): boolean => name === domain || name.includes('._domainkey.');
