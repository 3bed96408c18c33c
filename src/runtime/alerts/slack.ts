/** An incoming webhook of Slack: blocks of mrkdwn. docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, 2026-08. */
import { createHash } from 'node:crypto';
import type { Channel, Sent } from './channel.ts';
import { cut, fitting, type Message, more, type Piece } from './message.ts';
import { inLine, type Posted, postJson } from './post.ts';

const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3_000;
const MOST_BLOCKS = 50;
/** `msg_blocks_too_long` comes near 13,200 characters in all (slackapi/bolt-js#2509). */
const LONGEST_MESSAGE = 12_000;

export const slack = (webhook: string): Channel => ({
  name: 'slack',
  address: createHash('sha256').update(webhook).digest('hex').slice(0, 16),
  async send(message) {
    const posted = await postJson(webhook, bodyOf(message));
    // What it cannot make out must not keep back all that comes after it.
    return judged(posted.status === 400 ? await postJson(webhook, { text: escaped(message.title) }) : posted);
  },
});

export function bodyOf({ title, paragraphs }: Message): object {
  const sections = paragraphs.map(pieces => cutEscaped(pieces.map(mrkdwn).join(''), LONGEST_SECTION));
  const room = LONGEST_MESSAGE - title.length - 100;
  // Places are kept for the header and for what is said of those left out.
  const [kept, left] = fitting(sections, ({ length }) => length, room, MOST_BLOCKS - 2);
  const shown = left > 0 ? [...kept, escaped(more(left))] : kept;
  return {
    text: escaped(title),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(title, LONGEST_HEADER), emoji: false } },
      // verbatim: names of domains and channels stay text.
      ...shown.map(text => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })),
    ],
  };
}

/** Only these three are escaped in mrkdwn. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A star would end what is bold. */
const mrkdwn = ({ text, bold }: Piece): string => (bold ? `*${escaped(text).replaceAll('*', '∗')}*` : escaped(text));

/** Not through the middle of an `&amp;`. */
const cutEscaped = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).replace(/&[a-z]{0,3}$/, '')}…`;

function judged({ status, body, wait }: Posted): Sent {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const reason = status === 0 ? `no answer (${inLine(body)})` : `HTTP ${status} ${inLine(body)}`.trim();
  if ([403, 404, 410].includes(status)) return { kind: 'refused', reason };
  return { kind: 'later', reason, ...(wait !== undefined && { wait }) };
}
