/** What the state may say after a batch: what was applied, and of the rest what was there before. Pure. */
import type { BatchOutcome, CloudflareZone } from '../../cloudflare/api.ts';
import type { ZoneRecordsInputs } from '../../estate/resource.ts';
import { type Created, PartialFailure, type RecordReason, RecordsRefused } from '../provider.ts';
import type { Reconciliation } from './reconcile.ts';
import type { ZoneRecordsOutputs } from './zone-records.ts';

interface Before {
  known: ZoneRecordsInputs['records'];
  ids: Record<string, string>;
}

/** The resource as it now is. Throws `PartialFailure` with it where Cloudflare refused a part. */
export function settle(
  zone: CloudflareZone,
  inputs: ZoneRecordsInputs,
  before: Before,
  plan: Reconciliation,
  outcome: BatchOutcome,
): Created<ZoneRecordsInputs, ZoneRecordsOutputs> {
  const refused = new Set(outcome.refused.flatMap(({ keys }) => keys));
  const records = outcome.refused.length > 0 ? partOf(inputs.records, before.known, refused) : inputs.records;
  const known = { ...before.ids, ...plan.settled, ...outcome.ids };
  const ids = Object.fromEntries(Object.keys(records).flatMap(key => (known[key] ? [[key, known[key]]] : [])));
  const state = { id: inputs.zone, inputs: { ...inputs, records }, outputs: { zoneId: zone.id, ids } };
  if (outcome.refused.length > 0)
    throw new PartialFailure(state, outcome.refused.map(refusedText), refusedRecords(outcome));
  return state;
}

function partOf(wanted: Before['known'], known: Before['known'], refused: Set<string>): Before['known'] {
  const applied = Object.entries(wanted).filter(([key]) => !refused.has(key));
  const left = Object.entries(known).filter(([key]) => refused.has(key));
  return Object.fromEntries([...applied, ...left]);
}

/** For a delete, whose state stays whole until all of it is gone. */
export const refusedError = (zone: string, outcome: BatchOutcome): RecordsRefused =>
  new RecordsRefused('refused', `${zone}: ${outcome.refused.map(refusedText).join('; ')}`, {
    records: refusedRecords(outcome),
  });

const refusedRecords = ({ refused }: BatchOutcome): RecordReason[] =>
  refused.flatMap(refusal => refusal.keys.map(key => ({ key, message: refusedText(refusal) })));

/** The message has Cloudflare's code where there is one. */
const refusedText = ({ keys, message }: BatchOutcome['refused'][number]): string =>
  `Cloudflare refused ${keys.join(', ')}: ${message}`;
