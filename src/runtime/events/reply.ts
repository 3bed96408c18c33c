/** A receiver's refusal as it is told: three digits, RFC 3463's enhanced code, and words. */

export interface Reply {
  /** 550 */
  code?: number;
  /** `5.1.1`, RFC 3463. */
  status?: string;
  text: string;
}

/** What is longer is cut: rules look at the beginning, and a reply is at most some lines of 512 octets (RFC 5321 §4.5.3.1.5). */
const LONGEST = 2000;

const CODES = /^(?:smtp;\s*)?(?:([245]\d\d)\b[\s-]?)?\s*(?:#?\(?([245]\.\d{1,3}\.\d{1,3})\b\)?)?/i;

/** `smtp; 550-5.1.1 User unknown`, as DSNs have it (RFC 3464 §2.3.6), with lines joined by whatever joined them. */
export function parseReply(told: string): Reply {
  const line = told.slice(0, LONGEST).replaceAll(/\s+/g, ' ').trim();
  const [start = '', code, status] = CODES.exec(line) ?? [];
  const text = line.slice(start.length).trim();
  // Each line of a reply repeats its codes: `550-5.1.1 The account 550-5.1.1 does not exist`.
  const again =
    code && new RegExp(`\\s${code}[ -](?:${status?.replaceAll('.', '\\.') ?? '[245]\\.\\d+\\.\\d+'}\\b)?`, 'g');
  return {
    ...(code && { code: Number(code) }),
    ...(status && { status }),
    text: again ? text.replaceAll(again, ' ').replaceAll(/\s+/g, ' ').trim() : text,
  };
}

const ADDRESS = /<?[^\s<>"'(),;:=]+@[^\s<>"'(),;]+\w>?/g;
/** Queue ids and request ids: each message has its own, and the same reason would never be seen twice. */
const TOKEN = /\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{16,}(?:\.\d+)?/gi;
const KEPT = 240;

/** As it is kept and shown: without the recipient's address and what is different in each message, so that equal reasons are equal. */
export function replyLine({ code, status, text }: Reply): string {
  const words = text.replaceAll(ADDRESS, '<address>').replaceAll(TOKEN, '…');
  return [code, status, words].filter(Boolean).join(' ').slice(0, KEPT).trim();
}
