/**
 * One zone: what is wanted against what is there → the batch that makes it so, or why it may not be written.
 * Pure. Everything that Mailyard writes into a zone is decided here.
 */
import type { LiveRecord, RecordBatch } from '../../cloudflare/api.ts';
import { sameRecord } from '../../records/canonical.ts';
import { isOwnKey } from '../../records/own-key.ts';
import { isOfAnotherStack, type Owner, ownedBy, ownerComment, ownerOf, unadopted } from '../../records/owner.ts';
import type { ZoneRecord } from '../../records/record.ts';
import { standsInTheWay } from './slots.ts';

export interface Situation {
  owner: Owner;
  wanted: Record<string, ZoneRecord>;
  /** What the state says was written last; empty where there is no state. */
  known: Record<string, ZoneRecord>;
  /** Cloudflare's ids from the state, by key. */
  ids: Record<string, string>;
  live: LiveRecord[];
  adopt: boolean;
  /** Keys that another resource of the stack carries in this zone: they are no leftovers. */
  elsewhere?: (key: string) => boolean;
}

export interface Reconciliation {
  batch: RecordBatch;
  /** Ids of wanted records that are right already. */
  settled: Record<string, string>;
  /** Why this zone may not be written: someone else's record in a slot, or a hand that was there before us. */
  refusals: Refusal[];
  /** Worth telling, though nothing stops for it. */
  notes: string[];
}

export interface Refusal {
  /** `surplus`: `adopt` cannot help, as the slot holds more, or another type, than can be taken over. */
  kind: 'foreign' | 'surplus' | 'read-only' | 'changed-by-hand';
  key: string;
  live?: ZoneRecord;
  /** What the state says, where a hand changed it. */
  known?: ZoneRecord;
  wanted?: ZoneRecord;
}

export function reconcile(situation: Situation): Reconciliation {
  const { wanted } = situation;
  const claims = claimed(situation);
  const result: Reconciliation = {
    batch: { deletes: [], patches: [], posts: [] },
    settled: {},
    refusals: [],
    notes: [],
  };
  for (const [key, record] of Object.entries(wanted)) place(key, record, claims.get(key), situation, result);
  const taken = new Set(claims.values().map(({ id }) => id));
  for (const key of leavingKeys(situation)) remove(key, situation, taken, result);
  for (const live of situation.live) if (!taken.has(live.id)) clearSlot(live, situation, claims, result);
  return result;
}

type Finder = (key: string, record: ZoneRecord) => LiveRecord | undefined;

/**
 * Which live record is the one that a key means: by id, by our comment, and then what may be taken over. Each way is tried
 * for all keys before the next, and equal values before others, so that no key takes what another one means.
 */
function claimed(situation: Situation): Map<string, LiveRecord> {
  const { wanted, ids, live, owner } = situation;
  const byId = new Map(live.map(record => [record.id, record]));
  const byComment = new Map(live.map(record => [unadopted(record.comment), record]));
  const free = new Map(byId);
  const claims = new Map<string, LiveRecord>();
  const claim = (find: Finder) => {
    for (const [key, record] of Object.entries(wanted)) {
      const found = claims.has(key) ? undefined : find(key, record);
      if (found && free.delete(found.id)) claims.set(key, found);
    }
  };
  const candidate = (fits: (live: LiveRecord, record: ZoneRecord, key: string) => boolean): Finder => {
    return (key, record) =>
      free.values().find(live => mayTakeOver(live, record, key, situation) && fits(live, record, key));
  };
  claim(key => unlessOfAnotherProject(byId.get(ids[key] ?? ''), owner));
  claim(key => byComment.get(ownerComment(owner, key)));
  claim(candidate((live, _record, key) => isOfKey(live, key)));
  claim(candidate(sameContent));
  claim(candidate(() => true));
  return claims;
}

function unlessOfAnotherProject(live: LiveRecord | undefined, owner: Owner): LiveRecord | undefined {
  const mark = live && ownerOf(live.comment);
  return mark && mark.project !== owner.project ? undefined : live;
}

/** In the place of a wanted record: what another stack of this project leaves to us, and with `adopt` what nobody of ours made. */
function mayTakeOver(live: LiveRecord, wanted: ZoneRecord, key: string, { owner, adopt }: Situation): boolean {
  if (live.readOnly || live.type !== wanted.type || live.name !== wanted.name) return false;
  const mark = ownerOf(live.comment);
  if (!mark) return adopt && standsInTheWay(live, wanted, key);
  if (mark.project !== owner.project || mark.stack === owner.stack) return false;
  return isOfKey(live, key) || standsInTheWay(live, wanted, key);
}

/** Of this key, in whichever stack. */
function isOfKey(live: LiveRecord, key: string): boolean {
  const mark = ownerOf(live.comment);
  return mark !== undefined && unadopted(live.comment) === ownerComment(mark, key);
}

function place(
  key: string,
  record: ZoneRecord,
  live: LiveRecord | undefined,
  situation: Situation,
  result: Reconciliation,
): void {
  const { owner, known } = situation;
  // What another stack has taken over meanwhile is as that one wrote it: what was known here says nothing of it.
  const before = live && isOfAnotherStack(owner, live.comment) ? undefined : known[key];
  if (!live) {
    if (!before) result.batch.posts.push({ key, record, comment: ownerComment(owner, key) });
    else if (!sameRecord(before, record))
      result.refusals.push({ kind: 'changed-by-hand', key, known: before, wanted: record });
    return;
  }
  const mine = ownerOf(live.comment);
  const adopted = mine === undefined || mine.adopted;
  const comment = ownerComment(owner, key, adopted);
  if (sameRecord(live, record)) {
    if (live.comment === comment) result.settled[key] = live.id;
    else result.batch.patches.push({ key, id: live.id, record, comment, commentOnly: true });
    return;
  }
  if (before && sameRecord(before, record)) {
    result.settled[key] = live.id;
    return;
  }
  if (before && !sameRecord(live, before)) {
    result.refusals.push({ kind: 'changed-by-hand', key, live, known: before, wanted: record });
    return;
  }
  if (live.type === record.type) {
    result.batch.patches.push({ key, id: live.id, record, comment });
    return;
  }
  // A record's type cannot change (refused since 2026-06-30): the old one goes and the new one comes in one transaction.
  result.batch.deletes.push({ key, id: live.id, record: live });
  result.batch.posts.push({ key, record, comment: ownerComment(owner, key) });
}

/** A key that is no longer wanted. What a wanted key means, what another stack has taken over meanwhile, or nobody finds any more, is not ours to delete. */
function remove(key: string, situation: Situation, taken: Set<string>, result: Reconciliation): void {
  const { live, ids, owner, known } = situation;
  const before = known[key];
  const found = live.find(record => record.id === ids[key]) ?? live.find(record => isOwn(record, owner, key));
  if (!found || taken.has(found.id) || !ownedBy(owner, found.comment)) return;
  taken.add(found.id);
  if (before && !sameRecord(found, before)) {
    result.refusals.push({ kind: 'changed-by-hand', key, live: found, known: before });
    return;
  }
  result.batch.deletes.push({ key, id: found.id, record: found });
}

const isOwn = (record: LiveRecord, owner: Owner, key: string): boolean =>
  unadopted(record.comment) === ownerComment(owner, key);

const leavingKeys = ({ known, wanted }: Situation): string[] => Object.keys(known).filter(key => !(key in wanted));

/** What stands in a wanted slot and belongs to no key of ours. */
function clearSlot(
  live: LiveRecord,
  situation: Situation,
  claims: Map<string, LiveRecord>,
  result: Reconciliation,
): void {
  const { owner, wanted, ids, adopt, elsewhere = () => false } = situation;
  const mark = ownerOf(live.comment);
  const ofProject = mark?.project === owner.project;
  if (ofProject && mark.stack !== owner.stack) return;
  const ownKey = ofProject ? mark.key : undefined;
  if (ownKey && leavingKeys(situation).some(key => ids[key] === live.id || isOwn(live, owner, key))) return;
  for (const [key, record] of Object.entries(wanted)) {
    if (!standsInTheWay(live, record, key)) continue;
    if (live.readOnly) result.refusals.push({ kind: 'read-only', key, live, wanted: record });
    else if (ownKey && !isOwnKey(ownKey)) result.batch.deletes.push({ key: ownKey, id: live.id, record: live });
    else
      result.refusals.push({
        kind: (adopt || claims.has(key)) && !mark ? 'surplus' : 'foreign',
        key,
        live,
        wanted: record,
      });
    return;
  }
  if (!ownKey || isOwnKey(ownKey) || elsewhere(ownKey)) return;
  result.notes.push(
    `${live.type} ${live.name} carries this stack's mark (${ownKey}) but is in no plan: it is left alone.`,
  );
}

function sameContent(a: ZoneRecord, b: ZoneRecord): boolean {
  return sameRecord({ ...a, ttl: 1, proxied: false }, { ...b, ttl: 1, proxied: false });
}
