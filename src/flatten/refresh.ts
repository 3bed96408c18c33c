/** The lock of SPF as the DNS would have it today: what the estate needs is asked for, and what nobody answers stays as it was. */
import { daysAfter } from '../dates.ts';
import { flattenings } from '../estate/flattenings.ts';
import type { Inventory, LockedInclude, SpfLock } from '../inventory/model.ts';
import type { Templates } from '../inventory/template.ts';
import type { FlattenedHost } from '../records/spf-hosts.ts';
import { type Passing, passingNetworks } from '../spf/passing.ts';
import type { SpfResolver } from '../spf/resolver.ts';

/** An entry is good for so many days; one that has not changed is dated anew after half of them, so that each day needs no review. */
const GOOD_DAYS = 30;
const RENEW_DAYS = GOOD_DAYS / 2;

/**
 * `kept`: nobody could say, so the entry stays. `unresolved`: nobody could say, and there is none. `dropped`: no record that is too dear
 * has it any more. `renewed`: as it was, with a new date.
 */
export type ChangeStatus = 'new' | 'changed' | 'renewed' | 'unchanged' | 'kept' | 'unresolved' | 'dropped';

export interface IncludeChange {
  include: string;
  status: ChangeStatus;
  /** As it is in the new lock. */
  entry?: LockedInclude;
  added: string[];
  removed: string[];
  /** Why it is kept or unresolved. */
  reason?: string;
}

export interface Refreshed {
  lock: SpfLock;
  /** By the includes' names. */
  changes: IncludeChange[];
  hosts: FlattenedHost[];
}

/** `today`: ISO date. Never rejects. */
export async function refreshLock(
  inventory: Inventory,
  templates: Templates,
  today: string,
  resolve: SpfResolver,
): Promise<Refreshed> {
  const asked = new Map<string, Passing>();
  for (let lock = inventory.spfLock; ; ) {
    const hosts = flattenings({ ...inventory, spfLock: lock }, templates, today);
    const wanted = wantedBy(hosts, lock);
    const fresh = wanted.filter(name => !asked.has(name));
    if (fresh.length === 0) return settled(inventory.spfLock, wanted, asked, hosts, today);
    // What is found may need more than was thought: its addresses take room, or it cannot be flattened and another must.
    await Promise.all(fresh.map(async name => asked.set(name, await passingNetworks(name, resolve))));
    lock = { ...lock, ...lockOf(fresh.map(name => changeOf(name, inventory.spfLock[name], asked.get(name), today))) };
  }
}

/**
 * What gives way, and what of these records is locked already though it is not needed now: without it the decision could be another
 * one. A name with a macro is another one for each message, so there is nothing to ask.
 */
function wantedBy(hosts: FlattenedHost[], lock: SpfLock): string[] {
  const names = hosts.flatMap(({ flattening: { includes, replaced } }) => [
    ...replaced,
    ...includes.filter(({ name }) => Object.hasOwn(lock, name)),
  ]);
  return [...new Set(names.map(({ name }) => name))].filter(name => !name.includes('%')).sort();
}

function settled(
  old: SpfLock,
  wanted: string[],
  asked: ReadonlyMap<string, Passing>,
  hosts: FlattenedHost[],
  today: string,
): Refreshed {
  const changes = [...new Set([...Object.keys(old), ...wanted])]
    .sort()
    .map(name => changeOf(name, old[name], wanted.includes(name) ? asked.get(name) : undefined, today));
  return { lock: lockOf(changes), changes, hosts };
}

function lockOf(changes: IncludeChange[]): SpfLock {
  return Object.fromEntries(changes.flatMap(({ include, entry }) => (entry ? [[include, entry]] : [])));
}

/** `found` is undefined where nothing needs the include. */
function changeOf(
  include: string,
  old: LockedInclude | undefined,
  found: Passing | undefined,
  today: string,
): IncludeChange {
  const none = { include, added: [], removed: [] };
  if (!found) return { ...none, status: 'dropped', removed: networksIn(old) };
  if (found.status === 'failed') {
    return { ...none, status: old ? 'kept' : 'unresolved', reason: found.reason, ...(old && { entry: old }) };
  }
  const entry = entryOf(found, today);
  if (!old) return { ...none, status: 'new', entry, added: networksIn(entry) };
  if (sameFinding(old, entry)) {
    const isFresh = today < daysAfter(old.resolved, RENEW_DAYS);
    return isFresh ? { ...none, status: 'unchanged', entry: old } : { ...none, status: 'renewed', entry };
  }
  const [before, after] = [networksIn(old), networksIn(entry)];
  return {
    ...{ include, status: 'changed', entry },
    added: after.filter(network => !before.includes(network)),
    removed: before.filter(network => !after.includes(network)),
  };
}

function entryOf(found: Exclude<Passing, { status: 'failed' }>, today: string): LockedInclude {
  const dates = { resolved: today, refreshBy: daysAfter(today, GOOD_DAYS) };
  if (found.status === 'cannot') return { ...dates, cannot: found.reason };
  return { ...dates, lookups: found.lookups, networks: found.networks };
}

const networksIn = (entry: LockedInclude | undefined): string[] => (entry && 'networks' in entry ? entry.networks : []);

const sameFinding = (a: LockedInclude, b: LockedInclude): boolean =>
  'cannot' in a || 'cannot' in b
    ? 'cannot' in a && 'cannot' in b && a.cannot === b.cannot
    : a.networks.join() === b.networks.join();
