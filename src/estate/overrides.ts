/** What a domain keeps as it is, whatever its settings would render: found in a zone that was taken over, or wanted so. */
import type { Finding } from '../inventory/finding.ts';
import type { Domain, Override } from '../inventory/model.ts';
import { nearest } from '../inventory/nearest.ts';
import { canonical } from '../records/canonical.ts';
import type { DomainContext } from '../records/context.ts';
import type { EstateRecord } from '../records/record.ts';
import { placed } from './rules/rule.ts';

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

/** A misspelt key would be ignored in silence. */
export function idleOverrides(domain: Domain, records: EstateRecord[]): Finding[] {
  const written = Object.keys(domain.settings.overrides);
  if (written.length === 0) return [];
  const known = records.map(({ key }) => key);
  return written
    .filter(key => !known.includes(key))
    .flatMap(key => {
      const near = nearest(key, known);
      const finding = {
        rule: 'idle-override',
        severity: 'warning' as const,
        setting: `overrides.${key}`,
        message: `No record of ${domain.domain} has the key \`${key}\`, so this override does nothing.`,
        fix: near ? `Did you mean \`${near}\`?` : 'See the keys with `mailyard records --json`, or remove it.',
      };
      return placed(finding, domain);
    });
}
