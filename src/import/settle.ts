/** What is rendered against what is there: which records differ and how, and which nothing renders. */
import type { Override } from '../inventory/model.ts';
import { canonical, sameRecord } from '../records/canonical.ts';
import type { EstateRecord, ZoneRecord } from '../records/record.ts';

export interface Settlement {
  /** Rendered records that must be kept as the source has them, or not be written at all. */
  overrides: { record: EstateRecord; override: Override }[];
  /** Records of the source that nothing renders. */
  rest: ZoneRecord[];
}

/** Equal ones settle each other first, so that an override never takes what another record is. */
export function settle(rendered: EstateRecord[], source: ZoneRecord[]): Settlement {
  const free = new Map([...Map.groupBy(source, slotOf)].map(([slot, records]) => [slot, [...records]]));
  const take = (record: ZoneRecord, fits: (there: ZoneRecord) => boolean): ZoneRecord | undefined => {
    const here = free.get(slotOf(record)) ?? [];
    const index = here.findIndex(fits);
    return index < 0 ? undefined : here.splice(index, 1)[0];
  };
  const open = rendered.filter(record => !take(record, there => sameRecord(record, there)));
  const settled = [sameValue, takesItsPlace].reduce<{ left: EstateRecord[]; overrides: Settlement['overrides'] }>(
    ({ left, overrides }, fits) => {
      const found = left.map(record => ({ record, there: take(record, there => fits(record, there)) }));
      const differing = found.flatMap(({ record, there }) =>
        there ? [{ record, override: difference(record, there) }] : [],
      );
      const still = found.filter(({ there }) => !there).map(({ record }) => record);
      return { left: still, overrides: [...overrides, ...differing] };
    },
    { left: open, overrides: [] },
  );
  // A record that waits for its value is not written anyway.
  const absent = settled.left
    .filter(({ provided }) => !provided)
    .map(record => ({ record, override: 'none' as const }));
  return { overrides: [...settled.overrides, ...absent], rest: [...free.values()].flat() };
}

const slotOf = ({ name, type }: ZoneRecord): string => `${name} ${type}`;

function sameValue(rendered: EstateRecord, there: ZoneRecord): boolean {
  const [a, b] = [canonical(rendered), canonical(there)];
  return !rendered.provided && a.content === b.content && a.priority === b.priority;
}

const VERSION = /^v=(spf1|DMARC1|STSv1|TLSRPTv1|BIMI1)(?=[ ;]|$)/i;
/** Several of one type may stand at a name, and only some of them have the same job. */
const oneJob = new Set(['CNAME', 'MX', 'SRV']);

/** Whether the source's record does at its name what the rendered one would. */
function takesItsPlace(rendered: EstateRecord, there: ZoneRecord): boolean {
  if (rendered.source === 'records') return false;
  if (rendered.type !== 'TXT') return oneJob.has(rendered.type);
  if (rendered.role === 'dkim') return true;
  const version = VERSION.exec(rendered.content)?.[1]?.toLowerCase();
  return version !== undefined && version === VERSION.exec(there.content)?.[1]?.toLowerCase();
}

function difference(rendered: EstateRecord, there: ZoneRecord): Override {
  const [from, to] = [canonical(rendered), canonical(there)];
  return {
    ...((from.content !== to.content || rendered.provided) && { content: to.content }),
    ...(from.priority !== to.priority && { priority: to.priority as number }),
    ...(to.proxied ? { proxied: true } : from.ttl !== to.ttl && { ttl: to.ttl }),
  };
}
