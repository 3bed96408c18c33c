/** A domain's entry against what the estate's own defaults say: what they set must be unset where the source has none of it. */

import type { SettingsInput } from '../inventory/input.ts';
import type { DomainSettings, Inventory } from '../inventory/model.ts';
import { DEFAULT_TTL, type ZoneRecord } from '../records/record.ts';
import type { DomainEntry } from './recognise.ts';
import type { SourceZone } from './source.ts';

/** `above`: the inventory with this domain bare in it. */
export function completeEntry(entry: DomainEntry, source: SourceZone, above: Inventory, segment: string): DomainEntry {
  const { domain, zone, mailProvider, ...settings } = entry;
  const inherited = inheritedBy(source.zone, above, segment);
  const below = source.records.filter(({ name }) => name === domain || name.endsWith(`.${domain}`));
  return {
    ...{ domain },
    ...(zone && { zone }),
    ...(mailProvider !== inherited?.mailProvider && { mailProvider }),
    ...(inherited && unset(settings, inherited)),
    ...withoutContacts(settings, above.contacts),
    ttl: usualTtl(below),
  };
}

const inheritedBy = (zone: string, { segments }: Inventory, segment: string): DomainSettings | undefined =>
  segments.find(each => each.segment === segment)?.domains.find(({ domain }) => domain === zone)?.settings;

function unset(settings: SettingsInput, inherited: DomainSettings): SettingsInput {
  return {
    ...(inherited.relays.length > 0 && !settings.relays && { relays: [] }),
    ...(inherited.sendingIps.length > 0 && !settings.sendingIps && { sendingIps: [] }),
    ...(inherited.returnPath !== 'none' && !settings.returnPath && { returnPath: 'none' }),
    ...(inherited.mtaSts.mode !== 'none' && !settings.mtaSts && { mtaSts: 'none' as const }),
    ...(inherited.tlsReports.length > 0 && !settings.tlsReports && { tlsReports: [] }),
  };
}

/** Reports that go where all of the estate's go need no words. */
function withoutContacts(settings: SettingsInput, { dmarcReports }: Inventory['contacts']): SettingsInput {
  const { dmarc } = settings;
  if (!dmarc?.reports || String(dmarc.reports) !== dmarcReports) return settings;
  const { reports: _reports, ...rest } = dmarc;
  return { ...settings, dmarc: rest };
}

/** What a domain of this segment has where it says nothing. */
export function inheritedTtl({ segments }: Inventory, segment: string): number {
  return segments.find(each => each.segment === segment)?.domains[0]?.settings.ttl ?? DEFAULT_TTL;
}

const shareable = ['ttl', 'mailProvider', 'relays', 'spf', 'dmarc', 'mtaSts', 'tlsReports'] as const;

/** What all entries say goes to `defaults`; a TTL that they have anyway goes unsaid. */
export function hoisted(entries: DomainEntry[], usual: number): { defaults: SettingsInput; entries: DomainEntry[] } {
  const [first] = entries;
  const shared = shareable.filter(
    key =>
      first?.[key] !== undefined && (entries.length > 1 || key === 'ttl') && isSame(entries.map(entry => entry[key])),
  );
  const without = (entry: DomainEntry, keys: readonly string[]) =>
    Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key))) as DomainEntry;
  const defaults = Object.fromEntries(shared.map(key => [key, first?.[key]]).filter(([, value]) => value !== usual));
  return { defaults, entries: entries.map(entry => without(entry, entry.ttl === usual ? [...shared, 'ttl'] : shared)) };
}

function isSame(values: unknown[]): boolean {
  const [first, ...rest] = values.map(value => JSON.stringify(value));
  return rest.every(value => value === first);
}

/** The TTL that most records have; the lower one where two are as common. A proxied record has none of its own. */
export function usualTtl(records: Pick<ZoneRecord, 'ttl' | 'proxied'>[]): number {
  const counts = new Map<number, number>();
  for (const { ttl, proxied } of records) if (!proxied) counts.set(ttl, (counts.get(ttl) ?? 0) + 1);
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  return most?.[0] ?? DEFAULT_TTL;
}
