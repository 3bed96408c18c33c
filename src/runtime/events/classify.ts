/** Whose fault a refusal is. Pure. The words go before the codes: 5.7.1 stands for everything, and many servers know one code only. */
import type { BounceClass } from '../../ledger/events/event.ts';
import type { Reply } from './reply.ts';
import { type ReplyRule, statusRules, textRules } from './reply-rules.ts';

export function classify({ code, status, text }: Reply): BounceClass {
  return (
    ruled(textRules, text) ?? (status ? ruled(statusRules, status) : undefined) ?? ofCode(code ?? firstDigit(status))
  );
}

const ruled = (rules: readonly ReplyRule[], text: string): BounceClass | undefined =>
  rules.find(({ says }) => says.test(text))?.class;

/** RFC 5321 §4.2.1: all that three digits tell. 550 is used for everything, 551 and 553 for addresses, 552 for storage. */
function ofCode(code: number | undefined): BounceClass {
  if (code === 551 || code === 553 || code === 556) return 'recipient';
  if (code === 552 || (code !== undefined && code >= 400 && code < 500)) return 'temporary';
  return 'unknown';
}

const firstDigit = (status: string | undefined): number | undefined => (status?.startsWith('4') ? 400 : undefined);

/**
 * What SES says of a bounce, beside the receiver's own words. Undefined: no bounce of ours, since SES did not try: the address is on the
 * account's suppression list, or left the contact list (https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html, 2026-11).
 */
export function classifySes(type: string, subtype: string, reply: Reply): BounceClass | undefined {
  if (subtype === 'OnAccountSuppressionList' || subtype === 'UnsubscribedRecipient') return undefined;
  const told = ruled(textRules, reply.text);
  if (told && !SURE.includes(subtype)) return told;
  if (CONTENT.includes(subtype)) return 'content';
  if (type === 'Transient') return 'temporary';
  if (type === 'Permanent') return subtype === 'General' ? permanent(reply) : 'recipient';
  return classify(reply);
}

/** Here SES knows more than the words: its own lists, its own limits. */
const SURE = ['NoEmail', 'Suppressed', 'MailboxFull', 'CustomTimeoutExceeded'];
const CONTENT = ['MessageTooLarge', 'ContentRejected', 'AttachmentRejected'];

/** General is what SES calls each hard bounce that it does not look into. */
function permanent(reply: Reply): BounceClass {
  const told = classify(reply);
  return told === 'unknown' ? 'recipient' : told;
}
