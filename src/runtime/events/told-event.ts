/** An event as somebody tells it (`schema/event.schema.json`) → a `MailEvent`, or what is wrong with it. Pure. */
import { DAY, parseInstant } from '../../dates.ts';
import { domainOf } from '../../inventory/addresses.ts';
import { isBelow, toAscii } from '../../inventory/names.ts';
import type { Problem } from '../../inventory/problem.ts';
import { faultsOf } from '../../inventory/schema.ts';
import { sentenceOf } from '../../inventory/sentences.ts';
import type { BounceClass, EventKind, MailEvent, Refusal } from '../../ledger/events/event.ts';
import { messageKey } from '../../ledger/events/message-key.ts';
import { classify } from './classify.ts';
import type { ReceiverOf } from './receivers.ts';
import { parseReply, type Reply, replyLine } from './reply.ts';

export interface ToldEvent {
  kind: EventKind;
  /** ISO 8601, or seconds or milliseconds since 1970. */
  at: string | number;
  message?: string;
  id?: string;
  mailbox?: string;
  domain?: string;
  recipient?: string;
  receiver?: string;
  mx?: string;
  class?: BounceClass;
  code?: number;
  status?: string;
  reply?: string;
  source?: string;
  tellsComplaints?: boolean;
}

/** What holds for all events of a file or call, unless they say otherwise. */
export interface Telling {
  source: string;
  tellsComplaints: boolean;
  receiverOf: ReceiverOf;
  now: number;
}

type Understood = { event: MailEvent } | { problem: Problem };

/** Clocks differ; one that is a day ahead is wrong. */
const AHEAD = DAY;

export function understandEvent(told: unknown, telling: Telling): Understood {
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return bad('An event is a JSON object.');
  const fault = faultOf(told);
  if (fault) return { problem: fault };
  const event = told as ToldEvent;
  const at = instantOf(event.at);
  if (at === undefined) return bad(`\`at\` is ${event.at}, which is no time since 1970.`);
  if (at > telling.now + AHEAD) return bad(`\`at\` is ${new Date(at).toISOString()}, which is still to come.`);
  const mailbox = event.mailbox?.toLowerCase();
  const own = mailbox && toAscii(domainOf(mailbox));
  const domain = event.domain === undefined ? (own as string) : toAscii(event.domain);
  if (own && own !== domain && !isBelow(own, domain)) return bad(`\`${mailbox}\` is no mailbox of ${domain}.`);
  if (!event.message && !event.id && !event.recipient)
    return bad('Nothing tells this event from another one.', 'Give `message`, `id` or `recipient`.');
  const { kind, source = telling.source, tellsComplaints = telling.tellsComplaints } = event;
  return {
    event: {
      ...{ message: messageKey(event, [kind, at, mailbox ?? domain]), kind, at, domain, source },
      ...(mailbox && { mailbox }),
      receiver: event.receiver ?? telling.receiverOf({ mx: event.mx, domain: receiverOf(event.recipient) }),
      ...((kind === 'bounced' || kind === 'deferred') && { refusal: refusalOf(event) }),
      ...(tellsComplaints && { tellsComplaints }),
    },
  };
}

function refusalOf({ code, status, reply = '', class: told }: ToldEvent): Refusal {
  const parsed: Reply = parseReply(reply);
  const whole = { ...parsed, code: code ?? parsed.code, status: status ?? parsed.status };
  return { class: told ?? classify(whole), reply: replyLine(whole) };
}

/** Seconds until the year 5138 are below 10^11, and milliseconds since 1973 above. */
function instantOf(at: string | number): number | undefined {
  if (typeof at === 'string') return parseInstant(at);
  const milliseconds = at < 1e11 ? at * 1000 : at;
  return milliseconds > 1e11 ? Math.round(milliseconds) : undefined;
}

const receiverOf = (recipient = ''): string | undefined =>
  recipient.includes('@') ? toAscii(domainOf(recipient).replace(/>$/, '')) : undefined;

/** The first one: with the key that a line lacks goes most of what is said of it besides. */
function faultOf(told: object): Problem | undefined {
  const faults = faultsOf('event', told).filter(({ schemaPath }) => !schemaPath.includes('/anyOf/'));
  const fault = faults.find(({ keyword }) => keyword !== 'anyOf');
  if (fault) return sentenceOf(fault);
  return faults.length > 0 ? { rule: 'missing-key', message: 'An event needs `mailbox` or `domain`.' } : undefined;
}

const bad = (message: string, fix?: string): { problem: Problem } => ({
  problem: { rule: 'bad-value', message, ...(fix && { fix }) },
});
