import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { zoneFiles } from '../../src/estate/formats/bind.ts';
import { readBind } from '../../src/import/bind.ts';
import { readYaml } from '../../src/inventory/yaml.ts';
import { loadEstate } from '../../src/load-estate.ts';
import { recordTypes, type ZoneRecord } from '../../src/records/record.ts';
import { TODAY } from '../support/estate.ts';
import { expectSame, imported, renderedBy } from './expected.ts';
import { sources, type Zone } from './sources.ts';
import { everyType, providerNames, providerZone, zoneOf, zones } from './zones.ts';

const all: [string, Zone][] = [
  ...providerNames.map((name): [string, Zone] => [name, providerZone(name)]),
  ...zones.map((zone): [string, Zone] => [zone.zone, zone]),
];

describe.each(Object.keys(sources))('what comes from %s renders as it was', name => {
  const read = sources[name] as (typeof sources)[string];

  test.each(all)('%s', async (_name, zone) => {
    const source = await read(zone);
    expectSame(source.records, zone.records);
    expect(source.kept).toEqual([]);
    const { text, zones: told } = imported([source]);
    expectSame(renderedBy(text).get(zone.zone), zone.records);
    const counted = told[0]?.domains.reduce((sum, each) => sum + each.explained + each.overridden + each.extra, 0);
    expect(counted).toBe(zone.records.length);
  });

  test('5,000 records', async () => {
    const lines = Array.from({ length: 5000 }, (_, index): Parameters<typeof zoneOf>[1][number] =>
      index % 5 === 0
        ? [`t${index}`, 'TXT', `text ${index}`]
        : [`h${index}`, 'A', `192.0.2.${index % 250}`, { ttl: index % 3 === 0 ? 600 : 300 }],
    );
    const zone = zoneOf('large.example', [...lines, ['@', 'MX', 'smtp.google.com', { priority: 1 }]]);
    const { text } = imported([await read(zone)]);
    expectSame(renderedBy(text).get('large.example'), zone.records);
  });
});

test('the zone of every type leaves none out', () => {
  expect(new Set(everyType.records.map(({ type }) => type))).toEqual(new Set(recordTypes));
});

const sourceOf = async (zone: Zone) => (sources.bind as (typeof sources)[string])(zone);

describe('what is recognised', () => {
  test.each(providerNames)('%s, with all that its console gave', async name => {
    const { text, zones: told } = imported([await sourceOf(providerZone(name))]);
    const [domain] = told[0]?.domains ?? [];
    expect([domain?.provider, ...(domain?.relays ?? [])].filter(Boolean)).toEqual([name]);
    expect(domain).toMatchObject({ overridden: 0, extra: 0 });
    expect(parse(text).domains[0].records).toBeUndefined();
  });

  test('an older set of MX hosts of the same provider, with a key of its own selector', async () => {
    const { text } = imported([await sourceOf(zones[1] as Zone)]);
    const [domain] = parse(text).domains;
    expect(domain).toMatchObject({
      mailProvider: 'google-workspace',
      spf: { include: ['spf.crm.example'] },
      dmarc: { policy: 'quarantine', reports: ['d@older.example'] },
      values: { 'google-workspace': { dkimSelector: 's2021' } },
    });
    expect(domain.overrides['mx-1']).toMatchObject({ content: 'aspmx.l.google.com' });
    expect(domain.overrides.dmarc.content).toContain('pct=50');
  });

  test('hosts with mail of their own become domains of their own in the same zone', async () => {
    const { text, zones: told } = imported([await sourceOf(zones[3] as Zone)]);
    expect(parse(text).domains).toMatchObject([
      { domain: 'many.example', mailProvider: 'microsoft-365', dmarc: { policy: 'reject' } },
      { domain: 'news.many.example', zone: 'many.example', relays: [{ name: 'amazon-ses', region: 'eu-west-1' }] },
      { domain: 'team.many.example', zone: 'many.example', mailProvider: 'google-workspace' },
    ]);
    expect(told[0]?.domains.map(({ domain }) => domain)).toEqual([
      'many.example',
      'news.many.example',
      'team.many.example',
    ]);
  });

  test('policies: DMARC with its alignment, TLS reports, BIMI, CAA', async () => {
    const [domain] = parse(imported([await sourceOf(zones[4] as Zone)]).text).domains;
    expect(domain).toMatchObject({
      dmarc: { policy: 'reject', nonexistent: 'reject', alignment: { spf: 'strict', dkim: 'strict' } },
      tlsReports: ['t@policy.example'],
      bimi: { logo: 'https://policy.example/l.svg' },
      caa: { iodef: ['mailto:s@policy.example'] },
    });
    // Nothing in DNS tells the mode of a policy that somebody else numbered.
    expect(domain.mtaSts).toBeUndefined();
  });

  test("the domain's own servers and their return path", async () => {
    const [domain, ...more] = parse(imported([await sourceOf(zones[5] as Zone)]).text).domains;
    expect(domain).toMatchObject({ sendingIps: ['192.0.2.0/24', '2001:db8::/48'], returnPath: 'rp' });
    expect(more).toEqual([]);
  });

  test('MTA-STS whose id is that of our own policy', async () => {
    const made =
      'segment: a\ndomains: [{ domain: sts.example, mailProvider: migadu, mtaSts: { mode: enforce, maxAge: 1209600, policyHost: p.example.net } }]';
    const records = renderedBy(made).get('sts.example') as ZoneRecord[];
    const { text } = imported([await sourceOf({ zone: 'sts.example', records })]);
    expect(parse(text).domains[0].mtaSts).toEqual({ mode: 'enforce', maxAge: 1209600, policyHost: 'p.example.net' });
    expect(parse(text).domains[0].overrides).toBeUndefined();
  });
});

describe('what is said', () => {
  test('two SPF records are taken over as they are, with an error at the second', async () => {
    const { text, findings } = imported([await sourceOf(zones[2] as Zone)]);
    expect(text).toContain('v=spf1 ip4:192.0.2.1 ~all');
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'two-policies', severity: 'error' }));
  });

  test('what an inventory cannot hold stays in the file as comments, and is counted', async () => {
    const text = `$ORIGIN odd.example.
$TTL 1h
@ SOA ns.example. h.example. 1 2 3 4 5
@ NS ns.example.
www A 192.0.2.1
rp RP alex.odd.example. txt.odd.example.
bytes TXT "\\255\\254"
empty TXT ""
spf SPF "v=spf1 -all"
www A 192.0.2.1
far.other.example. A 192.0.2.2
long 99999999 A 192.0.2.3
`;
    const { text: yaml, zones: told } = imported([readBind(Buffer.from(text), 'odd.example.zone')]);
    expect(told[0]).toMatchObject({ records: 2, leftOut: 2, clamped: 1 });
    expect(told[0]?.kept.map(({ reason }) => reason)).toEqual([
      'Cloudflare takes no RP records',
      'its bytes are no UTF-8 text',
      'it is empty',
      'Cloudflare takes no SPF records',
      'it repeats another record',
      'its name lies outside odd.example',
    ]);
    for (const { text } of told[0]?.kept ?? []) expect(yaml).toMatch(new RegExp(`^ *# +${RegExp.escape(text)}`, 'm'));
    expectSame(
      renderedBy(yaml).get('odd.example'),
      zoneOf('odd.example', [
        ['www', 'A', '192.0.2.1', { ttl: 3600 }],
        ['long', 'A', '192.0.2.3', { ttl: 86_400 }],
      ]).records,
    );
  });

  test('with --mail-only what is not mail stays unmanaged, and a zone without mail stays out', async () => {
    const [site, , , many] = zones as [Zone, Zone, Zone, Zone];
    const { text, zones: told } = imported([await sourceOf(site), await sourceOf(many)], { mailOnly: true });
    expect(told).toMatchObject([
      { zone: 'site.example', unmanaged: 8, domains: [] },
      { zone: 'many.example', unmanaged: 1 },
    ]);
    const mail = many.records.filter(({ type }) => type !== 'A');
    const rendered = renderedBy(text);
    expectSame(rendered.get('many.example'), mail);
    expect(rendered.has('site.example')).toBe(false);
  });

  test('the same zone twice, a segment and a domain that are there already', async () => {
    const source = await sourceOf(everyType);
    const folder = (text: string) => ({ segments: [readYaml('domains/old.yaml', text)], findings: [] });
    expect(() => imported([source, source])).toThrow('types.example would be imported twice');
    expect(() => imported([source], { folder: folder('segment: taken\ndomains: [a.example]') })).toThrow(
      'The segment taken is in domains/old.yaml already',
    );
    expect(() => imported([source], { folder: folder('segment: old\ndomains: [types.example]') })).toThrow(
      'types.example is in domains/old.yaml already',
    );
  });
});

test("the estate's own defaults do not change what was found", async () => {
  const estate = `
contacts: { dmarcReports: all@watch.example, tlsReports: tls@watch.example }
defaults:
  ttl: 600
  mailProvider: migadu
  relays: [{ name: amazon-ses, region: eu-central-1 }]
  sendingIps: [192.0.2.99]
  returnPath: rp
  dmarc: { policy: reject, subdomains: reject }
  spf: { all: ~all }
  mtaSts: { mode: testing, policyHost: sts.example.net }
  tlsReports: [x@watch.example]
`;
  for (const zone of zones) {
    const folder = { estate: readYaml('estate.yaml', estate), segments: [], findings: [] };
    const { text } = imported([await sourceOf(zone)], { folder });
    expectSame(renderedBy(text, estate).get(zone.zone), zone.records);
  }
});

test('several zones share what they have in common', async () => {
  const lines: Parameters<typeof zoneOf>[1] = [
    ['@', 'MX', 'smtp.google.com', { priority: 1 }],
    ['@', 'TXT', 'v=spf1 include:_spf.google.com -all'],
    ['_dmarc', 'TXT', 'v=DMARC1; p=none; rua=mailto:d@a.example'],
  ];
  const made = ['a.example', 'b.example'].map(name => zoneOf(name, lines));
  const consent = zoneOf('a.example', [['b.example._report._dmarc', 'TXT', 'v=DMARC1']]).records;
  (made[0] as Zone).records.push(...consent);
  const { text } = imported(await Promise.all(made.map(sourceOf)));
  expect(parse(text)).toEqual({
    segment: 'taken',
    defaults: {
      ttl: 300,
      mailProvider: 'google-workspace',
      dmarc: { policy: 'none', reports: ['d@a.example'] },
      adopt: true,
    },
    domains: [{ domain: 'a.example' }, { domain: 'b.example' }],
  });
  const rendered = renderedBy(text);
  for (const { zone, records } of made) expectSame(rendered.get(zone), records);
});

test('the example estate, written as zone files and imported again', () => {
  const { estate } = loadEstate({ domains: 'domains', templates: [], today: TODAY });
  const rendered = Map.groupBy(estate?.zones ?? [], ({ zone }) => zone);
  const written = [...zoneFiles(estate?.zones ?? [])];
  const { text, zones: told } = imported(written.map(([zone, file]) => readBind(Buffer.from(file), `${zone}.zone`)));
  const again = renderedBy(text);
  expect(told.length).toBeGreaterThan(10);
  for (const [zone, parts] of rendered) {
    const before = parts.flatMap(({ records }) => records).filter(({ provided }) => !provided);
    expectSame(again.get(zone), before);
  }
});
