/**
 * `recordMode: resources`: one DnsRecord of Pulumi's Cloudflare package a record, for those who hold policy packs against them.
 * The zone's own resource stays beside them without records: it finds the zone, and knows which domains are live.
 */
import type { From, RecordType, ZoneRecord } from '../records/record.ts';
import { fromWire, toWire, type WireRecord } from '../records/wire.ts';
import { DNS_RECORD } from './cloudflare-types.ts';
import { from } from './references.ts';
import { type Resource, type ResourceOptions, zoneOfName } from './resource.ts';

type Inputs = Record<string, unknown>;

/**
 * In the form that Cloudflare stores, since the plugin compares texts: TXT quoted and cut, no last dots. A record of another
 * type replaces this one after its delete, as both cannot stand beside each other (pulumi-cloudflare issue 693).
 */
export function recordResource(
  zone: string,
  key: string,
  record: ZoneRecord,
  comment: string,
  options: ResourceOptions,
): Resource<Inputs> {
  return {
    type: DNS_RECORD,
    name: `${zone}/${key}`,
    inputs: { zoneId: from(zone, 'zoneId'), ...recordInputs(record, comment) },
    dependsOn: [],
    options: { ...options, deleteBeforeReplace: true },
  };
}

function recordInputs(record: ZoneRecord, comment: string): Inputs {
  const given = givenIn(record.content);
  const { data, ...wire } = toWire(given ? { ...record, content: '' } : record, comment);
  const { type } = record;
  const content = given && { content: type === 'TXT' ? { ...given, as: 'txt' } : given };
  return { type, ...wire, ...content, ...(data && { data: renamed(data, camelCase) }) };
}

/** What stands for a value that another resource has. */
const givenIn = (value: unknown): From | undefined =>
  typeof value === 'object' && value !== null ? (value as From) : undefined;

/** The resource with the record as it is in the zone; nothing where it is gone. */
export function withLiveRecord<R extends { inputs: Inputs }>(resource: R, live: ZoneRecord | undefined): R[] {
  if (!live) return [];
  const { zoneId, comment } = resource.inputs;
  return [{ ...resource, inputs: { zoneId, ...recordInputs(live, String(comment ?? '')) } }];
}

/** The record, its zone and its key, again; undefined for what is no DnsRecord of ours. */
export function recordOfResource(resource: {
  type: string;
  name: string;
  inputs: unknown;
}): { zone: string; key: string; record: ZoneRecord } | undefined {
  if (resource.type !== DNS_RECORD) return undefined;
  const zone = zoneOfName(resource.name);
  if (zone === resource.name) return undefined;
  const { type, data, ...wire } = resource.inputs as Partial<WireRecord> & {
    type: RecordType;
    name: string;
    ttl: number;
  };
  const key = resource.name.slice(zone.length + 1);
  const given = givenIn(wire.content);
  if (given) {
    const { as: _, ...content } = given;
    const name = givenIn(wire.name) ? { name: wire.name } : {};
    const known = fromWire(type, { ...wire, content: '', ...(givenIn(wire.name) && { name: '' }) });
    return { zone, key, record: { ...known, ...name, content: content as never } };
  }
  return { zone, key, record: fromWire(type, { ...wire, ...(data && { data: renamed(data, snakeCase) }) }) };
}

type Data = NonNullable<WireRecord['data']>;

/** `key_tag` is `keyTag` in Pulumi. */
const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

const renamed = (data: Data, rename: (name: string) => string): Data =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [rename(name), value]));
