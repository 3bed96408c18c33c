/** Carries a zone's batch out: in transactions, finding what was refused, and never writing twice after a lost answer. */
import type { RecordResponse } from 'cloudflare/resources/dns/records';
import { MailyardError } from '../error.ts';
import { MOST_TRIES } from '../rate/patient.ts';
import { bareHost } from '../records/host.ts';
import { toWire } from '../records/wire.ts';
import type { BatchOutcome, CloudflareZone, LiveRecord, RecordBatch } from './api.ts';
import { type ApiError, CallFailure } from './failure.ts';
import {
  batchLimit,
  type Group,
  groupByName,
  type Operation,
  ofKind,
  operationsOf,
  packChunks,
  pointedAt,
  toBody,
} from './operations.ts';
import { note, nothingApplied, refuse, refuseGroup } from './outcome.ts';
import { perhapsDone } from './refusals.ts';
import { settle } from './settle.ts';
import type { Transport } from './transport.ts';

/** One transaction to send: how often it was lost, and whether the zone was already compared. */
interface Chunk {
  groups: Group[];
  tries: number;
  settled: boolean;
}

/** `list` gives the zone's records as they are now. See `BatchOutcome` for what is returned and when it throws. */
export async function sendBatch(
  transport: Transport,
  zone: CloudflareZone,
  batch: RecordBatch,
  list: () => Promise<LiveRecord[]>,
): Promise<BatchOutcome> {
  const outcome: BatchOutcome = { ids: {}, deleted: [], refused: [] };
  const groups = groupByName(batch).filter(group => isWritable(group, outcome));
  let pending = packChunks(groups, batchLimit(zone.plan)).map(chunk => fresh(chunk));
  while (pending[0]) {
    const [chunk, ...later] = pending;
    try {
      pending = [...(await sendChunk(transport, zone, chunk, list, outcome)), ...later];
    } catch (error) {
      if (!(error instanceof CallFailure) || nothingApplied(outcome)) throw error;
      const doubt = error.kind === 'lost' ? 'It is not known whether this was done. ' : '';
      const reason = `${error.message} ${error.fix ?? ''}`.trim();
      refuse(outcome, operationsOf(chunk.groups), 0, `${doubt}${reason}`);
      refuse(outcome, operationsOf(later.flatMap(each => each.groups)), 0, reason);
      return outcome;
    }
  }
  return outcome;
}

const fresh = (groups: Group[]): Chunk => ({ groups, tries: 0, settled: false });

const saysValue = (operation: Operation): operation is Exclude<Operation, { kind: 'delete' }> =>
  operation.kind === 'post' || (operation.kind === 'patch' && !operation.commentOnly);

/** A record that has no form on the wire stops its own name only. */
function isWritable({ operations }: Group, outcome: BatchOutcome): boolean {
  try {
    for (const operation of operations) if (saysValue(operation)) toWire(operation.record, operation.comment);
    return true;
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    refuse(outcome, operations, 0, `${error.message} ${error.fix ?? ''}`.trim());
    return false;
  }
}

/** Sends one transaction, notes what is known of it, and returns what is still to be sent of it. */
async function sendChunk(
  transport: Transport,
  zone: CloudflareZone,
  chunk: Chunk,
  list: () => Promise<LiveRecord[]>,
  outcome: BatchOutcome,
): Promise<Chunk[]> {
  const failure = await transact(transport, zone, operationsOf(chunk.groups), outcome);
  if (!failure) return [];
  if (failure.kind === 'lost') return recover(transport, chunk, failure, list, outcome);
  const [error] = failure.errors;
  if (failure.kind !== 'refused' || !error) throw failure;
  if (!perhapsDone.has(error.code) || chunk.settled) return isolate(chunk, error, outcome);
  const { groups, progress } = await compare(chunk, list, outcome);
  const compared = { ...chunk, groups, settled: true };
  return progress ? [compared].filter(hasWork) : isolate(compared, error, outcome);
}

async function transact(
  transport: Transport,
  zone: CloudflareZone,
  operations: Operation[],
  outcome: BatchOutcome,
): Promise<CallFailure | undefined> {
  const doing = `to change the records of ${zone.name}`;
  const body = { zone_id: zone.id, ...toBody(operations) };
  try {
    const answer = await transport.call(doing, client => client.dns.records.batch(body), false);
    const posted = postedIds(operations, answer?.posts ?? []);
    for (const operation of operations) note(outcome, operation, idOf(operation, posted));
    return undefined;
  } catch (error) {
    if (error instanceof CallFailure) return error;
    throw error;
  }
}

const idOf = (operation: Operation, posted: Map<Operation, string>): string =>
  operation.kind === 'post' ? (posted.get(operation) ?? '') : operation.id;

/** The answer lists the new records in the order of the posts; if it does not, it is as good as lost. */
function postedIds(operations: Operation[], answered: RecordResponse[]): Map<Operation, string> {
  return new Map(
    ofKind(operations, 'post').map((operation, index) => {
      const record = answered[index];
      const matches =
        record && bareHost(record.name) === operation.record.name && record.type === operation.record.type;
      if (!matches) throw new CallFailure('lost', "Cloudflare's answer to a batch does not list the new records.");
      return [operation, record.id];
    }),
  );
}

/** What is done counts, the rest is sent again; after too many tries it is given up as not done. */
async function recover(
  transport: Transport,
  chunk: Chunk,
  failure: CallFailure,
  list: () => Promise<LiveRecord[]>,
  outcome: BatchOutcome,
): Promise<Chunk[]> {
  const tries = chunk.tries + 1;
  const { groups } = await compare(chunk, list, outcome);
  if (groups.length === 0) return [];
  if (tries < MOST_TRIES) {
    await transport.backOff(tries);
    return [{ groups, tries, settled: false }];
  }
  refuse(outcome, operationsOf(groups), 0, `Not done after ${tries} tries. ${failure.message}`);
  return [];
}

async function compare(
  chunk: Chunk,
  list: () => Promise<LiveRecord[]>,
  outcome: BatchOutcome,
): Promise<{ groups: Group[]; progress: boolean }> {
  const { done, left } = settle(operationsOf(chunk.groups), await list());
  for (const { operation, id } of done) note(outcome, operation, id);
  const stillLeft = new Set(left);
  const groups = chunk.groups
    .map(({ name, operations }) => ({ name, operations: operations.filter(each => stillLeft.has(each)) }))
    .filter(group => group.operations.length > 0);
  return { groups, progress: done.length > 0 };
}

const hasWork = (chunk: Chunk): boolean => chunk.groups.length > 0;

/**
 * Nothing of a refused transaction was done. A pointer names the culprit, and the other names are sent again without
 * it; else halves are sent until the name is found that is refused on its own: the others lose nothing by it.
 */
function isolate(chunk: Chunk, error: ApiError, outcome: BatchOutcome): Chunk[] {
  const culprit = pointedAt(operationsOf(chunk.groups), error.pointer);
  const group = chunk.groups.length === 1 ? chunk.groups[0] : groupOf(chunk, culprit);
  if (!group) {
    const middle = Math.ceil(chunk.groups.length / 2);
    return [chunk.groups.slice(0, middle), chunk.groups.slice(middle)].map(groups => ({ ...chunk, groups }));
  }
  refuseGroup(outcome, group, culprit, error);
  return [{ ...chunk, groups: chunk.groups.filter(each => each !== group) }].filter(hasWork);
}

const groupOf = (chunk: Chunk, operation: Operation | undefined): Group | undefined =>
  operation && chunk.groups.find(group => group.operations.includes(operation));
