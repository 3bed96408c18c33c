/** Zones as people have them: each provider's, and those that fit no template. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readBind } from '../../src/import/bind.ts';
import { canonical } from '../../src/records/canonical.ts';
import type { RecordType, ZoneRecord } from '../../src/records/record.ts';
import type { Zone } from './sources.ts';

const golden = new URL('../golden/providers/', import.meta.url);

export const providerNames = readdirSync(golden)
  .filter(file => file.endsWith('.zone'))
  .map(file => basename(file, '.zone'));

export function providerZone(name: string): Zone {
  const { zone, records } = readBind(readFileSync(new URL(`${name}.zone`, golden)), 'example.com.zone');
  return { zone, records };
}

type Line = [name: string, type: RecordType, content: string, more?: Partial<ZoneRecord>];

export function zoneOf(zone: string, lines: Line[], ttl = 300): Zone {
  const records = lines.map(([name, type, content, more]) =>
    canonical({ name: name === '@' ? zone : `${name}.${zone}`, type, content, ttl, ...more }),
  );
  return { zone, records };
}

const KEY = 'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB';

const webSite = zoneOf('site.example', [
  ['@', 'A', '192.0.2.80', { proxied: true }],
  ['@', 'AAAA', '2001:db8::80', { proxied: true }],
  ['www', 'CNAME', 'site.example', { proxied: true }],
  ['*', 'CNAME', 'site.example'],
  ['@', 'HTTPS', '1 . alpn="h3,h2"'],
  ['@', 'CAA', '0 issue "ca.example"'],
  ['@', 'CAA', '128 issuewild ";"'],
  ['@', 'TXT', 'some-verification=abc; with "quotes" and \\ backslash'],
]);

/** Google's five hosts of before 2023, tags that DMARC has lost, TTLs of all sorts. */
const older = zoneOf('older.example', [
  ...['aspmx', 'alt1.aspmx', 'alt2.aspmx', 'alt3.aspmx', 'alt4.aspmx'].map(
    (host, index): Line => ['@', 'MX', `${host}.l.google.com`, { priority: [1, 5, 5, 10, 10][index] as number }],
  ),
  ['@', 'TXT', 'v=spf1 a mx include:_spf.google.com include:spf.crm.example ?all', { ttl: 600 }],
  [
    '_dmarc',
    'TXT',
    'v=DMARC1;p=quarantine;pct=50;rua=mailto:d@older.example!10m;ruf=mailto:f@older.example;fo=1',
    { ttl: 1 },
  ],
  ['s2021._domainkey', 'TXT', `${KEY}${'A'.repeat(400)}`, { ttl: 86_400 }],
  ['mail', 'CNAME', 'ghs.googlehosted.com'],
]);

const twoSpf = zoneOf('twice.example', [
  ['@', 'MX', 'smtp.google.com', { priority: 1 }],
  ['@', 'TXT', 'v=spf1 include:_spf.google.com -all'],
  ['@', 'TXT', 'v=spf1 ip4:192.0.2.1 ~all'],
  ['google._domainkey', 'TXT', KEY],
]);

/** The apex at Microsoft, one host at Google, another that only sends. */
const hosts = zoneOf(
  'many.example',
  [
    ['@', 'MX', 'many-example.mail.protection.outlook.com', { priority: 10 }],
    ['@', 'TXT', 'v=spf1 include:spf.protection.outlook.com -all'],
    ['autodiscover', 'CNAME', 'autodiscover.outlook.com', { proxied: true }],
    ['selector1._domainkey', 'CNAME', 'selector1-many-example._domainkey.many.onmicrosoft.com'],
    ['_dmarc', 'TXT', 'v=DMARC1; p=reject; rua=mailto:d@many.example'],
    ['team', 'MX', 'smtp.google.com', { priority: 1 }],
    ['team', 'TXT', 'v=spf1 include:_spf.google.com ~all'],
    ['google._domainkey.team', 'TXT', KEY],
    ['_dmarc.team', 'TXT', 'v=DMARC1; p=none'],
    ['news', 'A', '192.0.2.5'],
    ['bounce.news', 'MX', 'feedback-smtp.eu-west-1.amazonses.com', { priority: 10 }],
    ['bounce.news', 'TXT', 'v=spf1 include:amazonses.com ~all'],
    ...['aaaa', 'bbbb', 'cccc'].map(
      (token): Line => [`${token.repeat(5)}._domainkey.news`, 'CNAME', `${token.repeat(5)}.dkim.amazonses.com`],
    ),
    ['lists', 'MX', 'mx.lists.example', { priority: 5 }],
    ['lists', 'TXT', 'v=spf1 mx -all'],
  ],
  1,
);

const policies = zoneOf('policy.example', [
  ['@', 'MX', '.', { priority: 0 }],
  ['@', 'TXT', 'v=spf1 -all'],
  [
    '_dmarc',
    'TXT',
    'v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s; rua=mailto:a@policy.example,mailto:b@policy.example',
  ],
  ['_smtp._tls', 'TXT', 'v=TLSRPTv1; rua=mailto:t@policy.example'],
  ['_mta-sts', 'TXT', 'v=STSv1; id=20240101T000000'],
  ['mta-sts', 'CNAME', 'sts.example.net'],
  ['default._bimi', 'TXT', 'v=BIMI1; l=https://policy.example/l.svg; a=;'],
  ['@', 'CAA', '0 iodef "mailto:s@policy.example"'],
  ['other.example._report._dmarc', 'TXT', 'v=DMARC1'],
]);

const ownServers = zoneOf('own.example', [
  ['@', 'MX', 'mail.own.example', { priority: 10 }],
  ['@', 'TXT', 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/48 -all'],
  ['rp', 'MX', 'mail.own.example', { priority: 10 }],
  ['rp', 'TXT', 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/48 -all'],
  ['mail', 'A', '192.0.2.25'],
  ['_dmarc', 'CNAME', 'dmarc.vendor.example'],
]);

/** Every type that Cloudflare takes, once and more. */
export const everyType = zoneOf(
  'types.example',
  [
    ['a', 'A', '192.0.2.1'],
    ['a', 'AAAA', '2001:db8::1'],
    ['@', 'CAA', '0 issue "ca.example; account=42"'],
    ['cert', 'CERT', '1 0 0 AAECAwQ='],
    ['c', 'CNAME', 'a.types.example'],
    ['k', 'DNSKEY', '257 3 13 AAECAwQ='],
    ['sub', 'NS', 'ns1.other.example'],
    ['sub', 'DS', '2371 13 2 ab12cd34'],
    ['@', 'HTTPS', '1 svc.types.example alpn="h3,h2" port=8443'],
    ['l', 'LOC', '52 22 23 N 4 53 32 E -2m 1m 10000m 10m'],
    ['@', 'MX', 'mx.other.example', { priority: 10 }],
    ['n', 'NAPTR', '100 10 "u" "E2U+sip" "!^.*$!sip:x@types.example!" .'],
    ['o._openpgpkey', 'OPENPGPKEY', 'mQENBFVHm5sBCAC='],
    ['p', 'PTR', 'a.types.example'],
    ['s._smimecert', 'SMIMEA', '3 0 0 ab12'],
    ['_sip._tcp', 'SRV', '5 5060 sip.types.example', { priority: 1 }],
    ['_no._tcp', 'SRV', '0 0 .', { priority: 0 }],
    ['h', 'SSHFP', '4 2 123456789abcdef0'],
    ['v', 'SVCB', '2 b.types.example port=53'],
    ['_25._tcp.mx', 'TLSA', '3 1 1 ab12cd34'],
    ['t', 'TXT', `long ${'x'.repeat(600)} – ünïcode`],
    ['_http._tcp', 'URI', '1 "https://types.example/a?b=c"', { priority: 10 }],
  ],
  3600,
);

export const zones: Zone[] = [webSite, older, twoSpf, hosts, policies, ownServers, everyType];
