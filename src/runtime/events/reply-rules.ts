/**
 * What receivers say when they refuse, and whose fault they mean. The first rule that hits decides, so what is said of senders stands
 * before what the same words would say of recipients. Mailyard's own reading, 2026-11-26, of RFC 3463 and of what receivers publish:
 * https://support.google.com/a/answer/3726730, https://senders.yahooinc.com/smtp-error-codes/,
 * https://learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online,
 * https://postmaster.live.com, https://support.apple.com/102322
 */
import type { BounceClass } from '../../ledger/events/event.ts';

export interface ReplyRule {
  class: BounceClass;
  says: RegExp;
}

const rule = (fault: BounceClass, ...says: RegExp[]): ReplyRule[] => says.map(each => ({ class: fault, says: each }));

export const textRules: readonly ReplyRule[] = [
  // A link or file in the message is listed, and not its sender.
  ...rule(
    'content',
    /\b(url|uri|link|domain in (the|this) (message|body|e-?mail))s?\b.{0,60}\b(listed|block(ed|list)|blacklist|surbl|uribl|dbl)/i,
    /\b(virus|malware|phish(ing)?|trojan|infected)\b/i,
    /\b(attachment|file type|executable)s?\b.{0,60}\b(reject|not allowed|prohibited|block|forbidden|denied)/i,
    /\b(reject|block|prohibit|forbid)\w*.{0,40}\battachments?\b/i,
    /\b(message|mail|e-?mail|content)\b.{0,40}\b(too (large|big)|exceeds?\b.{0,30}\b(size|limit|maximum))/i,
    /\bmessage size\b/i,
  ),

  // The recipient's own limit, in words that elsewhere are said of senders.
  ...rule(
    'temporary',
    /\b(user|account|recipient|mailbox)\b.{0,60}\breceiving (mail|messages)\b.{0,40}\b(rate|quickly)/i,
    /\bgrey-?list/i,
    /\bgraylist/i,
    /\btoo many recipients\b/i,
  ),

  // Who sends: authentication, reputation, lists, names, rate.
  ...rule(
    'sender',
    /\b(spf|dkim|dmarc)\b/i,
    /\bunauthenticated\b|\bauthentication (information|checks?|results?|level)\b|\b(required|sender|mail) authentication\b/i,
    /\b(reverse dns|rdns|ptr\b|reverse (lookup|hostname|mapping)|forward.confirmed|fcrdns)/i,
    /\b(helo|ehlo)\b.{0,60}\b(reject|invalid|resolve|not found|refused|denied)/i,
    /\bsender('s)? (address|domain|verif\w*|verification|id|ip|host|e-?mail)\b.{0,60}\b(reject|fail|denied|not found|invalid|not exist|resolve|block|unverified|refused|reputation)/i,
    /\b(mail from|envelope from|return path|from address|5322\.from|5321\.mailfrom)\b.{0,80}\b(reject|fail|invalid|not exist|no (valid )?mx|resolve|align|block)/i,
    /\breputation\b/i,
    /\b(dnsbl|rbl|spamhaus|spamcop|barracuda(central)?|sorbs|proofpoint|cloudmark|mimecast|invaluement|uceprotect|sender ?score|senderbase|talos)\b/i,
    /\b(black|block|deny)\s?-?list/i,
    /\b(ip|client|host|network|server|connection|address) ?\[?[\w.: ]{0,45}\]? ?(is |was |has been |are )?(currently |temporarily |being )?(blocked|banned|listed|blacklisted|refused because)/i,
    /\b(banned|blocked)\b.{0,30}\b(sender|sending|ip\b|client|network|connection)/i,
    /\bbad outbound sender\b|\bspam abuse detected\b|\bbanned sending ip\b/i,
    /\b(unsolicited|unwanted|suspicious)\b|\bbulk (mail|e-?mail|messages?)\b/i,
    /\buser complaints?\b|\bcomplaint rate\b/i,
    /\btemporarily deferred\b|\bpermanently deferred\b|\bunexpected volume\b|\bunusual (rate|volume|traffic)\b/i,
    /\b(rate|sending|hourly|daily|message) (limit|quota)s?\b|\brate.?limit|\bthrottl|\btoo (many|much) (messages|connections|mails?|e-?mails?|concurrent|sessions|traffic)\b|\btoo (fast|frequently)\b/i,
    /\bnot accepted from\b|\bmessages from\b.{0,60}\b(weren't|were not|not) sent\b|\btry again later from\b/i,
    /\brejected by outlook\.com for policy\b|\bnot accepted (due to|because of|for) policy\b|\b(tss?|ipts)0\d\b|\[bl\d*\d\]|\brp-00\d\b|\b(oc|ou|dy)-00\d\b|\bs31[45]0\b|\b(hm|cs)\d\d?\b.{0,20}\bpolicy\b/i,
    /\b(not authenticated|permissions? to send as|not (allowed|permitted|authorized) to send|unregistered domain|tenant\b.{0,40}\bexceeded)/i,
  ),

  // Full for now: facts of many a year say that it passes more often than not.
  ...rule(
    'temporary',
    /\bover ?-?quota\b|\bquota\b.{0,30}\b(exceeded|full|reached)|\bexceed\w*\b.{0,30}\b(storage|quota)\b|\boverquota/i,
    /\b(mailbox|inbox|mail ?box|account|user|recipient)('s)?\b.{0,40}\b(is )?full\b|\bfull (mailbox|inbox)\b|\bmailfull\b/i,
    /\b(out of|insufficient|not enough)\b.{0,20}\b(storage|disk|space)\b/i,
  ),

  // The address: not there, no longer there, or closed to strangers.
  ...rule(
    'recipient',
    /\b(user|recipient|mailbox|account|address|alias|e-?mail|inbox|destination)\b.{0,60}\b(unknown|not (be )?found|does ?n[o']t exist|do not exist|not exist|invalid|no longer (exists?|available|active|valid|in use|accept\w*|monitored|works?)|disabled|inactive|suspended|deactivated|closed|deleted|discontinued|unavailable|not available|not active|not local|undeliverable|unrouteable|not listed|terminated|expired)/i,
    /\b(unknown|no such|invalid|nonexistent|non-existent|inactive|disabled|bad|undeliverable|unrouteable|unroutable)\b.{0,20}\b(user|recipient|mailbox|account|address|alias|local.?part|person|destination|domain)/i,
    /\bno (mailbox|user|recipient|account)\b.{0,30}\b(here|by that name|with that name|found|such)/i,
    /\b(does ?n[o']t|does not) have an? .{0,60}\baccount\b/i,
    /\bno longer (works?|employed|with (the|this|our) company)\b/i,
    /\brecipient address rejected\b|\b(disableduser|nosuchuser|recipnotfound|recipient ?not ?found)\b|\bdoes not like recipient\b/i,
    /\b(domain|host|mx)\b.{0,40}\b(not found|does not exist|doesn't exist|nxdomain|no (valid )?mx|not resolve|unknown|lookup failed)|\bnxdomain\b|\bnull mx\b|\bdoes not accept (any )?(e-?)?mail\b|\bhost unknown\b|\bno mx\b/i,
    /\brelay(ing)? (access )?(is )?(denied|not (permitted|allowed))|\bunable to relay\b|\bnot (a )?(local|hosted) domain\b/i,
    /\bonly accepts? (mail|messages|e-?mail)\b|\brestricted\b.{0,40}\b(recipient|group|list)|\bresolver\.rst\b|\bauthrequired\b/i,
    /\b(mail|routing) loop\b|\bhop count\b|\btoo many hops\b/i,
  ),

  // This message, without a word of who sent it.
  ...rule(
    'content',
    /\b(spam|junk)\b/i,
    /\breject\w*\b.{0,30}\bcontent\b|\bcontent\b.{0,40}\b(reject|policy|filter|not allowed|block|denied|prohibited)/i,
    /\b(header|mime|line too long|bare (lf|cr)|message-?id|rfc ?5322|rfc ?2822|malformed|multiple from)\b/i,
  ),

  ...rule(
    'temporary',
    /\btry (again|later)\b|\btemporar(y|ily)\b|\bretry\b|\b(service|server|system|resources?)\b.{0,30}\b(unavailable|busy|overloaded|error|failure)|\bserver error\b|\blocal error\b/i,
    /\btimed? ?-?out\b|\bconnection (refused|reset|dropped|lost|closed)\b|\bno (answer|route|response)\b|\bunreachable\b|\bdelivery time expired\b|\bmessage expired\b|\bexpired\b.{0,30}\b(delivery|queue)|\bretry (time|limit)\b/i,
  ),
];

/** RFC 3463 with what came after it (RFC 7372, 7505, 8601) and Microsoft's own; the class of the code, not of its first digit. */
export const statusRules: readonly ReplyRule[] = [
  ...rule('sender', /^.\.1\.[78]$/, /^.\.7\.(2[0-9]|3[0-4]|8|9|15|23|38)$/, /^.\.7\.(5\d\d|6\d\d|7\d\d)$/, /^.\.4\.5$/),
  ...rule(
    'recipient',
    /^5\.1\.(0|1|2|3|4|5|6|9|10)$/,
    /^5\.2\.(0|1|4)$/,
    /^5\.4\.(4|6)$/,
    /^5\.7\.(13|17|18|12\d|13\d)$/,
  ),
  ...rule(
    'temporary',
    /^.\.2\.2$/,
    /^.\.3\.[01]$/,
    /^.\.4\.[012378]$/,
    /^.\.5\.3$/,
    /^4\.[1246]\.\d+$/,
    /^4\.3\.[235]$/,
  ),
  ...rule('content', /^.\.2\.3$/, /^.\.3\.4$/, /^5\.6\.\d+$/, /^.\.7\.7$/),
];
