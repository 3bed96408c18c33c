/** Slack's incoming webhooks: one webhook, the messages it took, and its refusals in its own words (docs.slack.dev, 2026-08). */
import type { Answer, TwinRequest } from '../http/request.ts';
import { type HttpTwin, type HttpTwinOptions, startHttpTwin } from '../http/twin.ts';
import { closed, strict } from '../mail/strict.ts';

export interface SlackMessage {
  text?: string;
  blocks?: { type: string; text: { type: string; text: string } }[];
}

export interface SlackTwinOptions extends HttpTwinOptions {
  /** Told of each message that it takes, in one line. */
  onMessage?: (text: string) => void;
}

export interface SlackTwin extends HttpTwin {
  readonly env: { MAILYARD_SLACK_WEBHOOK: string };
  /** Those that it took, oldest first. */
  readonly messages: readonly SlackMessage[];
  /** What happened to the channel; undefined: all is well again. */
  refuse(reason: keyof typeof gone | undefined): void;
}

const PATH = '/services/T00000000/B00000000/sandboxsandboxsandbox000';

/** Statuses of what does not come right by itself. */
const gone = {
  action_prohibited: 403,
  invalid_token: 403,
  channel_not_found: 404,
  no_service: 404,
  channel_is_archived: 410,
} as const;

const word = (status: number, body: string): Answer => ({ status, body, contentType: 'text/plain' });

const plain = (maxLength: number) =>
  closed(
    { type: { const: 'plain_text' }, text: { type: 'string', minLength: 1, maxLength }, emoji: { type: 'boolean' } },
    ['type', 'text'],
  );
const mrkdwn = closed(
  {
    type: { const: 'mrkdwn' },
    text: { type: 'string', minLength: 1, maxLength: 3_000 },
    verbatim: { type: 'boolean' },
  },
  ['type', 'text'],
);
const header = closed({ type: { const: 'header' }, text: plain(150) }, ['type', 'text']);
const section = closed({ type: { const: 'section' }, text: { anyOf: [mrkdwn, plain(3_000)] } }, ['type', 'text']);
const faultOf = strict({
  text: { type: 'string' },
  blocks: { type: 'array', maxItems: 50, items: { anyOf: [header, section] } },
});

/** Measured near 13,200 (slackapi/bolt-js#2509). */
const LONGEST = 13_200;

export async function startSlackTwin({ onMessage, ...options }: SlackTwinOptions = {}): Promise<SlackTwin> {
  const messages: SlackMessage[] = [];
  let refused: keyof typeof gone | undefined;

  function post(request: TwinRequest): Answer {
    if (refused) return word(gone[refused], refused);
    const message = parsed(request);
    if (message === undefined) return word(400, 'invalid_payload');
    if (faultOf(message) !== undefined) return word(400, 'invalid_blocks');
    if (!message.text && !message.blocks?.length) return word(400, 'no_text');
    const length = (message.blocks ?? []).reduce((sum, { text }) => sum + text.text.length, 0);
    if (length > LONGEST) return word(400, 'msg_blocks_too_long');
    messages.push(message);
    onMessage?.(message.text ?? '');
    return word(200, 'ok');
  }

  const twin = await startHttpTwin(
    {
      routes: { [`POST ${PATH}`]: post },
      limited: retryAfter => ({
        ...word(429, 'rate_limited'),
        ...(retryAfter !== null && { headers: { 'retry-after': String(retryAfter) } }),
      }),
      failed: status => word(status, 'rollup_error'),
      noRoute: () => word(404, 'no_service'),
    },
    options,
  );
  return Object.assign(twin, {
    env: { MAILYARD_SLACK_WEBHOOK: twin.origin + PATH },
    messages,
    refuse: (reason: keyof typeof gone | undefined) => {
      refused = reason;
    },
  });
}

function parsed(request: TwinRequest): SlackMessage | undefined {
  try {
    const body = request.json();
    return typeof body === 'object' && body !== null ? (body as SlackMessage) : undefined;
  } catch {
    return undefined;
  }
}
