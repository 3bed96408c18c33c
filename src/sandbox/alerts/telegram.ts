/** Telegram's bot API: one bot in one group, the messages it took, and its refusals in its own words (core.telegram.org, 2026-08). */
import type { Answer, TwinRequest } from '../http/request.ts';
import { type HttpTwin, type HttpTwinOptions, startHttpTwin } from '../http/twin.ts';
import { closed, strict } from '../mail/strict.ts';

export interface TelegramMessage {
  chat_id: string;
  text: string;
  entities?: { type: string; offset: number; length: number }[];
}

export interface TelegramTwinOptions extends HttpTwinOptions {
  /** Told of each message that it takes, in one line. */
  onMessage?: (text: string) => void;
}

export interface TelegramTwin extends HttpTwin {
  readonly env: Record<'MAILYARD_TELEGRAM_TOKEN' | 'MAILYARD_TELEGRAM_CHAT' | 'MAILYARD_TELEGRAM_URL', string>;
  /** Those that it took, oldest first. */
  readonly messages: readonly TelegramMessage[];
  /** The group becomes a supergroup, which has another number. */
  migrate(to: number): void;
  /** The bot is thrown out of the group. */
  kick(): void;
}

const TOKEN = '1234567890:AASandboxSandboxSandboxSandboxSan';
const CHAT = '-100200300';
const LONGEST = 4_096;

const refused = (status: number, description: string, parameters?: object): Answer => ({
  status,
  body: { ok: false, error_code: status, description, ...(parameters && { parameters }) },
});
const bad = (what: string, parameters?: object) => refused(400, `Bad Request: ${what}`, parameters);

const count = { type: 'integer', minimum: 0 };
const entity = closed({ type: { type: 'string' }, offset: count, length: count, url: { type: 'string' } }, [
  ...['type', 'offset', 'length'],
]);
/** The real one passes over fields that it does not know; here a misspelt one is noticed. */
const faultOf = strict(
  {
    chat_id: { type: ['string', 'integer'] },
    text: { type: 'string' },
    entities: { type: 'array', items: entity },
    link_preview_options: closed({ is_disabled: { type: 'boolean' } }),
    disable_notification: { type: 'boolean' },
  },
  ['chat_id', 'text'],
);

export async function startTelegramTwin({ onMessage, ...options }: TelegramTwinOptions = {}): Promise<TelegramTwin> {
  const messages: TelegramMessage[] = [];
  let chat = CHAT;
  let kicked = false;

  function send(request: TwinRequest): Answer {
    if (request.params.bot !== `bot${TOKEN}`) return refused(401, 'Unauthorized');
    const message = request.json() as TelegramMessage;
    const fault = faultOf(message);
    if (fault !== undefined) return bad(fault);
    const id = String(message.chat_id);
    if (id === CHAT && chat !== CHAT)
      return bad('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: Number(chat) });
    if (id !== chat) return bad('chat not found');
    if (kicked) return refused(403, 'Forbidden: bot was kicked from the group chat');
    if (message.text.trim() === '') return bad('message text is empty');
    if (message.text.length > LONGEST) return bad('message is too long');
    const outside = message.entities?.some(({ offset, length }) => offset + length > message.text.length);
    if (outside) return bad('ENTITY_BOUNDS_INVALID');
    messages.push(message);
    onMessage?.(message.text.split('\n')[0] ?? '');
    return { status: 200, body: { ok: true, result: { message_id: messages.length } } };
  }

  const twin = await startHttpTwin(
    {
      routes: { 'POST /:bot/sendMessage': send },
      // In a group.
      rate: { calls: 20, seconds: 60 },
      limited: retryAfter =>
        refused(429, `Too Many Requests: retry after ${retryAfter ?? 1}`, { retry_after: retryAfter ?? 1 }),
      failed: status => refused(status, 'Internal Server Error'),
      noRoute: () => refused(404, 'Not Found'),
    },
    options,
  );
  return Object.assign(twin, {
    env: { MAILYARD_TELEGRAM_TOKEN: TOKEN, MAILYARD_TELEGRAM_CHAT: CHAT, MAILYARD_TELEGRAM_URL: twin.origin },
    messages,
    migrate: (to: number) => {
      chat = String(to);
    },
    kick: () => {
      kicked = true;
    },
  });
}
