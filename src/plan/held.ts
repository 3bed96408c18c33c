/** Whether what an engine asks of a resource is what the plan says of it. The provider's side of a locked plan. Pure. */
import { ZONE_RECORDS } from '../estate/resource.ts';
import { type Difference, differences } from './apart.ts';
import { fingerprint } from './fingerprint.ts';
import { withoutValues } from './known-records.ts';
import { type LockedResource, stateFingerprint, zoneChanges } from './locked.ts';

export interface Asked {
  type: string;
  /** Inputs as in the state, undefined on a create; and as wanted, undefined on a delete. */
  old?: unknown;
  new?: unknown;
}

export interface Unplanned {
  /** Why, in a sentence. */
  message: string;
  /** The records in which both differ. */
  records: { key: string; message: string }[];
}

/** Undefined where it is exactly what was planned. */
export function unplanned(planned: LockedResource | undefined, asked: Asked): Unplanned | undefined {
  const state = asked.old ? stateFingerprint(asked.type, asked.old) : undefined;
  const estate = asked.new ? fingerprint(withoutValues(asked.new, planned?.open ?? [])) : undefined;
  if (planned && planned.action !== 'same' && asPlanned(planned, state, estate)) return undefined;
  const changes = asked.type === ZONE_RECORDS ? zoneChanges(asked.old, asked.new) : [];
  return {
    message: whyNot(planned, state, estate),
    records: differences(planned?.changes ?? [], changes).map(recordMessage),
  };
}

/** What is replaced is asked for in two halves: the new one is made, then the old one deleted. */
function asPlanned(planned: LockedResource, state: string | undefined, estate: string | undefined): boolean {
  const { replaced } = planned;
  const [sameState, sameEstate] = [planned.state === state, planned.estate === estate];
  return replaced ? (sameState && !estate) || (sameEstate && (sameState || !state)) : sameState && sameEstate;
}

function whyNot(planned: LockedResource | undefined, state: string | undefined, estate: string | undefined): string {
  if (!planned) return 'The plan does not know it';
  if (planned.action === 'same') return 'The plan leaves it as it is';
  const moved = [planned.estate !== estate ? 'the inventory' : '', planned.state !== state ? 'the state' : ''];
  return `Since the plan was made, ${moved.filter(Boolean).join(' and ')} moved`;
}

function recordMessage({ key, planned, now }: Difference): Unplanned['records'][number] {
  const asked = now ? `asked was to ${now}` : 'asked was nothing';
  return { key, message: `${key}: ${planned ? `the plan says to ${planned}` : 'the plan says nothing'}, ${asked}.` };
}
