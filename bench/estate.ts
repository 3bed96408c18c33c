/** A large inventory for measuring: the same bytes for the same number of domains. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each segment with what its domains have in common; below, every domain gets what makes it different. */
const SEGMENTS = [
  { name: 'pool-a', provider: 'google-workspace', relays: 'amazon-ses' },
  { name: 'pool-b', provider: 'migadu' },
  { name: 'pool-c', provider: 'fastmail' },
  { name: 'pool-d', provider: 'purelymail', relays: 'amazon-ses' },
  { name: 'pool-e', provider: 'none', relays: 'amazon-ses' },
  { name: 'pool-f', provider: 'migadu', relays: 'amazon-ses' },
  { name: 'pool-g', provider: 'fastmail' },
  { name: 'primary', provider: 'google-workspace', relays: 'amazon-ses' },
  { name: 'transactional', provider: 'none', relays: 'amazon-ses' },
  { name: 'monitoring', provider: 'migadu' },
];

const KEY = `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${'m1Ux'.repeat(85)}mQIDAQAB`;
const REPORTS = 'reports.example';

/** Where `writeEstate` put a domain. */
export interface BenchDomain {
  domain: string;
  segment: string;
}

/** Writes `domains` domains of about eleven records into ten segment files of `folder`. */
export function writeEstate(folder: string, domains: number): BenchDomain[] {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'estate.yaml'), ESTATE);
  return SEGMENTS.flatMap((segment, index) => {
    const share = Math.floor((domains + SEGMENTS.length - 1 - index) / SEGMENTS.length);
    const names = Array.from({ length: share }, (_, number) => domainName(segment.name, number, index));
    writeFileSync(join(folder, `${segment.name}.yaml`), segmentText(segment, names));
    return names.map(domain => ({ domain, segment: segment.name }));
  });
}

/** The monitoring segment begins with the domain that all reports go to. */
function domainName(segment: string, number: number, index: number): string {
  if (index === SEGMENTS.length - 1 && number === 0) return REPORTS;
  return `acme-${segment}-${String(number).padStart(5, '0')}.example`;
}

const ESTATE = `organization: Acme
contacts: { dmarcReports: dmarc@${REPORTS}, tlsReports: tls@${REPORTS}, consent: wildcard }
identities:
${['alex.reed', 'sam.lopez', 'kim.park', 'noor.haddad', 'luca.moretti'].map(user => `  - { user: ${user}, name: ${user} }`).join('\n')}
defaults:
  timezone: Europe/Berlin
  dmarc: { policy: none }
`;

function segmentText({ name, provider, relays }: (typeof SEGMENTS)[number], domains: string[]): string {
  return `segment: ${name}
purpose: Measuring
profile: standard
limits: { domainsPerChange: 1000 }
defaults:
  mailProvider: ${provider}
  mailboxes: ${provider === 'none' ? 0 : 3}
${relays ? `  relays: [{ name: ${relays}, region: eu-central-1, returnPath: bounce }]\n` : ''}  rules: { no-mx: { level: off, reason: Replies go elsewhere } }
  values: { google-workspace: { dkimKey: 'v=DKIM1; k=rsa; p=${KEY}' } }
domains:
${domains.map((domain, number) => (relays ? relayText(domain, number, provider) : domainText(domain, number))).join('')}`;
}

/** Every third has settings of its own. */
function domainText(domain: string, number: number): string {
  if (number % 3 > 0) return `  - ${domain}\n`;
  return `  - domain: ${domain}
    dmarc: { policy: quarantine, since: 2026-0${1 + (number % 9)}-01 }
    mailboxes:
      - { user: alex, name: Alex Reed }
      - { user: hello, name: Acme, aliases: [info, team], dailyLimit: ${20 + (number % 30)} }
    records:
      - { name: www, type: CNAME, content: acme.example, proxied: true }
      - { name: '@', type: TXT, content: site-verification=${number}-${domain} }
`;
}

/** Amazon gives each domain three tokens of its own; an MTA-STS policy needs an MX. */
function relayText(domain: string, number: number, provider: string): string {
  const own = createHash('sha256').update(domain).digest('hex').slice(0, 31);
  const token = (n: number) => `${own}${n}`;
  return `  - domain: ${domain}
    values: { amazon-ses: { dkimToken1: ${token(1)}, dkimToken2: ${token(2)}, dkimToken3: ${token(3)} } }
${number % 4 === 0 ? `    sendingIps: [192.0.2.${number % 256}, '2001:db8::/48']\n` : ''}${
  provider !== 'none' && number % 2 === 0 ? '    mtaSts: { mode: testing, policyHost: mta-sts.policies.example }\n' : ''
}`;
}
