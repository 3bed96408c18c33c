/** Mailyard's DNS client: one question to one named server, over UDP and, where the answer is too long, TCP. */
import { randomInt } from 'node:crypto';
import { answerOf, type DnsAnswer, failedAnswer } from './answer.ts';
import { encodeQuestion, type Question, type Reply, readReply, responseCode } from './message.ts';
import { wireName } from './name.ts';
import type { Server } from './server.ts';
import { exchangeTcp } from './tcp.ts';
import { type DnsType, wireType } from './types.ts';
import { exchangeUdp } from './udp.ts';

export interface DnsQuery {
  name: string;
  type: DnsType;
  server: Server;
  /** Ask the server to resolve (RD). Default false, as suits authoritative servers. */
  recursion?: boolean;
  /** Ask for the signatures beside the records (DO). Default false: they make answers several times as long. */
  signatures?: boolean;
  /** For each try. Default 3000. */
  timeoutMs?: number;
  /** Over UDP. Default 2. */
  tries?: number;
}

/** What the rest of the project takes as a parameter. */
export type Query = (query: DnsQuery) => Promise<DnsAnswer>;

type Exchange = typeof exchangeUdp<AnyReply>;
type AnyReply = Exclude<Reply, { kind: 'stray' }>;
type Failure = { kind: 'timeout'; detail: string };

/** Never rejects: whatever goes wrong, the answer's status and detail say it. */
export async function query(request: DnsQuery): Promise<DnsAnswer> {
  const asked = wireName(request.name);
  if ('problem' in asked) return failedAnswer('malformed', request.server, asked.problem);
  const { recursion = false, signatures = false } = request;
  const question = { name: asked.name, type: wireType(request.type), recursion, signatures };
  const first = await ask(question, request, true);
  const reply = dislikesEdns(first) ? await ask(question, request, false) : first;
  return toAnswer(reply, question, request.server);
}

async function ask(question: Question, request: DnsQuery, edns: boolean): Promise<AnyReply | Failure> {
  const reply = await askUdp(question, request, edns);
  return reply.kind === 'truncated' ? send(exchangeTcp, question, request, edns) : reply;
}

async function askUdp(question: Question, request: DnsQuery, edns: boolean): Promise<AnyReply | Failure> {
  const { tries = 2 } = request;
  for (let attempt = 1; ; attempt++) {
    const reply = await send(exchangeUdp, question, request, edns);
    if (reply.kind !== 'timeout' || attempt >= tries) return reply;
  }
}

async function send(exchange: Exchange, question: Question, request: DnsQuery, edns: boolean) {
  const { server, timeoutMs = 3000 } = request;
  const id = randomInt(0x10000);
  const read = (bytes: Buffer): AnyReply | undefined => {
    const reply = readReply(bytes, id, question);
    return reply.kind === 'stray' ? undefined : reply;
  };
  try {
    return await exchange(encodeQuestion(question, id, edns), server, timeoutMs, read);
  } catch (error) {
    return { kind: 'timeout' as const, detail: (error as Error).message };
  }
}

/** Servers from before EDNS answer so (RFC 6891 §7); without the OPT record they may know the answer. */
function dislikesEdns(reply: AnyReply | Failure): boolean {
  return reply.kind === 'message' && ['FORMERR', 'NOTIMP', 'BADVERS'].includes(responseCode(reply.message));
}

function toAnswer(reply: AnyReply | Failure, question: Question, server: Server): DnsAnswer {
  if (reply.kind === 'timeout') return failedAnswer('timeout', server, reply.detail);
  if (reply.kind === 'malformed') return failedAnswer('malformed', server, reply.detail);
  if (reply.kind === 'truncated') return failedAnswer('malformed', server, 'the answer is truncated even over TCP');
  try {
    return answerOf(reply.message, question, server);
  } catch (error) {
    return failedAnswer('malformed', server, `a record cannot be read: ${(error as Error).message}`);
  }
}
