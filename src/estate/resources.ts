/** Estate → resource list: what each segment's stack consists of. */
import type { Segment } from '../inventory/model.ts';
import { ownerComment } from '../records/owner.ts';
import type { EstateRecord, ZoneRecord } from '../records/record.ts';
import type { Estate, EstateDomain, EstateZone } from './estate.ts';
import { isOfReady, mailResources, relayResources } from './mail-resources.ts';
import { recordResource } from './record-resources.ts';
import { referencedNames } from './references.ts';
import { isZoneRecords, type Resource, serveName, ZONE_RECORDS, type ZoneRecordsInputs } from './resource.ts';
import { sesResources } from './ses/resources.ts';
import { cloudflareProvider, ofCloudflare, zoneExtras } from './zone-resources.ts';

/**
 * Segment (= stack) → its zones, each with its records. Every segment is there, also one whose domains wait for all their
 * values. The `_mta-sts` records of policies that a Worker serves are not: they wait for their policy, and `plan/wanted.ts`
 * adds both.
 */
export function zoneLists(estate: Estate): Map<string, Resource[]> {
  const zones = Map.groupBy(estate.zones, ({ segment }) => segment);
  const withMail = new Set(
    estate.segments.filter(({ accounts }) => Object.keys(accounts).length > 0).map(({ segment }) => segment),
  );
  const domains = Map.groupBy(
    estate.domains.filter(({ segment }) => withMail.has(segment)),
    ({ segment, zone }) => `${segment} ${zone}`,
  );
  const waiting: Waiting = new Set(estate.policies.map(({ record }) => record));
  const identities = Map.groupBy(estate.sesIdentities, ({ segment }) => segment);
  const listOf = (segment: Segment) => [
    ...(zones.get(segment.segment) ?? []).flatMap(zone => [
      ...zoneExtras(zone, segment),
      ...zoneWithMail(zone, segment, domains.get(`${segment.segment} ${zone.zone}`) ?? [], waiting),
    ]),
    ...sesResources(segment, identities.get(segment.segment) ?? []),
  ];
  return new Map(estate.segments.map(segment => [segment.segment, listOf(segment)]));
}

type Waiting = ReadonlySet<EstateRecord | undefined>;

/**
 * A segment's list as an engine takes it: with the provider that its resources name, and records that are resources of their
 * own where the segment wants them so. The project stands in their marks.
 */
export function carried(list: Resource[], segment: Segment, project: string): Resource[] {
  const all = segment.recordMode === 'zone' ? list : singles(list, segment.segment, project);
  const ofTheirs = all.some(({ options }) => options?.provider === ofCloudflare.provider);
  return ofTheirs ? [cloudflareProvider(segment), ...all] : all;
}

/**
 * The zone's records, and what its domains are at their providers. MX and autodiscover of a domain that Mailyard makes at its
 * provider are a resource of their own: nobody may be sent there before the provider is ready and its mailboxes are made.
 */
function zoneWithMail(zone: EstateZone, segment: Segment, domains: EstateDomain[], waiting: Waiting): Resource[] {
  const main = zoneResource(zone, segment, waiting);
  const live = domains.filter(({ phase }) => phase !== 'retired');
  const hosted = live.filter(({ hostedAt }) => hostedAt).map(({ domain }) => domain);
  const served = servedRecords(zone, new Set(live.map(({ domain }) => domain)), new Set(hosted));
  const serves = Object.keys(served).length > 0;
  const carriers = { identify: main.name, serve: serves ? serveName(zone.zone) : main.name };
  const made = domains.flatMap(each => mailResources(each, carriers));
  const atRelays = domains.flatMap(each => relayResources(each, main.name));
  for (const key in served) delete main.inputs.records[key];
  waitingForValues(main, domains);
  if (!serves) return [main, ...made, ...atRelays];
  main.inputs.parts = Object.keys(served).sort();
  return [main, ...made, ...atRelays, serveResource(main, served, made)];
}

/** Only domains with an account have anything to wait for: of all others the records need not be looked through. */
function waitingForValues(main: Resource<ZoneRecordsInputs>, domains: EstateDomain[]): Resource<ZoneRecordsInputs> {
  if (domains.length > 0) main.dependsOn.push(...referencedNames(main.inputs.records));
  return main;
}

function zoneResource(zone: EstateZone, { cloudflare }: Segment, waiting: Waiting): Resource<ZoneRecordsInputs> {
  const records = recordMap(zone.records.filter(record => record.role !== 'mta-sts' || !waiting.has(record)));
  const inputs: ZoneRecordsInputs = { zone: zone.zone, records, domains: zone.domains };
  if (zone.released.length > 0) inputs.released = zone.released;
  if (zone.adopt) inputs.adopt = true;
  if (Object.keys(zone.mtaSts).length > 0) inputs.mtaSts = zone.mtaSts;
  if (zone.created) inputs.created = true;
  if (cloudflare.token) inputs.token = cloudflare.token;
  return {
    type: ZONE_RECORDS,
    name: zone.zone,
    inputs,
    dependsOn: zone.created === 'here' ? [`${zone.zone}/zone`] : [],
  };
}

/** What sends mail to the provider, and what only a provider that is ready can tell. */
function servedRecords(
  zone: EstateZone,
  live: ReadonlySet<string>,
  hosted: ReadonlySet<string>,
): ZoneRecordsInputs['records'] {
  if (live.size === 0) return {};
  const served = zone.records.filter(
    ({ domain, role, provided }) =>
      (hosted.has(domain) && (role === 'mx' || role === 'autodiscover')) ||
      (live.has(domain) && provided?.given && isOfReady(provided.given.content.from)),
  );
  return recordMap(served);
}

function serveResource(
  { name, inputs: { zone, adopt, created, token } }: Resource<ZoneRecordsInputs>,
  records: ZoneRecordsInputs['records'],
  made: Resource[],
): Resource<ZoneRecordsInputs> {
  const inputs: ZoneRecordsInputs = {
    ...{ zone, records, domains: {} },
    ...{ ...(adopt && { adopt }), ...(created && { created }), ...(token && { token }) },
  };
  // A provider that wants to see the MX first waits for this one.
  const before = made.filter(({ dependsOn }) => !dependsOn.includes(serveName(zone)));
  const dependsOn = [name, ...before.map(each => each.name)];
  return { type: ZONE_RECORDS, name: serveName(zone), inputs, dependsOn };
}

/** What waits for a carrier's records waits for each of them. */
function singles(list: Resource[], stack: string, project: string): Resource[] {
  const parts = new Map(list.map(each => [each.name, single(each, stack, project)]));
  const named = (name: string) => parts.get(name)?.map(part => part.name) ?? [name];
  return list.flatMap(each =>
    isZoneRecords(each) ? (parts.get(each.name) ?? []) : { ...each, dependsOn: each.dependsOn.flatMap(named) },
  );
}

/** The zone without its records, and these; what carries nothing but a record that waits is that record. */
function single(carrier: Resource, stack: string, project: string): Resource[] {
  if (!isZoneRecords(carrier)) return [carrier];
  const { zone, records } = carrier.inputs;
  const isZone = carrier.name === zone;
  const resources = Object.entries(records).map(([key, record]) => ({
    ...recordResource(zone, key, record, ownerComment({ project, stack }, key), ofCloudflare),
    ...(!isZone && { dependsOn: carrier.dependsOn }),
  }));
  const emptied = { ...carrier, inputs: { ...carrier.inputs, records: {}, recordMode: 'resources' as const } };
  return isZone ? [emptied, ...resources] : resources;
}

/** By key. What waits for a value that somebody has to paste is not there yet; what another resource will have refers to it. */
export function recordMap(wanted: EstateRecord[]): ZoneRecordsInputs['records'] {
  const records: ZoneRecordsInputs['records'] = {};
  for (const record of wanted) {
    if (!record.provided) records[record.key] = plain(record);
    else if (record.provided.given) records[record.key] = { ...plain(record), ...record.provided.given } as never;
  }
  return records;
}

/** The record without who wants it and why. */
export function plain({ name, type, content, priority, ttl, proxied }: EstateRecord | ZoneRecord): ZoneRecord {
  const record: ZoneRecord = { name, type, content, ttl };
  if (priority !== undefined) record.priority = priority;
  if (proxied) record.proxied = true;
  return record;
}
