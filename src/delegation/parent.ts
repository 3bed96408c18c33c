/** What the zone above says of a zone: who serves it, and whether it is signed. Three-valued: a time-out is not an absence. */
import type { DnsAnswer } from '../dns/answer.ts';
import { authoritativeServers } from '../dns/authoritative.ts';
import type { Query } from '../dns/client.ts';
import { signsFor } from '../dns/ds.ts';
import { formatServer, type Server } from '../dns/server.ts';

export interface Parent {
  /** The name servers that the world is led to, sorted; empty where nobody serves the zone; undefined where nobody could say. */
  nameServers?: string[];
  ds: DsSight;
}

export interface DsSight {
  /** `none`: no DS record at the parent, nor in the resolver's cache. */
  state: 'none' | 'live' | 'unknown';
  records: string[];
  /** Seconds; the longest that was seen. */
  ttl: number;
  evidence: string;
  /** Set where a key that the zone serves fits one of them: the chain of trust is whole. */
  whole?: boolean;
}

export interface ParentOptions {
  resolver: Server;
  query: Query;
}

export async function lookAbove(zone: string, options: ParentOptions): Promise<Parent> {
  const [nameServers, ds] = await Promise.all([delegationOf(zone, options), dsOf(zone, options)]);
  return { nameServers, ds };
}

async function delegationOf(zone: string, { resolver, query }: ParentOptions): Promise<string[] | undefined> {
  const answer = await query({ name: zone, type: 'NS', server: resolver, recursion: true });
  if (answer.status === 'timeout' || answer.status === 'malformed') return undefined;
  return answer.records.map(({ content }) => content).sort();
}

/**
 * The resolver may have an old answer in its cache, either way: a DS record that it still has is live for those who ask it,
 * and that there is none is believed from the parent's own servers only.
 */
export async function dsOf(zone: string, options: ParentOptions): Promise<DsSight> {
  const { resolver, query } = options;
  const cached = await query({ name: zone, type: 'DS', server: resolver, recursion: true });
  if (cached.records.length > 0) return live(zone, [cached], options);
  if (speaksForParent(cached, zone)) return none([cached]);
  const answers = await askParent(zone, options);
  if (answers.some(({ records }) => records.length > 0)) return live(zone, answers, options);
  const sure = isAbsence(cached) && answers.length > 0 && answers.every(isAbsence);
  return sure ? none([cached, ...answers]) : unseen([cached, ...answers]);
}

const isAbsence = ({ status }: DnsAnswer): boolean => status === 'nodata' || status === 'nxdomain';

/** An authoritative answer of the zone itself says nothing of its parent (RFC 4035 §3.1.4.1). */
const speaksForParent = (answer: DnsAnswer, zone: string): boolean =>
  isAbsence(answer) && answer.authoritative && answer.zone !== undefined && answer.zone !== zone;

/** The nearest zone above may be several labels up. */
async function askParent(zone: string, { resolver, query }: ParentOptions): Promise<DnsAnswer[]> {
  for (let name = above(zone); name !== ''; name = above(name)) {
    const { servers } = await authoritativeServers(name, { resolver, query });
    if (servers.length > 0) return Promise.all(servers.map(server => query({ name: zone, type: 'DS', server })));
  }
  return [];
}

const above = (name: string): string => name.split('.').slice(1).join('.');

async function live(zone: string, answers: DnsAnswer[], { resolver, query }: ParentOptions): Promise<DsSight> {
  const found = answers.flatMap(({ records }) => records);
  const records = [...new Set(found.map(({ content }) => content))].sort();
  const keys = await query({ name: zone, type: 'DNSKEY', server: resolver, recursion: true });
  const whole = records.some(ds => keys.records.some(key => signsFor(zone, ds, key.content)));
  const ttl = Math.max(0, ...found.map(each => each.ttl));
  return { state: 'live', records, ttl, evidence: evidenceOf(answers), ...(whole && { whole }) };
}

const none = (answers: DnsAnswer[]): DsSight => ({ state: 'none', records: [], ttl: 0, evidence: evidenceOf(answers) });

const unseen = (answers: DnsAnswer[]): DsSight => ({
  state: 'unknown',
  records: [],
  ttl: 0,
  evidence: evidenceOf(answers),
});

const evidenceOf = (answers: DnsAnswer[]): string =>
  answers
    .map(
      ({ server, status, rcode }) =>
        `${formatServer(server)}: ${status}${rcode && status === 'servfail' ? ` (${rcode})` : ''}`,
    )
    .join('; ');
