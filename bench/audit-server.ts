/** An authoritative server for a whole estate, in a process of its own. Started by `startAuditServer`; tells what it was asked. */
import { getDomain } from 'tldts';
import { loadEstate } from '../src/load-estate.ts';
import type { ZoneRecord } from '../src/records/record.ts';
import { startDnsTwin } from '../src/sandbox/dns/twin.ts';
import type { DnsZone } from '../src/sandbox/dns/zone.ts';

const KEY = 'v=DKIM1; p=';
const SPF = 'v=spf1 ip4:192.0.2.0/24 -all';

process.once('message', async ({ domains }: { domains: string }) => {
  const { estate } = loadEstate({ domains, templates: [], today: '2026-11-22' });
  const records = (estate?.zones ?? []).flatMap(zone => zone.records).filter(({ provided }) => !provided);
  const zones = new Map([
    ...(estate?.zones ?? []).map(({ zone }) =>
      zoneOf(
        zone,
        records.filter(({ domain }) => domain === zone),
      ),
    ),
    ...outside(records),
  ]);
  const twin = await startDnsTwin({ source: () => zones });
  process.send?.({ port: twin.port, records: records.length });
  process.on('message', () => {
    const asked = twin.queries.map(({ name, type }) => `${name.toLowerCase()} ${type}`);
    process.send?.({ queries: asked.length, distinct: new Set(asked).size });
  });
});

function zoneOf(name: string, records: readonly ZoneRecord[]): [string, DnsZone] {
  return [name, { name, nameServers: [`ns1.${name}`, `ns2.${name}`], serial: 1, records }];
}

/** What the records lead to: addresses of mail hosts, keys behind aliases, SPF records that are included. */
function outside(records: readonly ZoneRecord[]): [string, DnsZone][] {
  const wanted = new Map<string, ZoneRecord>();
  const want = (name: string, type: 'A' | 'TXT' | 'PTR', content: string) =>
    wanted.set(name, { name, type, content, ttl: 300 });
  for (const { type, content } of records) {
    if (type === 'MX' && content !== '.') {
      want(content, 'A', '192.0.2.25');
      want('25.2.0.192.in-addr.arpa', 'PTR', content);
    }
    if (type === 'CNAME') want(content, 'TXT', KEY);
    for (const [, name = ''] of content.matchAll(/include:(\S+)/g)) want(name, 'TXT', SPF);
  }
  const byZone = Map.groupBy(wanted.values(), ({ name }) => getDomain(name) ?? name);
  return [...byZone].map(([zone, found]) => zoneOf(zone, found));
}
