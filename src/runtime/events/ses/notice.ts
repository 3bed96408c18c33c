/** What SES publishes of a message → events. docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, 2026-11. Pure. */
import { parseInstant } from '../../../dates.ts';
import { domainOf } from '../../../inventory/addresses.ts';
import { toAscii } from '../../../inventory/names.ts';
import type { BounceClass, MailEvent, Refusal } from '../../../ledger/events/event.ts';
import { messageKey } from '../../../ledger/events/message-key.ts';
import { classify, classifySes } from '../classify.ts';
import type { ReceiverOf } from '../receivers.ts';
import { parseReply, type Reply, replyLine } from '../reply.ts';

/** `eventType` where a configuration set publishes it, `notificationType` where an identity does. */
export interface SesNotice {
  eventType?: string;
  notificationType?: string;
  mail: Mail;
  delivery?: { timestamp: string; recipients: string[] };
  bounce?: { bounceType: string; bounceSubType: string; timestamp: string; bouncedRecipients: Refused[] };
  complaint?: Complaint;
  deliveryDelay?: { timestamp: string; delayType: string; delayedRecipients: Refused[] };
  reject?: { reason?: string };
  failure?: { errorMessage?: string };
}

interface Mail {
  timestamp: string;
  messageId: string;
  source: string;
  destination: string[];
  commonHeaders?: { from?: string[] };
  tags?: Record<string, string[]>;
}

interface Refused {
  emailAddress: string;
  status?: string;
  diagnosticCode?: string;
}

interface Complaint {
  timestamp: string;
  feedbackId: string;
  complainedRecipients: { emailAddress: string }[];
  complaintSubType?: string | null;
  complaintFeedbackType?: string;
}

export interface SesEvents {
  events: MailEvent[];
  /** Why some or all of it is no evidence. */
  ignored?: string;
}

export interface Reading {
  receiverOf: ReceiverOf;
  /** Complaints come from the same place: that none came means that there are none. */
  tellsComplaints: boolean;
}

type Told = Pick<MailEvent, 'kind' | 'at'> & { recipient?: string; message?: string; refusal?: Refusal };

/** Undefined: it is no notice of SES, or not whole. */
export function eventsOfSes(notice: unknown, reading: Reading): SesEvents | undefined {
  if (!isNotice(notice)) return undefined;
  const kind = notice.eventType ?? notice.notificationType ?? '';
  const read = readers[kind.replaceAll(/[ _]/g, '').toLowerCase()];
  if (!read) return { events: [], ignored: `${kind} says nothing of what became of a message` };
  const told = read(notice);
  if (!told) return undefined;
  const events = told.events.map(each => eventOf(each, notice, reading));
  // A time that is none would stand in no hour.
  return events.some(({ at }) => Number.isNaN(at)) ? undefined : { ...told, events };
}

interface ToldEvents {
  events: Told[];
  ignored?: string;
}

/** By SES's name of the event, without its spaces. Undefined: it is not what SES writes. */
const readers: Record<string, (notice: SesNotice) => ToldEvents | undefined> = {
  send: ({ mail }) => ofAll(mail, { kind: 'sent', at: instant(mail.timestamp) }),
  delivery: ({ delivery }) =>
    delivery && {
      events: delivery.recipients.map(recipient => ({ kind: 'delivered', at: instant(delivery.timestamp), recipient })),
    },
  bounce: ({ bounce }) => bounce && readBounce(bounce),
  complaint: ({ complaint, mail }) => complaint && readComplaint(complaint, mail),
  deliverydelay: ({ deliveryDelay: delay }) =>
    delay && {
      events: delay.delayedRecipients.map(refused => ({
        ...{ kind: 'deferred', at: instant(delay.timestamp), recipient: refused.emailAddress },
        refusal: refusal(refused, reply => delayClass(delay.delayType, reply), delay.delayType),
      })),
    },
  // Accepted, and then not sent: a virus was in it.
  reject: ({ mail, reject }) => ofAll(mail, { ...notSent(mail, reject?.reason ?? 'rejected by SES') }),
  renderingfailure: ({ mail, failure }) =>
    ofAll(mail, { ...notSent(mail, failure?.errorMessage ?? 'the template could not be filled in') }),
};

const ofAll = ({ destination }: Mail, told: Told): ToldEvents => ({
  events: destination.map(recipient => ({ ...told, recipient })),
});

const notSent = ({ timestamp }: Mail, reply: string): Told => ({
  ...{ kind: 'bounced', at: instant(timestamp) },
  refusal: { class: 'content', reply: replyLine({ text: reply }) },
});

function readBounce({ bounceType, bounceSubType, timestamp, bouncedRecipients }: NonNullable<SesNotice['bounce']>) {
  const events = bouncedRecipients.flatMap((refused): Told[] => {
    const fault = classifySes(bounceType, bounceSubType, replyOf(refused));
    if (!fault) return [];
    const said = refusal(refused, () => fault, `${bounceType}/${bounceSubType}`);
    return [{ kind: 'bounced', at: instant(timestamp), recipient: refused.emailAddress, refusal: said }];
  });
  const left = bouncedRecipients.length - events.length;
  return { events, ...(left > 0 && { ignored: `${bounceSubType}: SES did not try` }) };
}

/**
 * Receivers often hide who complained; SES then names everybody at that domain whom the message went to, and one of them did. Which
 * one is not known, so it is a complaint of the message by the id of the report.
 */
function readComplaint(complaint: Complaint, { messageId }: Mail): ToldEvents {
  const { timestamp, feedbackId, complainedRecipients, complaintSubType, complaintFeedbackType } = complaint;
  if (complaintSubType === 'OnAccountSuppressionList')
    return { events: [], ignored: 'OnAccountSuppressionList: SES did not try' };
  if (complaintFeedbackType === 'not-spam') return { events: [], ignored: 'somebody says that it is no spam' };
  const [first, ...others] = complainedRecipients.map(({ emailAddress }) => emailAddress).sort();
  const told: Told = { kind: 'complained', at: instant(timestamp), recipient: first };
  return { events: [others.length === 0 ? told : { ...told, message: `${messageId}/${feedbackId}` }] };
}

function eventOf(told: Told, { mail, eventType, notificationType }: SesNotice, reading: Reading): MailEvent {
  const { recipient = '', message = mail.messageId, ...event } = told;
  const mailbox = (addressIn(mail.commonHeaders?.from?.[0]) ?? mail.source).toLowerCase();
  const ownDomain = toAscii(domainOf(mailbox));
  // What an identity publishes goes to up to three topics, of which this may be one: its silence says nothing.
  const tellsComplaints = reading.tellsComplaints && eventType !== undefined && notificationType === undefined;
  return {
    ...event,
    message: messageKey({ message, recipient: bare(recipient) }, []),
    mailbox,
    domain: ownDomain,
    receiver: reading.receiverOf({ domain: toAscii(domainOf(bare(recipient))) }),
    source: 'ses',
    ...(tellsComplaints && { tellsComplaints }),
  };
}

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-delivery-delay-object */
const SENDER_DELAYS = ['IPFailure', 'SpamDetected'];

function delayClass(type: string, reply: Reply): BounceClass {
  const told = classify(reply);
  return SENDER_DELAYS.includes(type) ? 'sender' : told === 'unknown' ? 'temporary' : told;
}

const replyOf = ({ status, diagnosticCode = '' }: Refused): Reply => {
  const reply = parseReply(diagnosticCode);
  return { ...reply, ...(reply.status === undefined && status && { status }) };
};

function refusal(refused: Refused, fault: (reply: Reply) => BounceClass, otherwise: string): Refusal {
  const reply = replyOf(refused);
  return { class: fault(reply), reply: replyLine(reply.text === '' ? { ...reply, text: otherwise } : reply) };
}

const instant = (text: string): number => parseInstant(text) ?? Number.NaN;

const addressIn = (text: string | undefined): string | undefined =>
  /<([^<>]+@[^<>]+)>\s*$/.exec(text ?? '')?.[1] ?? /^\S+@\S+$/.exec(text ?? '')?.[0];

/** A recipient may stand there as it was addressed: `Bo <bo@receiver.example>`. */
const bare = (recipient: string): string => addressIn(recipient) ?? recipient;

const isText = (value: unknown): value is string => typeof value === 'string';

/** The parts that are read, so that a message of somebody else's on the topic is told apart and not half counted. */
function isNotice(value: unknown): value is SesNotice {
  const notice = value as SesNotice | null;
  if (typeof notice !== 'object' || notice === null) return false;
  const { mail, delivery, bounce, complaint, deliveryDelay } = notice;
  const recipients = [bounce?.bouncedRecipients, complaint?.complainedRecipients, deliveryDelay?.delayedRecipients];
  return (
    isText(notice.eventType ?? notice.notificationType) &&
    [mail?.timestamp, mail?.messageId, mail?.source].every(isText) &&
    Array.isArray(mail.destination) &&
    mail.destination.every(isText) &&
    (delivery === undefined || (isText(delivery.timestamp) && Array.isArray(delivery.recipients))) &&
    [bounce, complaint, deliveryDelay].every(each => each === undefined || isText(each.timestamp)) &&
    recipients.every(
      list => list === undefined || (Array.isArray(list) && list.every(each => isText(each?.emailAddress))),
    ) &&
    (bounce === undefined || Array.isArray(bounce.bouncedRecipients)) &&
    (complaint === undefined || Array.isArray(complaint.complainedRecipients)) &&
    (deliveryDelay === undefined || Array.isArray(deliveryDelay.delayedRecipients))
  );
}
