/** One datagram out, the first fitting one back. */
import { createSocket } from 'node:dgram';
import { addressOf, type Server } from './server.ts';

/**
 * Sends `message` from a fresh socket, so that each query has its own random port (RFC 5452 §9.2), and reads datagrams until
 * `read` returns something. The socket is connected: the kernel drops what comes from elsewhere.
 * Rejects after `timeoutMs`, or at once where the server cannot be reached.
 */
export async function exchangeUdp<T>(
  message: Buffer,
  server: Server,
  timeoutMs: number,
  read: (datagram: Buffer) => T | undefined,
): Promise<T> {
  const { address, family } = await addressOf(server);
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  socket.on('error', reject);
  socket.on('message', datagram => {
    const result = read(datagram);
    if (result !== undefined) resolve(result);
  });
  // As an event: a callback would get the failure to connect too, which then is no 'error'.
  socket.on('connect', () => socket.send(message, error => error && reject(error)));
  try {
    // It can throw, as for a port that is none: then nobody waits for the timer's refusal.
    socket.connect(server.port, address);
    return await promise;
  } finally {
    clearTimeout(timer);
    socket.close();
  }
}
