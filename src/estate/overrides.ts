/** What a domain keeps as it is, whatever its settings would render: found in a zone that was taken over, or wanted so. */
import type { Override } from '../inventory/model.ts';
import { canonical } from '../records/canonical.ts';
import type { DomainContext } from '../records/context.ts';
import type { EstateRecord } from '../records/record.ts';

/** A retired domain refuses all mail: an override must not hold its old records. */
export function overridden(records: EstateRecord[], { settings, phase }: DomainContext): EstateRecord[] {
  const { overrides } = settings;
  if (phase === 'retired' || Object.keys(overrides).length === 0) return records;
  return records.flatMap(record => {
    const override = overrides[record.key];
    if (override === undefined) return [record];
    return override === 'none' ? [] : [withFields(record, override)];
  });
}

/** The record keeps its key and role, so guards and rules still know what it is. */
function withFields(record: EstateRecord, override: Exclude<Override, 'none'>): EstateRecord {
  const { key, role, domain, source, provided } = record;
  const value = canonical({ ...record, ...override });
  const waits = override.content === undefined ? provided : undefined;
  return Object.assign(value, { key, role, domain, source }, waits && { provided: waits });
}
