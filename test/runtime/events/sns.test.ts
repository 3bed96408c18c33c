import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { httpsGet } from '../../../src/audit/https-get.ts';
import type { Query } from '../../../src/dns/client.ts';
import { countsOf, type Span } from '../../../src/ledger/event-counts.ts';
import { openNotices } from '../../../src/ledger/notices.ts';
import { snsFetch } from '../../../src/runtime/events/sns/fetch.ts';
import { sesHookBy } from '../../../src/runtime/events/sns/http.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { type SnsEnvelope, type SnsTwin, startSns } from '../../../src/sandbox/sns/twin.ts';
import { selfSigned } from '../../support/certificate.ts';
import { serveHttps } from '../../support/https-server.ts';
import { NOON } from '../../support/runtime.ts';
import { type Served, served } from './serving.ts';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:mailyard-pool-a-ses-events';
const HOUR = 3_600_000;
const span = (now: number): Span => ({ from: now - 24 * HOUR, to: now + HOUR });

const SENT = JSON.stringify({
  eventType: 'Send',
  mail: {
    ...{ timestamp: '2026-11-22T11:30:00.000Z', messageId: '0107-a', source: 'alex@acme.example' },
    destination: ['bo@receiver.example'],
  },
  send: {},
});

/** Every name is on this machine. */
const here: Query = async ({ name, server }) => ({
  ...{ status: 'answer', authoritative: false, chain: [], server },
  records: [{ name, type: 'A', ttl: 1, content: '127.0.0.1' }],
});

const clock = sandboxClock(NOON);
let sns: SnsTwin;
let daemon: Served;

beforeEach(async () => {
  sns = await startSns({ clock });
  onTestFinished(() => sns.close());
  daemon = await served({
    clock,
    env: { MAILYARD_SNS_TOPICS: TOPIC },
    hook: hookThrough({ port: sns.port, ca: sns.authority }),
  });
});

const hookThrough = (options: { port: number; ca?: string }) =>
  sesHookBy(
    snsFetch({
      get: httpsGet({ ...options, timeoutMs: 2000 }),
      query: here,
      resolver: () => ({ host: '127.0.0.1', port: 1 }),
    }),
  );

const post = (body: unknown): Promise<Response> =>
  fetch(`${daemon.url}/hooks/sns/ses`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const sentSoFar = async (): Promise<number> =>
  (await countsOf(daemon.ledger, { unit: 'domain', name: 'acme.example', ...span(clock.now()) })).sent;

async function expectRefused(body: unknown, why: RegExp): Promise<void> {
  const answer = await post(body);
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ error: { code: 'sns-refused', message: expect.stringMatching(why) } });
  expect(await sentSoFar()).toBe(0);
}

describe('a message that SNS signed', () => {
  test.each(['1', '2'])('by version %s is taken', async SignatureVersion => {
    const answer = await post(sns.notification(TOPIC, SENT, { SignatureVersion }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ events: 1, taken: 1, known: 0 });
    expect(await sentSoFar()).toBe(1);
  });

  test('with a Subject is taken', async () => {
    expect((await post(sns.notification(TOPIC, SENT, { Subject: 'Amazon SES Email Event Notification' }))).status).toBe(
      200,
    );
  });

  test('and comes again counts nothing twice', async () => {
    const message = sns.notification(TOPIC, SENT);
    await post(message);
    expect(await (await post(message)).json()).toMatchObject({ taken: 0, known: 1 });
    expect(await sentSoFar()).toBe(1);
  });

  test('its certificate is fetched once', async () => {
    const messages = ['a', 'b', 'c'].map(id => sns.notification(TOPIC, SENT.replace('0107-a', `0107-${id}`)));
    await Promise.all(messages.map(post));
    expect(await sentSoFar()).toBe(3);
    expect(sns.asked).toHaveLength(1);
  });

  test('that is no event of SES is taken note of, and counts nothing', async () => {
    const said = 'Successfully validated SNS topic for Amazon SES event publishing.';
    const answer = await post(sns.notification(TOPIC, said));
    expect([answer.status, await answer.json()]).toMatchObject([200, { events: 0 }]);
  });

  test('that raises the rate above the limit raises an alert at once', async () => {
    const bounce = (id: number) =>
      JSON.stringify({
        eventType: 'Bounce',
        mail: { ...(JSON.parse(SENT) as { mail: object }).mail, messageId: `0107-${id}` },
        bounce: {
          ...{ bounceType: 'Permanent', bounceSubType: 'General', timestamp: '2026-11-22T11:40:00.000Z' },
          bouncedRecipients: [{ emailAddress: 'bo@receiver.example', diagnosticCode: 'smtp; 550 5.1.1 no such user' }],
        },
      });
    for (let id = 0; id < 60; id++) await post(sns.notification(TOPIC, SENT.replace('0107-a', `0107-${id}`)));
    await post(sns.notification(TOPIC, bounce(1)));
    expect(await openNotices(daemon.ledger)).toEqual([]);
    await post(sns.notification(TOPIC, bounce(2)));
    expect(await openNotices(daemon.ledger)).toMatchObject([{ key: 'bounces/acme.example', level: 'warning' }]);
  });
});

describe('a subscription', () => {
  test('to a topic of ours is confirmed', async () => {
    expect((await post(sns.confirmation(TOPIC))).status).toBe(200);
    expect(sns.confirmed).toEqual([TOPIC]);
  });

  test('to any other is not, and nothing is asked', async () => {
    await expectRefused(sns.confirmation(`${TOPIC}-of-others`), /no topic of ours/);
    expect(sns.asked).toEqual([]);
  });

  test.each([
    ['another host', 'https://sns.eu-central-1.amazonaws.com.evil.example/?Action=ConfirmSubscription'],
    ['another action', 'https://sns.eu-central-1.amazonaws.com/?Action=DeleteTopic'],
    ['plain HTTP', 'http://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription'],
  ])('that would be confirmed by %s is refused, though it is signed', async (_title, SubscribeURL) => {
    await expectRefused(sns.signed({ ...sns.confirmation(TOPIC), SubscribeURL }), /not where SNS confirms/);
    expect(sns.confirmed).toEqual([]);
  });

  test('that was ended is told to people, and is over once it stands again', async () => {
    expect((await post(sns.confirmation(TOPIC, 'UnsubscribeConfirmation'))).status).toBe(200);
    expect(sns.confirmed).toEqual([]);
    expect(await openNotices(daemon.ledger)).toMatchObject([{ key: `sns-unsubscribed/${TOPIC}` }]);
    await post(sns.confirmation(TOPIC));
    expect(await openNotices(daemon.ledger)).toEqual([]);
  });
});

describe('a forged message', () => {
  const changed = (parts: SnsEnvelope): SnsEnvelope => ({ ...sns.notification(TOPIC, SENT), ...parts });

  test('whose text was changed', () => expectRefused(changed({ Message: SENT.replace('alex', 'kim') }), /signature/));
  test('with a Subject that was put in', () => expectRefused(changed({ Subject: 'x' }), /signature/));
  test('with the signature of another', () =>
    expectRefused(changed({ Signature: sns.notification(TOPIC, 'x').Signature as string }), /signature/));
  test('with a signature that is none', () => expectRefused(changed({ Signature: '%%%' }), /signature/));
  test('that says another algorithm', () => expectRefused(changed({ SignatureVersion: '2' }), /signature/));
  test('that says an algorithm that is none', () =>
    expectRefused(changed({ SignatureVersion: '3' }), /version 1 or 2/));
  test('whose fields are spread otherwise over the lines that are signed', () => {
    const message = sns.notification(TOPIC, `${SENT}\nMessageId\nforged`);
    const [Message = '', , MessageId = ''] = (message.Message as string).split('\n');
    return expectRefused(
      { ...message, Message, MessageId: `${MessageId}\nMessageId\n${message.MessageId}` },
      /line break/,
    );
  });
  test('that is taken for another type', async () => {
    const { SubscribeURL = '', Token = '' } = sns.confirmation(TOPIC);
    await expectRefused(changed({ Type: 'SubscriptionConfirmation', SubscribeURL, Token }), /signature/);
    await expectRefused(changed({ Type: 'Nonsense' }), /no Type/);
  });

  test.each(['MessageId', 'TopicArn', 'Message', 'Timestamp', 'Signature', 'SigningCertURL'])('without %s', key => {
    const { [key]: _gone, ...rest } = sns.notification(TOPIC, SENT);
    return expectRefused(rest, new RegExp(`lacks ${key}`));
  });
  test.each(['SubscribeURL', 'Token'])('a confirmation without %s', key => {
    const { [key]: _gone, ...rest } = sns.confirmation(TOPIC);
    return expectRefused(rest, new RegExp(`lacks ${key}`));
  });

  test.each([
    'https://sns.eu-central-1.amazonaws.com.evil.example/x.pem',
    'https://evil.example/sns.eu-central-1.amazonaws.com/x.pem',
    'https://sns.eu-central-1.amazonaws.com@evil.example/x.pem',
    'https://s3.eu-central-1.amazonaws.com/bucket/x.pem',
    'https://xsns.eu-central-1.amazonaws.com/x.pem',
    'http://sns.eu-central-1.amazonaws.com/x.pem',
    'https://sns.eu-central-1.amazonaws.com:8443/x.pem',
    'https://sns.eu-central-1.amazonaws.com/x.pem?y=1',
    'https://sns.eu-central-1.amazonaws.com/x.txt',
    'https:\\\\sns.eu-central-1.amazonaws.com\\x.pem',
    'file:///etc/x.pem',
    'x',
  ])('with a certificate from %s, and nothing is asked', async SigningCertURL => {
    await expectRefused(sns.signed(changed({ SigningCertURL })), /no place of SNS's certificates/);
    expect(sns.asked).toEqual([]);
  });

  test('of the past, or of a time to come', async () => {
    const at = (milliseconds: number) =>
      sns.signed(changed({ Timestamp: new Date(clock.now() + milliseconds).toISOString() }));
    await expectRefused(at(-4 * HOUR), /last three hours/);
    await expectRefused(at(2 * HOUR), /last three hours/);
    await expectRefused(sns.signed(changed({ Timestamp: 'yesterday' })), /last three hours/);
  });

  test('that is bare, since raw delivery signs nothing', () => expectRefused(SENT, /raw message delivery/));
  test.each(['', 'x', '[]', '5', 'null'])('that is `%s`', body => expectRefused(body, /no message of SNS/));

  test('that has no end', async () => {
    const answer = await post(sns.notification(TOPIC, 'x'.repeat(1_100_000)));
    expect(answer.status).toBe(413);
  });
});

describe('the certificate', () => {
  test('is not fetched from where a redirect leads to', async () => {
    sns.fault = { status: 302, location: 'https://evil.example/x.pem' };
    await expectRefused(sns.notification(TOPIC, SENT), /a redirect/);
    expect(sns.asked).toHaveLength(1);
  });

  test('that cannot be had now is asked for when SNS comes again', async () => {
    sns.fault = { status: 500 };
    const message = sns.notification(TOPIC, SENT);
    expect((await post(message)).status).toBe(503);
    sns.fault = undefined;
    expect((await post(message)).status).toBe(200);
  });

  test('of a server that nobody vouches for is refused, whatever its name', async () => {
    const impostor = selfSigned('sns.eu-central-1.amazonaws.com');
    const port = await serveHttps(impostor, (_request, response) => response.end(impostor.cert));
    daemon = await served({ clock, env: { MAILYARD_SNS_TOPICS: TOPIC }, hook: hookThrough({ port }) });
    await expectRefused(sns.notification(TOPIC, SENT), /self-signed/);
  });

  test('that is none does not verify anything', async () => {
    const { key, cert } = selfSigned('sns.eu-central-1.amazonaws.com');
    const port = await serveHttps({ key, cert }, (_request, response) => response.end('no certificate'));
    daemon = await served({ clock, env: { MAILYARD_SNS_TOPICS: TOPIC }, hook: hookThrough({ port, ca: cert }) });
    await expectRefused(sns.notification(TOPIC, SENT), /signature/);
  });
});

test('a list of topics with a mistake in it stops nobody for good: SNS comes again', async () => {
  daemon = await served({
    clock,
    env: { MAILYARD_SNS_TOPICS: 'arn:aws:sqs:eu-central-1:123456789012:x' },
    hook: hookThrough({ port: sns.port, ca: sns.authority }),
  });
  const answer = await post(sns.notification(TOPIC, SENT));
  expect([answer.status, await answer.json()]).toMatchObject([503, { error: { code: 'sns-topics' } }]);
});
