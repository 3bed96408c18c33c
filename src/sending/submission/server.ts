/**
 * A submission server (RFC 6409) in front of those of the providers: the client logs in as it would there, each recipient is asked of the
 * throttler, and the message goes on byte for byte. A grant is written before anything of the message leaves, and is given back only
 * where the server upstream surely did not take it.
 */
import { randomUUID } from 'node:crypto';
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerSession } from 'smtp-server';
import { MailyardError } from '../../error.ts';
import { domainOf } from '../../inventory/addresses.ts';
import { reasonOf } from '../../reason.ts';
import type { Log } from '../../runtime/runtime.ts';
import type { Throttler } from '../throttle/throttler.ts';
import { sentenceOf } from '../throttle/words.ts';
import { withMessageId } from './message-id.ts';
import { Reply, replyFor } from './reply.ts';
import { type Login, LoginRefused, openUpstream, type Sent, type Upstream, type UpstreamServer } from './upstream.ts';

export interface SubmissionParts {
  throttler: Throttler;
  /** Throws `unknown-mailbox`, `no-submission`. */
  upstreamOf(address: string): UpstreamServer;
  /** Told once a message was taken upstream. */
  onSent(message: SentMessage): Promise<void>;
  /** In EHLO. */
  name: string;
  tls?: { cert: string; key: string };
  /** TLS from the first byte (RFC 8314 §3). */
  implicit: boolean;
  /** A login without TLS: only where nobody listens in between. */
  plainLogin: boolean;
  /** Milliseconds that a recipient is kept waiting for its time before it is refused. */
  patience: number;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  log: Log;
}

export interface SentMessage {
  mailbox: string;
  recipients: string[];
  messageId?: string;
}

interface Grant {
  recipient: string;
  key: string;
}

/** What is known of one connection. */
interface State {
  login?: Login;
  upstream?: Upstream;
  /** Where `upstream` leads. */
  place?: string;
  mailbox?: string;
  /** Taken, and nothing of the message has left yet. */
  grants: Grant[];
}

export function submissionServer(parts: SubmissionParts): SMTPServer {
  const { throttler, now, log, tls, implicit } = parts;
  const states = new WeakMap<SMTPServerSession, State>();

  const stateOf = (session: SMTPServerSession): State => {
    const known = states.get(session) ?? { grants: [] };
    states.set(session, known);
    return known;
  };

  async function logIn(
    { username = '', password, accessToken }: SMTPServerAuthentication,
    state: State,
  ): Promise<string> {
    state.login = { user: username, password: password ?? undefined, accessToken: accessToken ?? undefined };
    // A login at a relay is no address: whose mail it is for is known with MAIL FROM, and that is where it is tried.
    if (username.includes('@')) await connect(username, state);
    return username;
  }

  async function connect(address: string, state: State): Promise<Upstream> {
    const server = parts.upstreamOf(address);
    const place = `${server.host}:${server.port}`;
    if (state.upstream?.isOpen() && state.place === place) return state.upstream;
    state.upstream?.close();
    state.upstream = await openUpstream(server, state.login as Login, parts.name);
    state.place = place;
    return state.upstream;
  }

  async function begin(address: string, state: State): Promise<void> {
    await giveBack(state.grants.splice(0));
    // A message without a return path, such as a receipt, is of whoever logged in.
    state.mailbox = address || state.login?.user || '';
    await connect(state.mailbox, state);
  }

  async function admit(recipient: string, { mailbox = '', grants }: State): Promise<void> {
    if (grants.some(grant => grant.recipient === recipient)) return;
    const key = `smtp-${randomUUID()}`;
    const receiver = domainOf(recipient);
    const end = now() + parts.patience;
    for (;;) {
      const answer = await throttler.take({ mailbox, receiver, key });
      if (answer.allowed) break;
      if (answer.until === undefined || answer.until > end) {
        log.info({ mailbox, receiver, until: answer.until }, 'refused for now');
        const forGood = answer.prepared.sender.silent !== undefined;
        throw new Reply(forGood ? 550 : 450, forGood ? '5.7.1' : '4.7.1', sentenceOf(answer));
      }
      await parts.sleep(Math.max(1, answer.until - now()));
    }
    grants.push({ recipient, key });
  }

  async function forward(state: State, session: SMTPServerSession, stream: NodeJS.ReadableStream): Promise<string> {
    const grants = state.grants.splice(0);
    const upstream = state.upstream as Upstream;
    const { body, messageId } = withMessageId(stream);
    const args = (session.envelope.mailFrom || { args: {} }).args as { BODY?: string; SIZE?: string };
    const envelope = {
      from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
      to: grants.map(({ recipient }) => recipient),
      use8BitMime: args.BODY?.toUpperCase() === '8BITMIME',
      ...(args.SIZE && { size: Number(args.SIZE) }),
    };
    const sent = await upstream.send(envelope, body);
    // Of a message that was refused before its end nobody reads the rest.
    stream.unpipe(body);
    stream.resume();
    await settle(grants, sent);
    if (sent.outcome !== 'accepted') throw replyFor(sent);
    await parts
      .onSent({ mailbox: state.mailbox as string, recipients: sent.accepted, messageId: messageId() })
      .catch(error => log.error({ reason: reasonOf(error) }, 'a message that was sent could not be recorded'));
    if (sent.rejected.length > 0) throw replyFor(sent);
    return `2.0.0 Taken upstream: ${sent.response.replace(/\s+/g, ' ')}`;
  }

  /** What the server upstream surely did not take is given back; of an unknown nothing is. */
  async function settle(grants: Grant[], sent: Sent): Promise<void> {
    if (sent.outcome === 'unknown') return;
    const refused = sent.outcome === 'refused' ? undefined : new Set(sent.rejected);
    await giveBack(grants.filter(({ recipient }) => refused === undefined || refused.has(recipient)));
  }

  async function giveBack(grants: Grant[]): Promise<void> {
    for (const { key } of grants) {
      await throttler
        .release(key)
        .catch(error =>
          log.warn({ key, reason: reasonOf(error) }, 'a grant could not be given back: it counts as sent'),
        );
    }
  }

  const refusal = (error: unknown): Reply => {
    if (error instanceof Reply) return error;
    if (error instanceof LoginRefused) return new Reply(535, '5.7.8', `The server upstream says: ${error.message}`);
    if (error instanceof MailyardError && ['unknown-mailbox', 'no-submission'].includes(error.code))
      return new Reply(550, '5.7.1', error.message);
    log.error({ reason: reasonOf(error) }, 'a client was sent away');
    return new Reply(451, '4.3.0', 'It cannot be said now whether this may be sent. Try again later.');
  };

  const answering = <T>(work: Promise<T>, done: (error?: Error | null, value?: T) => void): void => {
    work.then(
      value => done(null, value),
      error => done(refusal(error)),
    );
  };

  return new SMTPServer({
    ...{
      name: parts.name,
      banner: 'Mailyard',
      secure: implicit,
      disableReverseLookup: true,
      authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    },
    ...(tls ?? { disabledCommands: ['STARTTLS'] }),
    allowInsecureAuth: parts.plainLogin,
    onAuth: (auth, session, done) =>
      answering(logIn(auth, stateOf(session)), (error, user) => (error ? done(error) : done(null, { user }))),
    onMailFrom: ({ address }, session, done) => answering(begin(address.toLowerCase(), stateOf(session)), done),
    onRcptTo: ({ address }, session, done) => answering(admit(address, stateOf(session)), done),
    onData: (stream, session, done) => answering(forward(stateOf(session), session, stream), done),
    onClose(session) {
      const state = stateOf(session);
      state.upstream?.close();
      void giveBack(state.grants.splice(0));
    },
  });
}
