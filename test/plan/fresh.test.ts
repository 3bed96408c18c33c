/** What a plan makes that was not there. */
import { expect, test } from 'vitest';
import { freshIn } from '../../src/plan/fresh.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { aDomain, anEstate, type DomainParts } from '../support/estate.ts';
import { nothingYet, stateOf } from '../support/state.ts';

const accounts = { migadu: {} };
const estateOf = (domains: DomainParts[]) =>
  anEstate(
    domains.map(parts => aDomain({ mailProvider: 'migadu', ...parts })),
    { segments: { primary: { accounts } } },
  );

function fresh(before: DomainParts[], after: DomainParts[]) {
  const [old, now] = [estateOf(before), estateOf(after)];
  const state = before.length > 0 ? stateOf(old, nothingYet) : nothingYet;
  const plan = makePlan({ estate: now, state, allowed: () => false, selection: { segments: [], domains: [] } });
  const found = freshIn(plan, now, state);
  return { domains: [...found.domains], mailboxes: [...found.mailboxes] };
}

const one = { domain: 'a.example', mailboxes: [{ user: 'Alex' }] };

test('is a domain that the state does not serve, and a mailbox that it does not hold', () => {
  expect(fresh([], [one])).toEqual({ domains: ['a.example'], mailboxes: ['alex@a.example'] });
  const two = { domain: 'b.example', mailboxes: [{ user: 'sam' }] };
  const more = { ...one, mailboxes: [{ user: 'Alex' }, { user: 'kim' }] };
  expect(fresh([one], [more, two])).toEqual({ domains: ['b.example'], mailboxes: ['kim@a.example', 'sam@b.example'] });
  expect(fresh([one], [one])).toEqual({ domains: [], mailboxes: [] });
});
