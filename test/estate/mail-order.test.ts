import { describe, expect, test } from 'vitest';
import { needsOf } from '../../src/estate/references.ts';
import type { Resource } from '../../src/estate/resource.ts';
import type { AdapterFacts } from '../../src/mail/capabilities.ts';
import { facts as mailgun } from '../../src/mail/mailgun/facts.ts';
import { facts as migadu } from '../../src/mail/migadu/facts.ts';
import { dependenciesFirst } from '../../src/state/order.ts';
import { aDomain, anEstate } from '../support/estate.ts';
import { listsOf } from '../support/state.ts';

const zoho: AdapterFacts = {
  ...{ name: 'zoho', account: {}, secrets: {}, gives: {}, rate: { calls: 1, seconds: 1, source: 'a test' } },
  capabilities: { 'domain.create': 'api', 'domain.verify': 'api', 'mailbox.create': 'api' },
  signsWhenAsked: true,
};
const adapters = new Map([migadu, zoho, mailgun].map(facts => [facts.name, facts]));

function orderOf(mailProvider: string, recordMode: 'zone' | 'resources' = 'zone', settings = {}): string[] {
  const domain = aDomain({ ...settings, mailProvider, mailboxes: [{ user: 'alex', name: 'Alex Reed' }] });
  const accounts = { migadu: { user: 'admin@acme.example' }, zoho: {} };
  const estate = anEstate([domain], { templates: { adapters }, segments: { primary: { accounts, recordMode } } });
  const list: Resource[] = listsOf(estate, 'acme').get('primary') ?? [];
  return dependenciesFirst(list, ({ name }) => name, needsOf).map(({ name }) => name);
}

describe('in which order a domain comes up at its provider', () => {
  test('where the provider goes by records that identify it: mailboxes once it is ready, MX last, and then it signs', () => {
    expect(orderOf('zoho')).toEqual([
      'acme.example',
      'acme.example/mail',
      'acme.example/mail-ready',
      'acme.example/mailbox/alex',
      'acme.example/serve',
      'acme.example/mail-signs',
    ]);
  });

  test('a retired domain is not asked to sign', () => {
    const lifecycle = { state: 'retired', since: '2020-01-01', graceDays: 30 };
    expect(orderOf('zoho', 'zone', { lifecycle })).not.toContain('acme.example/mail-signs');
  });

  test('where the provider wants to see the MX first: mailboxes before it, and ready last', () => {
    expect(orderOf('migadu')).toEqual([
      'acme.example/mail',
      'acme.example',
      'acme.example/mailbox/alex',
      'acme.example/serve',
      'acme.example/mail-ready',
    ]);
  });

  test('with a resource for each record, ready comes after the records that it is about', () => {
    const order = orderOf('zoho', 'resources');
    expect(order.indexOf('acme.example/mail-ready')).toBeGreaterThan(order.indexOf('acme.example/spf'));
    expect(order.indexOf('acme.example/mail-ready')).toBeLessThan(order.indexOf('acme.example/mx-1'));
    expect(order.indexOf('acme.example/mail-signs')).toBeGreaterThan(order.indexOf('acme.example/mx-1'));
  });
});

describe('what a provider with an account gives by itself', () => {
  const accounts = { migadu: { user: 'admin@acme.example' }, mailgun: {}, zoho: {} };
  const waiting = (settings: object) =>
    anEstate([aDomain(settings)], { templates: { adapters }, segments: { primary: { accounts } } })
      .zones.flatMap(({ records }) => records)
      .flatMap(({ provided }) => (provided ? [`${provided.values} ${provided.given ? 'given' : 'to paste'}`] : []));

  test('is given where it hosts the domain, or relays for it', () => {
    expect(waiting({ mailProvider: 'migadu' })).toEqual(['verification given']);
    const given = expect.arrayContaining(['dkimTarget1 given', 'dkimTarget2 given']);
    expect(waiting({ mailProvider: 'zoho', relays: [{ name: 'mailgun' }] })).toEqual(given);
  });

  test('is to be pasted where it is being left: nothing at the domain asks it', () => {
    const pasted = expect.arrayContaining(['dkimTarget1 to paste', 'dkimTarget2 to paste']);
    expect(waiting({ mailProvider: 'zoho', leaving: [{ name: 'mailgun', since: '2026-11-20' }] })).toEqual(pasted);
  });
});
