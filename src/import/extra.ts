/** A record that nothing explains, as an entry of `records`. */
import type { ExtraRecord } from '../inventory/model.ts';
import { hostBelow } from '../records/key.ts';
import type { ZoneRecord } from '../records/record.ts';
import type { DomainEntry } from './recognise.ts';

export function extraRecord(record: ZoneRecord, { domain, ttl: usual }: DomainEntry): ExtraRecord {
  const { name, type, content, priority, ttl, proxied } = record;
  return {
    name: name === domain ? '@' : hostBelow(name, domain),
    ...{ type, content },
    ...(priority !== undefined && { priority }),
    ...(ttl !== usual && !proxied && { ttl }),
    ...(proxied && { proxied }),
  };
}
