/** Domains that change segments: the plan says so at both ends, since what one stack deletes the other has taken over. */
import type { Estate } from '../estate/estate.ts';
import type { ZoneRecordsInputs } from '../estate/resource.ts';
import type { Step } from './steps.ts';

/** Domain → its segment, by the state and by the estate. */
export interface Homes {
  before: ReadonlyMap<string, string>;
  after: ReadonlyMap<string, string>;
}

export function homesOf(estate: Estate, steps: Step[]): Homes {
  return {
    before: new Map(steps.flatMap(({ segment, old }) => domainsOf(old).map(domain => [domain, segment]))),
    after: new Map(estate.domains.map(({ domain, segment }) => [domain, segment])),
  };
}

export function moveNotes({ segment, old, new: wanted }: Step, { before, after }: Homes): string[] {
  const leaving = domainsOf(old).flatMap(domain => {
    const to = after.get(domain);
    return to && to !== segment ? [`${domain} moves to ${to}: what it keeps is taken over there, not deleted.`] : [];
  });
  const arriving = domainsOf(wanted).flatMap(domain => {
    const from = before.get(domain);
    return from && from !== segment ? [`${domain} comes from ${from}: what it keeps is taken over as it is.`] : [];
  });
  return [...leaving, ...arriving];
}

const domainsOf = (inputs: Step['old']): string[] =>
  Object.keys((inputs as ZoneRecordsInputs | undefined)?.domains ?? {});
