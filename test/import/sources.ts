/** One zone, written as each of the four tools has it, and read back by the reader of that tool. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CloudflareZone } from '../../src/cloudflare/api.ts';
import { readBind } from '../../src/import/bind.ts';
import { readCloudflare } from '../../src/import/cloudflare.ts';
import { readDnscontrol } from '../../src/import/dnscontrol.ts';
import { readOctodns } from '../../src/import/octodns.ts';
import type { SourceZone } from '../../src/import/source.ts';
import { toData } from '../../src/records/data.ts';
import { hostBelow } from '../../src/records/key.ts';
import type { ZoneRecord } from '../../src/records/record.ts';
import { encodeTxt } from '../../src/records/txt.ts';
import { startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { clientOf } from '../cloudflare/server.ts';

export interface Zone {
  zone: string;
  records: ZoneRecord[];
}

export const sources: Record<string, (zone: Zone) => Promise<SourceZone>> = {
  cloudflare: fromCloudflare,
  bind: async zone => readBind(Buffer.from(bindText(zone)), `${zone.zone}.zone`),
  octodns: async zone => fromOctodns(zone),
  dnscontrol: async ({ zone, records }) => {
    const ir = {
      dns_providers: [],
      registrars: [],
      domains: [{ name: zone, records: records.map(r => irRecord(r, zone)) }],
    };
    return readDnscontrol(JSON.stringify(ir, null, 1), 'ir.json')[0] as SourceZone;
  },
};

async function fromCloudflare({ zone, records }: Zone): Promise<SourceZone> {
  const twin = await startCloudflareTwin({ plan: 'enterprise' });
  twin.addZone(zone, { quota: 10_000 });
  onTestFinished(() => twin.close());
  const client = clientOf(twin.url, { token: twin.token });
  const posts = records.map((record, index) => ({ key: String(index), record, comment: 'made by hand' }));
  const { refused } = await client.batch((await client.zone(zone)) as CloudflareZone, {
    deletes: [],
    patches: [],
    posts,
  });
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  return readCloudflare(zone, client);
}

/** As `named-compilezone` writes it, with the mark of Cloudflare's export. */
export function bindText({ zone, records }: Zone): string {
  const head = [
    `$ORIGIN ${zone}.`,
    '@ 3600 IN SOA ns1.example.net. hostmaster.example.net. ( 2026112200 ; serial\n 7200 3600 1209600 300 )',
    '@ 3600 IN NS ns1.example.net.',
  ];
  return `${[...head, ...records.map(bindLine)].join('\n')}\n`;
}

const dotted = (type: string): boolean => ['CNAME', 'MX', 'NS', 'PTR', 'SRV', 'NAPTR'].includes(type);

function bindLine({ name, type, content, priority, ttl, proxied }: ZoneRecord): string {
  const isService = type === 'HTTPS' || type === 'SVCB';
  const target = isService ? content.replace(/(?<=^\d+ )([^\s.]\S*)/, '$1.') : content;
  const ends = dotted(type) && !content.endsWith('.') ? `${content}.` : target;
  const value = type === 'TXT' ? encodeTxt(content) : ends;
  const fields = [`${name}.`, ttl, 'IN', type, priority, value].filter(field => field !== undefined).join('\t');
  return proxied ? `${fields} ; cf_tags=cf-proxied:true` : fields;
}

function fromOctodns({ zone, records }: Zone): SourceZone {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-octodns-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const byName = Map.groupBy(records, ({ name }) => (name === zone ? '' : hostBelow(name, zone)));
  const yaml = Object.fromEntries([...byName].map(([name, list]) => [name, list.map(octodnsRecord)]));
  mkdirSync(folder, { recursive: true });
  // JSON is YAML.
  writeFileSync(join(folder, `${zone}.yaml`), JSON.stringify(yaml, null, 1));
  return readOctodns(folder)[0] as SourceZone;
}

function octodnsRecord(record: ZoneRecord): object {
  const automatic = record.ttl === 1 && !record.proxied;
  const cloudflare = { ...(record.proxied && { proxied: true }), ...(automatic && { 'auto-ttl': true }) };
  return {
    type: record.type,
    ...(record.proxied || automatic ? { octodns: { cloudflare } } : { ttl: record.ttl }),
    values: [octodnsValue(record)],
  };
}

function octodnsValue(record: ZoneRecord): unknown {
  const { type, content, priority } = record;
  const data = toData(record) as Record<string, unknown> | undefined;
  if (type === 'TXT') return content.replaceAll(';', '\\;');
  if (type === 'MX') return { preference: priority, exchange: content === '.' ? '.' : `${content}.` };
  if (!data) return dotted(type) ? `${content}.` : content;
  if (type === 'NAPTR') return { ...data, regexp: data.regex, regex: undefined };
  if (type === 'SSHFP') return { ...data, fingerprint_type: data.type, type: undefined };
  if (type === 'URI') return { ...data, priority };
  if (type === 'HTTPS' || type === 'SVCB')
    return { svcpriority: data.priority, targetname: data.target, svcparams: parameters(String(data.value)) };
  if (type === 'TLSA' || type === 'SMIMEA') {
    const { usage, selector, matching_type, certificate } = data;
    return { certificate_usage: usage, selector, matching_type, certificate_association_data: certificate };
  }
  return data;
}

/** `alpn="h3,h2" port=443` as octoDNS's map. */
function parameters(text: string): Record<string, unknown> {
  const pairs = text.matchAll(/([a-z-]+)(?:=("[^"]*"|\S+))?/g);
  return Object.fromEntries(
    Array.from(pairs, ([, key, value]) => {
      const list = value?.replaceAll('"', '').split(',');
      return [key, list === undefined ? null : list.length > 1 ? list : list[0]];
    }),
  );
}

function irRecord(record: ZoneRecord, zone: string): object {
  const { name, type, ttl, proxied } = record;
  return {
    ...{ type, name: name === zone ? '@' : hostBelow(name, zone), ttl, filepos: '[line:2:5]' },
    ...(proxied && { meta: { cloudflare_proxy: 'on' } }),
    ...irValue(record),
  };
}

/** DNSControl leaves out zeros, and has the newest types in zone-file form. */
function irValue(record: ZoneRecord): object {
  const { type, content, priority } = record;
  const data = (toData(record) ?? {}) as Record<string, string | number>;
  const host = (name: unknown) => (String(name).endsWith('.') ? String(name) : `${name}.`);
  const prefixed = (prefix: string) =>
    Object.fromEntries(
      Object.entries(data).flatMap(([key, value]) => (value === 0 ? [] : [[prefix + key.replaceAll('_', ''), value]])),
    );
  switch (type) {
    case 'TXT':
      return { target: content, txtstrings: [content.slice(0, 5), content.slice(5)] };
    case 'MX':
      return { target: host(content), ...(priority && { mxpreference: priority }) };
    case 'CAA':
      return { target: data.value, caatag: data.tag, ...(data.flags && { caaflag: data.flags }) };
    case 'SRV':
      return { target: host(data.target), ...prefixed('srv') };
    case 'TLSA':
    case 'SMIMEA':
      return { target: data.certificate, ...prefixed(type.toLowerCase()) };
    case 'SSHFP':
      return { target: data.fingerprint, sshfpalgorithm: data.algorithm, sshfpfingerprint: data.type };
    case 'DS':
      return { target: '', ...prefixed('ds') };
    case 'DNSKEY':
      return { target: '', ...prefixed('dnskey') };
    case 'HTTPS':
    case 'SVCB':
      return { target: host(data.target), svcpriority: data.priority, svcparams: data.value };
    case 'NAPTR':
      return { target: host(data.replacement), ...prefixed('naptr'), naptrregexp: data.regex };
    case 'CERT':
    case 'URI':
      return { target: '', zonefilepartial: [priority, content].filter(part => part !== undefined).join(' ') };
    default:
      return { target: dotted(type) ? host(content) : content };
  }
}
