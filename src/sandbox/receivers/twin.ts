/**
 * Where mail is delivered: an SMTP server that stands for Gmail, Outlook and all the others. Like them it asks DNS for the key of each
 * signature and refuses what none of them vouches for; whom else it refuses a test says. Loopback only.
 */

import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import type { Server as TcpServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { type SandboxClock, sandboxClock } from '../clock.ts';

export interface ReceiversOptions {
  clock?: SandboxClock;
  /** The authoritative server of the sandbox, as `127.0.0.1:5353`: who receives asks the DNS, and keeps nothing of it. */
  dns: string;
  /** What it answers to a recipient; default: everybody is there. */
  answer?: (recipient: Recipient) => Refusal | undefined;
}

export interface Recipient {
  /** The envelope's sender. */
  from: string;
  to: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface Refusal {
  /** 421 to 599. */
  code: number;
  /** With its enhanced status code: `5.1.1 The email account that you tried to reach does not exist`. */
  text: string;
}

export interface Delivery {
  at: number;
  from: string;
  /** Who got it. */
  to: string[];
  /** The header's author domain. */
  domain: string;
  signatures: { domain: string; selector: string; result: string; comment?: string }[];
  /** Whether a signature of the author's own domain verified: without one it was refused (5.7.26). */
  authenticated: boolean;
}

export interface ReceiversTwin {
  host: string;
  port: number;
  /** Each message that was sent to the end, in its order, whether it was taken or not. */
  readonly deliveries: Delivery[];
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

export async function startReceivers(options: ReceiversOptions): Promise<ReceiversTwin> {
  const { clock = sandboxClock(), answer = () => undefined } = options;
  const deliveries: Delivery[] = [];
  const resolver = new Resolver({ timeout: 500, tries: 2 });
  resolver.setServers([options.dns]);
  const resolve = (name: string, type: string) => resolver.resolve(name, type) as Promise<never>;
  const server = new SMTPServer({
    banner: 'receivers',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, { envelope }, done) {
      const from = senderOf(envelope);
      const refusal = answer({ from, to: address, at: clock.now() });
      done(refusal && refused(refusal));
    },
    onData(stream, { envelope }, done) {
      const taken = async () => {
        const delivery = await judge(await buffer(stream), envelope, resolve, clock.now());
        deliveries.push(delivery);
        if (!delivery.authenticated) throw refused(isUnknown(delivery) ? LATER : UNAUTHENTICATED);
      };
      taken().then(() => done(), done);
    },
  });
  const listening: TcpServer = server.listen(0, HOST);
  await once(listening, 'listening');
  const { port } = listening.address() as { port: number };
  return {
    ...{ host: HOST, port, deliveries },
    close: () => new Promise(done => server.close(() => done())),
  };
}

/** As Gmail words it (2024). */
const UNAUTHENTICATED: Refusal = {
  code: 550,
  text: '5.7.26 Unauthenticated email is not accepted: DKIM did not pass',
};

/** RFC 6376 §6.1.2: a key that nobody could ask for is asked for again later. */
const LATER: Refusal = {
  code: 451,
  text: '4.7.5 The key of the DKIM signature could not be looked up, try again later',
};

/** Whether the DNS said nothing of a key of the author's domain. */
export const isUnknown = ({ domain, signatures }: Pick<Delivery, 'domain' | 'signatures'>): boolean =>
  signatures.some(each => each.domain === domain && each.result === 'temperror');

const refused = ({ code, text }: Refusal): Error => Object.assign(new Error(text), { responseCode: code });

const senderOf = ({ mailFrom }: SMTPServerSession['envelope']): string => (mailFrom ? mailFrom.address : '');

type Resolve = (name: string, type: string) => Promise<never>;

async function judge(message: Buffer, envelope: SMTPServerSession['envelope'], resolver: Resolve, at: number) {
  const domain = authorDomain(message);
  const { results } = await dkimVerify(message, { resolver });
  const signatures = results.flatMap(({ signingDomain, selector, status }) =>
    signingDomain && selector ? [{ domain: signingDomain, selector, ...resultOf(status) }] : [],
  );
  const delivery: Delivery = {
    ...{ at, from: senderOf(envelope), to: envelope.rcptTo.map(({ address }) => address), domain, signatures },
    authenticated: signatures.some(each => each.domain === domain && each.result === 'pass'),
  };
  return delivery;
}

const resultOf = ({ result, comment }: { result: string; comment?: string | false }) => ({
  result,
  ...(comment && { comment }),
});

/** RFC 5322 §3.6.2: the domain of From. Folded lines are one. */
function authorDomain(message: Buffer): string {
  const [head = ''] = message.toString('latin1').split('\r\n\r\n', 1);
  const from = /^from:(.*)$/im.exec(head.replace(/\r\n[ \t]+/g, ' '))?.[1] ?? '';
  return /@([a-z0-9.-]+)/i.exec(from)?.[1]?.toLowerCase() ?? '';
}
