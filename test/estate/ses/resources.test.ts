/** A segment at Amazon SES as resources. `UPDATE_GOLDEN=1 npx vitest run test/estate/ses` writes the goldens anew: read the diff. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { EMAIL_IDENTITY, MAIL_FROM } from '../../../src/estate/aws-types.ts';
import { needsOf } from '../../../src/estate/references.ts';
import { isZoneRecords, type Resource } from '../../../src/estate/resource.ts';
import type { SesAccount } from '../../../src/estate/ses/account.ts';
import type { Accounts, Segment } from '../../../src/inventory/model.ts';
import { dependenciesFirst } from '../../../src/state/order.ts';
import { aDomain, anEstate, type DomainParts } from '../../support/estate.ts';
import { listsOf } from '../../support/state.ts';

const ACCOUNT = '123456789012';
const relays = [{ name: 'amazon-ses' }];

function listOf(account: SesAccount | undefined, domains: DomainParts[] = [{ relays }], more: Partial<Segment> = {}) {
  const accounts: Accounts = account ? { 'amazon-ses': { ...account } } : {};
  const parts = { segments: { primary: { accounts, ...more } } };
  return listsOf(anEstate(domains.map(aDomain), parts)).get('primary') ?? [];
}

const aws = (list: Resource[]) =>
  list.filter(({ type }) => type.startsWith('aws:') || type.startsWith('pulumi:providers:aws'));
const named = (list: Resource[], name: string) => list.find(resource => resource.name === name);

function expectGolden(name: string, list: Resource[]): void {
  const file = new URL(`../../golden/ses/${name}.yaml`, import.meta.url);
  const text = stringify(aws(list), { lineWidth: 0, aliasDuplicateObjects: false });
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe('as resources of the AWS package', () => {
  test('the least: a region', () => expectGolden('region', listOf({ region: 'eu-central-1' })));

  test('events over SNS, addresses of its own, suppression of the account', () => {
    const account: SesAccount = {
      ...{ account: ACCOUNT, region: 'eu-central-1', tls: 'require', suppression: ['bounce'] },
      ...{ accountSuppression: ['complaint', 'bounce'], events: { to: 'sns' }, dedicatedIps: { scaling: 'standard' } },
    };
    expectGolden('sns', listOf(account));
  });

  test('events over EventBridge in two regions, with names and credentials of one’s own', () => {
    const account: SesAccount = {
      ...{ account: ACCOUNT, region: 'us-gov-west-1', configurationSet: 'outreach' },
      events: { to: 'eventbridge', types: ['rendering-failure', 'bounce'] },
      ...{ profile: 'pool', credentials: { AWS_ACCESS_KEY_ID: 'POOL_KEY_ID', AWS_SECRET_ACCESS_KEY: 'POOL_KEY' } },
    };
    const here = { domain: 'acme.example', relays };
    const there = { domain: 'team.example', relays: [{ name: 'amazon-ses', region: 'eu-west-1', returnPath: 'mail' }] };
    expectGolden('eventbridge', listOf(account, [here, there]));
  });
});

describe('who has what', () => {
  test('without the account nothing is there, whatever relays there are', () => {
    expect(aws(listOf(undefined, [{ relays: [{ name: 'amazon-ses', region: 'eu-central-1' }] }]))).toEqual([]);
  });

  test('without a domain that sends through SES nothing is there either', () => {
    expect(aws(listOf({ region: 'eu-central-1' }, [{ mailProvider: 'migadu' }]))).toEqual([]);
  });

  test('a return path only where there is one', () => {
    const apex = [{ relays: [{ name: 'amazon-ses', envelope: 'apex' as const }] }];
    expect(listOf({ region: 'eu-central-1' }, apex).some(({ type }) => type === MAIL_FROM)).toBe(false);
  });

  test('an identity stays through the grace time of a retired domain and of a left relay, and no longer', () => {
    const identities = (parts: DomainParts) =>
      listOf({ region: 'eu-central-1' }, [parts]).filter(({ type }) => type === EMAIL_IDENTITY).length;
    const leaving = (since: string) => ({ relays: [], leaving: [{ name: 'amazon-ses', since }] });
    const retired = (since: string) => ({ relays, lifecycle: { state: 'retired' as const, since, graceDays: 30 } });
    expect([leaving('2026-11-01'), leaving('2026-09-01')].map(identities)).toEqual([1, 0]);
    expect([retired('2026-11-01'), retired('2026-09-01')].map(identities)).toEqual([1, 0]);
  });
});

describe('the three DKIM records', () => {
  const tokens = { dkimToken1: 'a'.repeat(32), dkimToken2: 'b'.repeat(32), dkimToken3: 'c'.repeat(32) };
  const recordsIn = (list: Resource[]) => list.find(isZoneRecords)?.inputs.records ?? {};

  test('have name and content of the identity’s tokens, under the keys that they always had', () => {
    const list = listOf({ region: 'eu-central-1' });
    const source = { from: 'acme.example/ses-eu-central-1.dkimSigningAttributes', at: ['tokens', 1] };
    expect(recordsIn(list)['dkim-ses-2']).toEqual({
      name: { ...source, in: '{}._domainkey.acme.example' },
      content: { ...source, in: '{}.dkim.amazonses.com' },
      ...{ type: 'CNAME', ttl: 3600 },
    });
    const pasted = listOf({ region: 'eu-central-1' }, [{ relays, values: { 'amazon-ses': tokens } }]);
    expect(Object.keys(recordsIn(pasted))).toEqual(Object.keys(recordsIn(list)));
    expect(recordsIn(pasted)['dkim-ses-2']?.name).toBe(`${tokens.dkimToken2}._domainkey.acme.example`);
  });

  test('come after the identity, and the zone of another region where the account has one', () => {
    const list = listOf({ region: 'eu-central-1' }, [
      { relays: [{ name: 'amazon-ses', dkimZone: 'eu1.dkim.amazonses.com' }] },
    ]);
    const order = dependenciesFirst(list, ({ name }) => name, needsOf).map(({ name }) => name);
    expect(order.indexOf('acme.example')).toBeGreaterThan(order.indexOf('acme.example/ses-eu-central-1'));
    expect(recordsIn(list)['dkim-ses-1']?.content).toMatchObject({ in: '{}.eu1.dkim.amazonses.com' });
  });

  test('are resources of their own where the segment wants them so', () => {
    const list = listOf({ region: 'eu-central-1' }, [{ relays }], { recordMode: 'resources' });
    expect(named(list, 'acme.example/dkim-ses-1')).toMatchObject({
      inputs: { name: { in: '{}._domainkey.acme.example' }, content: { in: '{}.dkim.amazonses.com' } },
    });
  });
});
