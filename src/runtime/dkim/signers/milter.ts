/** A message through a milter, as an MTA would hand it over: what it adds on top. Milter protocol, version 6 (libmilter's mfdef.h). */
import { connect, type Socket } from 'node:net';
import { MailyardError } from '../../../error.ts';

export interface Envelope {
  from: string;
  to: string;
}

const TIMEOUT_MS = 10_000;
const VERSION = 6;
/** It may add, insert and change header fields. */
const ACTIONS = 0x01 | 0x10;
/** No step is left out, and each has its answer. */
const STEPS = 0;
/** The most that one packet of the body holds. */
const CHUNK = 65_535;

/**
 * Header fields that it added, topmost first, each `Name: value` with CRLF within. `socket`: `host:port`, or a path. The connection
 * comes from 127.0.0.1, whose mail a signing milter takes for the server's own. Throws `milter` where it refuses or is not there.
 */
export async function throughMilter(socket: string, { from, to }: Envelope, message: Buffer): Promise<string[]> {
  const { fields, body } = partsOf(message);
  const connection = dial(socket);
  const packets = packetsOf(connection);
  const added: string[] = [];

  /** Whether it wants to hear more of the message. */
  async function answer(): Promise<boolean> {
    for (;;) {
      const { value: packet, done } = await packets.next();
      if (done) throw refused(socket, 'closed the connection');
      const [command, data] = [String.fromCharCode(packet[0] ?? 0), packet.subarray(1)];
      if (command === 'h') added.push(fieldIn(data));
      else if (command === 'i') added.unshift(fieldIn(data.subarray(4)));
      else if (command === 'a') return false;
      else if (command === 'O' || command === 'c') return true;
      else if ('rtdy45'.includes(command)) throw refused(socket, words[command] ?? 'refused the message');
    }
  }

  function* session(): Generator<[command: string, data?: string | Buffer]> {
    yield ['O', numbers(VERSION, ACTIONS, STEPS)];
    yield ['C', Buffer.concat([text('localhost'), Buffer.from('4'), Buffer.of(0, 25), text('127.0.0.1')])];
    yield ['H', text('localhost')];
    yield ['M', text(`<${from}>`)];
    yield ['R', text(`<${to}>`)];
    for (const [name, value] of fields) yield ['L', Buffer.concat([text(name), text(value)])];
    yield ['N'];
    for (let at = 0; at < body.length; at += CHUNK) yield ['B', body.subarray(at, at + CHUNK)];
    yield ['E'];
  }

  try {
    for (const [command, data] of session()) {
      connection.write(packet(command, data));
      if (!(await answer())) break;
    }
    connection.write(packet('Q'));
    return added;
  } catch (error) {
    throw error instanceof MailyardError ? error : refused(socket, (error as Error).message, error);
  } finally {
    connection.destroy();
  }
}

function dial(socket: string): Socket {
  const [, host, port] = /^([^/]+):(\d+)$/.exec(socket) ?? [];
  const connection = host ? connect(Number(port), host) : connect(socket);
  connection.setTimeout(TIMEOUT_MS, () => connection.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
  return connection;
}

/** Length in four bytes, command, data. */
async function* packetsOf(connection: Socket): AsyncGenerator<Buffer, void> {
  let rest = Buffer.alloc(0);
  for await (const chunk of connection) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE()) {
      const end = 4 + rest.readUInt32BE();
      yield rest.subarray(4, end);
      rest = rest.subarray(end);
    }
  }
}

const packet = (command: string, data: string | Buffer = ''): Buffer =>
  Buffer.concat([numbers(1 + data.length), Buffer.from(command), Buffer.from(data)]);

function numbers(...values: number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value, 4 * index);
  return buffer;
}

const text = (value: string): Buffer => Buffer.from(`${value}\0`);

function fieldIn(data: Buffer): string {
  const [name = '', value = ''] = data.toString('latin1').split('\0');
  return `${name}: ${value.replace(/^ /, '').replace(/\r?\n/g, '\r\n')}`;
}

/** MTAs hand a folded value over with its line breaks, and without the space after the colon. */
function partsOf(message: Buffer): { fields: [name: string, value: string][]; body: Buffer } {
  const end = message.indexOf('\r\n\r\n');
  const head = message.subarray(0, end).toString('latin1');
  const fields = head.split(/\r\n(?![ \t])/).map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [
      line.slice(0, colon),
      line
        .slice(colon + 1)
        .trimStart()
        .replaceAll('\r\n', '\n'),
    ];
  });
  return { fields, body: message.subarray(end + 4) };
}

const words: Record<string, string> = { t: 'answers that it cannot now', r: 'rejected the message', d: 'discarded it' };

const refused = (socket: string, said: string, cause?: unknown): MailyardError =>
  new MailyardError('milter', `The milter at ${socket} signed no message: ${said}.`, {
    fix: 'Is it running, and is this its socket? Its log says why it refuses.',
    cause,
  });
