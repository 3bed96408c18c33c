/** The schemas against the types: neither may know a key that the other does not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import estateSchema from '../../schema/estate.schema.json' with { type: 'json' };
import segmentSchema from '../../schema/segment.schema.json' with { type: 'json' };
import { builtIn } from '../../src/inventory/defaults.ts';
import { formats } from '../../src/inventory/formats.ts';
import type { EstateInput, SegmentInput } from '../../src/inventory/input.ts';
import type {
  CaaSettings,
  CloudflareUse,
  Contacts,
  DmarcSettings,
  DomainSettings,
  ExtraRecord,
  Identity,
  MailboxEntry,
  MailboxLifecycle,
  MtaStsSettings,
  SignerUse,
} from '../../src/inventory/model.ts';
import { facts as amazonSes } from '../../src/mail/amazon-ses/facts.ts';
import { recordTypes } from '../../src/records/record.ts';
import { estateYaml, read } from './folder.ts';

type KeysOf<T> = Record<keyof Required<T>, true>;

const { definitions } = segmentSchema;
const keys = (known: object) => Object.keys(known).sort();

const settings: KeysOf<DomainSettings> = {
  zone: true,
  mailProvider: true,
  relays: true,
  sendingIps: true,
  returnPath: true,
  spf: true,
  dkim: true,
  dmarc: true,
  mtaSts: true,
  tlsReports: true,
  bimi: true,
  caa: true,
  dnssec: true,
  zoneSettings: true,
  mailboxes: true,
  signature: true,
  warmup: true,
  timezone: true,
  sendingHours: true,
  modes: true,
  rules: true,
  lifecycle: true,
  leaving: true,
  adopt: true,
  done: true,
  values: true,
  records: true,
  ttl: true,
  overrides: true,
};

const maps: [string, object, object][] = [
  ['settings', definitions.settings.properties, settings],
  ['a domain', definitions.domain.properties, { domain: true, ...settings }],
  [
    'spf',
    definitions.spf.properties,
    { all: true, include: true, flatten: true } satisfies KeysOf<DomainSettings['spf']>,
  ],
  [
    'dkim',
    definitions.dkim.properties,
    { prefix: true, algorithm: true, rotate: true, overlap: true, propagation: true, signers: true } satisfies KeysOf<
      DomainSettings['dkim']
    >,
  ],
  [
    'signer',
    definitions.signer.properties,
    { name: true, keys: true, folder: true, reload: true, milter: true, url: true } satisfies KeysOf<SignerUse>,
  ],
  [
    'dmarc',
    definitions.dmarc.properties,
    {
      policy: true,
      since: true,
      testing: true,
      subdomains: true,
      nonexistent: true,
      alignment: true,
      reports: true,
    } satisfies KeysOf<DmarcSettings>,
  ],
  [
    'alignment',
    definitions.dmarc.properties.alignment.properties,
    { spf: true, dkim: true } satisfies KeysOf<DmarcSettings['alignment']>,
  ],
  [
    'mtaSts',
    definitions.mtaStsMap.properties,
    { mode: true, maxAge: true, mx: true, policyHost: true } satisfies KeysOf<MtaStsSettings>,
  ],
  [
    'bimi',
    definitions.bimi.properties,
    { logo: true, certificate: true, selector: true } satisfies KeysOf<NonNullable<DomainSettings['bimi']>>,
  ],
  [
    'caa',
    definitions.caa.properties,
    { issue: true, issuewild: true, issuemail: true, iodef: true } satisfies KeysOf<CaaSettings>,
  ],
  [
    'a mailbox',
    definitions.mailbox.properties,
    {
      user: true,
      name: true,
      forwardTo: true,
      aliases: true,
      dailyLimit: true,
      smtpRelay: true,
      smtpAccess: true,
      signature: true,
      persona: true,
      lifecycle: true,
    } satisfies KeysOf<MailboxEntry>,
  ],
  [
    'warmup',
    definitions.warmup.properties,
    { domain: true, mailbox: true, ip: true, start: true, target: true } satisfies KeysOf<DomainSettings['warmup']>,
  ],
  [
    'sendingHours',
    definitions.sendingHours.properties,
    { from: true, to: true, days: true } satisfies KeysOf<NonNullable<DomainSettings['sendingHours']>>,
  ],
  ['modes', definitions.modes.properties, builtIn.modes],
  [
    'lifecycle',
    definitions.lifecycleMap.properties,
    { state: true, since: true, graceDays: true } satisfies KeysOf<DomainSettings['lifecycle']>,
  ],
  [
    'lifecycle of a mailbox',
    definitions.mailboxLifecycleMap.properties,
    { state: true, since: true, graceDays: true } satisfies KeysOf<MailboxLifecycle>,
  ],
  ['a relay', definitions.relay.properties, { name: true, returnPath: true, envelope: true }],
  ['leaving', definitions.leaving.items.properties, { name: true, returnPath: true, envelope: true, since: true }],
  [
    'a record',
    definitions.record.properties,
    {
      name: true,
      type: true,
      content: true,
      data: true,
      priority: true,
      ttl: true,
      proxied: true,
    } satisfies KeysOf<ExtraRecord>,
  ],
  [
    'a segment',
    segmentSchema.properties,
    {
      segment: true,
      purpose: true,
      profile: true,
      limits: true,
      recordMode: true,
      cloudflare: true,
      accounts: true,
      defaults: true,
      domains: true,
    } satisfies KeysOf<SegmentInput>,
  ],
  [
    'the estate',
    estateSchema.properties,
    {
      organization: true,
      contacts: true,
      identities: true,
      cloudflare: true,
      accounts: true,
      defaults: true,
    } satisfies KeysOf<EstateInput>,
  ],
  [
    '`cloudflare`',
    segmentSchema.definitions.cloudflare.properties,
    { account: true, token: true } satisfies KeysOf<CloudflareUse>,
  ],
  [
    'contacts',
    estateSchema.properties.contacts.properties,
    { dmarcReports: true, tlsReports: true, consent: true, probe: true } satisfies KeysOf<Contacts>,
  ],
  [
    'an identity',
    estateSchema.properties.identities.items.properties,
    { user: true, name: true } satisfies KeysOf<Identity>,
  ],
];

describe('the schemas', () => {
  test.each(maps)('know the same keys of %s as the types', (_, inSchema, inTypes) => {
    expect(keys(inSchema)).toEqual(keys(inTypes));
  });

  test('know every setting that the adapter of Amazon SES has', () => {
    const known = Object.keys(segmentSchema.definitions.amazonSes.properties);
    expect(known).toEqual(expect.arrayContaining(Object.keys(amazonSes.account)));
    const secrets = Object.keys(segmentSchema.definitions.amazonSes.properties.credentials.properties);
    expect(secrets).toEqual(Object.keys(amazonSes.secrets));
  });

  test('know the record types of the record model', () => {
    expect(definitions.record.properties.type.enum).toEqual([...recordTypes]);
  });

  test('ask only for formats that are checked', () => {
    const folder = join(import.meta.dirname, '../../schema');
    const files = readdirSync(folder).filter(name => name.endsWith('.schema.json'));
    const texts = files.map(name => readFileSync(join(folder, name), 'utf8'));
    const names = new Set(texts.flatMap(text => [...text.matchAll(/"format": "([^"]+)"/g)].map(([, name]) => name)));
    expect([...names].sort()).toEqual(Object.keys(formats).sort());
  });

  test('tell editors what every setting means', () => {
    for (const key of Object.keys(settings)) {
      expect(definitions[key as keyof typeof definitions], key).toHaveProperty('description');
    }
  });

  test('let a domain with every key at every level pass', () => {
    const every = {
      zone: 'create',
      mailProvider: 'migadu',
      relays: ['postmark', { name: 'amazon-ses', region: 'eu-central-1', returnPath: 'bounce', envelope: 'apex' }],
      sendingIps: ['192.0.2.1', '198.51.100.0/24', '2001:db8::/32'],
      returnPath: 'bounces',
      spf: { all: '~all', include: ['_spf.example.net'], flatten: 'whenNeeded' },
      dkim: {
        ...{ prefix: 'k', algorithm: 'both', rotate: 'never' },
        signers: [
          'postmark',
          { name: 'amazon-ses', keys: 'provider' },
          { name: 'opendkim', folder: '/etc/opendkim/mailyard', reload: 'true', milter: '127.0.0.1:8891' },
          { name: 'rspamd', url: 'http://127.0.0.1:11333' },
        ],
      },
      dmarc: {
        policy: 'reject',
        since: '2026-01-31',
        testing: false,
        subdomains: 'none',
        nonexistent: 'reject',
        alignment: { spf: 'strict', dkim: 'relaxed' },
        reports: ['dmarc@acme.example'],
      },
      mtaSts: { mode: 'enforce', maxAge: 86_400, mx: ['*.mail.example'], policyHost: 'sts.example.net' },
      tlsReports: ['https://reports.example.net/tls'],
      bimi: { logo: 'https://acme.example/l.svg', certificate: 'https://acme.example/c.pem', selector: 'brand' },
      caa: { issue: ['letsencrypt.org'], issuewild: ';', issuemail: ';', iodef: 'mailto:security@acme.example' },
      dnssec: 'on',
      warmup: { domain: 'a', mailbox: 'b', ip: 'c', start: '2026-12-01', target: 50 },
      timezone: 'Europe/Berlin',
      sendingHours: { from: 8, to: 20, days: ['mon', 'fri'] },
      modes: { dkim: 'enforce', warmup: 'suggest', blocklists: 'observe', health: 'observe' },
      rules: { 'no-mx': { level: 'off', reason: 'Only sends' } },
      lifecycle: { state: 'resting', since: '2026-11-01', graceDays: 14 },
      signature: '{name}, {organization}',
      leaving: [{ name: 'sendgrid', since: '2026-11-01', returnPath: 'em' }],
      adopt: true,
      done: ['forwarding-alex-1f3a2b'],
      values: { postmark: { dkimKey: 'k=rsa; p=A' } },
      records: [
        { name: '@', type: 'TXT', content: 'a', ttl: 300 },
        { name: '_sip._tcp', type: 'SRV', data: { priority: 1, weight: 1, port: 5060, target: 'sip.example.net' } },
        { name: '*.web', type: 'CNAME', content: 'acme.example', proxied: true, ttl: 1 },
      ],
    } satisfies SegmentInput['defaults'];
    const mailboxes: MailboxEntry[] = [
      {
        user: 'alex',
        name: 'Alex',
        forwardTo: ['inbox@acme.example'],
        aliases: ['hi'],
        dailyLimit: 20,
        smtpRelay: 'postmark',
        smtpAccess: true,
        signature: 'Alex',
        persona: 'Sales',
        lifecycle: { state: 'resting', since: '2026-11-01', graceDays: 14 },
      },
    ];
    const defaults = { ...every, mailboxes } satisfies SegmentInput['defaults'];
    const segment: SegmentInput = {
      segment: 'pool-a',
      purpose: 'All',
      profile: 'standard',
      limits: { domainsPerChange: 2 },
      recordMode: 'resources',
      defaults,
      domains: ['acme.example', { domain: 'acme-two.example', ...defaults }],
    };
    const { inventory, findings } = read({
      'estate.yaml': `${estateYaml}cloudflare: { account: 0123456789abcdef0123456789abcdef }\ndefaults: ${JSON.stringify(defaults)}`,
      'a.yaml': JSON.stringify(segment, null, 2),
    });
    expect(findings).toEqual([]);
    expect(keys(inventory?.segments[0]?.domains[1]?.settings ?? {})).toEqual(keys(settings));
  });
});
