/** What a create would really do in a zone that the state does not know yet: with the zone before us. Pure. */
import type { LiveRecord } from '../../cloudflare/api.ts';
import type { ZoneRecordsInputs } from '../../estate/resource.ts';
import { plain } from '../../estate/resources.ts';
import type { RecordChange } from '../../plan/plan.ts';
import { roleOfKey } from '../../records/key.ts';
import { type Owner, ownerOf } from '../../records/owner.ts';
import type { ZoneRecord } from '../../records/record.ts';
import { reconcile } from './reconcile.ts';
import { refusalError } from './refusal.ts';

export interface CreatePreview {
  /** `adopt` takes a record over; what stands there already as wanted, and ours, is no change. */
  changes: RecordChange[];
  /** Why the zone would be refused, and what else is worth knowing. */
  warnings: string[];
}

export function previewCreate(owner: Owner, inputs: ZoneRecordsInputs, live: LiveRecord[]): CreatePreview {
  const { zone, records: wanted, adopt = false } = inputs;
  const { batch, refusals, notes } = reconcile({ owner, wanted, known: {}, ids: {}, live, adopt });
  const byId = new Map(live.map(record => [record.id, record]));
  const changes = [
    ...batch.posts.map(({ key, record }) => change('create', key, record)),
    ...batch.patches.flatMap(({ key, id, record, commentOnly }) => takeover(key, record, byId.get(id), commentOnly)),
    ...batch.deletes.map(({ key, record }) => change('delete', key, record)),
  ];
  const refused = refusals.length > 0 ? [refusalText(zone, refusals)] : [];
  return { changes: changes.sort((a, b) => (a.key < b.key ? -1 : 1)), warnings: [...refused, ...notes] };
}

/** A record of ours that only changes its mark is no change of the zone. */
function takeover(key: string, record: ZoneRecord, live: LiveRecord | undefined, markOnly = false): RecordChange[] {
  const foreign = live !== undefined && ownerOf(live.comment) === undefined;
  if (markOnly && !foreign) return [];
  const old = live && !markOnly ? plain(live) : undefined;
  return [change(foreign ? 'adopt' : 'update', key, record, old)];
}

function change(action: RecordChange['action'], key: string, record: ZoneRecord, old?: ZoneRecord): RecordChange {
  return { action, key, role: roleOfKey(key), ...plain(record), ...(old && { old }) };
}

function refusalText(zone: string, refusals: Parameters<typeof refusalError>[1]): string {
  const { message, fix } = refusalError(zone, refusals);
  return `As it is now, this zone would be refused: ${message.split('\n').slice(1).join(' ').replace(/\s+/g, ' ').trim()} ${fix ?? ''}`.trim();
}
