/** The DNS as one run of the audit sees it: each zone through its own servers, the rest of the world through a resolver. */
import type { DnsAnswer } from '../dns/answer.ts';
import type { Query } from '../dns/client.ts';
import { foldName } from '../dns/name.ts';
import { formatServer, type Server } from '../dns/server.ts';
import type { DnsType } from '../dns/types.ts';
import { type Finding, unknown } from './verdict.ts';

/** One answer for all servers that were asked. */
export interface Seen extends DnsAnswer {
  question: string;
  /** Those that said the same. */
  servers: Server[];
}

export interface View {
  /** Never rejects. Aliases are followed out of the zone. */
  ask(name: string, type: DnsType): Promise<Seen>;
  /** Past the zone's own servers: what stands in the zone above (DS), or how the world sees it. */
  askResolver(name: string, type: DnsType): Promise<Seen>;
  /** None where the zone is seen through the resolver. */
  serversOf(zone: string): readonly Server[];
  /** What each server of a zone has said so far. */
  compared(zone: string): Compared[];
}

export interface Compared {
  name: string;
  type: DnsType;
  answers: DnsAnswer[];
}

export interface ViewParts {
  /** Asks each question once: `askOnce`. */
  query: Query;
  resolver: Server;
  /** The authoritative servers by zone. A zone without any is seen through the resolver. */
  zones: ReadonlyMap<string, readonly Server[]>;
}

const MAX_ZONES = 8;

export function openView({ query, resolver, zones }: ViewParts): View {
  const asked = new Map<string, Map<string, Compared>>();

  async function askResolver(name: string, type: DnsType): Promise<Seen> {
    return seen(name, type, [await query({ name, type, server: resolver, recursion: true })]);
  }

  async function ask(name: string, type: DnsType, hops = 0): Promise<Seen> {
    const zone = zoneOf(name, zones);
    const found = zone === undefined ? await askResolver(name, type) : await askZone(zone, name, type);
    const alias = found.chain.at(-1);
    if (alias !== undefined && leaves(found) && hops < MAX_ZONES) {
      const end = await ask(alias, type, hops + 1);
      return { ...end, question: found.question, chain: [...found.chain, ...end.chain] };
    }
    return zone !== undefined && isReferral(found) ? askResolver(name, type) : found;
  }

  async function askZone(zone: string, name: string, type: DnsType): Promise<Seen> {
    const servers = zones.get(zone) ?? [];
    const answers = await Promise.all(servers.map(server => query({ name, type, server })));
    const questions = asked.get(zone) ?? new Map<string, Compared>();
    asked.set(zone, questions.set(`${foldName(name)} ${type}`, { name: foldName(name), type, answers }));
    return seen(name, type, answers);
  }

  return {
    ask,
    askResolver,
    serversOf: zone => zones.get(zone) ?? [],
    compared: zone => [...(asked.get(zone)?.values() ?? [])],
  };
}

export const isAbsent = ({ status }: DnsAnswer): boolean => status === 'nodata' || status === 'nxdomain';

/** Nobody knows: neither records nor a plain no. */
export const isUnanswered = (answer: DnsAnswer): boolean => answer.status !== 'answer' && !isAbsent(answer);

export const textsOf = ({ records }: DnsAnswer): string[] => records.map(({ content }) => content);

/** `TXT acme.example at 192.0.2.53: "v=spf1 -all"`. */
export function evidenceOf(found: Seen): string {
  const alias = found.chain.length > 0 ? `an alias of ${found.chain.join(', ')}: ` : '';
  return `${found.question} at ${found.servers.map(formatServer).join(', ')}: ${alias}${saidBy(found)}`;
}

export function saidBy(answer: DnsAnswer): string {
  if (answer.status === 'nxdomain') return 'no such name (NXDOMAIN)';
  if (answer.status === 'nodata') return 'no such record';
  if (answer.status !== 'answer') return [answer.status, answer.detail].filter(Boolean).join(': ');
  return answer.records.map(shown).sort().join(', ');
}

/** The finding for a question that nobody answered: never "missing". */
export function unansweredFinding(rule: string, what: string, found: Seen): Finding {
  return unknown(`${rule}-unanswered`, `Nobody could say ${what}.`, {
    evidence: evidenceOf(found),
    fix: 'Try again; if it stays so, see to the servers.',
  });
}

export function isBelow(name: string, domain: string): boolean {
  const [folded, above] = [foldName(name), foldName(domain)];
  return folded === above || folded.endsWith(`.${above}`);
}

function shown({ type, content, priority }: { type: string; content: string; priority?: number }): string {
  const value = type === 'TXT' ? `"${content}"` : content;
  return priority === undefined ? value : `${priority} ${value}`;
}

/** The zone that has servers of its own, and holds the name. */
function zoneOf(name: string, zones: ViewParts['zones']): string | undefined {
  for (let at = foldName(name); at !== ''; at = at.slice(at.indexOf('.') + 1)) {
    const servers = zones.get(at);
    if (servers) return servers.length > 0 ? at : undefined;
    if (!at.includes('.')) return undefined;
  }
  return undefined;
}

/** What speaks for the zone: records before a plain no, and that before a server that could not say. */
function seen(name: string, type: DnsType, answers: DnsAnswer[]): Seen {
  const [first] = answers as [DnsAnswer];
  const chosen =
    answers.find(({ status }) => status === 'answer') ?? answers.find(isAbsent) ?? answers.find(leadsOn) ?? first;
  const same = answers.filter(answer => saidBy(answer) === saidBy(chosen));
  return { ...chosen, question: `${type} ${foldName(name)}`, servers: same.map(({ server }) => server) };
}

/** The words of the client's answers: an authoritative server stops at an alias that leaves its zones, and at a zone cut. */
const leaves = ({ status, detail }: DnsAnswer) => status === 'servfail' && detail?.startsWith('an alias of') === true;
const isReferral = ({ status, detail }: DnsAnswer) =>
  status === 'servfail' && detail?.startsWith('a referral') === true;

/** The server knows who knows. */
export const leadsOn = (answer: DnsAnswer): boolean => leaves(answer) || isReferral(answer);
