/** A sender's DKIM records when Mailyard begins to make its keys: an `up` takes away nothing that may still be signed with. */
import { describe, expect, test } from 'vitest';
import { isZoneRecords } from '../../src/estate/resource.ts';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { Domain } from '../../src/inventory/model.ts';
import { wantedNow } from '../../src/plan/wanted.ts';
import type { State } from '../../src/state/state.ts';
import { aDomain, anEstate, type DomainParts, type InventoryParts } from '../support/estate.ts';
import { nothingYet, planFor, stateOf } from '../support/state.ts';

const KEY = 'k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC5';
const pasted = { values: { postmark: { dkimSelector: '20261101pm', dkimKey: KEY } } };
const accounts = (recordMode: 'zone' | 'resources' = 'zone'): InventoryParts => ({
  segments: {
    primary: {
      recordMode,
      accounts: {
        postmark: {},
        mailcow: { url: 'https://mail.acme.example', host: 'mail.acme.example' },
        zoho: { zoid: '1' },
      },
    },
  },
});
const signedBy = (...names: string[]): DomainParts => ({
  dkim: { ...builtIn.dkim, signers: names.map(name => ({ name })) },
});
const postmark = (more: DomainParts = {}): Domain => aDomain({ relays: [{ name: 'postmark' }], ...pasted, ...more });

/** As it is once the provider has answered: it gives this text for whatever it is asked. */
function applied(domains: Domain[]): State {
  const state = stateOf(anEstate(domains, accounts()));
  const known = JSON.parse(JSON.stringify(state).replaceAll(/\{"from":"[^"]*"\}/g, '"given"')) as State;
  for (const each of known.stacks.flatMap(({ resources }) => resources))
    if (/\/mail(-ready)?$/.test(each.name)) each.outputs = { dkimKey: 'given', verification: 'given' };
  return known;
}

const dkimIn = (domains: Domain[], state: State, parts = accounts()): string[] =>
  [...wantedNow(anEstate(domains, parts), state).lists.values()]
    .flat()
    .filter(isZoneRecords)
    .flatMap(({ inputs }) => Object.keys(inputs.records))
    .filter(key => key.startsWith('dkim'));

describe.each(['zone', 'resources'] as const)('with records as %s', mode => {
  const parts = accounts(mode);

  test('what stands there stays, whatever is pasted from then on', () => {
    const state = stateOf(anEstate([postmark()], parts));
    for (const now of [
      postmark(signedBy('postmark')),
      postmark({ ...signedBy('postmark'), values: {} }),
      postmark({ ...signedBy('postmark'), values: { postmark: { dkimSelector: '20261101pm', dkimKey: `${KEY}AA` } } }),
    ]) {
      const plan = planFor([now], state, parts);
      expect(plan.zones.flatMap(({ changes }) => changes).filter(({ key }) => key.startsWith('dkim'))).toEqual([]);
      expect(plan.guards).toEqual([]);
    }
  });

  test('it goes by an override, with the guard’s leave', () => {
    const state = stateOf(anEstate([postmark()], parts));
    const now = postmark({ ...signedBy('postmark'), overrides: { 'dkim-postmark': 'none' } });
    expect(planFor([now], state, parts).guards).toMatchObject([
      { guard: 'dkim', value: '20261101pm._domainkey.acme.example' },
    ]);
    const allowed = planFor([now], state, { ...parts, allow: ['dkim=20261101pm._domainkey.acme.example'] });
    expect(allowed.guards).toEqual([]);
    expect(allowed.zones[0]?.changes).toMatchObject([{ action: 'delete', key: 'dkim-postmark' }]);
  });

  test('where nothing stood, none is made of what was pasted', () => {
    expect(planFor([postmark(signedBy('postmark'))], nothingYet, parts).zones[0]?.changes).not.toContainEqual(
      expect.objectContaining({ key: 'dkim-postmark' }),
    );
  });
});

test('no value is asked for of a sender whose keys Mailyard makes', () => {
  const of = (more: DomainParts) =>
    anEstate([aDomain({ relays: [{ name: 'postmark' }], ...more })], accounts()).findings.filter(
      ({ rule }) => rule === 'value-not-given',
    );
  expect(of({})).toHaveLength(1);
  expect(of(signedBy('postmark'))).toEqual([]);
});

describe('a domain that is made at its provider', () => {
  const mailcow = (more: DomainParts = {}) => aDomain({ mailProvider: 'mailcow', ...more });

  test('has the key that it begins to sign with in DNS, and keeps it there', () => {
    const now = mailcow(signedBy('mailcow'));
    expect(dkimIn([now], nothingYet)).toEqual(['dkim-dkim']);
    const state = applied([now]);
    expect(dkimIn([now], state)).toEqual(['dkim-dkim']);
    expect(planFor([now], state, accounts()).zones).toEqual([]);
  });

  test('and was made long ago gets no record of a key that the rotation has ended', () => {
    const now = mailcow(signedBy('mailcow'));
    const state = stateOf(anEstate([now], accounts()));
    for (const { inputs } of state.stacks.flatMap(({ resources }) => resources))
      delete (inputs.records as Record<string, unknown> | undefined)?.['dkim-dkim'];
    expect(dkimIn([now], state)).toEqual([]);
  });

  test('is told that another key than the first is none to complain of', () => {
    const inputs = (of: Domain) =>
      wantedNow(anEstate([of], accounts()), nothingYet)
        .lists.get('primary')
        ?.find(({ name }) => name === 'acme.example/mail')?.inputs;
    expect(inputs(mailcow(signedBy('mailcow')))).toHaveProperty('ownKeys', true);
    expect(inputs(mailcow())).not.toHaveProperty('ownKeys');
  });

  test('keeps its key where MX and it are served last', () => {
    const zoho = (more: DomainParts = {}) => aDomain({ mailProvider: 'zoho', ...more });
    const state = applied([zoho()]);
    const plan = planFor([zoho(signedBy('zoho'))], state, accounts());
    expect(plan.zones).toEqual([]);
    expect(plan.guards).toEqual([]);
  });
});

test('a retired domain loses them with all else', () => {
  const gone = { lifecycle: { state: 'retired' as const, since: '2026-01-01', graceDays: 30 } };
  const state = stateOf(anEstate([postmark()], accounts()));
  expect(dkimIn([postmark({ ...signedBy('postmark'), ...gone })], state)).toEqual([]);
});

test('DMARC counts on keys that Mailyard makes', () => {
  const [identity] = anEstate([postmark({ ...signedBy('postmark'), values: {} })], accounts()).sendersOf(
    'acme.example',
  );
  expect(identity).toMatchObject({ name: 'Postmark', signsAs: ['acme.example'] });
});
