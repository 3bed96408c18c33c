/** What an audit holds the estate's domains to: what should stand today, not what is still to come. */
import { describe, expect, test } from 'vitest';
import { targetsOf } from '../../src/audit/targets.ts';
import { MAIL_DOMAIN_READY } from '../../src/estate/resource.ts';
import { builtIn } from '../../src/inventory/defaults.ts';
import { knownLists } from '../../src/plan/known-records.ts';
import { wantedNow } from '../../src/plan/wanted.ts';
import { aDomain, anEstate, type DomainParts } from '../support/estate.ts';
import { listsOf, nothingYet, stateOf } from '../support/state.ts';

const account = '0123456789abcdef0123456789abcdef';

const estateOn = (today: string, domain: DomainParts) =>
  anEstate([aDomain(domain)], { segments: { primary: { cloudflare: { account } } } }, today);

const enforced = (mailProvider: string): DomainParts => ({
  mailProvider,
  mtaSts: { ...builtIn.mtaSts, mode: 'enforce' },
});

/** The MX hosts and roles that an audit of the domain expects on that day, after `fastmail` was set up on 2026-11-01. */
function expectedOn(today: string, domain: DomainParts): { mx: string[]; roles: Set<string> } {
  const state = stateOf(estateOn('2026-11-01', enforced('fastmail')), nothingYet);
  const estate = estateOn(today, domain);
  const [target] = targetsOf(estate, wantedNow(estate, state).lists);
  const records = target?.expected?.records ?? [];
  return {
    mx: records.filter(({ role }) => role === 'mx').map(({ content }) => content),
    roles: new Set(records.map(({ role }) => role)),
  };
}

test('an MX that waits for senders to forget the old policy is expected as it still is', () => {
  const held = expectedOn('2026-11-02', enforced('migadu'));
  expect(held.mx).toEqual(['in1-smtp.messagingengine.com', 'in2-smtp.messagingengine.com']);
  expect(held.roles).toContain('mta-sts');
});

test('without anything that waits the expected records are those of the estate', () => {
  const { mx, roles } = expectedOn('2026-11-02', enforced('fastmail'));
  expect(mx).toEqual(['in1-smtp.messagingengine.com', 'in2-smtp.messagingengine.com']);
  const estate = estateOn('2026-11-02', enforced('fastmail'));
  expect(roles).toEqual(new Set(targetsOf(estate)[0]?.expected?.records.map(({ role }) => role)));
});

test('it waits too where MTA-STS is being left with the old provider', () => {
  const { mx } = expectedOn('2026-11-02', { mailProvider: 'migadu' });
  expect(mx).toEqual(['in1-smtp.messagingengine.com', 'in2-smtp.messagingengine.com']);
});

describe('a value that a provider gives', () => {
  const domain = aDomain({ domain: 'a.example', mailProvider: 'zoho' });
  const estate = (recordMode: 'zone' | 'resources') =>
    anEstate([domain], { segments: { primary: { accounts: { zoho: { zoid: '1' } }, recordMode } } });

  const dkimOf = (recordMode: 'zone' | 'resources', outputs: Record<string, string>) => {
    const of = estate(recordMode);
    const resource = { urn: 'urn', type: MAIL_DOMAIN_READY, name: 'a.example/mail-ready', id: 'a.example', inputs: {} };
    const state = { stacks: [{ stack: 'primary', resources: [{ ...resource, outputs }] }] };
    const lists = knownLists(listsOf(of, 'acme'), state);
    return targetsOf(of, lists)[0]?.expected?.records.find(({ role }) => role === 'dkim');
  };

  test.each(['zone', 'resources'] as const)('is expected once the state has it (%s)', mode => {
    const key = `v=DKIM1; k=rsa; p=${'MIIB'.repeat(98)}`;
    expect(dkimOf(mode, { dkimKey: key })).toMatchObject({ content: key, name: 'zmail._domainkey.a.example' });
    expect(dkimOf(mode, { dkimKey: key })?.provided).toBeUndefined();
  });

  test.each(['zone', 'resources'] as const)('is waited for until then (%s)', mode => {
    expect(dkimOf(mode, {})).toMatchObject({ content: '', provided: { values: ['dkimKey'] } });
  });
});
