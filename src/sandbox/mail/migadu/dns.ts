/** What Migadu tells to publish, and what it then looks for. */
import { createHash } from 'node:crypto';
import type { MailTwinOptions } from '../twin.ts';

export type Lookup = NonNullable<MailTwinOptions['lookup']>;

const MX = ['10 aspmx1.migadu.com', '20 aspmx2.migadu.com'];
const SPF_TERM = 'include:spf.migadu.com';

/** Eight letters and digits, each domain's own, such as `hosted-email-verify=ztqeizxy`. */
export function verificationOf(domain: string): string {
  const digest = createHash('sha256').update(domain).digest();
  return `hosted-email-verify=${[...digest.subarray(0, 8)].map(byte => (byte % 36).toString(36)).join('')}`;
}

const keyTarget = (key: string, domain: string) => `${key}.${domain}._domainkey.migadu.com`;
const keys = ['key1', 'key2', 'key3'];

/** GET /domains/{domain}/records, with types in lower case and the last dot of CNAMEs as the real one has them (live, 2026-08). */
export function recordsOf(domain: string) {
  const record = (name: string, type: string, value: string) => ({ name, type, value });
  return {
    domain_name: domain,
    dns_verification: record('@', 'txt', verificationOf(domain)),
    mx_records: MX.map(mx => {
      const [priority, value = ''] = mx.split(' ');
      return { ...record('@', 'mx', value), priority: Number(priority) };
    }),
    spf: record('@', 'txt', `v=spf1 ${SPF_TERM} -all`),
    dkim: keys.map(key => record(`${key}._domainkey`, 'cname', `${keyTarget(key, domain)}.`)),
    dmarc: record('_dmarc', 'txt', 'v=DMARC1; p=quarantine;'),
  };
}

/**
 * GET /domains/{domain}/diagnostics. `status` and `checks` as a public client reads them; the names of the checks, and that the
 * suggested DMARC record is not among them, are assumed.
 */
export async function diagnosticsOf(domain: string, lookup: Lookup) {
  const [texts, mx] = await Promise.all([lookup(domain, 'TXT'), lookup(domain, 'MX')]);
  const targets = await Promise.all(keys.map(key => lookup(`${key}._domainkey.${domain}`, 'CNAME')));
  const word = (ok: boolean) => (ok ? 'ok' : 'missing');
  const checks = {
    verification: word(texts.includes(verificationOf(domain))),
    mx: word(MX.every(each => mx.includes(each))),
    spf: word(texts.some(text => text.startsWith('v=spf1 ') && text.split(' ').includes(SPF_TERM))),
    dkim: word(targets.every((found, index) => found[0] === keyTarget(keys[index] as string, domain))),
  };
  return { status: Object.values(checks).every(check => check === 'ok') ? 'ok' : 'error', checks };
}
