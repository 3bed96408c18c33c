/** The submission server that a domain's mail goes on to, and one connection to it with the client's own login. */
import type { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import { isLoopback } from './loopback.ts';

export interface UpstreamServer {
  host: string;
  port: number;
}

/** What the client logged in with. It is kept for its connection and nowhere else. */
export interface Login {
  user: string;
  password?: string;
  /** OAuth 2.0, as XOAUTH2 brings it. */
  accessToken?: string;
}

export interface UpstreamEnvelope {
  from: string;
  to: string[];
  use8BitMime: boolean;
  size?: number;
}

/**
 * What became of a message. `accepted`: of these recipients, with the server's words. `refused`: of none, and surely. `unknown`: it was on
 * its way when the connection was lost.
 */
export type Sent =
  | { outcome: 'accepted'; accepted: string[]; rejected: string[]; response: string; reasons: string[] }
  | { outcome: 'refused'; code: number; reason: string }
  | { outcome: 'unknown'; reason: string };

export interface Upstream {
  isOpen(): boolean;
  send(envelope: UpstreamEnvelope, body: Readable): Promise<Sent>;
  /** In the middle of a message too: without its last dot the server drops it. */
  close(): void;
}

/** Connected and logged in. Rejects with a `LoginRefused`, or what the connection failed with. */
export async function openUpstream({ host, port }: UpstreamServer, login: Login, name: string): Promise<Upstream> {
  const implicit = port === 465;
  const local = isLoopback(host);
  const connection = new SMTPConnection({
    ...{ host, port, name, secure: implicit, requireTLS: !implicit && !local, ignoreTLS: !implicit && local },
    ...{ connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 300_000 },
  });
  let open = true;
  // An error outside of a call is the end of an idle connection: the next message opens another one.
  connection.on('error', () => connection.close());
  connection.on('end', () => {
    open = false;
  });
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.connect(error => (error ? reject(error) : resolve()));
  });
  await new Promise<void>((resolve, reject) =>
    connection.login(authOf(login), error => (error ? reject(loginError(error)) : resolve())),
  ).catch(error => {
    connection.close();
    throw error;
  });
  return {
    isOpen: () => open,
    close: () => connection.close(),
    send: (envelope, body) => sendOn(connection, envelope, body),
  };
}

/** The server did not take the login, in its own words. */
export class LoginRefused extends Error {
  override name = 'LoginRefused';
}

function authOf({ user, password, accessToken }: Login) {
  return accessToken === undefined
    ? { user, pass: password }
    : { method: 'XOAUTH2', user, oauth2: new XOAuth2({ user, accessToken }) };
}

const loginError = (error: Failure): Error =>
  error.responseCode === undefined ? error : new LoginRefused(error.response ?? error.message);

type Failure = Error & { responseCode?: number; response?: string };

/** Whether its content had begun to leave is what tells a refusal from an unknown. */
function sendOn(connection: SMTPConnection, envelope: UpstreamEnvelope, body: Readable): Promise<Sent> {
  return new Promise(resolve => {
    let begun = false;
    body.once('resume', () => {
      begun = true;
    });
    connection.send(envelope, body, (error, info) => {
      if (!error && info) {
        const reasons = (info.rejectedErrors ?? []).map(each => each.response ?? each.message);
        const { accepted, rejected, response } = info;
        return resolve({ outcome: 'accepted', accepted, rejected, response, reasons });
      }
      const { responseCode, response, message } = error as Failure;
      if (responseCode !== undefined)
        return resolve({ outcome: 'refused', code: responseCode, reason: response ?? message });
      resolve(
        begun
          ? { outcome: 'unknown', reason: message }
          : { outcome: 'refused', code: 451, reason: `451 4.4.1 ${message}` },
      );
    });
  });
}
