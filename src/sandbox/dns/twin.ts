/** An authoritative DNS server for what the Cloudflare twin holds: UDP and TCP on one port of 127.0.0.1. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerTo, bare, type Edge, NO_EDGE, REFUSED, type Reply, SERVFAIL } from './answer.ts';
import { type DnsFaults, type DnsQuery, dnsFaults } from './faults.ts';
import { type Query, readQuery, writeReply } from './message.ts';
import { typeName } from './rdata.ts';
import type { DnsSource } from './zone.ts';

export interface DnsTwin {
  /** Always 127.0.0.1. */
  readonly host: string;
  readonly port: number;
  readonly faults: Omit<DnsFaults, 'take'>;
  /** Every query so far, with the case of its name. */
  readonly queries: DnsQuery[];
  close(): Promise<void>;
}

type Respond = (message: Buffer, transport: DnsQuery['transport']) => Promise<Buffer | undefined>;

const HOST = '127.0.0.1';
const TRIES = 10;

export interface DnsTwinOptions {
  /** Asked at every query, so that a change is served at once. */
  source: DnsSource;
  /** Default: any free one. */
  port?: number;
  /** Where proxied names lead; default: to addresses that nothing has. */
  edge?: Edge;
  /** What else this server answers for: it is asked first, and may leave the question to the zones. */
  first?: FirstAnswer;
}

/** `name` as it was asked, `type` as `TXT`; `zones` is the answer from the zones. */
export type FirstAnswer = (name: string, type: string, zones: () => Reply) => Reply | 'silence';

export async function startDnsTwin(options: DnsTwinOptions): Promise<DnsTwin> {
  const { source, port = 0, edge = NO_EDGE, first = (_name, _type, zones) => zones() } = options;
  const faults = dnsFaults();
  const queries: DnsQuery[] = [];
  const { udp, tcp } = await bind(responder(source, edge, first, faults, queries), port);
  return {
    host: HOST,
    port: udp.address().port,
    faults,
    queries,
    async close() {
      udp.close();
      await tcp.stop();
    },
  };
}

function responder(source: DnsSource, edge: Edge, first: FirstAnswer, faults: DnsFaults, queries: DnsQuery[]): Respond {
  return async (message, transport) => {
    const query = readQuery(message);
    if (query === undefined || Buffer.isBuffer(query)) return query;
    const seen = { name: query.question.name, type: typeName(query.question.type), transport };
    queries.push(seen);
    const fault = faults.take(seen);
    if (fault?.kind === 'drop') return undefined;
    if (fault?.kind === 'delay') await sleep(fault.delayMs ?? 0);
    const fails = fault?.kind === 'servfail' || fault?.kind === 'refused';
    const zones = () => replyTo(source, edge, query, fault?.kind);
    const reply = fails ? zones() : first(seen.name, seen.type, zones);
    return reply === 'silence' ? undefined : writeReply(query, reply, transport);
  };
}

function replyTo(source: DnsSource, edge: Edge, { question }: Query, fault: string | undefined): Reply {
  if (fault === 'servfail') return bare(SERVFAIL);
  if (fault === 'refused' || question.class !== 'IN') return bare(REFUSED);
  try {
    return answerTo(source(), question.name, typeName(question.type), edge);
  } catch {
    // A record that cannot be put on the wire: that it is there must not be denied.
    return bare(SERVFAIL);
  }
}

/** A free UDP port may be taken on TCP: then the next one is tried. */
async function bind(respond: Respond, port: number, tries = TRIES): Promise<{ udp: UdpSocket; tcp: TcpSide }> {
  const udp = await listenUdp(respond, port);
  try {
    return { udp, tcp: await listenTcp(respond, udp.address().port) };
  } catch (error) {
    udp.close();
    if (port !== 0 || tries <= 1) throw error;
    return bind(respond, port, tries - 1);
  }
}

async function listenUdp(respond: Respond, port: number): Promise<UdpSocket> {
  const socket = createSocket('udp4');
  let open = true;
  socket.on('close', () => {
    open = false;
  });
  socket.on('message', async (message, from) => {
    // Whatever a packet holds, it must not end the process.
    const reply = await respond(message, 'udp').catch(() => undefined);
    if (reply && open) socket.send(reply, from.port, from.address);
  });
  socket.bind(port, HOST);
  await once(socket, 'listening');
  return socket;
}

interface TcpSide {
  stop(): Promise<void>;
}

async function listenTcp(respond: Respond, port: number): Promise<TcpSide> {
  const sockets = new Set<Socket>();
  const server: Server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    converse(socket, respond).catch(() => socket.destroy());
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  return {
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** Messages behind two bytes of length, one after the other on one connection (RFC 7766 §6.2.1, §8). */
async function converse(socket: Socket, respond: Respond): Promise<void> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of socket) {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const reply = await respond(pending.subarray(2, end), 'tcp');
      pending = pending.subarray(end);
      if (reply) socket.write(framed(reply));
    }
  }
}

function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}
