/** The difference between two states of one zone, by key. The provider's diff and the plan are these functions. */
import { isDeepStrictEqual } from 'node:util';
import type { ZoneRecordsInputs } from '../estate/resource.ts';
import { sameRecord } from '../records/canonical.ts';
import { roleOfKey } from '../records/key.ts';
import type { ZoneRecord } from '../records/record.ts';
import type { RecordChange } from './plan.ts';

type Records = Record<string, ZoneRecord>;

/** Changes in the order of their keys. Values that mean the same are no change, however they are written. */
export function diffRecords(old: Records, next: Records): RecordChange[] {
  const keys = Object.keys(next).concat(Object.keys(old).filter(key => !(key in next)));
  const changes = keys.flatMap(key => {
    const [before, after] = [old[key], next[key]];
    if (before && after)
      return identical(before, after) || sameRecord(before, after) ? [] : [change('update', key, after, before)];
    if (after) return [change('create', key, after)];
    return before ? [change('delete', key, before)] : [];
  });
  return changes.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Domains that came, went, retired or came back: state must know, since only a retired domain may vanish. */
export function diffDomains(old: ZoneRecordsInputs['domains'], next: ZoneRecordsInputs['domains']): string[] {
  const names = Object.keys(next).concat(Object.keys(old).filter(name => !(name in next)));
  return names.filter(name => old[name] !== next[name]).sort();
}

/** Domains whose MTA-STS policy is another one: state must know, since the next MX is held against it. */
export function diffPolicies(old: ZoneRecordsInputs['mtaSts'] = {}, next: ZoneRecordsInputs['mtaSts'] = {}): string[] {
  const names = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...names].filter(name => !isDeepStrictEqual(old[name], next[name])).sort();
}

export function zoneDiffers(old: ZoneRecordsInputs, next: ZoneRecordsInputs): boolean {
  return (
    old.recordMode !== next.recordMode ||
    old.token !== next.token ||
    !sameRecords(old.records, next.records) ||
    diffDomains(old.domains, next.domains).length > 0 ||
    diffPolicies(old.mtaSts, next.mtaSts).length > 0
  );
}

/** Whether `diffRecords` would find nothing; it is asked of every zone, and nearly always so. */
function sameRecords(old: Records, next: Records): boolean {
  for (const key in old) if (!(key in next)) return false;
  for (const key in next) {
    const [before, after] = [old[key], next[key] as ZoneRecord];
    if (!before || !(identical(before, after) || sameRecord(before, after))) return false;
  }
  return true;
}

/** Almost every pair of a large estate is equal to the letter: that answer costs no normalising. */
function identical(a: ZoneRecord, b: ZoneRecord): boolean {
  return (
    a.content === b.content &&
    a.name === b.name &&
    a.type === b.type &&
    a.ttl === b.ttl &&
    a.priority === b.priority &&
    a.proxied === b.proxied &&
    a.given === b.given
  );
}

function change(action: RecordChange['action'], key: string, record: ZoneRecord, old?: ZoneRecord): RecordChange {
  const base: RecordChange = { action, key, role: roleOfKey(key), ...record };
  return old ? { ...base, old } : base;
}
