/** The signature of an SNS message. docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html, 2026-11. Pure. */
import { verify, X509Certificate } from 'node:crypto';
import type { SnsMessage } from './envelope.ts';

const NOTIFICATION = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const;
/** Of both confirmations: some verifiers leave the Token of the one that unsubscribes out, and never see it verify. */
const CONFIRMATION = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const;

/** Names and values in the order of the names' bytes, a line each; a Subject only where there is one. */
export function stringToSign(message: SnsMessage): string {
  const keys = message.Type === 'Notification' ? NOTIFICATION : CONFIRMATION;
  return keys
    .filter(key => message[key] !== undefined && message[key] !== null)
    .map(key => `${key}\n${message[key]}\n`)
    .join('');
}

/** `certificate`: PEM, from the URL in the message, which must have been looked at before it was fetched. */
export function isSigned(message: SnsMessage, certificate: string): boolean {
  const key = publicKeyOf(certificate);
  if (key?.asymmetricKeyType !== 'rsa') return false;
  const digest = message.SignatureVersion === '1' ? 'sha1' : 'sha256';
  return verify(digest, Buffer.from(stringToSign(message)), key, Buffer.from(message.Signature, 'base64'));
}

function publicKeyOf(certificate: string) {
  try {
    return new X509Certificate(certificate).publicKey;
  } catch {
    return undefined;
  }
}

/** A host of SNS itself, which nobody else can have: of AWS's regions and those in China. */
const HOST = /^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;

/** Nothing of a message is fetched from anywhere else, whoever signed it. */
export function snsUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  // URL takes `https:\\sns…` and tabs for what they look like; what is signed must be what is asked.
  if (url?.href !== text || url.protocol !== 'https:') return undefined;
  return HOST.test(url.hostname) && url.port === '' && url.username === '' && url.password === '' ? url : undefined;
}
