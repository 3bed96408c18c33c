/** SMTP replies (RFC 5321 §4.2) with their enhanced codes (RFC 3463), as smtp-server sends an error. */
import type { Sent } from './upstream.ts';

export class Reply extends Error {
  readonly responseCode: number;

  constructor(code: number, enhanced: string, text: string) {
    super(`${enhanced} ${ascii(text)}`);
    this.responseCode = code;
  }
}

/** A reply is one line of ASCII, of at most 512 octets with its code. */
const ascii = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 480);

export function replyFor(sent: Sent): Reply {
  switch (sent.outcome) {
    case 'refused':
      return passedOn(sent.code, sent.reason);
    case 'unknown':
      return new Reply(
        451,
        '4.4.2',
        `The connection upstream was lost while the message left (${sent.reason}): it may have been sent, and counts as sent.`,
      );
    case 'accepted':
      return new Reply(554, '5.0.0', partlyText(sent));
  }
}

/**
 * Some recipients were taken and others not. The client hears of it as an error, as nobody would read it in a success, and as one that it
 * does not try again on (RFC 5321 §4.2.1), so that nobody has the message twice. Named are the fewer: a reply has little room.
 */
function partlyText({ accepted, rejected, reasons }: Extract<Sent, { outcome: 'accepted' }>): string {
  const why = [...new Set(reasons)].join('; ');
  return rejected.length <= accepted.length
    ? `Not sent to ${rejected.join(', ')}: ${why}. All others have it.`
    : `Sent to ${accepted.join(', ')}, and not to the others: ${why}.`;
}

/** The server's own words, without saying its code twice. */
function passedOn(code: number, reason: string): Reply {
  const [, enhanced = `${String(code)[0]}.0.0`, text = ''] =
    /^(?:\d{3}[ -])?(?:([245]\.\d{1,3}\.\d{1,3}) )?(.*)$/s.exec(reason) ?? [];
  return new Reply(code, enhanced, text);
}
