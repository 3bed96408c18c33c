/** What SNS posts: a notification, or the question whether its messages are wanted. docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html, 2026-11. */
import { MailyardError } from '../../../error.ts';

export interface SnsMessage {
  Type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  MessageId: string;
  TopicArn: string;
  Message: string;
  Timestamp: string;
  SignatureVersion: '1' | '2';
  Signature: string;
  SigningCertURL: string;
  Subject?: string;
  /** Of confirmations. */
  SubscribeURL?: string;
  Token?: string;
}

/** Forged, foreign or no SNS at all: nothing of it is believed. */
export const refused = (why: string, fix?: string): MailyardError => new MailyardError('sns-refused', why, { fix });

const ALWAYS = ['MessageId', 'TopicArn', 'Message', 'Timestamp', 'Signature', 'SigningCertURL'];
const CONFIRMATION = ['SubscribeURL', 'Token'];

/** Throws `sns-refused`. */
export function readEnvelope(body: string): SnsMessage {
  const envelope = parsed(body);
  const { Type, SignatureVersion, Subject } = envelope;
  if (Type === undefined && ('eventType' in envelope || 'notificationType' in envelope))
    throw refused(
      'This is a bare event: raw message delivery takes the signature away.',
      'Turn it off at the subscription.',
    );
  if (Type !== 'Notification' && Type !== 'SubscriptionConfirmation' && Type !== 'UnsubscribeConfirmation')
    throw refused('This is no message of SNS: it has no Type that SNS knows.');
  const needed = Type === 'Notification' ? ALWAYS : [...ALWAYS, ...CONFIRMATION];
  const missing = needed.filter(key => typeof envelope[key] !== 'string' || envelope[key] === '');
  if (missing.length > 0) throw refused(`This is no message of SNS: it lacks ${missing.join(', ')}.`);
  if (Subject !== undefined && Subject !== null && typeof Subject !== 'string')
    throw refused('This is no message of SNS: its Subject is no text.');
  // What is signed is lines: with a break within a value, its end could be passed off as the next field.
  const broken = [...needed, 'Subject'].find(key => key !== 'Message' && /[\r\n]/.test(String(envelope[key])));
  if (broken) throw refused(`This is no message of SNS: its ${broken} has a line break.`);
  if (SignatureVersion !== '1' && SignatureVersion !== '2')
    throw refused(`SNS signs by version 1 or 2, and this says ${JSON.stringify(SignatureVersion)}.`);
  return envelope as unknown as SnsMessage;
}

function parsed(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw refused('This is no message of SNS: it is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused('This is no message of SNS: it is no JSON object.');
  return value as Record<string, unknown>;
}
