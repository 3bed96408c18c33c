/** Small inventories that the command line's tests start from, and what else may stand in a zone. */
import type { CloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';

export const estateYaml = `
organization: Acme
identities:
  - { user: alex, name: Alex Reed }
  - { user: sam, name: Sam Lopez }
defaults:
  mailProvider: migadu
  mailboxes: 2
`;

/** A segment's file: plain domains, or lines of their own. */
export function segmentYaml(segment: string, domains: (string | Record<string, unknown>)[], more: object = {}): string {
  const lines = domains.map(domain => `  - ${JSON.stringify(domain)}`).join('\n');
  const settings = Object.entries(more).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return `segment: ${segment}\n${settings.join('')}domains:\n${lines}\n`;
}

/** Two segments, three zones of eleven records each. */
export const smallEstate = {
  'estate.yaml': estateYaml,
  'pool-a.yaml': segmentYaml('pool-a', ['a.example', 'b.example']),
  'primary.yaml': segmentYaml('primary', ['c.example']),
};
export const smallZones = ['a.example', 'b.example', 'c.example'];

/** Numbered domains: `d01.example`. */
export const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `d${String(index + 1).padStart(2, '0')}.example`);

/** Records that nobody of Mailyard made, some of them strange: all must outlive every command byte for byte. */
export function addForeign(twin: CloudflareTwin, zone: string): void {
  const foreign = [
    { type: 'A', name: zone, content: '192.0.2.1', proxied: true, ttl: 1 },
    { type: 'CNAME', name: `www.${zone}`, content: zone, ttl: 300, comment: 'the web site' },
    { type: 'TXT', name: zone, content: '"site-verification=" "Foo;  Bar"', ttl: 120 },
    { type: 'TXT', name: zone, content: 'unquoted \\"text\\" here', ttl: 1 },
    { type: 'MX', name: `lists.${zone}`, content: 'mx.other.example', priority: 5, ttl: 600 },
    { type: 'TXT', name: `lists.${zone}`, content: '"v=spf1 mx -all"', ttl: 600 },
    { type: 'TXT', name: `other._domainkey.${zone}`, content: '"v=DKIM1; p=MIIB"', ttl: 3600 },
    { type: 'TXT', name: `old.${zone}`, content: '"kept"', ttl: 3600, comment: 'mailyard:other/pool-a:extra-txt@old' },
    { type: 'CAA', name: zone, data: { flags: 0, tag: 'issue', value: 'ca.example' }, ttl: 3600 },
  ];
  for (const add of foreign) twin.editByHand(zone, { add });
}

/** Everything in these zones that Mailyard did not make, as the API shows it. */
export function foreignOf(twin: CloudflareTwin, zones: string[]): string {
  const foreign = zones.flatMap(zone =>
    twin.records(zone).filter(({ comment }) => !comment?.startsWith('mailyard:mailyard/')),
  );
  return JSON.stringify(foreign, null, 1);
}

/** Mailyard's own records of a zone, as `TYPE name content`. */
export function ownOf(twin: CloudflareTwin, zone: string): string[] {
  const own = twin.records(zone).filter(({ comment }) => comment?.startsWith('mailyard:mailyard/'));
  return own.map(({ type, name, content, priority }) => `${type} ${name} ${priority ?? ''} ${content}`).sort();
}

/** One domain whose mail a program of its own signs: Mailyard makes its keys. */
export const signedEstate = {
  ...smallEstate,
  'primary.yaml': segmentYaml('primary', ['c.example'], { defaults: { dkim: { signers: ['opendkim'] } } }),
};
