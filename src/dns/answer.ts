/** What a DNS message says about a question: a status, and the records as plain values. */
import type { Answer, RrsigAnswer } from 'dns-packet';
import { canonicalData } from './canonical.ts';
import { type Message, optOf, type Question, responseCode } from './message.ts';
import { foldName } from './name.ts';
import type { SignedSet } from './rrsig.ts';
import type { Server } from './server.ts';
import { type RecordValue, readValue, typeOfWire } from './types.ts';

/**
 * `nodata` and `nxdomain` are the only two that say "not there". `servfail` is every answer that is none: SERVFAIL and other
 * errors, a referral, an alias whose target this server does not know, a loop. `refused`: REFUSED, NOTAUTH. `timeout`: no
 * answer in time, or the server cannot be reached. `malformed`: the answer, or the name asked for, is not DNS.
 */
export type DnsStatus = 'answer' | 'nodata' | 'nxdomain' | 'servfail' | 'refused' | 'timeout' | 'malformed';

/** The value is comparable with a ZoneRecord's. */
export interface DnsRecord extends RecordValue {
  name: string;
  type: string;
  /** Seconds. */
  ttl: number;
}

export interface DnsAnswer {
  status: DnsStatus;
  /** The AA flag. */
  authoritative: boolean;
  /** Those of the type asked for, at the end of the chain of aliases. */
  records: DnsRecord[];
  /** The targets of the aliases (CNAME) that were followed inside the answer. */
  chain: string[];
  server: Server;
  /** `NOERROR`, `NXDOMAIN`, …; none where no message was read. */
  rcode?: string;
  /** The zone that a negative answer names in its SOA record. */
  zone?: string;
  /** The name servers that a referral for the name asked about leads to. RFC 1034 §4.3.2 step 3b. */
  referral?: string[];
  /** The records as they were signed, where signatures were asked for; none where the server, or the way to it, knows no EDNS. */
  signed?: SignedSet;
  /** Why, where the status alone does not say it. */
  detail?: string;
}

type Outcome = Pick<DnsAnswer, 'status' | 'detail'>;

const MAX_ALIASES = 8;

export function answerOf(message: Message, question: Question, server: Server): DnsAnswer {
  const rcode = responseCode(message);
  const { found, chain, problem } = follow(question, message.answers ?? []);
  const outcome = problem
    ? { status: 'servfail' as const, detail: problem }
    : outcomeOf(message, question, found, chain);
  return {
    ...outcome,
    authoritative: message.flag_aa,
    records: outcome.status === 'answer' ? found.map(plainRecord) : [],
    chain,
    server,
    rcode,
    zone: soaOwner(message),
    ...referralOf(message, question, outcome),
    ...signedOf(message, question, found, chain.at(-1) ?? question.name),
  };
}

export function failedAnswer(status: 'timeout' | 'malformed', server: Server, detail: string): DnsAnswer {
  return { status, authoritative: false, records: [], chain: [], server, detail };
}

function outcomeOf(message: Message, question: Question, found: Answer[], chain: string[]): Outcome {
  const rcode = responseCode(message);
  if (rcode === 'NXDOMAIN') return { status: 'nxdomain' };
  if (rcode === 'REFUSED' || rcode === 'NOTAUTH') return { status: 'refused' };
  if (rcode !== 'NOERROR') return { status: 'servfail', detail: rcode };
  if (found.length > 0) return { status: 'answer' };
  if (saysAbsent(message, question, chain)) return { status: 'nodata' };
  const alias = chain.at(-1);
  const detail = alias ? `an alias of ${alias}, which this server does not know` : 'a referral: not its zone';
  return { status: 'servfail', detail };
}

/**
 * RFC 2308 §2.2: an empty answer means "no such record" with a SOA record beside it, or without one from a server that
 * speaks for the name. Otherwise it is a referral; and an authoritative server stops at an alias that leaves its zones.
 */
function saysAbsent(message: Message, question: Question, chain: string[]): boolean {
  if (soaOwner(message) !== undefined) return true;
  if (question.recursion && message.flag_ra) return true;
  return message.flag_aa && chain.length === 0;
}

function follow(question: Question, answers: Answer[]): { found: Answer[]; chain: string[]; problem?: string } {
  const chain: string[] = [];
  let owner = foldName(question.name);
  for (;;) {
    const here = answers.filter(record => record.type !== 'OPT' && foldName(record.name) === owner);
    const found = here.filter(record => record.type === question.type && (record as { class?: string }).class === 'IN');
    const alias = here.find(record => record.type === 'CNAME');
    if (found.length > 0 || !alias) return { found, chain };
    owner = foldName((alias as { data: string }).data);
    if (chain.includes(owner) || owner === foldName(question.name)) {
      return { found: [], chain, problem: `the aliases run in a circle at ${owner}` };
    }
    if (chain.length === MAX_ALIASES) return { found: [], chain, problem: `more than ${MAX_ALIASES} aliases in a row` };
    chain.push(owner);
  }
}

function plainRecord(record: Answer): DnsRecord {
  const { name, ttl = 0, data } = record as { name: string; ttl?: number; data: unknown };
  const type = typeOfWire(record.type);
  return { name: foldName(name), type, ttl, ...readValue(type, data) };
}

function signedOf(
  message: Message,
  { type, signatures }: Question,
  found: Answer[],
  owner: string,
): { signed?: SignedSet } {
  if (!signatures || found.length === 0 || !optOf(message)) return {};
  const name = foldName(owner);
  const made = (message.answers ?? [])
    .filter((record): record is RrsigAnswer => record.type === 'RRSIG' && foldName(record.name) === name)
    .map(({ data }) => data)
    .filter(({ typeCovered }) => typeCovered === type);
  if (made.length === 0) return { signed: { name, signatures: [] } };
  const records = found.map(record => canonicalData(type, (record as { data: unknown }).data));
  const whole = records.every(data => data !== undefined);
  return { signed: { name, signatures: made, ...(whole && { records }) } };
}

function soaOwner(message: Message): string | undefined {
  const soa = message.authorities?.find(record => record.type === 'SOA');
  return soa && foldName(soa.name);
}

function referralOf(message: Message, { name }: Question, { status }: Outcome): { referral?: string[] } {
  if (status !== 'servfail') return {};
  const servers = (message.authorities ?? []).filter(
    record => record.type === 'NS' && foldName(record.name) === foldName(name),
  );
  return servers.length > 0
    ? { referral: servers.map(record => readValue('NS', (record as { data: unknown }).data).content) }
    : {};
}
