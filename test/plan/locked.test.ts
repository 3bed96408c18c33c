/** Locked plans as values: what moved since, and what a provider may do under one. */
import { describe, expect, test } from 'vitest';
import { MAILBOX, ZONE_RECORDS, type ZoneRecordsInputs } from '../../src/estate/resource.ts';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { Domain } from '../../src/inventory/model.ts';
import { unplanned } from '../../src/plan/held.ts';
import { unplannedForeign } from '../../src/plan/held-list.ts';
import { lockPlan, stateFingerprint } from '../../src/plan/locked.ts';
import { movedSince, movedText } from '../../src/plan/moved.ts';
import type { State } from '../../src/state/state.ts';
import { aDomain, anEstate, type DomainParts } from '../support/estate.ts';
import { everything, listsOf, nothingYet, stateOf } from '../support/state.ts';

const a = (parts: DomainParts = {}) => aDomain({ domain: 'a.example', mailProvider: 'migadu', ...parts });
const b = (parts: DomainParts = {}) => aDomain({ domain: 'b.example', mailProvider: 'migadu', ...parts });
const dmarc = (policy: 'none' | 'quarantine' | 'reject') => ({ dmarc: { ...builtIn.dmarc, policy } });

const quarantined = () => a(dmarc('quarantine'));

const locked = (wanted: Domain[], state: Domain[] | State) =>
  lockPlan({
    lists: listsOf(anEstate(wanted, { segments: { primary: {} } })),
    state: Array.isArray(state) ? stateOf(anEstate(state)) : state,
    project: 'acme',
    selection: everything,
  });

describe('types of other packages', () => {
  const account = '0123456789abcdef0123456789abcdef';
  const lockedZones = (...domains: Domain[]) =>
    lockPlan({
      lists: listsOf(anEstate(domains, { segments: { primary: { cloudflare: { account } } } })),
      state: nothingYet,
      project: 'acme',
      selection: everything,
    });
  const planned = lockedZones(a({ zone: 'create' }), b());

  test('are held where they differ from the plan, were not in it, or are missing now', () => {
    const today = lockedZones(a({ zone: 'create', dnssec: 'on' }), b({ zone: 'create' }));
    expect(unplannedForeign(planned, today, 'primary').map(({ name }) => name)).toEqual([
      'a.example/dnssec',
      'b.example/zone',
    ]);
    expect(unplannedForeign(planned, lockedZones(a(), b()), 'primary').map(movedText)).toEqual([
      'the inventory moved in a.example/zone (primary): there is nothing left to do',
    ]);
  });

  test('are free where they are as planned; records are the provider’s to hold, and other stacks their own', () => {
    expect(unplannedForeign(planned, lockedZones(a({ zone: 'create', ttl: 600 }), b()), 'primary')).toEqual([]);
    expect(unplannedForeign(planned, lockedZones(a(), b()), 'pool-a')).toEqual([]);
  });
});

describe('what moved', () => {
  const planned = locked([a(dmarc('quarantine')), b()], [a(), b()]);
  const moved = (...today: Parameters<typeof locked>) =>
    movedSince(planned, locked(...today)).map(each => `${each.matters ? 'refuses' : 'told'}: ${movedText(each)}`);

  test('is nothing where both sides are as they were', () => {
    expect(moved([a(dmarc('quarantine')), b()], [a(), b()])).toEqual([]);
  });

  test('in the inventory is told from what moved in the state, and both can', () => {
    const change = 'change TXT _dmarc.a.example';
    const planned = `dmarc: planned was to ${change} "v=DMARC1; p=none" to "v=DMARC1; p=quarantine", and now`;
    expect(moved([a(dmarc('reject')), b()], [a(), b()])).toEqual([
      `refuses: the inventory moved in a.example (primary): ${planned} it would ${change} "v=DMARC1; p=none" to "v=DMARC1; p=reject"`,
    ]);
    expect(moved([a(dmarc('quarantine')), b()], [a(dmarc('reject')), b()])).toEqual([
      `refuses: the state moved in a.example (primary): ${planned} it would ${change} "v=DMARC1; p=reject" to "v=DMARC1; p=quarantine"`,
    ]);
    expect(moved([a(), b()], [a(), b()])).toEqual([
      `refuses: the inventory moved in a.example (primary): ${planned} nothing`,
    ]);
    expect(moved([a(dmarc('reject')), b()], [a(dmarc('reject')), b()])).toEqual([
      `refuses: the inventory and the state moved in a.example (primary): ${planned} nothing`,
    ]);
  });

  test('is a zone that the plan left as it is, that came, or that went', () => {
    const others = [a(dmarc('quarantine'))];
    expect(moved([...others, b({ ttl: 600 })], [a(), b()])[0]).toMatch(
      /^refuses: the inventory moved in b\.example.*\(TTL 3600 to TTL 600\), which was not planned/,
    );
    expect(moved([...others, b(), aDomain({ domain: 'c.example' })], [a(), b()])).toEqual([
      expect.stringMatching(/^refuses: the inventory moved in c\.example \(primary\): dmarc: now it would create TXT/),
    ]);
    expect(moved(others, [a(), b()])).toEqual([
      expect.stringMatching(/^refuses: the inventory moved in b\.example.* now it would delete .*; and \d+ more$/),
    ]);
    expect(moved(others, [a()])).toEqual(['told: the inventory and the state moved in b.example (primary)']);
  });

  test('is only told where nothing else would be done for it', () => {
    const softer = b({ spf: { ...builtIn.spf, all: '~all' } });
    expect(moved([a(dmarc('quarantine')), softer], [a(), softer])).toEqual([
      'told: the inventory and the state moved in b.example (primary)',
    ]);
  });

  test('is what was done already, and what was finished that had been carried out in part', () => {
    expect(moved([a(dmarc('quarantine')), b()], [a(dmarc('quarantine')), b()])).toEqual([
      'refuses: the state moved in a.example (primary): what was planned is done already',
    ]);
    const state = stateOf(anEstate([a()]));
    const [stack] = state.stacks;
    const unfinished = { stacks: [{ stack: 'primary', resources: [{ ...stack?.resources[0], initErrors: ['x'] }] }] };
    const [found] = movedSince(locked([a()], unfinished as State), locked([a()], state));
    expect(found).toMatchObject({ matters: true, estate: false, state: false, done: true });
  });
});

describe('under a plan', () => {
  const inputsOf = (domain: Domain) =>
    stateOf(anEstate([domain])).stacks[0]?.resources[0]?.inputs as never as ZoneRecordsInputs;
  const [none, quarantine, reject] = [a(), a(dmarc('quarantine')), a(dmarc('reject'))].map(inputsOf);
  const ask = (plan: ReturnType<typeof locked>, asked: { old?: unknown; new?: unknown }) =>
    unplanned(
      plan.resources.find(({ name }) => name === 'a.example'),
      { type: ZONE_RECORDS, ...asked },
    );

  test('a zone may change just as planned, whatever the order of its keys', () => {
    expect(ask(locked([a()], nothingYet), { new: none })).toBeUndefined();
    expect(ask(locked([quarantined()], [a()]), { old: none, new: quarantine })).toBeUndefined();
    expect(ask(locked([], [a()]), { old: none })).toBeUndefined();
    const turned = Object.fromEntries(Object.entries(quarantine as object).reverse());
    expect(ask(locked([quarantined()], [a()]), { old: none, new: turned })).toBeUndefined();
  });

  test('another value, another state, another action are refused with what the plan says and what was asked', () => {
    expect(ask(locked([quarantined()], [a()]), { old: none, new: reject })).toEqual({
      message: 'Since the plan was made, the inventory moved',
      records: [
        {
          key: 'dmarc',
          message:
            'dmarc: the plan says to change TXT _dmarc.a.example "v=DMARC1; p=none" to "v=DMARC1; p=quarantine", asked was to change TXT _dmarc.a.example "v=DMARC1; p=none" to "v=DMARC1; p=reject".',
        },
      ],
    });
    expect(ask(locked([quarantined()], [a()]), { old: reject, new: quarantine })?.message).toMatch(/the state moved$/);
    expect(ask(locked([quarantined()], [a()]), { new: quarantine })?.message).toMatch(/the state moved$/);
    const deleted = ask(locked([quarantined()], [a()]), { old: none });
    expect(deleted).toMatchObject({ message: 'Since the plan was made, the inventory moved' });
    expect(deleted?.records.map(({ key }) => key)).toEqual(Object.keys(none?.records ?? {}).sort());
  });

  test('a zone that the plan leaves or does not know may not change', () => {
    expect(ask(locked([a()], [a()]), { old: none, new: reject })?.message).toBe('The plan leaves it as it is');
    expect(ask(locked([b()], [b()]), { old: none })?.message).toBe('The plan does not know it');
  });

  test('what stands beside the records counts: whether it adopts, and the life of its domains', () => {
    const adopting = { ...(none as ZoneRecordsInputs), adopt: true };
    expect(ask(locked([a()], nothingYet), { new: adopting })).toMatchObject({ records: [] });
    const retired = { ...(quarantine as ZoneRecordsInputs), domains: { 'a.example': 'retired' } };
    expect(ask(locked([quarantined()], [a()]), { old: none, new: retired })).toMatchObject({ records: [] });
  });
});

describe('what moves to another provider', () => {
  const name = 'a.example/mailbox/alex';
  const at = (provider: string) => ({ provider, account: {}, address: 'alex@a.example', state: 'active' });
  const state = {
    stack: 'primary',
    resources: [{ urn: 'urn', type: MAILBOX, name, inputs: at('migadu'), outputs: {}, id: '' }],
  };
  const list = [{ type: MAILBOX, name, inputs: at('zoho'), dependsOn: [] }];
  const plan = lockPlan({
    ...{ lists: new Map([['primary', list]]), state: { stacks: [state] } },
    ...{ project: 'acme', selection: everything },
  });
  const ask = (asked: object) => unplanned(plan.resources[0], { type: MAILBOX, ...asked });

  test('is made there, and the old one deleted: each half is as planned, and nothing else is', () => {
    expect(ask({ new: at('zoho') })).toBeUndefined();
    expect(ask({ old: at('migadu') })).toBeUndefined();
    expect(ask({ new: at('mailcow') })?.message).toContain('the inventory');
    expect(ask({ old: at('mailcow') })).toBeDefined();
    expect(ask({ old: at('mailcow'), new: at('zoho') })?.message).toContain('the state');
  });
});

test('what a zone had is told by what is compared: Pulumi takes the rest into its state without asking', () => {
  const inputs = { zone: 'a.example', records: {}, domains: {} };
  const before = stateFingerprint(ZONE_RECORDS, { ...inputs, parts: ['mx-1'] });
  expect(stateFingerprint(ZONE_RECORDS, { ...inputs, parts: [] })).toBe(before);
  expect(stateFingerprint(ZONE_RECORDS, { ...inputs, domains: { 'a.example': 'live' } })).not.toBe(before);
});
