/** A tiny DNS server for these tests: it can be as wrong as each of them needs, over real UDP and TCP on one loopback port. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server as TcpServer } from 'node:net';
import { type Answer, AUTHORITATIVE_ANSWER, type DecodedPacket, decode, encode, type Packet } from 'dns-packet';
import { onTestFinished } from 'vitest';
import type { Server } from '../../src/dns/server.ts';

export interface Asked {
  packet: DecodedPacket;
  name: string;
  type: string;
  over: 'udp' | 'tcp';
  edns: boolean;
  /** The source port of the query. */
  port: number;
}

type Replies = Buffer | Buffer[] | undefined;

export interface Twin {
  server: Server;
  asked: Asked[];
}

/** Runs until the test ends. Several datagrams may answer one query; none at all is silence. */
export async function serveDns(handle: (asked: Asked) => Replies | Promise<Replies>): Promise<Twin> {
  const asked: Asked[] = [];
  const tcp = createServer(socket => {
    socket.on('error', () => socket.destroy());
    socket.on('data', async data => {
      // One read is the whole query: the client must write the length and the message at once.
      const query = note(data.subarray(2), 'tcp', socket.remotePort ?? 0);
      for (const reply of [await handle(query)].flat()) if (reply) writeInPieces(reply, piece => socket.write(piece));
    });
  });
  const note = (bytes: Buffer, over: Asked['over'], port: number): Asked => {
    const packet = decode(bytes);
    const [question] = packet.questions ?? [];
    const edns = (packet.additionals ?? []).some(record => record.type === 'OPT');
    const query = { packet, name: question?.name ?? '', type: question?.type ?? '', over, edns, port };
    asked.push(query);
    return query;
  };
  const [udp, port] = await bothAt(tcp);
  udp.on('message', async (data, from) => {
    for (const reply of [await handle(note(data, 'udp', from.port))].flat()) {
      if (reply) udp.send(reply, from.port, from.address);
    }
  });
  onTestFinished(() => {
    udp.close();
    tcp.close();
  });
  return { server: { host: '127.0.0.1', port }, asked };
}

/** One port for both: what TCP was given may be another's for UDP. */
async function bothAt(tcp: TcpServer): Promise<[Socket, number]> {
  for (;;) {
    await once(tcp.listen(0, '127.0.0.1'), 'listening');
    const { port } = tcp.address() as AddressInfo;
    const udp = createSocket('udp4');
    try {
      udp.bind(port, '127.0.0.1');
      await once(udp, 'listening');
      return [udp, port];
    } catch {
      udp.close();
      await new Promise(closed => tcp.close(closed));
    }
  }
}

/** An authoritative answer to the query; `rcode` is a number, as dns-packet ignores names of codes when it encodes. */
export function reply(
  asked: Asked,
  answers: unknown[] = [],
  { rcode = 0, flags = AUTHORITATIVE_ANSWER, ...rest }: Partial<Packet> & { rcode?: number } = {},
): Buffer {
  const { id, questions } = asked.packet;
  return encode({ type: 'response', id, flags: flags | rcode, questions, answers: answers as Answer[], ...rest });
}

/** A zone as plain data: `name type` → the data of its records. Other types at a known name are NODATA, other names NXDOMAIN. */
export function zoneReply(zone: Record<string, unknown[]>): (asked: Asked) => Buffer {
  const names = new Set(Object.keys(zone).map(key => key.split(' ')[0]));
  return asked => {
    const data = zone[`${asked.name} ${asked.type}`] ?? [];
    const answers = data.map(value => ({ name: asked.name, type: asked.type, ttl: 300, data: value }));
    return reply(asked, answers, { rcode: names.has(asked.name) ? 0 : 3 });
  };
}

function writeInPieces(message: Buffer, write: (piece: Buffer) => void): void {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  write(length.subarray(0, 1));
  write(Buffer.concat([length.subarray(1), message.subarray(0, 20)]));
  setTimeout(() => write(message.subarray(20)), 5);
}
