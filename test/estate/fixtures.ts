/** For each rule the least that breaks it and the like that does not. */
import { generateKeyPairSync } from 'node:crypto';
import { builtIn } from '../../src/inventory/defaults.ts';
import type {
  DmarcSettings,
  DomainSettings,
  ExtraRecord,
  Segment,
  SignerUse,
  SpfLock,
} from '../../src/inventory/model.ts';
import type { ProviderTemplate } from '../../src/inventory/provider-template.ts';
import { adapters } from '../support/adapters.ts';
import { type DomainParts, type InventoryParts, templates } from '../support/estate.ts';
import { record } from '../support/extra-record.ts';

export interface Fixture {
  domains: DomainParts[];
  parts?: InventoryParts;
}

export interface Pair {
  fails: Fixture;
  passes: Fixture;
}

const fm = { mailProvider: 'fastmail' };
const ses = { name: 'amazon-ses', region: 'eu-central-1' };
const account = '0123456789abcdef0123456789abcdef';
const hours = { sendingHours: { from: 8, to: 18, days: ['mon' as const] } };

const of = (...domains: DomainParts[]): Fixture => ({ domains });
const mail = (...domains: DomainParts[]): Fixture => of(...domains.map(parts => ({ ...fm, ...parts })));
const pair = (fails: DomainParts, passes: DomainParts): Pair => ({ fails: mail(fails), passes: mail(passes) });

/** The domains by segments of these names, each with the profile that goes with it. */
const profiles = { pool: 'high-volume', watch: 'internal', notify: 'notifications', primary: 'standard' };
const inSegments = (domains: (DomainParts & { segment: keyof typeof profiles })[]): Fixture => ({
  domains: domains.map(parts => ({ ...fm, ...hours, mailboxes: [{ user: 'a' }], ...parts })),
  parts: {
    segments: Object.fromEntries(
      [...new Set(domains.map(({ segment }) => segment))].map(segment => [segment, { profile: profiles[segment] }]),
    ),
  },
});
const pool = (...domains: DomainParts[]): Fixture =>
  inSegments(domains.map(parts => ({ domain: 'reach.example', ...parts, segment: 'pool' })));
/** Two segments that both send through one account at SES. */
const onSes = (own: object, other: object): Fixture => ({
  domains: ['acme.example', 'team.example'].map((domain, index) => ({
    ...fm,
    ...{ domain, relays: [ses], segment: index === 0 ? 'primary' : 'second' },
  })),
  parts: {
    segments: {
      primary: { accounts: { 'amazon-ses': { ...own } } },
      second: { accounts: { 'amazon-ses': { ...other } } },
    },
  },
});
const segmentOf = (segment: Partial<Segment>): Fixture => ({
  domains: [fm],
  parts: { segments: { primary: segment } },
});

const dkimOf = (list: SignerUse[], algorithm = builtIn.dkim.algorithm): DomainParts => ({
  dkim: { ...builtIn.dkim, algorithm, signers: list },
});
const signers = (fails: SignerUse[], passes: SignerUse[]): Pair => pair(dkimOf(fails), dkimOf(passes));
const signing = (
  segment: Partial<Segment>,
  signer: SignerUse,
  parts: DomainParts = {},
  algorithm?: DomainSettings['dkim']['algorithm'],
): Fixture => ({
  domains: [{ ...fm, ...parts, ...dkimOf([signer], algorithm) }],
  parts: { segments: { primary: segment } },
});

const records = (...list: ExtraRecord[]): DomainParts => ({ records: list });
const txt = (name: string, content: string): ExtraRecord => record(name, 'TXT', content);
const mx = (content: string, priority = 10, name = '@'): ExtraRecord => record(name, 'MX', content, { priority });
const spfTxt = (text: string): DomainParts => records(txt('crm', text));
const keyTxt = (text: string): DomainParts => records(txt('own._domainkey', text));

const dmarc = (settings: Partial<DmarcSettings>): DomainParts => ({ dmarc: { ...builtIn.dmarc, ...settings } });
const read = { reports: ['reports@acme.example'] };
const enforced = dmarc({ policy: 'reject', ...read });
const include = (...names: string[]): DomainParts => ({ spf: { all: '-all', include: names, flatten: 'never' } });
/** Eleven lookups with the provider's own: one too many. `mailgun.org` costs five. */
const flat = (spfLock: SpfLock, ...more: string[]): Fixture => ({
  domains: [{ ...fm, spf: { all: '-all', include: ['mailgun.org', ...letters(5), ...more], flatten: 'whenNeeded' } }],
  parts: { spfLock },
});
const dates = { resolved: '2026-11-20', refreshBy: '2026-12-20' };
const cannot = { ...dates, cannot: '"exists:%{i}.a.example" in the record of a.example has a macro' };
const mailgun: SpfLock = { 'mailgun.org': { ...dates, lookups: 5, networks: ['192.0.2.0/25'] } };
const noneCan: SpfLock = Object.fromEntries(['mailgun.org', ...letters(5)].map(name => [name, cannot]));
const mtaSts = (settings: Partial<typeof builtIn.mtaSts>): DomainParts => ({
  mtaSts: { ...builtIn.mtaSts, mode: 'enforce', policyHost: 'sts.example.net', ...settings },
  tlsReports: ['https://tls.example/'],
});
const lifecycle = (
  state: 'retired' | 'resting' | 'warming' | 'active',
  since?: string,
  graceDays = 30,
): DomainParts => ({
  lifecycle: { state, since, graceDays },
});
const boxes = (count: number) => Array.from({ length: count }, (_, index) => ({ user: `u${index}` }));
const box = (user: string, ...forwardTo: string[]) => ({ user, forwardTo });
const google = (dkimKey: string, domain = 'acme.example'): DomainParts => ({
  domain,
  mailProvider: 'google-workspace',
  values: { 'google-workspace': { dkimKey } },
});

const withAccount = (parts: DomainParts): Fixture => ({
  domains: [{ ...parts, mailProvider: 'migadu' }],
  parts: { templates: { adapters }, segments: { primary: { accounts: { migadu: {} } } } },
});
/** A provider that lets a domain have so many mailboxes, and each send thirty a day. */
const limitedTo = (mailboxesPerDomain: number, mailboxes: DomainParts['mailboxes']): Fixture => {
  const { providers } = templates();
  const template = providers.get('fastmail') as ProviderTemplate;
  const limited = { ...template, limits: { mailboxesPerDomain, perMailboxPerDay: 30 } };
  return {
    domains: [{ ...fm, mailboxes }],
    parts: { templates: { providers: new Map([...providers, ['fastmail', limited]]) } },
  };
};

export const rsaKey = (bits: number): string => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
};
const KEY = rsaKey(2048);
const good = `v=DKIM1; k=rsa; p=${KEY}`;
const bimi = { logo: 'https://acme.example/l.svg', certificate: 'https://acme.example/c.pem', selector: 'default' };
const spread = (domain: (index: number) => string, mailProvider: (index: number) => string): Fixture =>
  pool(...[0, 1, 2, 3].map(at => ({ domain: domain(at), mailProvider: mailProvider(at), mailboxes: boxes(4) })));

export const fixtures: Record<string, Pair> = {
  'unknown-template': pair({ mailProvider: 'fastmai' }, {}),
  'wrong-template-kind': pair({ relays: [{ name: 'migadu' }] }, { relays: [{ name: 'postmark' }] }),
  'repeated-relay': pair({ relays: [ses, ses] }, { relays: [ses, { name: 'postmark' }] }),
  'missing-variable': pair({ relays: [{ name: 'amazon-ses' }] }, { relays: [ses] }),
  'malformed-value': { fails: of(google('no key')), passes: of(google(good)) },
  'unknown-value': pair({ relays: [{ ...ses, regoin: 'x' }] }, { relays: [ses] }),
  'value-not-given': { fails: of({ mailProvider: 'google-workspace' }), passes: of(google(good)) },
  'zone-account': {
    fails: mail({ zone: 'create' }),
    passes: { domains: [{ ...fm, zone: 'create' }], parts: { segments: { primary: { cloudflare: { account } } } } },
  },
  'dnssec-elsewhere': {
    fails: mail({}, { domain: 'news.acme.example', zone: 'acme.example', dnssec: 'on' }),
    passes: mail(
      {},
      {
        domain: 'news.acme.example',
        zone: 'acme.example',
        dnssec: 'on',
        origins: { dnssec: { level: 'segment' } },
      },
    ),
  },
  'ses-events-account': {
    fails: onSes({ events: { to: 'sns' } }, {}),
    passes: onSes({ events: { to: 'sns' }, account: '123456789012' }, {}),
  },
  'ses-shared-name': {
    fails: onSes({ configurationSet: 'outreach' }, { configurationSet: 'outreach' }),
    passes: onSes({ configurationSet: 'outreach' }, { configurationSet: 'outreach', account: '123456789012' }),
  },
  'ses-account-suppression': {
    fails: onSes({ accountSuppression: ['bounce'] }, { accountSuppression: ['bounce'] }),
    passes: onSes({ accountSuppression: ['bounce'] }, { suppression: ['bounce'] }),
  },
  'adopt-resources': {
    fails: { domains: [{ ...fm, adopt: true }], parts: { segments: { primary: { recordMode: 'resources' } } } },
    passes: { domains: [fm], parts: { segments: { primary: { recordMode: 'resources' } } } },
  },
  'unknown-rule': pair({ rules: { 'no-mxx': { level: 'error' } } }, { rules: { 'no-mx': { level: 'error' } } }),
  'fixed-rule': pair({ rules: { 'two-policies': { level: 'info' } } }, { rules: { 'no-mx': { level: 'error' } } }),
  'idle-override': pair({ overrides: { 'mx-3': { ttl: 600 } } }, { overrides: { 'mx-2': { ttl: 600 } } }),

  'no-mx': { fails: of({}), passes: of(records(mx('mx.example.net'))) },
  'mx-is-address': { fails: of(records(mx('192.0.2.1'))), passes: of(records(mx('mx.example.net'))) },
  'mx-listed-twice': {
    fails: of(records(mx('mx.example.net', 10), mx('mx.example.net', 20))),
    passes: of(records(mx('mx1.example.net', 10), mx('mx2.example.net', 20))),
  },
  'null-mx-beside-mx': { fails: of(records(mx('.', 0), mx('mx.example.net'))), passes: of(records(mx('.', 0))) },
  'null-mx-sends': {
    fails: of({ ...records(mx('.', 0)), relays: [ses] }),
    passes: of({ ...records(mx('mx.example.net', 0)), relays: [ses] }),
  },
  'mx-beside-provider': pair(records(mx('mx.old.example')), records(mx('mx.old.example', 10, 'lists'))),
  'mx-proxied': {
    fails: of(records(mx('mail.acme.example'), record('mail', 'A', '192.0.2.1', { proxied: true }))),
    passes: of(records(mx('mail.acme.example'), record('mail', 'A', '192.0.2.1'))),
  },
  'mx-is-cname': {
    fails: of(records(mx('mail.acme.example'), record('mail', 'CNAME', 'host.example'))),
    passes: of(records(mx('mail.acme.example'), record('mail', 'A', '192.0.2.1'))),
  },

  'mailboxes-without-provider': { fails: of({ mailboxes: boxes(1) }), passes: mail({ mailboxes: boxes(1) }) },
  'too-many-mailboxes': { fails: pool({ mailboxes: boxes(6) }), passes: pool({ mailboxes: boxes(5) }) },
  'mailbox-limit-high': {
    fails: pool({ mailboxes: [{ user: 'a', dailyLimit: 41 }] }),
    passes: pool({ mailboxes: [{ user: 'a', dailyLimit: 40 }] }),
  },
  'mailbox-unknown-relay': pair(
    { mailboxes: [{ user: 'a', smtpRelay: 'postmark' }] },
    { mailboxes: [{ user: 'a', smtpRelay: 'postmark' }], relays: [{ name: 'postmark' }] },
  ),
  'no-reply-mailbox': { fails: pool({ mailboxes: boxOf('no-reply') }), passes: pool({ mailboxes: boxOf('reply') }) },
  'forward-to-missing': pair(
    { mailboxes: [box('a', 'c@acme.example'), box('b')] },
    { mailboxes: [box('a', 'b@acme.example', 'c@elsewhere.example'), box('b')] },
  ),
  'forward-loop': pair(
    { mailboxes: [box('a', 'b@acme.example'), box('b', 'c@acme.example'), box('c', 'a@acme.example')] },
    { mailboxes: [box('a', 'b@acme.example', 'c@acme.example'), box('b', 'c@acme.example'), box('c')] },
  ),

  'signature-gap': pair(
    { mailboxes: [{ user: 'a', signature: '{name}' }] },
    { mailboxes: [{ user: 'a', name: 'A', signature: '{name}' }] },
  ),
  'terms-conflict': {
    fails: pool({ mailProvider: 'migadu' }),
    passes: pool({ mailProvider: 'mailcow', values: { mailcow: { host: 'mail.acme.example' } } }),
  },
  'terms-unclear': { fails: pool({ mailProvider: 'purelymail' }), passes: pool({ mailProvider: 'migadu' }) },
  'provider-cannot': {
    fails: withAccount({ mailboxes: [{ user: 'a', forwardTo: ['b@elsewhere.example'] }] }),
    passes: withAccount({ mailboxes: [{ user: 'a' }] }),
  },
  'provider-too-many-mailboxes': { fails: limitedTo(2, boxes(3)), passes: limitedTo(3, boxes(3)) },
  'provider-limit-passed': {
    fails: limitedTo(3, [{ user: 'a', dailyLimit: 31 }]),
    passes: limitedTo(3, [{ user: 'a', dailyLimit: 30 }]),
  },

  'idle-return-path': pair({ returnPath: 'rp' }, { returnPath: 'rp', sendingIps: ['192.0.2.1'] }),
  'return-path-clash': pair(
    { relays: [ses, { name: 'postmark', returnPath: 'bounce' }] },
    { relays: [ses, { name: 'postmark' }] },
  ),
  'return-path-without-mx': pair(
    { relays: [{ name: 'smtp-relay', spfInclude: 'spf.relay.example' }] },
    { relays: [{ name: 'smtp-relay', spfInclude: 'spf.relay.example', bounceHost: 'b.relay.example' }] },
  ),

  'spf-too-many-lookups': pair(include('mailgun.org', ...letters(5)), include('mailgun.org', ...letters(4))),
  'spf-near-limit': pair(include('mailgun.org', ...letters(2)), include('mailgun.org', 'a.example')),
  'spf-long': pair(records(txt('@', 'x'.repeat(500))), records(txt('www', 'x'.repeat(500)))),
  'spf-unpriced': pair(include('spf.crm.example'), include('mailgun.org')),
  'spf-syntax': pair(spfTxt('v=spf1 ipv4:192.0.2.1 -all'), spfTxt('v=spf1 ip4:192.0.2.1 -all')),
  'spf-pass-all': pair(spfTxt('v=spf1 all'), spfTxt('v=spf1 -all')),
  'spf-neutral': pair(spfTxt('v=spf1 a ?all'), spfTxt('v=spf1 redirect=acme.example')),
  'spf-ptr': pair(spfTxt('v=spf1 ptr -all'), spfTxt('v=spf1 a:ptr.example -all')),
  'spf-include-loop': {
    fails: mail(include('b.example'), { domain: 'b.example', ...include('acme.example') }),
    passes: mail(include('b.example'), { domain: 'b.example', ...include('c.example') }),
  },
  'spf-include-retired': {
    fails: mail(include('old.example'), { domain: 'old.example', ...lifecycle('retired', '2026-01-01') }),
    passes: mail(include('old.example'), { domain: 'old.example', ...lifecycle('resting') }),
  },
  'spf-not-locked': { fails: flat({}), passes: flat(mailgun) },
  'spf-does-not-fit': {
    fails: flat({ ...noneCan, 'spf.messagingengine.com': cannot }),
    passes: flat({ ...noneCan, ...mailgun, 'spf.messagingengine.com': cannot }),
  },
  'spf-cannot-flatten': { fails: flat({ ...mailgun, 'a.example': cannot }), passes: flat(mailgun) },
  'spf-lock-stale': {
    fails: flat({ 'mailgun.org': { ...dates, refreshBy: '2026-11-21', lookups: 5, networks: [] } }),
    passes: flat({ 'mailgun.org': { ...dates, refreshBy: '2026-11-22', lookups: 5, networks: [] } }),
  },
  'sending-ips-overlap': pair(
    { sendingIps: ['192.0.2.0/24', '192.0.2.7'] },
    { sendingIps: ['192.0.2.0/24', '198.51.100.7', '2001:db8::/32'] },
  ),
  'sending-ips-private': pair({ sendingIps: ['10.1.0.0/16'] }, { sendingIps: ['192.0.2.1'] }),
  'sending-ips-wide': pair({ sendingIps: ['198.0.0.0/8'] }, { sendingIps: ['198.51.0.0/16'] }),
  'sending-ips-unwatched': pair(
    { sendingIps: ['2001:db8::/64'] },
    { sendingIps: ['192.0.2.0/24', '2001:db8::1', '198.0.0.0/8'] },
  ),
  'ips-shared-with-pool': {
    fails: inSegments([
      { segment: 'pool', domain: 'a.example', sendingIps: ['192.0.2.1'] },
      { segment: 'notify', domain: 'b.example', sendingIps: ['192.0.2.1'] },
    ]),
    passes: inSegments([
      { segment: 'pool', domain: 'a.example', sendingIps: ['192.0.2.1'] },
      { segment: 'notify', domain: 'b.example', sendingIps: ['192.0.2.2'] },
    ]),
  },

  'dkim-key-malformed': pair(keyTxt(`v=DKIM1; p=${KEY.slice(0, 300)}`), keyTxt(good)),
  'dkim-key-weak': pair(keyTxt(`v=DKIM1; p=${rsaKey(768)}`), keyTxt(`v=DKIM1; p=${rsaKey(1024)}`)),
  'dkim-key-short': pair(keyTxt(`v=DKIM1; p=${rsaKey(1024)}`), keyTxt(good)),
  'dkim-only-sha1': pair(keyTxt(`v=DKIM1; h=sha1; p=${KEY}`), keyTxt(`v=DKIM1; h=sha1:sha256; p=${KEY}`)),
  'dkim-test-mode': pair(keyTxt(`v=DKIM1; t=y:s; p=${KEY}`), keyTxt(`v=DKIM1; t=s; p=${KEY}`)),
  'dkim-all-revoked': {
    fails: of({ sendingIps: ['192.0.2.1'], ...records(mx('mx.example.net'), txt('a._domainkey', 'v=DKIM1; p=')) }),
    passes: of({
      sendingIps: ['192.0.2.1'],
      ...records(mx('mx.example.net'), txt('a._domainkey', 'v=DKIM1; p='), txt('b._domainkey', good)),
    }),
  },
  'dkim-signer-unknown': signers([{ name: 'openkdim' }], [{ name: 'opendkim' }]),
  'dkim-signer-unused': {
    fails: signing({ accounts: { mailgun: {} } }, { name: 'mailgun' }),
    passes: signing({ accounts: { mailgun: {} } }, { name: 'mailgun' }, { relays: [{ name: 'mailgun' }] }),
  },
  'dkim-signer-setting': signers(
    [{ name: 'kumomta', url: 'http://127.0.0.1:8000' }],
    [{ name: 'kumomta', reload: 'systemctl restart kumomta' }],
  ),
  'dkim-signer-algorithm': {
    fails: signing({ accounts: { mailcow: {} } }, { name: 'mailcow' }, { mailProvider: 'mailcow' }, 'ed25519'),
    passes: signing({ accounts: { mailcow: {} } }, { name: 'mailcow' }, { mailProvider: 'mailcow' }, 'both'),
  },
  'dkim-signer-account': {
    fails: signing({}, { name: 'zoho' }, { mailProvider: 'zoho' }),
    passes: signing({ accounts: { zoho: {} } }, { name: 'zoho' }, { mailProvider: 'zoho' }),
  },
  'two-dkim-keys': pair(
    records(txt('a._domainkey', good), txt('a._domainkey', `v=DKIM1; p=${rsaKey(2048)}`)),
    records(txt('a._domainkey', good), txt('b._domainkey', `v=DKIM1; p=${rsaKey(2048)}`)),
  ),
  'shared-value': {
    fails: of(google(good), google(good, 'b.example')),
    passes: of(google(good), google(`v=DKIM1; p=${rsaKey(2048)}`, 'b.example')),
  },

  'dmarc-none-long': pair(dmarc({ since: '2026-09-22' }), dmarc({ since: '2026-09-23' })),
  'dmarc-testing-long': pair(
    dmarc({ policy: 'reject', testing: true, since: '2026-09-01' }),
    dmarc({ policy: 'reject', testing: true, since: '2026-11-01' }),
  ),
  'dmarc-since-future': pair(dmarc({ since: '2026-11-23' }), dmarc({ since: '2026-11-22' })),
  'dmarc-weaker-below': pair(
    dmarc({ policy: 'reject', subdomains: 'quarantine' }),
    dmarc({ policy: 'quarantine', subdomains: 'reject' }),
  ),
  'dmarc-blind': pair(dmarc({ policy: 'reject' }), enforced),
  'dmarc-many-reports': pair(
    dmarc({ reports: ['a@acme.example', 'b@acme.example', 'c@acme.example'] }),
    dmarc({ reports: ['a@acme.example', 'b@acme.example'] }),
  ),
  'dmarc-enforced-unsigned': pair({ relays: [ses], ...enforced }, { relays: [ses] }),
  'strict-spf-alignment': pair(
    { relays: [ses], ...dmarc({ alignment: { spf: 'strict', dkim: 'relaxed' } }) },
    { relays: [{ ...ses, envelope: 'apex' }], ...dmarc({ alignment: { spf: 'strict', dkim: 'relaxed' } }) },
  ),
  'strict-dkim-alignment': pair(
    { relays: [{ name: 'mailgun' }], ...dmarc({ alignment: { spf: 'relaxed', dkim: 'strict' } }) },
    { relays: [ses], ...dmarc({ alignment: { spf: 'relaxed', dkim: 'strict' } }) },
  ),
  'dmarc-record-malformed': pair(
    records(txt('_dmarc.news', 'v=DMARC1; rua=mailto:a@acme.example; p=none')),
    records(txt('_dmarc.news', 'v=DMARC1; p=none; rua=mailto:a@acme.example')),
  ),
  'consent-outside': pair(dmarc({ reports: ['r@elsewhere.example'] }), dmarc({ reports: ['r@acme.example'] })),
  'report-mailbox-missing': pair(
    { mailboxes: boxes(1), ...dmarc({ reports: ['r@acme.example'] }) },
    { mailboxes: [{ user: 'a', aliases: ['r'] }], ...dmarc({ reports: ['R@acme.example'] }) },
  ),
  'probe-unreachable': {
    fails: { domains: [fm], parts: { contacts: { probe: 'dkim@probe.acme.example' } } },
    passes: {
      domains: [{ ...fm, ...records(mx('mailyard.example', 10, 'probe')) }],
      parts: { contacts: { probe: 'dkim@probe.acme.example' } },
    },
  },

  'mta-sts-host': {
    fails: mail(mtaSts({ policyHost: undefined })),
    passes: {
      ...mail(mtaSts({ policyHost: undefined })),
      parts: { segments: { primary: { cloudflare: { account: '0123456789abcdef' } } } },
    },
  },
  'mta-sts-host-itself': pair(mtaSts({ policyHost: 'mta-sts.acme.example' }), mtaSts({})),
  'mta-sts-without-mx': { fails: of(mtaSts({})), passes: mail(mtaSts({})) },
  'mta-sts-unwatched': pair({ ...mtaSts({}), tlsReports: [] }, mtaSts({})),
  'mta-sts-short-life': pair(mtaSts({ maxAge: 3600 }), mtaSts({ maxAge: 3600, mode: 'testing' })),
  'bimi-without-enforcement': pair({ bimi }, { bimi, ...enforced }),
  'bimi-without-certificate': pair({ bimi: { ...bimi, certificate: undefined }, ...enforced }, { bimi, ...enforced }),
  'bimi-not-svg': pair({ bimi: { ...bimi, logo: 'https://acme.example/l.png' }, ...enforced }, { bimi, ...enforced }),
  'caa-shuts-out-policy-host': pair(
    { ...mtaSts({}), caa: { issue: [';'], issuemail: [';'] } },
    { ...mtaSts({}), caa: { issue: ['ca.example'] } },
  ),
  'caa-none-beside-others': pair({ caa: { issue: [';', 'ca.example'] } }, { caa: { issue: ['ca.example'] } }),
  'caa-wild-alone': pair(
    { caa: { issuewild: ['ca.example'] } },
    { caa: { issue: ['ca.example'], issuewild: ['ca.example'] } },
  ),
  'caa-mail-open': pair({ caa: { issue: [';'] } }, { caa: { issue: [';'], issuemail: ['ca.example'] } }),
  'caa-no-authority': pair(
    { caa: { issue: ["Let's Encrypt"] } },
    { caa: { issue: ['letsencrypt.org; validationmethods=dns-01'] } },
  ),

  'idn-domain': pair({ domain: 'xn--bcher-kva.example' }, { domain: 'buecher.example' }),
  'record-name-long': pair(
    records(txt(`${'a'.repeat(60)}.`.repeat(4).slice(0, -1), 'x')),
    records(txt(`${'a'.repeat(60)}.`.repeat(3).slice(0, -1), 'x')),
  ),
  'lookalike-name': {
    fails: inSegments([{ segment: 'primary' }, { segment: 'pool', domain: 'acrne.example' }]),
    passes: inSegments([{ segment: 'primary' }, { segment: 'pool', domain: 'acme-hello.example' }]),
  },
  'ttl-low': pair({ ttl: 60 }, { ttl: 300 }),
  'ttl-high': pair({ ttl: 86_400 }, { ttl: 7200 }),
  'dkim-ttl-high': pair({ ttl: 43_200 }, { ttl: 14_400 }),

  'txt-quoted': pair(records(txt('www', '"x"')), records(txt('www', 'say "x"'))),
  'wildcard-txt': pair(records(txt('*', 'x')), records(txt('*._domainkey', 'v=DKIM1; p='))),
  'target-not-a-name': pair(
    records(record('www', 'CNAME', 'https://acme.example/')),
    records(record('www', 'CNAME', 'acme.example')),
  ),
  'cname-to-itself': pair(
    records(record('www', 'CNAME', 'www.acme.example')),
    records(record('www', 'CNAME', 'acme.example')),
  ),
  'leftover-record': pair(
    records(record('autoconfig', 'CNAME', 'autoconfig.migadu.com')),
    records(record('help', 'CNAME', 'autoconfig.migadu.com')),
  ),
  'leftover-include': pair(include('spf.migadu.com'), include('mailgun.org')),
  'hidden-by-delegation': pair(
    records(record('lab', 'NS', 'ns.lab.example'), txt('host.lab', 'x')),
    records(record('lab', 'NS', 'ns.lab.example'), txt('collab', 'x')),
  ),
  'subdomain-own-zone': {
    fails: mail({}, { domain: 'news.acme.example' }),
    passes: mail({}, { domain: 'news.acme.example', zone: 'acme.example' }),
  },

  'cname-conflict': pair(
    records(record('www', 'CNAME', 'acme.example'), txt('www', 'x')),
    records(record('www', 'CNAME', 'acme.example')),
  ),
  'two-policies': pair(records(txt('@', 'v=spf1 -all')), records(txt('@', 'v=spf10'))),
  'two-mx-sets': {
    fails: mail(records(mx('mx.a.example', 10, 'news')), { domain: 'news.acme.example', zone: 'acme.example' }),
    passes: mail({}, { domain: 'news.acme.example', zone: 'acme.example' }),
  },
  'repeated-record': pair(records(txt('www', 'x'), txt('www', 'x')), records(txt('www', 'x'), txt('www', 'y'))),
  'repeated-key': {
    fails: mail(records(txt('news', 'a')), {
      domain: 'news.acme.example',
      zone: 'acme.example',
      ...records(txt('@', 'b')),
    }),
    passes: mail(records(txt('a', 'a')), {
      domain: 'news.acme.example',
      zone: 'acme.example',
      ...records(txt('@', 'b')),
    }),
  },
  'zone-quota': pair(
    records(...Array.from({ length: 195 }, (_, at) => txt(`h${at}`, 'x'))),
    records(...Array.from({ length: 100 }, (_, at) => txt(`h${at}`, 'x'))),
  ),

  'idle-pool-domain': { fails: pool({ mailboxes: 0 }), passes: pool({ mailboxes: boxes(1) }) },
  'primary-name-in-pool': {
    fails: inSegments([{ segment: 'primary' }, { segment: 'pool', domain: 'go.acme.example', zone: 'acme.example' }]),
    passes: inSegments([
      { segment: 'primary' },
      { segment: 'notify', domain: 'go.acme.example', zone: 'acme.example' },
    ]),
  },
  'provider-concentration': {
    fails: spread(
      at => `d${at}.example`,
      () => 'migadu',
    ),
    passes: spread(
      at => `d${at}.example`,
      at => (at % 2 === 0 ? 'migadu' : 'fastmail'),
    ),
  },
  'name-concentration': {
    fails: spread(
      at => `d${at}.one.example`,
      () => 'fastmail',
    ),
    passes: spread(
      at => `d${at}.example`,
      () => 'fastmail',
    ),
  },
  'monitoring-shares-provider': {
    fails: inSegments([
      { segment: 'watch', domain: 'w.example' },
      { segment: 'pool', domain: 'a.example' },
    ]),
    passes: inSegments([
      { segment: 'watch', domain: 'w.example', mailProvider: 'migadu' },
      { segment: 'pool', domain: 'a.example' },
    ]),
  },
  'relay-shared-with-pool': {
    fails: inSegments([
      { segment: 'notify', domain: 'n.example', relays: [ses] },
      { segment: 'pool', domain: 'a.example', relays: [ses] },
    ]),
    passes: inSegments([
      { segment: 'notify', domain: 'n.example', relays: [ses] },
      { segment: 'pool', domain: 'a.example', relays: [{ name: 'postmark' }] },
    ]),
  },
  'pool-without-hours': { fails: pool({ sendingHours: undefined }), passes: pool({}) },

  'warmup-wrong-unit': pair({ warmup: { domain: 'mailbox-cold' } }, { warmup: { mailbox: 'mailbox-cold' } }),
  'warmup-target-high': { fails: pool({ warmup: { target: 151 } }), passes: pool({ warmup: { target: 150 } }) },
  'warmup-beyond-mailboxes': {
    fails: pool({ warmup: { domain: 'six-week' } }),
    passes: pool({ warmup: { domain: 'six-week', target: 40 } }),
  },
  'warmup-ip-idle': pair(
    { warmup: { ip: 'ip-dedicated' } },
    { warmup: { ip: 'ip-dedicated' }, sendingIps: ['192.0.2.1'] },
  ),
  'warming-without-schedule': {
    fails: inSegments([{ ...lifecycle('warming'), segment: 'watch' }]),
    passes: inSegments([{ ...lifecycle('warming'), segment: 'pool' }]),
  },
  'warming-without-start': pair(lifecycle('warming'), lifecycle('warming', '2026-11-01')),
  'active-unwarmed': {
    fails: pool(lifecycle('active', '2026-10-12')),
    // Its six weeks are over.
    passes: pool(lifecycle('active', '2026-10-11')),
  },
  'warmup-of-idle-domain': pair(
    { ...lifecycle('resting'), warmup: { start: '2026-11-22' } },
    { ...lifecycle('resting'), warmup: { start: '2026-11-23' } },
  ),
  'retirement-near': pair(lifecycle('retired', '2026-10-30'), lifecycle('retired', '2026-10-31')),
  'grace-without-end': pair(lifecycle('retired', '2026-11-01', 181), lifecycle('retired', '2026-11-01', 180)),
  'leaving-over': pair({ leaving: [{ ...ses, since: '2026-08-23' }] }, { leaving: [{ ...ses, since: '2026-08-24' }] }),
  'leaving-in-use': pair(
    { leaving: [{ name: 'fastmail', since: '2026-11-01' }] },
    { leaving: [{ name: 'migadu', since: '2026-11-01' }] },
  ),
  'retired-still-used': {
    fails: mail(records(record('www', 'CNAME', 'old.example')), {
      domain: 'old.example',
      ...lifecycle('retired', '2026-11-01'),
    }),
    passes: mail(
      {},
      {
        domain: 'old.example',
        ...lifecycle('retired', '2026-11-01'),
        ...records(record('www', 'CNAME', 'acme.example')),
      },
    ),
  },
};

/** Rules that look at segments as well as at domains. */
export const segmentFixtures: Record<string, Fixture> = {
  'unknown-template': segmentOf({ profile: 'standrad' }),
};

function boxOf(user: string) {
  return [{ user }];
}

function letters(count: number): string[] {
  return ['a', 'b', 'c', 'd', 'e'].slice(0, count).map(letter => `${letter}.example`);
}
