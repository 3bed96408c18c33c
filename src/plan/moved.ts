/** What moved since a plan was made: the inventories or the state, in which zones, and what that does to the plan. */
import { differences } from './apart.ts';
import type { LockedPlan, LockedResource } from './locked.ts';

export interface Moved {
  segment: string;
  name: string;
  estate: boolean;
  state: boolean;
  /** Whether it changes what would be done; only then the plan no longer holds. */
  matters: boolean;
  /** The state has it as it was planned. */
  done: boolean;
  /** What would be done now and was not planned, and the other way round. */
  details: string[];
}

/** Empty where today's plan is the same. By segment and then name. */
export function movedSince(planned: LockedPlan, today: LockedPlan): Moved[] {
  if (planned.estate === today.estate && planned.state === today.state && sameActions(planned, today)) return [];
  const [before, after] = [planned, today].map(
    ({ resources }) => new Map(resources.map(each => [identity(each), each])),
  );
  const all = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort();
  return all.flatMap(key => moved(before?.get(key), after?.get(key)));
}

const identity = ({ segment, name, type }: LockedResource): string => `${segment}\n${name}\n${type}`;

/** What was carried out only in part is sent again, though neither side moved. */
const sameActions = (planned: LockedPlan, today: LockedPlan): boolean =>
  planned.resources.every(({ action }, index) => action === today.resources[index]?.action);

function moved(before: LockedResource | undefined, after: LockedResource | undefined): Moved[] {
  const { segment, name } = (before ?? after) as LockedResource;
  const estate = before?.estate !== after?.estate;
  const state = before?.state !== after?.state;
  const planned = before && before.action !== 'same' ? before : undefined;
  const now = after && after.action !== 'same' ? after : undefined;
  const matters = (planned || now) !== undefined && (estate || state || planned?.action !== now?.action);
  if (!estate && !state && !matters) return [];
  const done = planned !== undefined && !now && after?.state === before?.estate;
  const details = matters ? (done ? ['what was planned is done already'] : detailsOf(planned, now)) : [];
  return [{ segment, name, estate, state, matters, done, details }];
}

function detailsOf(planned: LockedResource | undefined, now: LockedResource | undefined): string[] {
  const found = differences(planned?.changes ?? [], now?.changes ?? []).map(({ key, planned, now }) => {
    if (!planned) return `${key}: now it would ${now}, which was not planned`;
    return now
      ? `${key}: planned was to ${planned}, and now it would ${now}`
      : `${key}: planned was to ${planned}, and now nothing`;
  });
  if (found.length > 0) return found;
  if (planned && !now) return ['there is nothing left to do'];
  return [planned ? 'no record is to change otherwise' : 'it would change, and was to stay as it is'];
}

/** `the inventory moved in a.example (pool-a): …`, a line each. */
export function movedText({ segment, name, estate, state, details }: Moved): string {
  const what = [estate ? 'the inventory' : '', state ? 'the state' : ''].filter(Boolean).join(' and ') || 'the outcome';
  const head = `${what} moved in ${name} (${segment})`;
  return details.length > 0 ? `${head}: ${shortened(details)}` : head;
}

const MOST_DETAILS = 4;

function shortened(details: string[]): string {
  const more = details.length > MOST_DETAILS ? `; and ${details.length - MOST_DETAILS} more` : '';
  return details.slice(0, MOST_DETAILS).join('; ') + more;
}
