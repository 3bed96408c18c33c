/** Good estates, each with one thing made wrong in it, and the rule that must say so. */
import { builtIn } from '../../src/inventory/defaults.ts';
import type {
  Contacts,
  Domain,
  DomainSettings,
  ExtraRecord,
  Inventory,
  LockedInclude,
  Segment,
  SignerUse,
  SpfLock,
} from '../../src/inventory/model.ts';
import type { ProviderTemplate } from '../../src/inventory/provider-template.ts';
import type { Templates } from '../../src/inventory/template.ts';
import { adapters } from '../support/adapters.ts';
import { record } from '../support/extra-record.ts';
import { rsaKey } from './fixtures.ts';

export interface Mutation {
  rule: string;
  name: string;
  /** `example`, or a golden estate. */
  estate: string;
  mutate(estate: Editor): void;
}

/** What mutations do to an inventory. Settings are replaced and never written into: domains share them. */
export interface Editor {
  set(domain: string, change: Partial<DomainSettings>): void;
  /** Adds to the domain's own records. */
  add(domain: string, ...records: ExtraRecord[]): void;
  rename(domain: string, name: string, zone?: string): void;
  segment(name: string, change: Partial<Segment>): void;
  contacts(change: Partial<Contacts>): void;
  settings(domain: string): DomainSettings;
  spfLock(lock: SpfLock): void;
  templates: Templates;
}

export function editorOf(inventory: Inventory, templates: Templates): Editor {
  const find = (name: string): Domain => {
    const domain = inventory.segments.flatMap(({ domains }) => domains).find(({ domain }) => domain === name);
    if (!domain) throw new Error(`${name} is not in the estate.`);
    return domain;
  };
  const set = (name: string, change: Partial<DomainSettings>) => {
    const domain = find(name);
    domain.settings = { ...domain.settings, ...change };
  };
  return {
    set,
    add: (name, ...records) => set(name, { records: [...find(name).settings.records, ...records] }),
    rename(name, other, zone = 'existing') {
      set(name, { zone });
      find(name).domain = other;
    },
    segment: (name, change) => {
      const segment = inventory.segments.find(each => each.segment === name);
      if (!segment) throw new Error(`There is no segment ${name}.`);
      Object.assign(segment, change);
    },
    contacts: change => Object.assign(inventory.contacts, change),
    settings: name => find(name).settings,
    spfLock: lock => Object.assign(inventory.spfLock, lock),
    templates,
  };
}

const txt = (name: string, content: string) => record(name, 'TXT', content);
const mx = (name: string, content: string, priority = 10) => record(name, 'MX', content, { priority });
const cname = (name: string, content: string) => record(name, 'CNAME', content);
const include = (...names: string[]): Partial<DomainSettings> => ({ spf: { ...builtIn.spf, include: names } });
/** Mailgun costs five, and Migadu one: eleven with these. */
const tooMany: DomainSettings['spf'] = {
  all: '-all',
  include: ['mailgun.org', 'a.net', 'b.net', 'c.net', 'd.net', 'e.net'],
  flatten: 'whenNeeded',
};
const locked = (entry: Partial<LockedInclude>): SpfLock[string] =>
  ({ resolved: '2026-11-20', refreshBy: '2026-12-20', ...entry }) as LockedInclude;
const relay = (more: Record<string, string> = {}) => ({ name: 'smtp-relay', spfInclude: 'spf.relay.example', ...more });
const sts = { ...builtIn.mtaSts, mode: 'enforce' as const, policyHost: 'sts.example.net' };
const bimi = { logo: 'https://acme.example/l.svg', certificate: 'https://acme.example/c.pem', selector: 'default' };
const key = (text: string): Partial<DomainSettings> => ({ values: { 'google-workspace': { dkimKey: text } } });
const signedBy = (...signers: SignerUse[]): Partial<DomainSettings> => ({ dkim: { ...builtIn.dkim, signers } });
const good = `v=DKIM1; k=rsa; p=${rsaKey(2048)}`;

const MAIL = 'acme-mail.example'; // pool-b, migadu
const HELLO = 'acme-hello.example'; // pool-a, Google, its DKIM key pasted
const MEET = 'acme-meet.example'; // pool-b, named mailboxes
const SPARE = 'acme-spare.example'; // pool-b, reserve
const ACME = 'acme.example'; // primary, Microsoft 365, p=reject
const GROUP = 'acme-group.example'; // primary
const LEGACY = 'acme-legacy.example'; // primary, retired
const NOTIFY = 'notify.acme.example'; // transactional, Amazon SES, in its parent's zone
const BILLING = 'acme-billing.example'; // transactional, Postmark, no mailboxes
const ALERTS = 'acme-alerts.example'; // transactional, waits for values of Amazon SES
const WATCH = 'acme-watch.example'; // monitoring

/** Reports and notifications through one account at Amazon SES. */
const onSes = (estate: Editor, account: Record<string, unknown>): void => {
  estate.set(WATCH, { relays: [{ name: 'amazon-ses', region: 'eu-central-1' }] });
  for (const segment of ['transactional', 'monitoring'])
    estate.segment(segment, { accounts: { 'amazon-ses': { account: '123456789012', ...account } } });
};

type Row = [rule: string, name: string, mutate: Mutation['mutate'], estate?: string];
const setting = (rule: string, name: string, domain: string, change: Partial<DomainSettings>): Row => [
  rule,
  name,
  estate => estate.set(domain, change),
];
const adding = (rule: string, name: string, domain: string, ...records: ExtraRecord[]): Row => [
  rule,
  name,
  estate => estate.add(domain, ...records),
];
const dmarc = (rule: string, name: string, domain: string, change: Partial<DomainSettings['dmarc']>): Row => [
  rule,
  name,
  estate => estate.set(domain, { dmarc: { ...estate.settings(domain).dmarc, ...change } }),
];

function limited({ templates }: Editor, name: string, limits: ProviderTemplate['limits']): void {
  const template = templates.providers.get(name) as ProviderTemplate;
  templates.providers = new Map([...templates.providers, [name, { ...template, limits }]]);
}

const rows: Row[] = [
  setting('unknown-template', 'a misspelt mail provider', MAIL, { mailProvider: 'migado' }),
  setting('unknown-template', 'a misspelt schedule', MAIL, { warmup: { domain: 'new-domain-cool' } }),
  ['unknown-template', 'a misspelt profile', estate => estate.segment('monitoring', { profile: 'intern' })],
  setting('wrong-template-kind', 'a host of mailboxes as relay', BILLING, {
    relays: [{ name: 'postmark' }, { name: 'migadu' }],
  }),
  setting('repeated-relay', 'one relay twice', BILLING, {
    relays: [
      relay({ bounceHost: 'b.relay.example', returnPath: 'b1' }),
      relay({ bounceHost: 'b.relay.example', returnPath: 'b2' }),
    ],
  }),
  setting('missing-variable', 'Amazon SES without a region', NOTIFY, { relays: [{ name: 'amazon-ses' }] }),
  setting('malformed-value', 'half a line pasted', HELLO, key('google._domainkey TXT')),
  setting('unknown-value', 'a variable of another relay', BILLING, { relays: [{ name: 'postmark', tracking: 'x' }] }),
  setting('value-not-given', 'a DKIM key not pasted', HELLO, { values: {} }),
  [
    'zone-account',
    'a zone to create, and no account',
    estate => {
      estate.set(MAIL, { zone: 'create' });
      estate.segment('pool-b', { cloudflare: {} });
    },
  ],
  [
    'ses-events-account',
    'events, and no number of the account',
    estate => estate.segment('transactional', { accounts: { 'amazon-ses': { events: { to: 'sns' } } } }),
  ],
  ['ses-shared-name', 'one configuration set for all', estate => onSes(estate, { configurationSet: 'acme' })],
  ['ses-shared-name', 'one pool for all', estate => onSes(estate, { dedicatedIps: { pool: 'acme' } })],
  [
    'ses-account-suppression',
    'suppression of the account, said for all',
    estate => onSes(estate, { accountSuppression: ['bounce'] }),
  ],
  setting('dnssec-elsewhere', 'a subdomain to be signed', NOTIFY, { dnssec: 'on' }),
  [
    'adopt-resources',
    'adoption, record by record',
    estate => {
      estate.set(MAIL, { adopt: true });
      estate.segment('pool-b', { recordMode: 'resources' });
    },
  ],
  setting('unknown-rule', 'a misspelt rule', GROUP, { rules: { 'no-mix': { level: 'off', reason: 'x' } } }),
  setting('fixed-rule', 'a conflict switched off', GROUP, {
    rules: { 'cname-conflict': { level: 'off', reason: 'x' } },
  }),
  setting('idle-override', 'an override of a third MX', MAIL, { overrides: { 'mx-3': { ttl: 600 } } }),

  setting('no-mx', 'the provider taken away', GROUP, { mailProvider: 'none', mailboxes: 0, values: {} }),
  adding('mx-is-address', 'an address as MX', MAIL, mx('lists', '192.0.2.1')),
  adding(
    'mx-listed-twice',
    'one host with two priorities',
    BILLING,
    mx('@', 'mx.host.example'),
    mx('@', 'mx.host.example', 20),
  ),
  adding('null-mx-beside-mx', 'a null MX and another', BILLING, mx('@', '.', 0), mx('@', 'mx.host.example')),
  adding('null-mx-sends', 'a null MX where receipts come from', BILLING, mx('@', '.', 0)),
  adding('mx-beside-provider', 'the old MX kept', MAIL, mx('@', 'mx.old.example', 30)),
  adding('mx-proxied', 'a list server behind the proxy', GROUP, mx('lists', ACME)),
  adding(
    'mx-is-cname',
    'a list server by its alias',
    GROUP,
    mx('lists', 'host.acme-group.example'),
    cname('host', 'x.example'),
  ),

  setting('mailboxes-without-provider', 'a mailbox where nobody hosts', BILLING, { mailboxes: [{ user: 'a' }] }),
  setting('too-many-mailboxes', 'six mailboxes in a pool domain', MAIL, { mailboxes: 6 }),
  setting('mailbox-limit-high', 'sixty a day', MEET, { mailboxes: [{ user: 'alex', dailyLimit: 60 }] }),
  setting('mailbox-unknown-relay', 'a relay only for one mailbox', MEET, {
    mailboxes: [{ user: 'a', smtpRelay: 'brevo' }],
  }),
  setting('no-reply-mailbox', 'outreach from noreply', MEET, { mailboxes: [{ user: 'noreply' }] }),
  setting('forward-to-missing', 'replies to nobody', MEET, {
    mailboxes: [{ user: 'a', forwardTo: ['inbx@acme.example'] }],
  }),
  [
    'forward-loop',
    'to oneself by an alias',
    estate => estate.set(MEET, { mailboxes: [{ user: 'a', aliases: ['b'], forwardTo: [`b@${MEET}`] }] }),
  ],
  setting('forward-to-missing', 'replies to somebody who has gone', MEET, {
    mailboxes: [
      { user: 'a', forwardTo: [`b@${MEET}`] },
      { user: 'b', lifecycle: { state: 'retired', since: '2026-11-01', graceDays: 30 } },
    ],
  }),
  setting('signature-gap', 'a persona that nobody has', MAIL, { signature: '{name}, {persona}' }),
  ['terms-conflict', 'the reason taken away', estate => estate.set(MAIL, { rules: {} })],
  [
    'terms-conflict',
    'a relay for outreach that forbids it',
    estate => estate.set(HELLO, { rules: {}, mailProvider: 'purelymail', relays: [{ name: 'brevo' }], values: {} }),
  ],
  setting('terms-unclear', 'a provider that says nothing', MAIL, { mailProvider: 'purelymail' }),
  [
    'provider-cannot',
    'forwarding where there is none',
    estate => {
      estate.templates.adapters = adapters;
      estate.segment('pool-b', { accounts: { migadu: { user: 'admin@acme.example' } } });
    },
  ],
  [
    'provider-too-many-mailboxes',
    'a provider that lets a domain have two',
    estate => limited(estate, 'migadu', { mailboxesPerDomain: 2 }),
  ],
  [
    'provider-limit-passed',
    'a provider that lets little through',
    estate => limited(estate, 'migadu', { perMailboxPerDay: 19 }),
  ],
  [
    'forward-loop',
    'two people forward to each other',
    estate => {
      const boxes = estate.settings(ACME).mailboxes as Exclude<DomainSettings['mailboxes'], number>;
      const [alex, ...others] = boxes;
      estate.set(ACME, { mailboxes: [{ user: 'alex.reed', ...alex, forwardTo: ['inbox@acme.example'] }, ...others] });
    },
  ],

  setting('idle-return-path', 'a label without senders', MAIL, { returnPath: 'rp' }),
  [
    'return-path-clash',
    'a second relay on bounce',
    estate => {
      const { relays } = estate.settings(NOTIFY);
      estate.set(NOTIFY, { relays: [...relays, relay({ bounceHost: 'b.relay.example' })] });
    },
  ],
  setting('return-path-without-mx', 'a relay without its bounce host', ALERTS, { relays: [relay()] }),

  setting(
    'spf-too-many-lookups',
    'Mailgun and five more',
    MAIL,
    include('mailgun.org', 'a.net', 'b.net', 'c.net', 'd.net', 'e.net'),
  ),
  setting('spf-near-limit', 'Mailgun and two more', MAIL, include('mailgun.org', 'a.net', 'b.net')),
  adding('spf-long', 'a long verification beside SPF', MAIL, txt('@', 'x'.repeat(450))),
  setting('spf-unpriced', 'an include that no template knows', MAIL, include('spf.crm.example')),
  adding('spf-syntax', '`ipv4:`', MAIL, txt('crm', 'v=spf1 ipv4:192.0.2.1 -all')),
  adding('spf-syntax', 'a comma between networks', MAIL, txt('crm', 'v=spf1 ip4:192.0.2.1,192.0.2.2 -all')),
  adding('spf-pass-all', '`+all`', MAIL, txt('crm', 'v=spf1 mx +all')),
  adding('spf-neutral', '`?all`', MAIL, txt('crm', 'v=spf1 mx ?all')),
  adding('spf-neutral', 'no `all`', MAIL, txt('crm', 'v=spf1 mx')),
  adding('spf-ptr', '`ptr`', MAIL, txt('crm', 'v=spf1 ptr -all')),
  [
    'spf-include-loop',
    'two domains include each other',
    estate => {
      estate.set(MAIL, include('acme-people.example'));
      estate.set('acme-people.example', include(MAIL));
    },
  ],
  setting('spf-include-retired', 'the retired domain', MAIL, include(LEGACY)),
  setting('spf-not-locked', 'flattening switched on', MAIL, { spf: tooMany }),
  [
    'spf-not-locked',
    'one include more than is locked',
    estate => {
      estate.set(MAIL, { spf: { ...tooMany, include: [...tooMany.include, 'f.net'] } });
      estate.spfLock({
        'mailgun.org': locked({ cannot: 'x' }),
        'b.net': locked({ lookups: 1, networks: ['192.0.2.1'] }),
      });
    },
  ],
  [
    'spf-does-not-fit',
    'nothing can be flattened',
    estate => {
      estate.set(MAIL, { spf: tooMany });
      for (const name of ['spf.migadu.com', ...tooMany.include]) estate.spfLock({ [name]: locked({ cannot: 'x' }) });
    },
  ],
  [
    'spf-cannot-flatten',
    'the second dearest has a macro',
    estate => {
      estate.set(MAIL, { spf: tooMany });
      estate.spfLock({
        'mailgun.org': locked({ cannot: 'x' }),
        'a.net': locked({ lookups: 1, networks: ['192.0.2.1'] }),
      });
    },
  ],
  [
    'spf-lock-stale',
    'a lock of summer',
    estate => {
      estate.set(MAIL, { spf: tooMany });
      estate.spfLock({ 'mailgun.org': locked({ refreshBy: '2026-08-20', lookups: 5, networks: ['192.0.2.1'] }) });
    },
  ],
  setting('sending-ips-overlap', 'an address of its own network', MAIL, { sendingIps: ['192.0.2.0/24', '192.0.2.9'] }),
  setting('sending-ips-overlap', 'an address twice', MAIL, { sendingIps: ['192.0.2.9', '192.0.2.9'] }),
  setting('sending-ips-private', 'the address behind the NAT', MAIL, { sendingIps: ['192.168.1.10'] }),
  setting('sending-ips-private', 'a unique local address', MAIL, { sendingIps: ['fd00::1'] }),
  setting('sending-ips-unwatched', 'a /64 where one address sends', MAIL, { sendingIps: ['2001:db8::/64'] }),
  setting('sending-ips-wide', 'a /8', MAIL, { sendingIps: ['198.0.0.0/8'] }),
  [
    'ips-shared-with-pool',
    'one server for receipts and outreach',
    estate => {
      estate.set(MAIL, { sendingIps: ['192.0.2.1'] });
      estate.set(BILLING, { sendingIps: ['192.0.2.1'] });
    },
  ],

  setting('dkim-key-malformed', 'a key cut off', HELLO, key(good.slice(0, 200))),
  setting('dkim-key-malformed', 'a tag twice', HELLO, key(`v=DKIM1; k=rsa; k=rsa; ${good.slice(good.indexOf('p='))}`)),
  setting(
    'dkim-key-malformed',
    'an Ed25519 key as RSA',
    HELLO,
    key(`v=DKIM1; p=${Buffer.alloc(32, 7).toString('base64')}`),
  ),
  setting('dkim-key-weak', '768 bits', HELLO, key(`v=DKIM1; p=${rsaKey(768)}`)),
  setting('dkim-key-short', '1024 bits', HELLO, key(`v=DKIM1; p=${rsaKey(1024)}`)),
  setting('dkim-key-short', 'the reason for Postmark forgotten', BILLING, {
    rules: { 'no-mx': { level: 'off', reason: 'x' } },
  }),
  setting('dkim-only-sha1', 'h=sha1', HELLO, key(good.replace('k=rsa', 'h=sha1'))),
  setting('dkim-test-mode', 't=y', HELLO, key(good.replace('k=rsa', 't=y'))),
  [
    'dkim-all-revoked',
    'the only key revoked',
    estate => {
      estate.set(BILLING, { relays: [], values: {}, sendingIps: ['192.0.2.9'] });
      estate.add(BILLING, txt('own._domainkey', 'v=DKIM1; p='));
    },
  ],
  setting('dkim-signer-unknown', 'a signer misspelt', HELLO, signedBy({ name: 'rspamdd' })),
  setting('dkim-signer-unknown', 'a provider that takes no keys', MAIL, signedBy({ name: 'migadu' })),
  setting('dkim-signer-unused', 'a relay that the domain does not have', HELLO, signedBy({ name: 'postmark' })),
  setting(
    'dkim-signer-setting',
    'the way of the other program',
    HELLO,
    signedBy({ name: 'opendkim', url: 'http://a.example' }),
  ),
  setting('dkim-signer-setting', 'a program twice', HELLO, signedBy({ name: 'rspamd' }, { name: 'rspamd' })),
  setting(
    'dkim-signer-setting',
    'keys of ours for a maker',
    HELLO,
    signedBy({ name: 'google-workspace', keys: 'own' }),
  ),
  [
    'dkim-signer-algorithm',
    'Ed25519 where RSA alone is taken',
    estate => estate.set(HELLO, { dkim: { ...builtIn.dkim, algorithm: 'ed25519', signers: [{ name: 'opendkim' }] } }),
  ],
  setting('dkim-signer-account', 'no account to set keys in', BILLING, signedBy({ name: 'postmark' })),
  adding('two-dkim-keys', 'the next key at the same selector', BILLING, txt('20261104093015pm._domainkey', good)),
  [
    'shared-value',
    "another domain's key pasted",
    estate => estate.set('acme-team.example', { values: estate.settings(HELLO).values }),
  ],
  [
    'shared-value',
    "another domain's tokens pasted",
    estate => estate.set(ALERTS, { values: estate.settings(NOTIFY).values }),
  ],

  dmarc('dmarc-none-long', 'watched since January', MAIL, { since: '2026-01-05' }),
  dmarc('dmarc-testing-long', 'a test since March', ACME, { testing: true }),
  dmarc('dmarc-since-future', 'a date of next year', MAIL, { since: '2027-01-05' }),
  dmarc('dmarc-weaker-below', 'subdomains left open', ACME, { subdomains: 'none' }),
  dmarc('dmarc-weaker-below', 'absent subdomains left open', ACME, { nonexistent: 'quarantine' }),
  ['dmarc-blind', 'nobody reads reports', estate => estate.contacts({ dmarcReports: undefined })],
  dmarc('dmarc-many-reports', 'three addresses', ACME, {
    reports: ['alex.reed@acme.example', 'sam.lopez@acme.example', 'inbox@acme.example'],
  }),
  dmarc('dmarc-enforced-unsigned', 'enforced before the tokens are there', ALERTS, { policy: 'quarantine' }),
  dmarc('strict-spf-alignment', 'strict SPF with a return path', NOTIFY, {
    alignment: { spf: 'strict', dkim: 'relaxed' },
  }),
  ['strict-dkim-alignment', 'its reason forgotten', estate => estate.set(ACME, { rules: {} }), '002-all-settings'],
  adding(
    'dmarc-record-malformed',
    'the policy last',
    MAIL,
    txt('_dmarc.news', 'v=DMARC1; rua=mailto:a@acme.example; p=none'),
  ),
  adding('dmarc-record-malformed', 'a small v', MAIL, txt('_dmarc.news', 'v=dmarc1; p=none')),
  dmarc('consent-outside', 'a reports service', MAIL, { reports: ['r@reports.example'] }),
  [
    'report-mailbox-missing',
    'a misspelt mailbox',
    estate => estate.contacts({ dmarcReports: 'dmark@acme-watch.example' }),
  ],
  ['probe-unreachable', 'a mailbox of its own', estate => estate.contacts({ probe: `dkim@${MAIL}` })],

  [
    'mta-sts-host',
    'no policy host and no account',
    estate => estate.set(ACME, { mtaSts: { ...sts, policyHost: undefined }, tlsReports: ['tls@acme.example'] }),
    '001-short-form',
  ],
  setting('mta-sts-host-itself', 'its own name', MAIL, { mtaSts: { ...sts, policyHost: `mta-sts.${MAIL}` } }),
  setting('mta-sts-without-mx', 'a domain without MX', BILLING, { mtaSts: sts }),
  ['mta-sts-unwatched', 'no TLS reports', estate => estate.set(ACME, { mtaSts: sts }), '001-short-form'],
  setting('mta-sts-short-life', 'an hour', MAIL, { mtaSts: { ...sts, maxAge: 3600 } }),
  setting('bimi-without-enforcement', 'a logo under p=none', MAIL, { bimi }),
  setting('bimi-without-certificate', 'no certificate', ACME, { bimi: { ...bimi, certificate: undefined } }),
  setting('bimi-not-svg', 'a PNG', ACME, { bimi: { ...bimi, logo: 'https://acme.example/logo.png' } }),
  setting('caa-shuts-out-policy-host', 'no certificates at all', MAIL, {
    mtaSts: sts,
    caa: { issue: [';'], issuemail: [';'] },
  }),
  setting('caa-none-beside-others', 'none and one', MAIL, { caa: { issue: [';', 'letsencrypt.org'] } }),
  setting('caa-wild-alone', 'only issuewild', MAIL, { caa: { issuewild: ['letsencrypt.org'] } }),
  setting('caa-mail-open', 'none, but S/MIME', MAIL, { caa: { issue: [';'] } }),
  setting('caa-no-authority', 'a name for people', MAIL, { caa: { issue: ['Google Trust'] } }),

  ['idn-domain', 'a name with an umlaut', estate => estate.rename(SPARE, 'xn--acme-grsse-u9a.example')],
  adding('record-name-long', 'a label of labels', MAIL, txt(Array(5).fill('a'.repeat(50)).join('.'), 'x')),
  ['lookalike-name', 'acme-group without its hyphen', estate => estate.rename(SPARE, 'acmegroup.example')],
  ['lookalike-name', 'acme-billing with a digit', estate => estate.rename(SPARE, 'acme-bi11ing.example')],
  setting('ttl-low', 'a minute', MAIL, { ttl: 60 }),
  setting('ttl-high', 'a day', MAIL, { ttl: 86_400 }),
  setting('dkim-ttl-high', 'half a day', MAIL, { ttl: 43_200 }),

  adding('txt-quoted', 'quotes of a zone file', MAIL, txt('www', '"site-verification=1"')),
  adding('wildcard-txt', 'a text for every name', MAIL, txt('*', 'hello')),
  adding('target-not-a-name', 'a URL', MAIL, cname('www', 'https://acme.example')),
  adding('target-not-a-name', 'the priority in the content', MAIL, mx('lists', '10 mx.host.example')),
  adding('cname-to-itself', 'www to www', MAIL, cname('www', 'www.acme-mail.example')),
  adding('leftover-record', "the old provider's autoconfig", HELLO, cname('autoconfig', 'autoconfig.migadu.com')),
  adding(
    'leftover-record',
    "the old provider's DKIM",
    HELLO,
    cname('fm1._domainkey', 'fm1.acme-hello.example.dkim.fmhosted.com'),
  ),
  setting('leftover-include', "the old provider's SPF", HELLO, include('spf.migadu.com')),
  adding('hidden-by-delegation', 'the subdomain delegated', ACME, record('notify', 'NS', 'ns1.dns.example')),
  setting('subdomain-own-zone', 'a zone of its own', NOTIFY, { zone: 'existing' }),

  adding('cname-conflict', 'a text beside www', ACME, txt('www', 'hello')),
  adding('two-policies', 'a second SPF', MAIL, txt('@', 'v=spf1 include:_spf.google.com -all')),
  adding('two-policies', 'a second DMARC', MAIL, txt('_dmarc', 'v=DMARC1; p=reject')),
  [
    'two-mx-sets',
    'parent and child write one MX',
    estate => {
      estate.add(ACME, mx('notify', 'mx1.host.example'));
      estate.add(NOTIFY, mx('@', 'mx2.host.example'));
    },
  ],
  adding('repeated-record', 'one text twice', MAIL, txt('www', 'hello'), txt('www', 'hello')),
  [
    'repeated-key',
    'parent and child write one name',
    estate => {
      estate.rename(HELLO, 'news.acme.example', ACME);
      estate.add(ACME, txt('news', 'one'));
      estate.add('news.acme.example', txt('@', 'two'));
    },
    '001-short-form',
  ],
  adding('zone-quota', 'two hundred hosts', ACME, ...Array.from({ length: 200 }, (_, at) => txt(`host${at}`, 'x'))),

  setting('idle-pool-domain', 'no mailboxes', MAIL, { mailboxes: 0 }),
  ['primary-name-in-pool', 'outreach below the primary', estate => estate.rename(SPARE, 'go.acme.example', ACME)],
  [
    'provider-concentration',
    'two more domains at Google',
    estate => {
      for (const name of [MAIL, 'acme-people.example']) estate.set(name, { mailProvider: 'google-workspace' });
    },
  ],
  [
    'name-concentration',
    'three subdomains of one name',
    estate => {
      for (const [at, name] of [MAIL, 'acme-people.example', 'acme-direct.example'].entries()) {
        estate.rename(name, `d${at}.acme-one.example`);
      }
    },
  ],
  setting('monitoring-shares-provider', "reports at pool B's provider", WATCH, { mailProvider: 'migadu' }),
  setting('relay-shared-with-pool', 'Postmark for outreach', MAIL, { relays: [{ name: 'postmark' }] }),
  setting('pool-without-hours', 'at any hour', MAIL, { sendingHours: undefined }),

  setting('warmup-wrong-unit', "a mailbox's schedule for the domain", MAIL, { warmup: { domain: 'mailbox-cold' } }),
  setting('warmup-target-high', 'five hundred a day', MAIL, { warmup: { target: 500 } }),
  setting('warmup-beyond-mailboxes', 'steps for a relay', MAIL, { warmup: { domain: 'six-week' } }),
  setting('warmup-ip-idle', 'addresses that are not there', MAIL, { warmup: { ip: 'ip-dedicated' } }),
  setting('warming-without-schedule', 'warming where nothing is scheduled', WATCH, {
    lifecycle: { state: 'warming', since: '2026-11-01', graceDays: 30 },
  }),
  setting('warming-without-start', 'the reserve warms from some day on', SPARE, {
    lifecycle: { state: 'warming', graceDays: 30 },
  }),
  setting('active-unwarmed', 'the reserve at full volume', SPARE, {
    lifecycle: { state: 'active', since: '2026-11-16', graceDays: 30 },
  }),
  setting('warmup-of-idle-domain', 'a start in reserve', SPARE, { warmup: { start: '2026-11-01' } }),
  setting('retirement-near', 'three days left', LEGACY, {
    lifecycle: { state: 'retired', since: '2026-10-26', graceDays: 30 },
  }),
  setting('grace-without-end', 'a year of grace', LEGACY, {
    lifecycle: { state: 'retired', since: '2026-09-01', graceDays: 365 },
  }),
  setting('leaving-over', 'left in spring', MAIL, { leaving: [{ name: 'postmark', since: '2026-04-01' }] }),
  setting('leaving-in-use', 'left and in use', MAIL, {
    mailProvider: 'stalwart',
    values: { stalwart: { host: 'mail.host.example' } },
    leaving: [{ name: 'stalwart', since: '2026-11-10' }],
  }),
  adding('retired-still-used', 'an alias to the retired domain', MAIL, cname('old', LEGACY)),
  [
    'retired-still-used',
    'replies to the retired domain',
    estate => estate.set(MEET, { mailboxes: [{ user: 'alex', forwardTo: [`inbox@${LEGACY}`] }] }),
  ],
];

export const mutations: Mutation[] = rows.map(([rule, name, mutate, estate = 'example']) => ({
  rule,
  name,
  estate,
  mutate,
}));
