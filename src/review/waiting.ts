/** Records that wait for a value that only a provider can give: nothing is planned for them until it is pasted. */
import type { Estate } from '../estate/estate.ts';

export interface Waiting {
  domain: string;
  segment: string;
  /** The template, and the names under `values`. */
  provider: string;
  values: string[];
  records: number;
  /** The base did not wait for it. */
  new: boolean;
}

/** One for each domain and template. */
export function waitingRecords(before: Estate, after: Estate): Waiting[] {
  const known = new Set(waitingOf(before).map(identity));
  return waitingOf(after).map(waiting => ({ ...waiting, new: !known.has(identity(waiting)) }));
}

function waitingOf({ zones }: Estate): Omit<Waiting, 'new'>[] {
  const records = zones.flatMap(({ segment, records }) => records.map(record => ({ segment, record })));
  const waiting = records.filter(({ record }) => record.provided && !record.provided.given);
  const groups = Map.groupBy(waiting, ({ record }) => `${record.domain} ${record.provided?.provider}`);
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    if (!first?.record.provided) return [];
    const values = new Set(group.flatMap(({ record }) => record.provided?.values ?? []));
    const { provider } = first.record.provided;
    const { domain } = first.record;
    return [{ domain, segment: first.segment, provider, values: [...values], records: group.length }];
  });
}

const identity = ({ domain, provider, values }: Omit<Waiting, 'new'>): string =>
  [domain, provider, ...values].join(' ');
