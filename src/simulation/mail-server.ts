/**
 * The mail server of a simulation: signs as OpenDKIM does, by the tables and key files that Mailyard looks after, and delivers over
 * SMTP. It reads those files itself, each time: what it signs with is what stands there, right or wrong.
 */
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type DKIMSignOptions, dkimSign } from 'mailauth';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';

export interface MailServer {
  /** One message to several recipients. Throws where the receivers cannot be reached. */
  send(message: Outgoing): Promise<Sent>;
  close(): void;
}

export interface Outgoing {
  from: string;
  to: string[];
  /** Without the angle brackets: `17@acme.example`. */
  id: string;
  at: Date;
}

export interface Sent {
  accepted: string[];
  /** With the receiver's reply. */
  refused: { to: string; reply: string }[];
  selectors: string[];
}

export interface MailServerOptions {
  receivers: { host: string; port: number };
  /** The folder of its tables. */
  keys: string;
  /** What signs for a domain until its tables name it for the first time; default: nothing does. */
  before?: Omit<KeyInUse, 'domain'>;
}

export function openMailServer({ receivers, keys, before }: MailServerOptions): MailServer {
  const taken = new Set<string>();
  let line: Promise<SMTPConnection> | undefined;
  return {
    async send(message) {
      const domain = message.from.slice(message.from.indexOf('@') + 1);
      const named = signersFor(domain, keys);
      if (named.length > 0) taken.add(domain);
      const signers = named.length > 0 || taken.has(domain) || !before ? named : [{ domain, ...before }];
      const text = await signed(message, signers);
      // Whoever says nothing for a minute is hung up on.
      line ??= connected(receivers, () => {
        line = undefined;
      });
      const selectors = signers.map(({ selector }) => selector);
      try {
        return { ...(await deliver(await line, message, text)), selectors };
      } catch (error) {
        line = undefined;
        throw error;
      }
    },
    close: () => void line?.then(connection => connection.quit()),
  };
}

interface KeyInUse {
  domain: string;
  selector: string;
  privateKey: string;
}

/** OpenDKIM's SigningTable (`*@acme.example name`) and KeyTable (`name acme.example:selector:file`). */
function signersFor(domain: string, folder: string): KeyInUse[] {
  const names = tableOf(join(folder, 'SigningTable')).flatMap(([pattern, name]) =>
    name && (pattern === `*@${domain}` || pattern === domain) ? [name] : [],
  );
  const table = new Map(tableOf(join(folder, 'KeyTable')).map(([name, value]) => [name, value]));
  return names.flatMap(name => {
    const [signingDomain = '', selector = '', file = ''] = (table.get(name) ?? '').split(':');
    const path = isAbsolute(file) ? file : join(folder, file);
    return existsSync(path) ? [{ domain: signingDomain, selector, privateKey: readFileSync(path, 'utf8') }] : [];
  });
}

/** All that its tables say it signs with. */
export const selectorsIn = (folder: string): { domain: string; selector: string }[] => {
  const used = new Set(tableOf(join(folder, 'SigningTable')).map(([, name]) => name));
  return tableOf(join(folder, 'KeyTable')).flatMap(([name, value = '']) => {
    const [domain = '', selector = ''] = value.split(':');
    return used.has(name) ? [{ domain, selector }] : [];
  });
};

const tableOf = (file: string): (string | undefined)[][] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .map(line => line.replace(/#.*/, '').trim().split(/\s+/))
        .filter(([first]) => first)
    : [];

async function signed({ from, to, id, at }: Outgoing, signers: KeyInUse[]): Promise<Buffer> {
  const text = [
    `From: <${from}>`,
    `To: ${to.length === 1 ? `<${to[0]}>` : 'undisclosed-recipients:;'}`,
    'Subject: A question about your work',
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}>`,
    '',
    'Good morning,',
    'may I ask you something? Alex',
    '',
  ].join('\r\n');
  if (signers.length === 0) return Buffer.from(text);
  const options = {
    canonicalization: 'relaxed/relaxed',
    signTime: at,
    signatureData: signers.map(({ domain, selector, privateKey }) => ({ signingDomain: domain, selector, privateKey })),
  };
  // Its types want one key; several are what `signatureData` is for (mailauth 7.1).
  const { signatures, errors } = await dkimSign(text, options as unknown as DKIMSignOptions);
  if (errors.length > 0) throw new Error(`a message of ${from} could not be signed: ${errors[0]?.err?.message}`);
  return Buffer.from(signatures + text);
}

function connected({ host, port }: { host: string; port: number }, onEnd: () => void): Promise<SMTPConnection> {
  const connection = new SMTPConnection({ host, port, ignoreTLS: true, name: 'mx.simulation.example' });
  return new Promise((done, failed) => {
    connection.once('end', onEnd);
    connection.on('error', failed);
    connection.connect(() => done(connection));
  });
}

function deliver(connection: SMTPConnection, { from, to }: Outgoing, text: Buffer): Promise<Omit<Sent, 'selectors'>> {
  return new Promise((done, failed) => {
    connection.send({ from, to }, text, (error, info) => {
      const refusals = info?.rejectedErrors ?? (error as { rejectedErrors?: Refusal[] } | null)?.rejectedErrors ?? [];
      const refused = refusals.map(({ recipient = '', response = '' }) => ({ to: recipient, reply: response }));
      if (!error) return done({ accepted: info.accepted.map(String), refused });
      const { response, responseCode } = error as { response?: string; responseCode?: number };
      if (responseCode === undefined && refused.length < to.length) return failed(error);
      const rest = to.filter(each => !refused.some(({ to }) => to === each));
      const sent = {
        accepted: [],
        refused: [...refused, ...rest.map(to => ({ to, reply: response ?? error.message }))],
      };
      // RFC 5321 §4.1.1.5: what was refused in the middle is given up, so that another message may follow.
      connection.reset(() => done(sent));
    });
  });
}

interface Refusal {
  recipient?: string;
  response?: string;
}
