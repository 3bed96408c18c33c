import { describe, expect, test } from 'vitest';
import { DNS_RECORD, ZONE, ZONE_DNSSEC, ZONE_SETTING } from '../../src/estate/cloudflare-types.ts';
import { recordOfResource } from '../../src/estate/record-resources.ts';
import { needsOf } from '../../src/estate/references.ts';
import { isZoneRecords, type Resource, type ZoneRecordsInputs } from '../../src/estate/resource.ts';
import { sameRecord } from '../../src/records/canonical.ts';
import { dependenciesFirst } from '../../src/state/order.ts';
import { aDomain, anEstate, type DomainParts, type InventoryParts } from '../support/estate.ts';
import { record } from '../support/extra-record.ts';
import { listsOf } from '../support/state.ts';

const ACCOUNT = '0123456789abcdef0123456789abcdef';

function listOf(domain: DomainParts, segment: NonNullable<InventoryParts['segments']>[string] = {}): Resource[] {
  const parts = { segments: { primary: { cloudflare: { account: ACCOUNT }, ...segment } } };
  return listsOf(anEstate([aDomain({ mailProvider: 'migadu', ...domain })], parts), 'acme').get('primary') ?? [];
}
const named = (list: Resource[], name: string) => list.find(resource => resource.name === name);

describe('a zone to create', () => {
  const list = listOf({ zone: 'create', dnssec: 'on' });

  test('is protected and retained, in the account of its segment', () => {
    expect(named(list, 'acme.example/zone')).toMatchObject({
      type: ZONE,
      inputs: { account: { id: ACCOUNT }, name: 'acme.example' },
      options: { protect: true, retainOnDelete: true, provider: 'cloudflare' },
    });
  });

  test('comes before its records, and they before its signing', () => {
    const order = dependenciesFirst(list, ({ name }) => name, needsOf).map(({ name }) => name);
    expect(order).toEqual(['cloudflare', 'acme.example/zone', 'acme.example', 'acme.example/dnssec']);
    expect(named(list, 'acme.example/dnssec')).toMatchObject({
      type: ZONE_DNSSEC,
      inputs: { zoneId: { from: 'acme.example.zoneId' }, status: 'active' },
    });
    expect(named(list, 'acme.example')?.inputs).toMatchObject({ created: true });
  });

  test('is made by the segment of its own domain, and known to others that write in it', () => {
    const domains = [
      aDomain({ mailProvider: 'migadu', zone: 'create' }),
      aDomain({ mailProvider: 'migadu', domain: 'news.acme.example', zone: 'acme.example', segment: 'bulk' }),
    ];
    const bulk = listsOf(anEstate(domains)).get('bulk') ?? [];
    expect(bulk.map(({ name }) => name)).toEqual(['acme.example']);
    expect(bulk[0]).toMatchObject({ inputs: { created: true }, dependsOn: [] });
  });
});

test('without zones of its own a segment declares nothing but records, and no provider', () => {
  expect(listOf({}).map(({ name }) => name)).toEqual(['acme.example']);
  expect(listOf({ dnssec: 'keep' })).toHaveLength(1);
  expect(named(listOf({ dnssec: 'off' }), 'acme.example/dnssec')?.inputs).toMatchObject({ status: 'disabled' });
});

test('settings are resources of the zone’s own domain', () => {
  const zoneSettings = { ssl: 'strict', min_tls_version: '1.2' };
  const list = listOf({ zoneSettings });
  expect(named(list, 'acme.example/ssl')).toMatchObject({
    type: ZONE_SETTING,
    inputs: { zoneId: { from: 'acme.example.zoneId' }, settingId: 'ssl', value: 'strict' },
  });
  const domains = [
    aDomain(),
    aDomain({ domain: 'news.acme.example', zone: 'acme.example', segment: 'bulk', zoneSettings }),
  ];
  expect(listsOf(anEstate(domains)).get('bulk')).toHaveLength(1);
});

test('a token is named by its variable, for the provider of either package', () => {
  const list = listOf({ zone: 'create' }, { cloudflare: { account: ACCOUNT, token: 'ACME_TOKEN' } });
  expect(named(list, 'cloudflare')?.options?.envVarMappings).toEqual({ ACME_TOKEN: 'CLOUDFLARE_API_TOKEN' });
  expect(named(list, 'acme.example')?.inputs).toMatchObject({ token: 'ACME_TOKEN' });
});

describe('a record that is a resource of its own', () => {
  const own = [
    record('@', 'CAA', '0 issue "ca.example"'),
    record('_sip._tcp', 'SRV', '5 5060 sip.example.net', { priority: 10 }),
    record('long', 'TXT', 'a'.repeat(300)),
    record('svc', 'HTTPS', '1 . alpn="h3,h2"'),
    record('_25._tcp', 'TLSA', '3 1 1 abcdef'),
    record('www', 'A', '192.0.2.1', { proxied: true }),
    record('cal', 'URI', '1 "https://cal.example/"', { priority: 10 }),
  ];
  const list = listOf({ records: own }, { recordMode: 'resources' });

  test('has the form that Cloudflare stores, its mark, and room made for another type', () => {
    expect(named(list, 'acme.example/spf')).toEqual({
      type: DNS_RECORD,
      name: 'acme.example/spf',
      inputs: {
        zoneId: { from: 'acme.example.zoneId' },
        name: 'acme.example',
        type: 'TXT',
        content: '"v=spf1 include:spf.migadu.com -all"',
        ttl: 3600,
        comment: 'mailyard:acme/primary:spf',
      },
      dependsOn: [],
      options: { version: expect.any(String), provider: 'cloudflare', deleteBeforeReplace: true },
    });
    const contents = list.map(({ inputs }) => (inputs as { content?: string }).content);
    expect(contents).toContain(`"${'a'.repeat(255)}" "${'a'.repeat(45)}"`);
    expect(named(list, 'acme.example/extra-srv@_sip._tcp')?.inputs).toMatchObject({
      data: { priority: 10, weight: 5, port: 5060, target: 'sip.example.net' },
    });
    expect(named(list, 'acme.example/extra-tlsa@_25._tcp')?.inputs).toMatchObject({ data: { matchingType: 1 } });
  });

  test('reads back as the record that it was', () => {
    const [whole] = listOf({ records: own }).filter(isZoneRecords) as [Resource<ZoneRecordsInputs>];
    const parts = list.flatMap(resource => recordOfResource(resource) ?? []);
    expect(parts.map(({ key }) => key).sort()).toEqual(Object.keys(whole.inputs.records).sort());
    for (const { key, record } of parts) {
      const wanted = whole.inputs.records[key];
      expect(wanted && sameRecord(record, wanted), key).toBe(true);
    }
  });

  test('leaves its zone’s resource without records, to find the zone and know its domains', () => {
    const [carrier] = list.filter(isZoneRecords);
    expect(carrier?.inputs).toMatchObject({
      records: {},
      recordMode: 'resources',
      domains: { 'acme.example': 'live' },
    });
  });
});
