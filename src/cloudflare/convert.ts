/** Records as the API returns them. */
import type { RecordResponse } from 'cloudflare/resources/dns/records';
import type { RecordType } from '../records/record.ts';
import { fromWire, type WireRecord } from '../records/wire.ts';
import type { LiveRecord } from './api.ts';

/** A record as it stands in the zone. */
export function toLive(response: RecordResponse): LiveRecord {
  return {
    id: response.id,
    ...fromWire(response.type as RecordType, response as unknown as WireRecord),
    comment: response.comment ?? '',
    readOnly: (response.meta as { read_only?: boolean } | null | undefined)?.read_only === true,
  };
}
