/** The topics whose messages are believed: those that Mailyard makes for SES, and those that the environment names. */

import { MailyardError } from '../../../error.ts';
import type { Estate } from '../../../estate/estate.ts';
import { sesTopics } from '../../../estate/ses/events.ts';

export interface KnownTopic {
  arn: string;
  /** Complaints are published to it, so that none means none. */
  complaints: boolean;
}

export const TOPICS_VARIABLE = 'MAILYARD_SNS_TOPICS';

const ARN = /^arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

/** Throws `sns-topics`. */
export function knownTopics(env: NodeJS.ProcessEnv, estate: Estate): KnownTopic[] {
  const named = (env[TOPICS_VARIABLE] ?? '').split(/[\s,]+/).filter(text => text !== '');
  const wrong = named.find(text => !ARN.test(text));
  if (wrong !== undefined)
    throw new MailyardError('sns-topics', `${TOPICS_VARIABLE} has "${wrong}", which is no ARN of an SNS topic.`, {
      fix: 'ARNs look like arn:aws:sns:eu-central-1:123456789012:my-topic, with commas between them.',
    });
  // Whoever names one by hand is told by docs/events.md that complaints belong on it.
  return [...sesTopics(estate), ...named.map(arn => ({ arn, complaints: true }))];
}
