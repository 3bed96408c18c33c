/** What a source tells of one message to one recipient: it was sent, it arrived, it was refused, somebody complained. */

export const EVENT_KINDS = ['sent', 'delivered', 'deferred', 'bounced', 'complained'] as const;

/** `deferred`: refused for now, and tried again. `bounced`: given up. */
export type EventKind = (typeof EVENT_KINDS)[number];

export const BOUNCE_CLASSES = ['recipient', 'sender', 'content', 'temporary', 'unknown'] as const;

/**
 * Whose fault a refusal is. `recipient`: the address is no good. `sender`: the mailbox, domain or IP is not wanted (reputation,
 * authentication, rate). `content`: this message. `temporary`: neither, it may pass later. `unknown`: the reply does not tell.
 */
export type BounceClass = (typeof BOUNCE_CLASSES)[number];

export interface MailEvent {
  /** One message to one recipient: events of the same one belong together, and the same event twice counts once. See `messageKey`. */
  message: string;
  kind: EventKind;
  /** When it happened, epoch milliseconds; not when it was heard of. */
  at: number;
  /** The sending address, where the source tells it. */
  mailbox?: string;
  domain: string;
  /** Where it went: `gmail`, `outlook`, … `other`, or `unknown` where the source does not tell the recipient. */
  receiver: string;
  /** Of `deferred` and `bounced`. */
  refusal?: Refusal;
  /** `ses`, `import`, `api`, or what the source calls itself. */
  source: string;
  /** The source would tell of complaints if there were any, so that none told is none made. */
  tellsComplaints?: boolean;
}

export interface Refusal {
  class: BounceClass;
  /** The receiver's words with its codes, without the recipient's address: `550 5.1.1 User unknown`. */
  reply: string;
}
