/** Packets: a question in, an answer of the allowed size out. Names are not compressed, so answers are longer than real ones. */
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, TRUNCATED_RESPONSE } from 'dns-packet';
import { bare, FORMERR, NOTIMP, type Reply, type Resource } from './answer.ts';

/** The largest UDP answer, as Cloudflare has it. */
const PAYLOAD = 1232;
const HEADER = 12;
const QUERY_BIT = 0x8000;
const OPCODE_BITS = 0x7800;
const RECURSION_DESIRED_BIT = 0x0100;

export interface Query {
  id: number;
  /** Flags that the answer repeats: opcode and RD. */
  flags: number;
  question: { name: string; type: string; class: string };
  /** Set where the query has EDNS: the payload that the client takes. */
  edns?: { payload: number; version: number };
}

/** A query; or the answer to what is none; or undefined where silence is right. */
export function readQuery(message: Buffer): Query | Buffer | undefined {
  if (message.length < HEADER) return undefined;
  const flags = message.readUInt16BE(2);
  if (flags & QUERY_BIT) return undefined;
  const repeated = flags & (OPCODE_BITS | RECURSION_DESIRED_BIT);
  const refusal = (rcode: number) => encode({ type: 'response', id: message.readUInt16BE(0), flags: repeated | rcode });
  if (flags & OPCODE_BITS) return refusal(NOTIMP);
  const packet = decoded(message);
  const [question, ...more] = packet?.questions ?? [];
  if (!packet || !question || more.length > 0) return refusal(FORMERR);
  const opt = packet.additionals?.find(record => record.type === 'OPT') as OptRecord | undefined;
  return {
    id: packet.id ?? 0,
    flags: repeated,
    question: { name: question.name, type: question.type, class: question.class ?? 'IN' },
    edns: opt && { payload: opt.udpPayloadSize, version: opt.ednsVersion },
  };
}

interface OptRecord {
  udpPayloadSize: number;
  ednsVersion: number;
}

function decoded(message: Buffer): Packet | undefined {
  try {
    return decode(message);
  } catch {
    return undefined;
  }
}

/** Over UDP an answer that does not fit goes out empty with TC: the client asks again over TCP (RFC 2181 §9). */
export function writeReply(query: Query, reply: Reply, transport: 'udp' | 'tcp'): Buffer {
  const badVersion = (query.edns?.version ?? 0) > 0;
  const message = packetOf(query, badVersion ? bare(0) : reply, badVersion ? 1 : 0);
  if (transport === 'tcp' || message.length <= sizeLimit(query)) return message;
  return packetOf(query, { ...reply, answers: [], authorities: [] }, 0, TRUNCATED_RESPONSE);
}

/** Less than 512 counts as 512 (RFC 6891 §6.2.5). */
function sizeLimit({ edns }: Query): number {
  return edns ? Math.min(PAYLOAD, Math.max(512, edns.payload)) : 512;
}

/** BADVERS is 16: its high bits go in the OPT record (RFC 6891 §6.1.3). */
function packetOf(query: Query, reply: Reply, extendedRcode: number, extra = 0): Buffer {
  const authoritative = reply.authoritative ? AUTHORITATIVE_ANSWER : 0;
  const opt = { type: 'OPT', name: '.', udpPayloadSize: PAYLOAD, extendedRcode, flags: 0, options: [] };
  return encode({
    type: 'response',
    id: query.id,
    flags: query.flags | authoritative | extra | reply.rcode,
    questions: [query.question as never],
    answers: reply.answers.map(raw),
    authorities: reply.authorities.map(raw),
    additionals: query.edns ? [opt as unknown as Answer] : [],
  });
}

/** dns-packet writes `UNKNOWN_16` as type 16 with the given bytes. */
function raw({ name, type, ttl, data }: Resource): Answer {
  return { name, type: `UNKNOWN_${type}`, ttl, data } as unknown as Answer;
}
