/** One question as a packet, and what a packet that comes back is to that question. */
import { type DecodedPacket, DNSSEC_OK, decode, encode, type OptAnswer, RECURSION_DESIRED } from 'dns-packet';
import { foldName } from './name.ts';

export interface Question {
  name: string;
  /** The type's name in dns-packet. */
  type: string;
  recursion: boolean;
  /** Whether the RRSIG records are to come along (RFC 3225 §3); that takes EDNS. */
  signatures: boolean;
}

/** dns-packet's types (5.6.5) leave the response code out. */
export type Message = DecodedPacket & { rcode: string };

/** `stray`: not the answer to this question, whoever sent it; the caller keeps waiting. */
export type Reply =
  | { kind: 'message'; message: Message }
  | { kind: 'truncated' }
  | { kind: 'malformed'; detail: string }
  | { kind: 'stray' };

/** The size that the DNS flag day of 2020 settled on: it passes every usual path unfragmented. */
const UDP_PAYLOAD = 1232;

const RESPONSE = 0x8000;
const TRUNCATED = 0x0200;
const HEADER_BYTES = 12;

export function encodeQuestion({ name, type, recursion, signatures }: Question, id: number, edns: boolean): Buffer {
  const flags = signatures ? DNSSEC_OK : 0;
  const opt = { type: 'OPT', name: '.', udpPayloadSize: UDP_PAYLOAD, flags, options: [] } as unknown as OptAnswer;
  return encode({
    type: 'query',
    id,
    flags: recursion ? RECURSION_DESIRED : 0,
    questions: [{ name, type: type as 'A', class: 'IN' }],
    additionals: edns ? [opt] : [],
  });
}

/** RFC 5452 §9.1: only the same id, name, type and class make an answer. The socket has checked where it came from. */
export function readReply(bytes: Buffer, id: number, question: Question): Reply {
  if (bytes.length < 2 || bytes.readUInt16BE(0) !== id) return { kind: 'stray' };
  if (bytes.length < HEADER_BYTES) return { kind: 'malformed', detail: 'the answer is shorter than a DNS header' };
  const flags = bytes.readUInt16BE(2);
  if (!(flags & RESPONSE)) return { kind: 'stray' };
  // Before decoding: some servers cut in the middle of a record, and all of it is asked again over TCP.
  if (flags & TRUNCATED) return { kind: 'truncated' };
  try {
    const message = decodeWhole(bytes);
    return answers(message, question) ? { kind: 'message', message } : { kind: 'stray' };
  } catch (error) {
    return { kind: 'malformed', detail: `the answer cannot be decoded: ${(error as Error).message}` };
  }
}

/** The response code's name, with the upper bits that EDNS adds (RFC 6891 §6.1.3). */
export function responseCode(message: Message): string {
  const opt = optOf(message);
  if (!opt?.extendedRcode) return message.rcode;
  const code = opt.extendedRcode * 16 + ((message.flags ?? 0) & 15);
  return code === 16 ? 'BADVERS' : `RCODE_${code}`;
}

/** None from a server that knows no EDNS, or where something on the way took it out. */
export function optOf(message: Message): OptAnswer | undefined {
  return message.additionals?.find((record): record is OptAnswer => record.type === 'OPT');
}

/** dns-packet 5.6.1 reads past the end of a short packet without an error, but then counts more bytes than there are. */
function decodeWhole(bytes: Buffer): Message {
  const message = decode(bytes) as Message;
  if (decode.bytes <= bytes.length) return message;
  throw new Error('it ends within a record');
}

function answers(message: Message, question: Question): boolean {
  const [asked, ...more] = message.questions ?? [];
  // A server that could not read the question may leave it out of its error.
  if (!asked) return message.rcode !== 'NOERROR' && message.rcode !== 'NXDOMAIN';
  return (
    more.length === 0 &&
    foldName(asked.name) === foldName(question.name) &&
    asked.type === question.type &&
    asked.class === 'IN'
  );
}
