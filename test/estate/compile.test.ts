import { describe, expect, test } from 'vitest';
import { compileEstate } from '../../src/estate/compile.ts';
import { isZoneRecords } from '../../src/estate/resource.ts';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { Domain, DomainSettings } from '../../src/inventory/model.ts';
import { aDomain, anEstate, anInventory, type DomainParts, rulesOf, TODAY, templates } from '../support/estate.ts';
import { listsOf } from '../support/state.ts';

const ses = { name: 'amazon-ses', region: 'eu-central-1' };

/** An estate with most of what can be: several segments, a shared zone, reports, a retired domain. */
function domains(): Domain[] {
  return [
    aDomain({ domain: 'acme.example', mailProvider: 'google-workspace', mailboxes: 2 }),
    aDomain({ domain: 'news.acme.example', segment: 'pool-a', zone: 'acme.example', mailProvider: 'fastmail' }),
    aDomain({ domain: 'acme-hello.example', segment: 'pool-a', mailProvider: 'fastmail', relays: [ses] }),
    aDomain({ domain: 'acme-watch.example', segment: 'monitoring', mailProvider: 'fastmail' }),
    aDomain({
      domain: 'acme-old.example',
      mailProvider: 'fastmail',
      lifecycle: { state: 'retired', since: '2026-01-01', graceDays: 30 },
    }),
  ];
}

const parts = {
  contacts: { dmarcReports: 'dmarc@acme-watch.example' },
  identities: [
    { user: 'alex.reed', name: 'Alex Reed' },
    { user: 'sam.lopez', name: 'Sam Lopez' },
    { user: 'kim.park', name: 'Kim Park' },
  ],
};

describe('an estate', () => {
  test('has one zone a segment and zone, by segment and then name', () => {
    const { zones } = anEstate(domains(), parts);
    expect(zones.map(({ segment, zone, domains }) => [segment, zone, domains])).toEqual([
      ['monitoring', 'acme-watch.example', { 'acme-watch.example': 'live' }],
      ['pool-a', 'acme-hello.example', { 'acme-hello.example': 'live' }],
      ['pool-a', 'acme.example', { 'news.acme.example': 'live' }],
      ['primary', 'acme-old.example', { 'acme-old.example': 'retired' }],
      ['primary', 'acme.example', { 'acme.example': 'live' }],
    ]);
  });

  test('is the same, to the byte, each time it is compiled', () => {
    const once = anEstate(domains(), parts);
    expect(JSON.stringify(anEstate(domains(), parts))).toBe(JSON.stringify(once));
  });

  test('asks the same of every stack, in whatever order the segments were read', () => {
    const inventory = anInventory(domains(), parts);
    const backwards = { ...inventory, segments: inventory.segments.toReversed() };
    const lists = (estate: typeof inventory) => Object.fromEntries(listsOf(compileEstate(estate, templates(), TODAY)));
    expect(lists(backwards)).toEqual(lists(inventory));
    const { findings } = compileEstate(backwards, templates(), TODAY);
    expect(findings).toEqual(compileEstate(inventory, templates(), TODAY).findings);
  });

  test('gives a domain its mailboxes: a number takes the identities in their order', () => {
    const [acme] = anEstate(domains(), parts).domains.filter(({ domain }) => domain === 'acme.example');
    expect(acme?.mailboxes()).toEqual([
      {
        user: 'alex.reed',
        name: 'Alex Reed',
        address: 'alex.reed@acme.example',
        domain: 'acme.example',
        segment: 'primary',
        provider: 'google-workspace',
        standing: 'active',
        limitToday: 100,
      },
      {
        user: 'sam.lopez',
        name: 'Sam Lopez',
        address: 'sam.lopez@acme.example',
        domain: 'acme.example',
        segment: 'primary',
        provider: 'google-workspace',
        standing: 'active',
        limitToday: 100,
      },
    ]);
  });

  test('takes named mailboxes as they are', () => {
    const mailboxes = [{ user: 'hello', forwardTo: ['in@acme.example'], dailyLimit: 40 }];
    const [domain] = anEstate([aDomain({ mailProvider: 'fastmail', mailboxes })]).domains;
    expect(domain?.mailboxes()).toMatchObject([{ ...mailboxes[0], address: 'hello@acme.example' }]);
  });

  test('knows the phase of each domain', () => {
    const retired = (since: string) => aDomain({ lifecycle: { state: 'retired', since, graceDays: 30 } });
    const phase = (domain: Domain) => anEstate([domain]).domains[0]?.phase;
    expect([phase(aDomain()), phase(retired('2026-11-01')), phase(retired('2026-10-01'))]).toEqual([
      'live',
      'retiring',
      'retired',
    ]);
  });
});

describe('a variable of a template', () => {
  const mx = (values: DomainSettings['values'] = {}) => {
    const accounts = { zoho: { zoid: '700000001', mailDomain: 'zoho.eu' } };
    const estate = anEstate([aDomain({ mailProvider: 'zoho', values })], { segments: { primary: { accounts } } });
    return estate.zones.flatMap(({ records }) => records).find(({ type }) => type === 'MX')?.content;
  };

  test('has the value that the account has under its name', () => {
    expect(mx()).toBe('mx.zoho.eu');
  });

  test('has the value under `values` before that', () => {
    expect(mx({ zoho: { mailDomain: 'zoho.in' } })).toBe('mx.zoho.in');
  });
});

describe('the resource list', () => {
  test('has every segment, also an empty one', () => {
    const lists = listsOf(anEstate([aDomain()], { segments: { spare: {} } }));
    expect([...lists].map(([segment, list]) => [segment, list.length])).toEqual([
      ['primary', 1],
      ['spare', 0],
    ]);
  });

  test('holds plain records by key, and none that waits for its provider', () => {
    const domain = aDomain({
      mailProvider: 'google-workspace',
      records: [{ name: 'www', type: 'CNAME', content: 'a.example', proxied: true }],
    });
    const [resource] = listsOf(anEstate([domain])).get('primary') ?? [];
    expect(resource).toEqual({
      type: 'mailyard:index:ZoneRecords',
      name: 'acme.example',
      dependsOn: [],
      inputs: {
        zone: 'acme.example',
        domains: { 'acme.example': 'live' },
        records: {
          'mx-1': { name: 'acme.example', type: 'MX', content: 'smtp.google.com', priority: 1, ttl: 3600 },
          spf: { name: 'acme.example', type: 'TXT', content: 'v=spf1 include:_spf.google.com -all', ttl: 3600 },
          dmarc: { name: '_dmarc.acme.example', type: 'TXT', content: 'v=DMARC1; p=none', ttl: 3600 },
          'extra-cname@www': { name: 'www.acme.example', type: 'CNAME', content: 'a.example', ttl: 1, proxied: true },
        },
      },
    });
  });

  test('says what may go and what may be taken over', () => {
    const leaving = [{ ...ses, since: '2026-01-01' }];
    const list = listsOf(anEstate([aDomain({ leaving, adopt: true })])).get('primary') ?? [];
    const [resource] = list.filter(isZoneRecords);
    expect(resource?.inputs).toMatchObject({ adopt: true });
    expect(resource?.inputs.released).toEqual([
      'dkim-ses-1',
      'dkim-ses-2',
      'dkim-ses-3',
      'return-path@bounce',
      'spf@bounce',
    ]);
  });

  test('has the MTA-STS policy of each domain that publishes one, with its own MX hosts first', () => {
    const mtaSts = {
      mode: 'enforce' as const,
      maxAge: 86_400,
      mx: ['*.backup.example'],
      policyHost: 'sts.example.net',
    };
    const of = (parts: DomainParts) =>
      listsOf(anEstate([aDomain({ mailProvider: 'migadu', mtaSts, ...parts })]))
        .get('primary')
        ?.find(isZoneRecords)?.inputs;
    const mx = ['aspmx1.migadu.com', 'aspmx2.migadu.com', '*.backup.example'];
    expect(of({})?.mtaSts).toEqual({ 'acme.example': { mode: 'enforce', maxAge: 86_400, mx } });
    for (const parts of [
      { mtaSts: { ...mtaSts, mode: 'none' as const } },
      { mtaSts: { ...mtaSts, policyHost: undefined } },
      { mailProvider: 'microsoft-365' },
      { overrides: { 'mta-sts': 'none' as const } },
      { lifecycle: { state: 'retired' as const, since: '2026-01-01', graceDays: 30 } },
    ])
      expect(of(parts)).not.toHaveProperty('mtaSts');
  });
});

describe('consent to DMARC reports', () => {
  const asking = () => [
    aDomain({ domain: 'b.example', segment: 'pool-a' }),
    aDomain({ domain: 'a.example', segment: 'pool-b' }),
    aDomain({ domain: 'news.watch.example', zone: 'watch.example' }),
    aDomain({ domain: 'watch.example', segment: 'monitoring', mailProvider: 'fastmail' }),
  ];
  const contacts = { dmarcReports: 'dmarc@watch.example' };
  const consentsOf = (domains: Domain[], consent: 'each' | 'wildcard') =>
    anEstate(domains, { contacts: { ...contacts, consent } }).zones.flatMap(({ segment, zone, records }) =>
      records
        .filter(({ role }) => role === 'consent')
        .map(({ key, name, content }) => [segment, zone, key, name, content]),
    );

  test("is written in the reports domain's segment, one for each that asks and none for its own organisation", () => {
    expect(consentsOf(asking(), 'each')).toEqual([
      ['monitoring', 'watch.example', 'consent-a.example', 'a.example._report._dmarc.watch.example', 'v=DMARC1'],
      ['monitoring', 'watch.example', 'consent-b.example', 'b.example._report._dmarc.watch.example', 'v=DMARC1'],
    ]);
  });

  test('is one wildcard where the estate wants one', () => {
    expect(consentsOf(asking(), 'wildcard')).toEqual([
      ['monitoring', 'watch.example', 'consent-wildcard', '*._report._dmarc.watch.example', 'v=DMARC1'],
    ]);
  });

  test('of a reports domain in its parent zone stands below it there', () => {
    const dmarc = { ...builtIn.dmarc, reports: ['dmarc@in.watch.example'] };
    const reports = aDomain({ domain: 'in.watch.example', zone: 'watch.example', segment: 'monitoring' });
    const [consent] = consentsOf([aDomain({ domain: 'a.example', dmarc }), reports], 'each');
    expect(consent).toEqual([
      'monitoring',
      'watch.example',
      'consent-a.example@in',
      'a.example._report._dmarc.in.watch.example',
      'v=DMARC1',
    ]);
  });

  test('of a domain outside the estate is a finding, one for all who ask', () => {
    const dmarc = { ...builtIn.dmarc, reports: ['r@elsewhere.example'] };
    const { findings } = anEstate([aDomain({ domain: 'a.example', dmarc }), aDomain({ domain: 'b.example', dmarc })]);
    const outside = findings.filter(({ rule }) => rule === 'consent-outside');
    expect(outside).toMatchObject([{ severity: 'warning', domain: 'a.example' }]);
    expect(outside[0]?.message).toContain('2 domains');
    expect(outside[0]?.fix).toContain('a.example._report._dmarc.elsewhere.example TXT "v=DMARC1"');
  });

  test('of a domain outside can be made silent, like any rule', () => {
    const dmarc = { ...builtIn.dmarc, reports: ['r@elsewhere.example'] };
    const rules = { 'consent-outside': { level: 'off' as const, reason: 'they publish a wildcard' } };
    const quiet = aDomain({ domain: 'a.example', dmarc, rules });
    expect(rulesOf(anEstate([quiet]).findings)).not.toContain('consent-outside');
    const [finding] = anEstate([quiet, aDomain({ domain: 'b.example', dmarc })]).findings.filter(
      ({ rule }) => rule === 'consent-outside',
    );
    expect(finding?.domain).toBe('b.example');
  });
});
