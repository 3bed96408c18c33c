/**
 * Where test messages arrive: an SMTP server (RFC 5321) for the one address `contacts.probe`, whoever connects. What is no test message of
 * the ledger is refused, nothing is kept of a message but what its signatures are worth, and nothing is ever passed on.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { type DkimProbe, probeByToken, receiveProbe } from '../../../ledger/dkim-probes.ts';
import { Reply } from '../../../sending/submission/reply.ts';
import { type Address, cannotListen, placeOf } from '../../cannot-listen.ts';
import type { Runtime } from '../../runtime.ts';
import { homeOf } from '../ring.ts';
import { faultIn, verifyAtAll } from '../verify.ts';
import { zoneServers } from '../zone-servers.ts';
import { tokenIn } from './message.ts';

export interface ProbeReceiverParts {
  /** As the inventories are now. */
  runtime(): Runtime;
  log: Runtime['log'];
  /** In its greeting. */
  name: string;
}

export interface ProbeReceiver {
  /** `127.0.0.1:25` */
  place: string;
  close(): Promise<void>;
}

/** A test message has some headers more when it arrives. */
const MOST_BYTES = 262_144;

/** Throws `listen`. */
export async function openProbeReceiver(parts: ProbeReceiverParts, address: Address): Promise<ProbeReceiver> {
  const server = probeServer(parts);
  server.on('error', error => parts.log.debug({ reason: error.message }, 'a connection for test messages failed'));
  const listener = server.listen(address.port, address.host);
  await once(listener, 'listening').catch(error => {
    throw cannotListen('The receiver of test messages', address, error, '--probe');
  });
  const { port } = listener.address() as AddressInfo;
  return {
    place: placeOf({ host: address.host, port }),
    close: () => new Promise(resolve => server.close(resolve)),
  };
}

function probeServer({ runtime, log, name }: ProbeReceiverParts): SMTPServer {
  return new SMTPServer({
    ...{ name, banner: 'Mailyard', size: MOST_BYTES, disableReverseLookup: true, authOptional: true },
    ...{ disabledCommands: ['AUTH', 'STARTTLS'], maxClients: 50, socketTimeout: 60_000, closeTimeout: 2000 },
    onRcptTo({ address }, session, done) {
      try {
        const { probe } = runtime().estate.inventory.contacts;
        if (probe !== undefined && address.toLowerCase() === probe.toLowerCase()) return done();
      } catch (error) {
        // Inventories with errors say nothing of whose mail is taken here.
        log.warn({ reason: (error as Error).message }, 'mail was sent away for now');
        return done(tryAgain());
      }
      log.info({ client: session.remoteAddress, to: address }, 'mail for somebody else was refused');
      done(new Reply(550, '5.7.1', 'Only test messages of Mailyard are taken here.'));
    },
    onData(stream, session, done) {
      receive(runtime, stream).then(
        ({ probe, said }) => {
          log.info({ client: session.remoteAddress, ...aboutOf(probe), said }, 'a test message arrived');
          done(null, '2.0.0 Thank you');
        },
        error => {
          log.info(
            { client: session.remoteAddress, from: senderIn(session), reason: String(error.message) },
            'a message was refused',
          );
          done(error instanceof Reply ? error : tryAgain());
        },
      );
    },
  });
}

const aboutOf = ({ domain, signer, selector }: DkimProbe) => ({ domain, signer, selector });

const senderIn = ({ envelope: { mailFrom } }: SMTPServerSession): string => (mailFrom ? mailFrom.address : '');

const tryAgain = (): Reply => new Reply(451, '4.3.0', 'It cannot be looked at now. Try again later.');

/** Rejects with a `Reply`, and with what the ledger fails with. */
async function receive(
  open: ProbeReceiverParts['runtime'],
  stream: SMTPServerDataStream,
): Promise<{ probe: DkimProbe; said: string }> {
  const message = await contentOf(stream);
  const runtime = open();
  const { ledger, now } = runtime;
  const token = tokenIn(message);
  const probe = token === undefined ? undefined : await probeByToken(ledger, token);
  if (!probe) throw new Reply(550, '5.7.1', 'This is no test message that Mailyard sent.');
  const signatures = await verified(runtime, probe, message);
  const news = await receiveProbe(ledger, probe.token, signatures, now());
  const said = faultIn(signatures, probe) ?? `it verifies with ${probe.selector}`;
  return { probe, said: news ? said : `${said}; it has arrived before, and that counts` };
}

/** Servers that do not answer say nothing of a message: whoever brings it comes again. */
async function verified(runtime: Runtime, { domain }: DkimProbe, message: Buffer) {
  const zone = homeOf(runtime.estate.domains, domain)?.zone;
  if (zone === undefined) throw new Reply(550, '5.7.1', `${domain} is not in the estate any more.`);
  const { servers, missing } = await zoneServers(runtime, zone);
  if (servers.length === 0 || missing.length > 0) throw noAnswer(zone);
  const signatures = await verifyAtAll(runtime.query, servers, message);
  if (signatures.some(each => each.domain === domain && each.result === 'temperror')) throw noAnswer(zone);
  return signatures;
}

const noAnswer = (zone: string): Reply =>
  new Reply(451, '4.4.3', `Not every server of ${zone} answers. Try again later.`);

async function contentOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // What is too long is read to its end all the same: only then can it be refused.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MOST_BYTES) chunks.push(chunk);
  }
  if (length > MOST_BYTES || stream.sizeExceeded)
    throw new Reply(552, '5.3.4', `A test message has no more than ${MOST_BYTES} bytes.`);
  return Buffer.concat(chunks);
}
