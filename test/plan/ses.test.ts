/** SES in the plan: records that are known only in part, keys of one's own, the guard, and what a selection takes along. */
import { describe, expect, test } from 'vitest';
import { EMAIL_IDENTITY } from '../../src/estate/aws-types.ts';
import { isZoneRecords } from '../../src/estate/resource.ts';
import type { Domain } from '../../src/inventory/model.ts';
import { unplanned } from '../../src/plan/held.ts';
import { lockPlan } from '../../src/plan/locked.ts';
import { wantedNow } from '../../src/plan/wanted.ts';
import type { State, StateResource } from '../../src/state/state.ts';
import { aDomain, anEstate, type DomainParts, type InventoryParts } from '../support/estate.ts';
import { everything, listsOf, nothingYet, planFor, stateOf } from '../support/state.ts';

const REGION = 'eu-central-1';
const TOKENS = ['one', 'two', 'three'].map(name => name.padEnd(20, 'x'));
const account = { region: REGION };
const parts = (segments: string[] = ['primary'], own: object = account): InventoryParts => ({
  segments: Object.fromEntries(segments.map(segment => [segment, { accounts: { 'amazon-ses': { ...own } } }])),
});
const sender = (more: DomainParts = {}): Domain => aDomain({ relays: [{ name: 'amazon-ses' }], ...more });

/** As SES answers, the identities have tokens; the zones then have the records with them. */
function applied(domains: Domain[], inventory = parts(), attributes: object = {}): State {
  const withTokens = (resource: StateResource): StateResource => {
    if (resource.type !== EMAIL_IDENTITY) return resource;
    const dkimSigningAttributes = { tokens: TOKENS, signingAttributesOrigin: 'AWS_SES', ...attributes };
    return { ...resource, outputs: { dkimSigningAttributes } };
  };
  const { stacks } = stateOf(anEstate(domains, inventory));
  return {
    stacks: stacks.map(({ stack, resources }) => ({
      stack,
      resources: resources.map(withTokens).map(resource => ({ ...resource, inputs: known(resource.inputs) })),
    })),
  };
}

/** The references of the zones, answered. */
function known<T>(value: T): T {
  const text = JSON.stringify(value).replaceAll(
    /\{"from":"[^"]*","at":\["tokens",(\d)\],"in":"([^"]*)"\}/g,
    (_, at: string, inside: string) => JSON.stringify(inside.replace('{}', TOKENS[Number(at)] ?? '')),
  );
  return JSON.parse(text) as T;
}

describe('records that wait for the identity', () => {
  test('show in the plan with what is known of them', () => {
    const { zones, summary } = planFor([sender()], nothingYet, parts());
    const dkim = zones[0]?.changes.filter(({ key }) => key.startsWith('dkim-ses'));
    const waiting = { name: '(given)._domainkey.acme.example', type: 'CNAME', content: '', given: true };
    expect(dkim).toMatchObject([waiting, waiting, waiting]);
    expect(summary.create).toBe(zones[0]?.changes.length);
  });

  test('are no change once they are what the identity says', () => {
    const plan = planFor([sender()], applied([sender()]), parts());
    expect([plan.zones, plan.resources]).toEqual([[], []]);
  });

  test('are none either for those who pasted the same tokens before', () => {
    const [dkimToken1 = '', dkimToken2 = '', dkimToken3 = ''] = TOKENS;
    const pasted = sender({ values: { 'amazon-ses': { dkimToken1, dkimToken2, dkimToken3 } } });
    expect(planFor([pasted], applied([sender()]), parts()).zones).toEqual([]);
    expect(planFor([sender()], applied([pasted]), parts()).zones).toEqual([]);
  });

  test('are held by a locked plan in all but what was still to come', () => {
    const lists = listsOf(anEstate([sender()], parts()));
    const plan = lockPlan({ lists, state: nothingYet, project: 'acme', selection: everything });
    const planned = plan.resources.find(({ name }) => name === 'acme.example');
    expect(planned?.open).toEqual(['dkim-ses-1', 'dkim-ses-2', 'dkim-ses-3']);
    const zone = lists.get('primary')?.find(isZoneRecords);
    const asked = known(zone?.inputs);
    const ask = (inputs: unknown) => unplanned(planned, { type: zone?.type ?? '', new: inputs });
    expect(ask(asked)).toBeUndefined();
    const other = structuredClone(asked);
    if (other?.records.dmarc) other.records.dmarc.content = 'v=DMARC1; p=reject';
    expect(ask(other)?.message).toBe('Since the plan was made, the inventory moved');
  });
});

describe('with keys of one’s own', () => {
  const own = { tokens: ['my20261126a'], signingAttributesOrigin: 'EXTERNAL' };

  test('the Easy DKIM records stay as they are, and the selector becomes none of them', () => {
    expect(planFor([sender()], applied([sender()], parts(), own), parts()).zones).toEqual([]);
  });

  test('none are made where there were none', () => {
    const state = applied([sender()], parts(), own);
    for (const { inputs } of state.stacks.flatMap(({ resources }) => resources))
      for (const key of Object.keys(inputs.records ?? {}))
        if (key.startsWith('dkim-ses')) delete (inputs.records as Record<string, unknown>)[key];
    const zone = wantedNow(anEstate([sender()], parts()), state)
      .lists.get('primary')
      ?.find(isZoneRecords);
    expect(Object.keys(zone?.inputs.records ?? {}).filter(key => key.startsWith('dkim-ses'))).toEqual([]);
  });

  test('the stack leaves the identity alone', () => {
    const state = applied([sender()], parts(), own);
    for (const each of state.stacks.flatMap(({ resources }) => resources))
      if (each.type === EMAIL_IDENTITY) each.inputs = { ...each.inputs, dkimSigningAttributes: own };
    expect(planFor([sender()], state, parts()).resources).toEqual([]);
  });
});

describe('the guard `identity`', () => {
  const refused = (domains: Domain[], before: State, inventory = parts(), allow: string[] = []) =>
    planFor(domains, before, { ...inventory, allow }).guards.filter(({ guard }) => guard === 'identity');
  const left = (since: string) => ({ relays: [], leaving: [{ name: 'amazon-ses', since, region: REGION }] });

  test('refuses to end what still sends: a relay taken out, another region, the account taken out', () => {
    const before = applied([sender()]);
    expect(refused([aDomain()], before)).toMatchObject([{ value: 'acme.example', segment: 'primary' }]);
    const elsewhere = sender({ relays: [{ name: 'amazon-ses', region: 'eu-west-1' }] });
    expect(refused([elsewhere], before)).toHaveLength(1);
    const inUse = sender({ relays: [{ name: 'amazon-ses', region: REGION }] });
    expect(refused([inUse], before, {})).toHaveLength(1);
    expect(refused([aDomain()], before, parts(), ['identity=acme.example'])).toEqual([]);
  });

  test('lets it go with a domain that is retired and a relay that was left, after their grace time', () => {
    const before = applied([sender()]);
    expect(refused([aDomain(left('2026-09-01'))], before)).toEqual([]);
    expect(refused([sender({ lifecycle: { state: 'retired', since: '2026-09-01', graceDays: 30 } })], before)).toEqual(
      [],
    );
    expect(planFor([aDomain(left('2026-09-01'))], before, parts()).resources).toContainEqual(
      expect.objectContaining({ action: 'delete', name: `acme.example/ses-${REGION}` }),
    );
  });

  test('refuses a move between segments, and says how', () => {
    const before = applied([sender(), sender({ domain: 'stay.example', segment: 'bulk' })], parts(['primary', 'bulk']));
    const domains = [sender({ segment: 'bulk' }), sender({ domain: 'stay.example', segment: 'bulk' })];
    const [refusal] = refused(domains, before, parts(['primary', 'bulk']));
    expect(refusal?.message).toContain('moves from primary to bulk');
    expect(refusal?.fix).toContain('docs/amazon-ses.md');
  });
});

test('a domain takes along what it shares at SES in its region, and nothing of others', () => {
  const domains = [
    sender(),
    sender({ domain: 'team.example', relays: [{ name: 'amazon-ses', region: 'eu-west-1' }] }),
    sender({ domain: 'bulk.example', segment: 'bulk' }),
  ];
  const plan = planFor(domains, nothingYet, {
    ...parts(['primary', 'bulk']),
    selection: { domains: ['team.example'] },
  });
  expect(plan.resources.map(({ segment, name }) => `${segment} ${name}`)).toEqual([
    'primary ses-eu-west-1/configuration-set',
    'primary team.example/ses-eu-west-1',
    'primary team.example/mail-from-eu-west-1',
  ]);
});
