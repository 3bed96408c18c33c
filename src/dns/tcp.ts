/** The same exchange over TCP, for answers too long for a datagram (RFC 7766 §5: every client must be able to). */
import { connect } from 'node:net';
import { addressOf, type Server } from './server.ts';

const LENGTH_BYTES = 2;

/**
 * Sends `message` and reads messages until `read` returns something.
 * Rejects after `timeoutMs`, and where the server cannot be reached or closes before it has answered.
 */
export async function exchangeTcp<T>(
  message: Buffer,
  server: Server,
  timeoutMs: number,
  read: (message: Buffer) => T | undefined,
): Promise<T> {
  const { address } = await addressOf(server);
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(`no answer over TCP within ${timeoutMs} ms`)), timeoutMs);
  const socket = connect(server.port, address);
  // Length and message in one write (RFC 7766 §8): some servers read only the first segment.
  socket.on('connect', () => socket.write(withLength(message)));
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('the TCP connection closed before the answer was complete')));
  let received = Buffer.alloc(0);
  socket.on('data', chunk => {
    received = Buffer.concat([received, chunk]);
    for (let next = firstMessage(received); next; next = firstMessage(received)) {
      received = received.subarray(LENGTH_BYTES + next.length);
      const result = read(next);
      if (result !== undefined) resolve(result);
    }
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

function firstMessage(received: Buffer): Buffer | undefined {
  if (received.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + received.readUInt16BE(0);
  return received.length < end ? undefined : received.subarray(LENGTH_BYTES, end);
}
