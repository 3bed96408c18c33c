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

/**
 * Where some recipients were taken and others not, the client hears of it as an error: nobody would read it in a success. It says who has
 * the message, and is no error to try again on.
 */
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
      return new Reply(
        554,
        '5.0.0',
        `Sent to ${sent.accepted.join(', ')}. Refused for ${sent.rejected.join(', ')}: ${sent.reasons.join('; ')}`,
      );
  }
}

/** The server's own words, without saying its code twice. */
function passedOn(code: number, reason: string): Reply {
  const [, enhanced = `${String(code)[0]}.0.0`, text = ''] =
    /^(?:\d{3}[ -])?(?:([245]\.\d{1,3}\.\d{1,3}) )?(.*)$/s.exec(reason) ?? [];
  return new Reply(code, enhanced, text);
}
