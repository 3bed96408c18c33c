/** `POST /hooks/sns/ses`: what SES publishes to a topic of SNS. No token: each message is held to its signature. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { httpsGetFrom } from '../../../audit/https-get.ts';
import { MailyardError } from '../../../error.ts';
import { end, raise } from '../../../ledger/notices.ts';
import { refuse } from '../../http/answers.ts';
import type { Routes, Serving } from '../../http/serving.ts';
import { takeIn } from '../intake.ts';
import { receiversOf } from '../receivers.ts';
import { eventsOfSes } from '../ses/notice.ts';
import type { SnsMessage } from './envelope.ts';
import { certificatesBy, type SnsFetch, snsFetch } from './fetch.ts';
import { type KnownTopic, knownTopics } from './topics.ts';
import { confirmationUrl, verifiedMessage } from './verify.ts';

export const sesHook: Routes = serving => {
  const { env, runtime } = serving;
  const get = httpsGetFrom(env);
  return sesHookBy(snsFetch({ get, query: query => runtime().query(query), resolver: () => runtime().resolver }))(
    serving,
  );
};

/** SNS takes 256 KiB, and JSON within JSON is longer. */
const LARGEST = 1024 * 1024;

export const sesHookBy =
  (fetch: SnsFetch): Routes =>
  serving => {
    const certificateAt = certificatesBy(fetch);
    const app = new Hono();
    // SNS sends JSON as text/plain, so nobody looks at the type.
    app.post('/sns/ses', bodyLimit({ maxSize: LARGEST }), async context => {
      try {
        const topics = new Map(knownTopics(serving.env, serving.runtime().estate).map(each => [each.arn, each]));
        const body = await context.req.text();
        const knows = (arn: string) => topics.has(arn);
        const message = await verifiedMessage(body, { knows, certificateAt, now: serving.now() });
        return await handlers[message.Type](serving, message, { context, fetch, topic: topics.get(message.TopicArn) });
      } catch (error) {
        return answered(error, context, serving);
      }
    });
    return app;
  };

interface Call {
  context: Context;
  fetch: SnsFetch;
  topic: KnownTopic | undefined;
}

type Handler = (serving: Serving, message: SnsMessage, call: Call) => Promise<Response>;

const handlers: Record<SnsMessage['Type'], Handler> = {
  async Notification(serving, { Message, MessageId, TopicArn }, { context, topic }) {
    const reading = {
      receiverOf: receiversOf(serving.runtime().templates),
      tellsComplaints: topic?.complaints === true,
    };
    const read = eventsOfSes(parsed(Message), reading);
    if (!read) {
      // SES says so when a topic is named to it, and others may publish what they like.
      serving.log.info({ topic: TopicArn, message: MessageId }, 'a message that is no event of SES');
      return context.json({ version: 1, events: 0, ignored: 'This is no event of SES.' });
    }
    const { taken, known, tooOld } = await takeIn(serving, read.events);
    return context.json({ version: 1, events: read.events.length, taken, known, tooOld, ignored: read.ignored });
  },

  async SubscriptionConfirmation({ ledger, now, log }, message, { context, fetch }) {
    await fetch(confirmationUrl(message));
    await end(ledger, unsubscribed(message), now());
    log.info({ topic: message.TopicArn }, 'subscribed to a topic');
    return context.json({ version: 1, confirmed: message.TopicArn });
  },

  /** Somebody ended it, by mistake perhaps: it is not confirmed anew, and people hear of it. */
  async UnsubscribeConfirmation({ ledger, now }, message, { context }) {
    const title = `Events of ${message.TopicArn} no longer come: its subscription was ended`;
    const detail = 'Subscribe it anew, as docs/events.md says, unless that was meant.';
    await raise(ledger, { key: unsubscribed(message), level: 'warning', title, detail }, now());
    return context.json({ version: 1, unsubscribed: message.TopicArn });
  },
};

const unsubscribed = ({ TopicArn }: SnsMessage): string => `sns-unsubscribed/${TopicArn}`;

/** 4xx: SNS lets the message be. 5xx: it comes again. */
function answered(error: unknown, context: Context, { log }: Serving): Response {
  if (!(error instanceof MailyardError)) throw error;
  const { code, message, fix } = error;
  if (code === 'sns-refused') {
    log.warn({ reason: message }, 'a message to the hook of SNS was refused');
    return refuse(context, 403, { code, message, fix });
  }
  if (code === 'sns-unreachable' || code === 'sns-topics') {
    log.error({ reason: message }, 'a message of SNS could not be taken');
    return refuse(context, 503, { code, message, fix });
  }
  throw error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
