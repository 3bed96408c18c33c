/** `GET dns_records/export`: the zone as a BIND file, with the SOA and NS records that the API never lists. */
import { isQuoted } from '../txt.ts';
import type { TwinRecord, TwinZone } from './model.ts';

const HOSTS = new Set(['CNAME', 'MX', 'NS', 'PTR']);

export function exportZone(zone: TwinZone): string {
  const [primary] = zone.nameServers;
  const soa = `${primary}. dns.cloudflare.example. ${zone.serial} 10000 2400 604800 3600`;
  const lines = [
    `;; Domain: ${zone.name}.`,
    `${zone.name}.\t3600\tIN\tSOA\t${soa}`,
    ...zone.nameServers.map(server => `${zone.name}.\t86400\tIN\tNS\t${server}.`),
    ...Array.from(zone.records, line),
  ];
  return `${lines.join('\n')}\n`;
}

function line(record: TwinRecord): string {
  const priority = record.priority === undefined ? '' : `${record.priority} `;
  const tags = record.proxiable ? [`cf-proxied:${record.proxied}`, ...record.tags] : record.tags;
  const notes = `${record.comment ?? ''}${tags.length > 0 ? ` cf_tags=${tags.join(',')}` : ''}`.trim();
  const value = `${record.name}.\t${record.ttl}\tIN\t${record.type}\t${priority}${contentOf(record)}`;
  return notes ? `${value} ; ${notes}` : value;
}

function contentOf({ type, content }: TwinRecord): string {
  if (type === 'TXT' && !isQuoted(content)) return `"${content.replaceAll(/["\\]/g, '\\$&')}"`;
  const pointsSomewhere = HOSTS.has(type) || type === 'SRV';
  return pointsSomewhere && content !== '.' ? `${content}.` : content;
}
