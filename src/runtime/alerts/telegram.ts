/** A bot of Telegram: text with entities, so nothing is escaped. core.telegram.org/bots/api#sendmessage, 2026-08. */
import { createHash } from 'node:crypto';
import type { Channel, Sent } from './channel.ts';
import { cut, fitting, type Message, more, type Piece } from './message.ts';
import { inLine, type Posted, postJson } from './post.ts';

/** In UTF-16 units, as JavaScript counts and as entities are measured. */
const LONGEST_TEXT = 4_096;
const ENOUGH_FOR_MORE = 100;
/** Telegram shows the first hundred entities. */
const MOST_PARAGRAPHS = 98;

export interface TelegramBot {
  token: string;
  chat: string;
  /** Default: the public API. */
  baseUrl?: string;
}

export const telegram = ({ token, chat, baseUrl = 'https://api.telegram.org' }: TelegramBot): Channel => ({
  name: 'telegram',
  address: createHash('sha256').update(`${token} ${chat}`).digest('hex').slice(0, 16),
  async send(message, moved) {
    const post = (body: object) => postJson(`${baseUrl}/bot${token}/sendMessage`, { chat_id: moved ?? chat, ...body });
    const posted = await post(bodyOf(message));
    const sent = judged(posted);
    // What it cannot make out must not keep back all that comes after it.
    const garbled = posted.status === 400 && sent.kind === 'later';
    return garbled ? judged(await post({ text: cut(message.title, LONGEST_TEXT) })) : sent;
  },
});

export function bodyOf({ title, paragraphs }: Message): {
  text: string;
  entities: object[];
  link_preview_options: object;
} {
  const room = LONGEST_TEXT - title.length - ENOUGH_FOR_MORE;
  const size = (pieces: Piece[]) => 2 + pieces.reduce((sum, { text }) => sum + text.length, 0);
  const [kept, left] = fitting(paragraphs, size, room, MOST_PARAGRAPHS);
  const shown: Piece[][] = [[{ text: title, bold: true }], ...kept, ...(left > 0 ? [[{ text: more(left) }]] : [])];
  let text = '';
  const entities: object[] = [];
  for (const pieces of shown) {
    if (text !== '') text += '\n\n';
    for (const piece of pieces) {
      if (piece.bold) entities.push({ type: 'bold', offset: text.length, length: piece.text.length });
      text += piece.text;
    }
  }
  // A domain with a listing needs no preview of its website.
  return { text, entities, link_preview_options: { is_disabled: true } };
}

interface Answer {
  ok?: boolean;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

function judged({ status, body, wait }: Posted): Sent {
  const { ok, description, parameters = {} } = parsed(body);
  if (ok) return { kind: 'sent' };
  const reason = status === 0 ? `no answer (${inLine(body)})` : `HTTP ${status} ${inLine(description ?? body)}`.trim();
  const { retry_after, migrate_to_chat_id } = parameters;
  if (migrate_to_chat_id !== undefined) return { kind: 'moved', to: String(migrate_to_chat_id) };
  if ([401, 403, 404].includes(status) || /chat not found/.test(description ?? '')) return { kind: 'refused', reason };
  const asked = retry_after === undefined ? wait : retry_after * 1000;
  return { kind: 'later', reason, ...(asked !== undefined && { wait: asked }) };
}

function parsed(body: string): Answer {
  try {
    return (JSON.parse(body) ?? {}) as Answer;
  } catch {
    return {};
  }
}
