/** Whether a message came from SNS, of a topic of ours, lately. Everything that can be told without asking anybody is told first. */
import { HOUR, parseInstant } from '../../../dates.ts';
import { readEnvelope, refused, type SnsMessage } from './envelope.ts';
import type { SnsFetch } from './fetch.ts';
import { isSigned, snsUrl } from './signature.ts';

export interface Verifying {
  /** By their ARN. */
  knows(topic: string): boolean;
  certificateAt: SnsFetch;
  now: number;
}

/** SNS tries for an hour at most (docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html, 2026-11), and clocks differ. */
const OLDEST = 3 * HOUR;
const NEWEST = HOUR;

/** Throws `sns-refused`, `sns-unreachable`. */
export async function verifiedMessage(body: string, { knows, certificateAt, now }: Verifying): Promise<SnsMessage> {
  const message = readEnvelope(body);
  if (!knows(message.TopicArn))
    throw refused(
      `${message.TopicArn} is no topic of ours.`,
      'Topics of the inventories are known by themselves; MAILYARD_SNS_TOPICS names others, with commas between their ARNs.',
    );
  const age = now - (parseInstant(message.Timestamp) ?? Number.NaN);
  if (!(age <= OLDEST && age >= -NEWEST))
    throw refused(`Its Timestamp is ${message.Timestamp}, which is not of the last three hours.`);
  const url = snsUrl(message.SigningCertURL);
  if (!url?.pathname.endsWith('.pem') || url.search !== '')
    throw refused(`${message.SigningCertURL} is no place of SNS's certificates.`);
  if (!isSigned(message, await certificateAt(url))) throw refused('Its signature does not hold.');
  return message;
}

/** Where the yes to a subscription is said. Throws `sns-refused`. */
export function confirmationUrl({ SubscribeURL = '', TopicArn, Token }: SnsMessage): URL {
  const url = snsUrl(SubscribeURL);
  const asks = url && Object.fromEntries(url.searchParams);
  if (!url || asks?.Action !== 'ConfirmSubscription' || asks.TopicArn !== TopicArn || asks.Token !== Token)
    throw refused(`${SubscribeURL} is not where SNS confirms a subscription to ${TopicArn}.`);
  return url;
}
