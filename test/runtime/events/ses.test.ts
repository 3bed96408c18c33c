import { describe, expect, test } from 'vitest';
import { sesTopics } from '../../../src/estate/ses/events.ts';
import { receiversOf } from '../../../src/runtime/events/receivers.ts';
import { eventsOfSes } from '../../../src/runtime/events/ses/notice.ts';
import { knownTopics } from '../../../src/runtime/events/sns/topics.ts';
import { aDomain, anEstate, templates } from '../../support/estate.ts';

const AT = Date.parse('2026-11-20T10:00:00Z');
const LATER = '2026-11-20T10:05:00.000Z';

const mail = {
  ...{ timestamp: '2026-11-20T10:00:00.000Z', messageId: '0107-a', source: 'bounces@acme.example' },
  destination: ['bo@gmail.com', 'li@receiver.example'],
  commonHeaders: { from: ['Alex Reed <Alex@acme.example>'] },
};
const reading = { receiverOf: receiversOf(templates()), tellsComplaints: true };
const read = (eventType: string, parts: object) => eventsOfSes({ eventType, mail, ...parts }, reading);
const faultOf = (eventType: string, parts: object) => read(eventType, parts)?.events.map(({ refusal }) => refusal);

describe('what SES publishes', () => {
  test('Send: one event a recipient, of the address in From', () => {
    expect(read('Send', { send: {} })?.events).toMatchObject([
      { kind: 'sent', at: AT, mailbox: 'alex@acme.example', domain: 'acme.example', receiver: 'gmail' },
      { kind: 'sent', at: AT, receiver: 'other', source: 'ses', tellsComplaints: true },
    ]);
  });

  test('Send, Delivery and Bounce of one recipient are about one message', () => {
    const keys = [
      read('Send', { send: {} }),
      read('Delivery', { delivery: { timestamp: LATER, recipients: ['bo@gmail.com'] } }),
      read('Bounce', bounce('Permanent', 'General', [{ emailAddress: 'Bo@gmail.com' }])),
      read('DeliveryDelay', delay('General', [{ emailAddress: 'Bo <bo@gmail.com>' }])),
      read('Complaint', complaint(['bo@gmail.com'])),
    ].map(each => each?.events[0]?.message);
    expect(new Set(keys).size).toBe(1);
  });

  test('Delivery', () => {
    const delivery = { timestamp: LATER, recipients: mail.destination, smtpResponse: '250 ok' };
    expect(read('Delivery', { delivery })?.events).toMatchObject([
      { kind: 'delivered', at: Date.parse(LATER) },
      { kind: 'delivered' },
    ]);
  });

  test('Bounce: each recipient by what its receiver said', () => {
    const refused = [
      { emailAddress: 'bo@gmail.com', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 <bo@gmail.com> no such user' },
      { emailAddress: 'li@receiver.example', diagnosticCode: 'smtp; 554 5.7.1 blocked using a DNSBL' },
    ];
    expect(faultOf('Bounce', bounce('Permanent', 'General', refused))).toEqual([
      { class: 'recipient', reply: '550 5.1.1 <address> no such user' },
      { class: 'sender', reply: '554 5.7.1 blocked using a DNSBL' },
    ]);
    const silent = [{ emailAddress: 'bo@gmail.com', status: '5.3.4' }];
    expect(faultOf('Bounce', bounce('Transient', 'MessageTooLarge', silent))).toEqual([
      { class: 'content', reply: '5.3.4 Transient/MessageTooLarge' },
    ]);
  });

  test('Bounce by the suppression list: SES did not try', () => {
    const refused = [{ emailAddress: 'bo@gmail.com', status: '5.1.1' }];
    expect(read('Bounce', bounce('Permanent', 'OnAccountSuppressionList', refused))).toEqual({
      events: [],
      ignored: 'OnAccountSuppressionList: SES did not try',
    });
    expect(faultOf('Bounce', bounce('Permanent', 'Suppressed', refused))).toMatchObject([{ class: 'recipient' }]);
  });

  test('DeliveryDelay: refused for now, by whose fault it is', () => {
    const refused = [{ emailAddress: 'bo@gmail.com', status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1 timed out' }];
    expect(faultOf('DeliveryDelay', delay('TransientCommunicationFailure', refused))).toMatchObject([
      { class: 'temporary' },
    ]);
    expect(faultOf('DeliveryDelay', delay('IPFailure', [{ emailAddress: 'bo@gmail.com' }]))).toEqual([
      { class: 'sender', reply: 'IPFailure' },
    ]);
  });

  test('Complaint: one, however many it may have been of', () => {
    const one = read('Complaint', complaint(['bo@gmail.com']))?.events;
    expect(one).toMatchObject([{ kind: 'complained', at: Date.parse(LATER), receiver: 'gmail' }]);
    const hidden = read('Complaint', complaint(['b@yahoo.com', 'a@yahoo.com']))?.events;
    expect(hidden).toMatchObject([{ kind: 'complained', receiver: 'yahoo' }]);
    const again = read('Complaint', complaint(['b@yahoo.com', 'a@yahoo.com'], { feedbackId: 'f2' }))?.events;
    expect(again?.[0]?.message).not.toBe(hidden?.[0]?.message);
  });

  test('Complaint that is none: somebody found it in the spam folder, or SES did not try', () => {
    const events = (parts: object) => read('Complaint', complaint(['bo@gmail.com'], parts))?.events;
    expect(events({ complaintFeedbackType: 'not-spam' })).toEqual([]);
    expect(events({ complaintSubType: 'OnAccountSuppressionList' })).toEqual([]);
    expect(events({ complaintFeedbackType: 'abuse', complaintSubType: null })).toHaveLength(1);
  });

  test('Reject and Rendering Failure: accepted and not sent, for the content', () => {
    expect(faultOf('Reject', { reject: { reason: 'Bad content' } })).toEqual([
      { class: 'content', reply: 'Bad content' },
      { class: 'content', reply: 'Bad content' },
    ]);
    const failure = { errorMessage: 'Attribute name is not present', templateName: 'hello' };
    expect(faultOf('Rendering Failure', { failure })?.[0]).toEqual({ class: 'content', reply: failure.errorMessage });
  });

  test('Open, Click and Subscription say nothing of it', () => {
    for (const kind of ['Open', 'Click', 'Subscription'])
      expect(read(kind, {})).toEqual({ events: [], ignored: `${kind} says nothing of what became of a message` });
  });

  test('of an identity (notificationType): the same, but its silence on complaints says nothing', () => {
    const delivery = { timestamp: LATER, recipients: ['bo@gmail.com'] };
    const [event] = eventsOfSes({ notificationType: 'Delivery', mail, delivery }, reading)?.events ?? [];
    expect(event).toMatchObject({ kind: 'delivered' });
    expect(event).not.toHaveProperty('tellsComplaints');
  });

  test('that is not whole is no notice', () => {
    for (const notice of [
      ...['x', 5, null, undefined, [], {}, { eventType: 'Send' }],
      { eventType: 'Send', mail: { ...mail, destination: 'bo@gmail.com' } },
      { eventType: 'Send', mail: { ...mail, timestamp: 'today' } },
      { eventType: 'Bounce', mail },
      { eventType: 'Bounce', mail, bounce: { timestamp: LATER, bounceType: 'Permanent', bounceSubType: 'General' } },
      { eventType: 'Delivery', mail, delivery: { timestamp: LATER } },
    ])
      expect(eventsOfSes(notice, reading)).toBeUndefined();
  });
});

describe('topics that are known', () => {
  const estate = (events: object) =>
    anEstate(
      [
        aDomain({
          segment: 'pool-a',
          relays: [{ name: 'amazon-ses', region: 'eu-central-1' }],
        }),
      ],
      { segments: { 'pool-a': { accounts: { 'amazon-ses': { account: '123456789012', events } } } as never } },
    );

  test("are those that the segment's stack makes, with what is published to them", () => {
    const arn = 'arn:aws:sns:eu-central-1:123456789012:mailyard-pool-a-ses-events';
    expect(sesTopics(estate({ to: 'sns' }))).toEqual([{ arn, complaints: true }]);
    expect(sesTopics(estate({ to: 'sns', types: ['bounce'] }))).toEqual([{ arn, complaints: false }]);
    expect(sesTopics(estate({ to: 'eventbridge' }))).toEqual([]);
  });

  test('and those of the environment', () => {
    const topics = 'arn:aws:sns:us-east-1:123456789012:a, arn:aws-cn:sns:cn-north-1:123456789012:b';
    expect(knownTopics({ MAILYARD_SNS_TOPICS: topics }, anEstate([])).map(({ arn }) => arn)).toEqual(
      topics.split(', '),
    );
    expect(() => knownTopics({ MAILYARD_SNS_TOPICS: 'a-topic' }, anEstate([]))).toThrow(/no ARN of an SNS topic/);
  });
});

function bounce(bounceType: string, bounceSubType: string, bouncedRecipients: object[]) {
  return { bounce: { bounceType, bounceSubType, bouncedRecipients, timestamp: LATER, feedbackId: 'f1' } };
}

function delay(delayType: string, delayedRecipients: object[]) {
  return { deliveryDelay: { delayType, delayedRecipients, timestamp: LATER } };
}

function complaint(addresses: string[], parts: object = {}) {
  const complainedRecipients = addresses.map(emailAddress => ({ emailAddress }));
  return { complaint: { complainedRecipients, timestamp: LATER, feedbackId: 'f1', ...parts } };
}
