/**
 * SNS as whoever is subscribed sees it: signed messages, and behind their URLs a certificate and the page that confirms, over HTTPS on
 * loopback for the hosts of its regions. docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html, 2026-11.
 */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import forge from 'node-forge';
import type { SandboxClock } from '../clock.ts';
import { makeAuthority } from '../edge/certificates.ts';

export interface SnsTwinOptions {
  clock: SandboxClock;
  /** Default: any free port. */
  port?: number;
}

export type SnsEnvelope = Record<string, string>;

export interface SnsTwin {
  readonly port: number;
  /** PEM of the authority that signs for the hosts. */
  readonly authority: string;
  /** What was asked for, in order: `GET sns.eu-central-1.amazonaws.com/?Action=…`. */
  readonly asked: string[];
  /** Topics of which the subscription was confirmed. */
  readonly confirmed: string[];
  /** Answers with a redirect or an error from now on, in place of certificates and pages; undefined: as it should. */
  fault?: { status: number; location?: string };
  notification(topic: string, message: string, parts?: SnsEnvelope): SnsEnvelope;
  confirmation(topic: string, type?: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation'): SnsEnvelope;
  /** Signed anew after a change, as somebody could who has its key. */
  signed(envelope: SnsEnvelope): SnsEnvelope;
  close(): Promise<void>;
}

export async function startSns({ clock, port = 0 }: SnsTwinOptions): Promise<SnsTwin> {
  const authority = makeAuthority();
  const signer = makeSigner();
  const tokens = new Map<string, string>();
  const server = createServer({ SNICallback: (host, done) => done(null, authority.contextFor(host)) });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const base = (topic: string, version: string, type: string): SnsEnvelope => ({
    ...{ Type: type, MessageId: randomUUID(), TopicArn: topic, Timestamp: new Date(clock.now()).toISOString() },
    ...{ SignatureVersion: version, SigningCertURL: `${hostOf(topic)}/SimpleNotificationService-${signer.id}.pem` },
  });
  const twin: SnsTwin = {
    port: (server.address() as AddressInfo).port,
    authority: authority.certificate,
    asked: [],
    confirmed: [],
    notification: (topic, message, parts = {}) =>
      signer.signed({
        ...{ ...base(topic, parts.SignatureVersion ?? '1', 'Notification'), Message: message },
        UnsubscribeURL: `${hostOf(topic)}/?Action=Unsubscribe&SubscriptionArn=${topic}:${randomUUID()}`,
        ...parts,
      }),
    confirmation(topic, type = 'SubscriptionConfirmation') {
      const token = randomUUID().replaceAll('-', '');
      tokens.set(token, topic);
      const query = new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: topic, Token: token });
      return signer.signed({
        ...{ ...base(topic, '1', type), Token: token, SubscribeURL: `${hostOf(topic)}/?${query}` },
        Message: `You have chosen to subscribe to the topic ${topic}.`,
      });
    },
    signed: signer.signed,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', `https://${request.headers.host}`);
    twin.asked.push(`${request.method} ${url.host}${url.pathname}${url.search}`);
    const { fault } = twin;
    if (fault) return response.writeHead(fault.status, { ...(fault.location && { location: fault.location }) }).end();
    if (url.pathname === `/SimpleNotificationService-${signer.id}.pem`) return response.end(signer.certificate);
    const topic = tokens.get(url.searchParams.get('Token') ?? '');
    if (url.searchParams.get('Action') !== 'ConfirmSubscription' || topic !== url.searchParams.get('TopicArn'))
      return response.writeHead(404).end();
    twin.confirmed.push(topic as string);
    return response.end('<ConfirmSubscriptionResponse/>');
  });
  return twin;
}

const hostOf = (topic: string): string => `https://sns.${topic.split(':')[3]}.amazonaws.com`;

/** The fields that SNS signs, by its type. */
const SIGNED: Record<string, string[]> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};

function makeSigner() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    id: randomUUID().replaceAll('-', ''),
    certificate: certificateOf(privateKey, publicKey),
    signed(envelope: SnsEnvelope): SnsEnvelope {
      const keys = (SIGNED[envelope.Type ?? ''] ?? []).filter(key => envelope[key] !== undefined);
      const text = keys.map(key => `${key}\n${envelope[key]}\n`).join('');
      const digest = envelope.SignatureVersion === '2' ? 'sha256' : 'sha1';
      return { ...envelope, Signature: sign(digest, Buffer.from(text), privateKey).toString('base64') };
    },
  };
}

function certificateOf(privateKey: KeyObject, publicKey: KeyObject): string {
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  made.serialNumber = '01';
  made.validity.notBefore = new Date(Date.now() - 86_400_000);
  made.validity.notAfter = new Date(Date.now() + 365 * 86_400_000);
  made.setSubject([{ name: 'commonName', value: 'sns.amazonaws.com' }]);
  made.setIssuer([{ name: 'commonName', value: 'sns.amazonaws.com' }]);
  const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  made.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create());
  return forge.pki.certificateToPem(made);
}
