/** One look at a mail host: its greeting, whether it offers STARTTLS, and the certificate that it shows. RFC 5321, RFC 3207. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { connect as secure, type TLSSocket } from 'node:tls';

/** `unanswered`: nobody knows, for many networks let no mail out by port 25. `broken`: it offers TLS and cannot do it. */
export type Offered =
  | { status: 'tls'; protocol: string; validTo: Date; problem?: string }
  | { status: 'plain'; reply: string }
  | { status: 'broken'; reason: string }
  | { status: 'unanswered'; reason: string };

/** Never rejects. `address`: of `host`, as the audit's own DNS says. */
export type ProbeHost = (host: string, address: string) => Promise<Offered>;

export interface ProbeOptions {
  /** Default 25. */
  port?: number;
  /** In PEM, beside those that Node trusts: for tests. */
  ca?: string;
  /** For all of it. RFC 5321 §4.5.3.2.1 lets a greeting take five minutes; an audit does not wait for so long. */
  timeoutMs?: number;
}

export function starttlsProbe({ port = 25, ca, timeoutMs = 15_000 }: ProbeOptions = {}): ProbeHost {
  return async (host, address) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const socket = connect({ host: address, port, signal });
    try {
      await once(socket, 'connect', { signal });
      return await dialogue(socket, host, ca, signal);
    } catch (error) {
      const reason = signal.aborted ? `no answer within ${timeoutMs} ms` : (error as Error).message;
      return { status: 'unanswered', reason };
    } finally {
      socket.destroy();
    }
  };
}

async function dialogue(socket: Socket, host: string, ca: string | undefined, signal: AbortSignal): Promise<Offered> {
  const say = async (line?: string) => {
    if (line) socket.write(`${line}\r\n`);
    return replyFrom(socket, signal);
  };
  const greeting = await say();
  if (!greeting.startsWith('220')) return { status: 'unanswered', reason: `it greets with ${greeting}` };
  const offers = await say(`EHLO ${hostname()}`);
  if (!/^250[ -]STARTTLS\s*$/im.test(offers)) return { status: 'plain', reply: lastLine(offers) };
  const ready = await say('STARTTLS');
  // RFC 3207 §6: what comes in the clear after the reply could be anybody's.
  if (!/^220.*$/.test(ready)) return { status: 'broken', reason: `STARTTLS is answered with ${lastLine(ready)}` };
  return handshake(socket, host, ca, signal);
}

/** All lines of one reply. RFC 5321 §4.2.1: the last one has a space after its code. */
async function replyFrom(socket: Socket, signal: AbortSignal): Promise<string> {
  let text = '';
  while (!/^\d{3}(?: .*)?\r?\n/m.test(text)) {
    const chunk: Buffer | null = socket.read();
    if (chunk) text += chunk.toString('latin1');
    else if (socket.readableEnded) throw new Error(text ? `it broke off after ${lastLine(text)}` : 'it hung up');
    else await Promise.race([once(socket, 'readable', { signal }), once(socket, 'end', { signal })]);
  }
  return text.trimEnd();
}

/** A certificate that does not hold is no reason to stop: most senders take any, and the finding says which it is. */
async function handshake(socket: Socket, host: string, ca: string | undefined, signal: AbortSignal): Promise<Offered> {
  const encrypted: TLSSocket = secure({ socket, servername: host, ca, rejectUnauthorized: false });
  try {
    await once(encrypted, 'secureConnect', { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    return { status: 'broken', reason: (error as Error).message };
  }
  const problem = encrypted.authorized ? {} : { problem: String(encrypted.authorizationError) };
  const validTo = new Date(encrypted.getPeerCertificate().valid_to);
  encrypted.end('QUIT\r\n');
  return { status: 'tls', protocol: encrypted.getProtocol() ?? 'TLS', validTo, ...problem };
}

const lastLine = (reply: string): string => reply.trimEnd().split(/\r?\n/).at(-1) ?? '';
