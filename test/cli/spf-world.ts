/** An estate whose SPF is too dear, the twin of Cloudflare, and a DNS server for it and for what it includes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type DnsTwin, startDnsTwin } from '../../src/sandbox/dns/twin.ts';
import type { DnsZone } from '../../src/sandbox/dns/zone.ts';
import { openSite, type Site } from './site.ts';

const ESTATE = { 'estate.yaml': 'organization: Acme\ncontacts: { dmarcReports: dmarc@acme.example }\n' };

export const segment = (include: string[], flatten = 'whenNeeded', more = '') => ({
  'primary.yaml': `segment: primary
domains:
  - domain: acme.example
    mailProvider: purelymail
    dmarc: { policy: reject, since: 2026-01-01 }
    spf: { include: [${include.join(', ')}], flatten: ${flatten} }
${more}`,
});

/** Purelymail 2 and Mailgun 5 by their templates: twelve with these. */
export const DEAR = ['mailgun.org', ...['a', 'b', 'c', 'd', 'e'].map(letter => `${letter}.relay.example`)];

const MAILGUN = {
  'mailgun.org': 'v=spf1 include:_spf.mailgun.org include:_spf.eu.mailgun.org ~all',
  '_spf.mailgun.org': 'v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 -ip4:198.51.100.7 ip4:198.51.100.0/24 ~all',
  '_spf.eu.mailgun.org': 'v=spf1 ip6:2001:db8:1::/48 a:mta.mailgun.org -all',
};

const RELAY = Object.fromEntries(DEAR.slice(1).map((name, at) => [name, `v=spf1 ip4:203.0.113.${at} -all`]));

export interface World {
  site: Site;
  dns: DnsTwin;
  /** SPF records outside the estate, by name. */
  texts: Record<string, string>;
  run(line: string, env?: NodeJS.ProcessEnv): ReturnType<Site['run']>;
  lock(): { includes: Record<string, { networks?: string[]; cannot?: string; resolved: string; hash: string }> };
}

export async function world(files: Record<string, string>): Promise<World> {
  const site = await openSite({ ...ESTATE, ...files }, { zones: ['acme.example'] });
  const texts: Record<string, string> = {
    ...MAILGUN,
    ...RELAY,
    '_spf.purelymail.com': 'v=spf1 ip4:203.0.113.128/25 ~all',
  };
  let serial = 0;
  const outside = (name: string): [string, DnsZone] => {
    const records = Object.entries(texts).map(([name, content]) => ({ name, type: 'TXT', content, ttl: 300 }));
    const all = [...records, { name: 'mta.mailgun.org', type: 'A', content: '203.0.113.200', ttl: 300 }];
    const here = all.filter(record => `.${record.name}`.endsWith(`.${name}`));
    return [name, { name, nameServers: ['ns.example'], serial: ++serial, records: here }];
  };
  const others = ['mailgun.org', 'relay.example', '_spf.purelymail.com'];
  const zones = () => new Map<string, DnsZone>([...site.twin.zones, ...others.map(outside)]);
  const dns = await startDnsTwin({ source: zones });
  onTestFinished(() => dns.close());
  const env = { MAILYARD_DNS: `${dns.host}:${dns.port}`, MAILYARD_TODAY: '2026-11-25' };
  return {
    ...{ site, dns, texts },
    run: (line, more = {}) => site.run(line, { env: { ...env, ...more } }),
    lock: () => JSON.parse(readFileSync(lockFile(site), 'utf8')),
  };
}

export const lockFile = (site: Site): string => join(site.folder, 'domains/spf.lock.json');
