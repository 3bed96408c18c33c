/** Questions by raw UDP and TCP. Only the reading of answers is left to dns-packet. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type DecodedPacket, decode } from 'dns-packet';

const numbers: Record<string, number> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  LOC: 29,
  SRV: 33,
  DS: 43,
  SSHFP: 44,
  TLSA: 52,
  HTTPS: 65,
  NAPTR: 35,
  CERT: 37,
  AXFR: 252,
  ANY: 255,
  URI: 256,
  CAA: 257,
};

export interface Options {
  edns?: number;
  id?: number;
  recursion?: boolean;
  class?: number;
}

export function query(
  name: string,
  type: string,
  { edns, id = 4711, recursion, class: klass = 1 }: Options = {},
): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  if (recursion) header.writeUInt16BE(0x0100, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(edns === undefined ? 0 : 1, 10);
  const labels = name.split('.').map(label => Buffer.concat([Buffer.of(label.length), Buffer.from(label)]));
  const tail = Buffer.alloc(4);
  tail.writeUInt16BE(numbers[type] as number, 0);
  tail.writeUInt16BE(klass, 2);
  const opt = Buffer.from([0, 0, 41, (edns ?? 0) >> 8, (edns ?? 0) & 255, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...labels, Buffer.of(0), tail, ...(edns === undefined ? [] : [opt])]);
}

/** The raw answer, or undefined after 150 ms of silence. */
export async function udp(port: number, message: Buffer): Promise<Buffer | undefined> {
  const socket = createSocket('udp4');
  try {
    socket.send(message, port, '127.0.0.1');
    const [reply] = (await once(socket, 'message', { signal: AbortSignal.timeout(150) })) as [Buffer];
    return reply;
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}

/** All answers of one connection, in order. */
export async function tcp(port: number, messages: Buffer[]): Promise<DecodedPacket[]> {
  const socket = connect(port, '127.0.0.1');
  const framed = messages.map(message =>
    Buffer.concat([Buffer.of(message.length >> 8, message.length & 255), message]),
  );
  socket.write(Buffer.concat(framed));
  const replies: DecodedPacket[] = [];
  let pending = Buffer.alloc(0);
  for await (const chunk of socket) {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      replies.push(decode(pending.subarray(2, end)));
      pending = pending.subarray(end);
    }
    if (replies.length === messages.length) break;
  }
  return replies;
}

export async function ask(port: number, name: string, type: string, options?: Options): Promise<DecodedPacket> {
  const reply = await udp(port, query(name, type, options));
  if (!reply) throw new Error(`no answer for ${name} ${type}`);
  return decode(reply);
}
