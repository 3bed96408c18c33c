/** The twins of Slack and Telegram refuse what the real ones refuse, in their words. */
import got from 'got';
import { expect, onTestFinished, test } from 'vitest';
import { startSlackTwin } from '../../src/sandbox/alerts/slack.ts';
import { startTelegramTwin } from '../../src/sandbox/alerts/telegram.ts';
import { startSandbox } from '../../src/sandbox/start.ts';

const post = (url: string, body: object | string) =>
  got.post(url, {
    ...(typeof body === 'string' ? { body } : { json: body }),
    ...{ throwHttpErrors: false, retry: { limit: 0 } },
  });

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

test.each([
  ['not JSON', '{', 'invalid_payload'],
  ['nothing to show', {}, 'no_text'],
  ['a field that it does not know', { text: 'x', titel: 'x' }, 'invalid_blocks'],
  [
    'a long header',
    { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] },
    'invalid_blocks',
  ],
  ['an empty section', { blocks: [section('')] }, 'invalid_blocks'],
  ['a long section', { blocks: [section('x'.repeat(3_001))] }, 'invalid_blocks'],
  ['51 blocks', { blocks: Array.from({ length: 51 }, () => section('x')) }, 'invalid_blocks'],
  ['a long message', { blocks: Array.from({ length: 5 }, () => section('x'.repeat(2_900))) }, 'msg_blocks_too_long'],
])('Slack refuses %s', async (_, body, words) => {
  const twin = await startSlackTwin();
  onTestFinished(() => twin.close());
  const { statusCode, body: said } = await post(twin.env.MAILYARD_SLACK_WEBHOOK, body);
  expect([statusCode, said]).toEqual([400, words]);
  expect(twin.messages).toEqual([]);
});

test('Slack knows its own webhook, and each end of a channel by its status', async () => {
  const twin = await startSlackTwin();
  onTestFinished(() => twin.close());
  const answer = async (url = twin.env.MAILYARD_SLACK_WEBHOOK) => {
    const { statusCode, body } = await post(url, { text: 'x' });
    return `${statusCode} ${body}`;
  };
  expect(await answer()).toBe('200 ok');
  expect(await answer(`${twin.origin}/services/T/B/x`)).toBe('404 no_service');
  for (const [reason, status] of [
    ['action_prohibited', 403],
    ['channel_not_found', 404],
    ['channel_is_archived', 410],
  ] as const) {
    twin.refuse(reason);
    expect(await answer()).toBe(`${status} ${reason}`);
  }
});

test.each([
  ['an empty text', { text: ' ' }, 400, 'Bad Request: message text is empty'],
  ['a long text', { text: 'x'.repeat(4_097) }, 400, 'Bad Request: message is too long'],
  ['another chat', { chat_id: '-1' }, 400, 'Bad Request: chat not found'],
  [
    'an entity outside the text',
    { entities: [{ type: 'bold', offset: 0, length: 9 }] },
    400,
    'Bad Request: ENTITY_BOUNDS_INVALID',
  ],
  ['a field that it does not know', { txt: 'x' }, 400, 'Bad Request: must NOT have additional properties txt'],
])('Telegram refuses %s', async (_, more, status, description) => {
  const twin = await startTelegramTwin();
  onTestFinished(() => twin.close());
  const { MAILYARD_TELEGRAM_TOKEN: token, MAILYARD_TELEGRAM_CHAT: chat } = twin.env;
  const { statusCode, body } = await post(`${twin.origin}/bot${token}/sendMessage`, {
    chat_id: chat,
    text: 'x',
    ...more,
  });
  expect([statusCode, JSON.parse(body)]).toEqual([status, { ok: false, error_code: status, description }]);
  expect(twin.messages).toEqual([]);
});

test('Telegram takes so many messages a minute into a group, and knows its token', async () => {
  const twin = await startTelegramTwin();
  onTestFinished(() => twin.close());
  const { MAILYARD_TELEGRAM_TOKEN: token, MAILYARD_TELEGRAM_CHAT: chat } = twin.env;
  const send = (bot = token) => post(`${twin.origin}/bot${bot}/sendMessage`, { chat_id: chat, text: 'x' });
  expect((await send('1:x')).statusCode).toBe(401);
  for (let sent = 1; sent < 20; sent++) expect((await send()).statusCode).toBe(200);
  const { statusCode, body } = await send();
  expect(statusCode).toBe(429);
  expect(JSON.parse(body).parameters.retry_after).toBeGreaterThan(0);
});

test('the sandbox has both, and tells of what reaches them', async () => {
  const heard: string[] = [];
  const sandbox = await startSandbox({ onMessage: (channel, text) => heard.push(`${channel}: ${text}`) });
  onTestFinished(() => sandbox.close());
  await post(sandbox.env.MAILYARD_SLACK_WEBHOOK ?? '', { text: 'one' });
  const { env } = sandbox;
  const message = { chat_id: env.MAILYARD_TELEGRAM_CHAT, text: 'two\nmore' };
  await post(`${env.MAILYARD_TELEGRAM_URL}/bot${env.MAILYARD_TELEGRAM_TOKEN}/sendMessage`, message);
  expect(heard).toEqual(['slack: one', 'telegram: two']);
});
