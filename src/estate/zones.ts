/** From compiled domains to what each segment writes into each zone. */
import type { Domain } from '../inventory/model.ts';
import type { DomainContext } from '../records/context.ts';
import { makesKeys } from '../records/dkim/signers.ts';
import type { StsPolicy } from '../records/mta-sts.ts';
import { publishedPolicy } from '../records/policies.ts';
import type { EstateRecord } from '../records/record.ts';
import type { EstateZone } from './estate.ts';

interface Compiled {
  domain: Domain;
  context: DomainContext;
  records: EstateRecord[];
  released: string[];
}

/** By segment and then zone name. */
export function estateZones(compiled: readonly Compiled[]): EstateZone[] {
  const groups = Map.groupBy(compiled, ({ domain, context }) => `${domain.segment} ${context.zone}`);
  const created = new Set(
    compiled.filter(({ domain }) => domain.settings.zone === 'create').map(({ domain }) => domain.domain),
  );
  return [...groups.keys()].sort().map(key => estateZone(groups.get(key) ?? [], created));
}

function estateZone(entries: Compiled[], created: ReadonlySet<string>): EstateZone {
  const [first] = entries as [Compiled, ...Compiled[]];
  const { zone } = first.context;
  const own = entries.find(({ domain }) => domain.domain === zone)?.domain;
  return {
    zone,
    segment: first.domain.segment,
    records: entries.flatMap(entry => entry.records),
    domains: Object.fromEntries(
      entries.map(({ domain, context }) => [domain.domain, context.phase === 'retired' ? 'retired' : 'live']),
    ),
    released: entries.flatMap(entry => entry.released).sort(),
    handedKeys: entries.flatMap(handedKeys).sort(),
    adopt: entries.some(({ domain }) => domain.settings.adopt),
    created: created.has(zone) ? (own ? 'here' : 'elsewhere') : undefined,
    dnssec: own?.settings.dnssec ?? 'keep',
    settings: own?.settings.zoneSettings ?? {},
    mtaSts: Object.fromEntries(entries.flatMap(policyEntry)),
    position: first.domain.position,
  };
}

/** A retired domain signs nothing, whoever made its keys. */
function handedKeys({ context: { phase, settings }, records }: Compiled): string[] {
  if (phase === 'retired' || settings.dkim.signers.length === 0) return [];
  return records.filter(({ role, source }) => role === 'dkim' && makesKeys(settings, source)).map(({ key }) => key);
}

/** Only where its record is written: an override may have taken it away. */
function policyEntry({ domain: { domain }, context, records }: Compiled): [string, StsPolicy][] {
  const policy = publishedPolicy(context);
  return policy && records.some(({ name }) => name === `_mta-sts.${domain}`) ? [[domain, policy]] : [];
}
