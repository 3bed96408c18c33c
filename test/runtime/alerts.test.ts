/** Notices on their way to Slack and Telegram: nothing is lost, nothing is said twice, and no limit of theirs is broken. */
import { expect, onTestFinished, test } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { end, type NewNotice, openNotices, raise } from '../../src/ledger/notices.ts';
import { type DeliverOptions, deliverNotices } from '../../src/runtime/alerts/deliver.ts';
import { silentLog } from '../../src/runtime/runtime.ts';
import { type SlackTwin, startSlackTwin } from '../../src/sandbox/alerts/slack.ts';
import { startTelegramTwin, type TelegramTwin } from '../../src/sandbox/alerts/telegram.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { onEachLedger } from '../support/ledger.ts';
import { NOON } from '../support/runtime.ts';

const MINUTE = 60_000;

async function desk(ledger: Ledger) {
  const clock = sandboxClock(NOON);
  const [slack, telegram] = [await startSlackTwin({ clock }), await startTelegramTwin({ clock })];
  onTestFinished(async () => void (await Promise.all([slack.close(), telegram.close()])));
  const around = { ledger, log: silentLog, who: 'a test', holder: 'a test', project: 'acme', now: () => clock.now() };
  const env: Record<string, string> = { ...slack.env, ...telegram.env };
  const { signal } = new AbortController();
  return {
    ...{ clock, slack, telegram, env },
    deliver: (options?: DeliverOptions) => deliverNotices({ ...around, env, signal }, options),
    raise: (notice: Partial<NewNotice> = {}) => raise(ledger, { ...listed, ...notice }, clock.now()),
    end: (key = listed.key) => end(ledger, key, clock.now()),
  };
}

const listed: NewNotice = {
  key: 'blocklists/a.example',
  level: 'critical',
  domain: 'a.example',
  title: 'a.example is on two lists.',
  detail: 'DBL & <SURBL> name *it*; delist it at https://lists.example/.',
};

const textOf = ({ messages }: SlackTwin, index = -1): string =>
  (messages.at(index)?.blocks ?? []).map(({ text }) => text.text).join('\n');
const wordsOf = ({ messages }: TelegramTwin, index = -1): string => messages.at(index)?.text ?? '';

onEachLedger('notices', ({ open }) => {
  test('one message for all that is new, totals first and the worst first; then that it is over; each once', async () => {
    const { slack, telegram, clock, deliver, raise, end } = await desk(await open());
    await raise({ key: 'warmup/b.example', level: 'warning', title: 'b.example is held.', detail: '' });
    await raise();
    expect(await deliver()).toEqual([]);
    expect(await deliver()).toEqual([]);
    expect([slack.messages.length, telegram.messages.length]).toEqual([1, 1]);
    expect(textOf(slack)).toBe(
      [
        'Mailyard (acme): 1 critical, 1 warning',
        '*critical: a.example is on two lists.*',
        'DBL &amp; &lt;SURBL&gt; name *it*; delist it at https://lists.example/.',
        '*warning: b.example is held.*',
      ].join('\n'),
    );
    expect(wordsOf(telegram)).toContain('\n\ncritical: a.example is on two lists.\nDBL & <SURBL> name *it*');
    const bold = telegram.messages[0]?.entities?.map(({ offset, length }) => wordsOf(telegram).substr(offset, length));
    expect(bold?.slice(0, 2)).toEqual([
      'Mailyard (acme): 1 critical, 1 warning',
      'critical: a.example is on two lists.',
    ]);

    clock.advance(90 * MINUTE);
    await end();
    await deliver();
    await deliver();
    expect(slack.messages).toHaveLength(2);
    expect(textOf(slack)).toContain('*over:* a.example is on two lists. (2026-11-2');
    expect(textOf(slack)).toContain('12:00 to 2026-11-');
  });

  test('what was over before anybody heard of it is told once, and what began before the channel is told if it goes on', async () => {
    const { slack, clock, deliver, raise, end } = await desk(await open());
    await raise({ key: 'old', title: 'Over long ago.' });
    await end('old');
    await raise({ key: 'open', title: 'Goes on.' });
    clock.advance(MINUTE);
    await deliver();
    expect(textOf(slack)).toContain('Goes on.');
    expect(textOf(slack)).not.toContain('Over long ago.');
    await raise({ key: 'short', title: 'Came and went.' });
    await end('short');
    await deliver();
    await deliver();
    expect(slack.messages).toHaveLength(2);
    expect(textOf(slack)).toContain('1 over\n*over:* Came and went.');
  });

  test('a channel that does not answer is tried again, later each time, with what came meanwhile', async () => {
    const { slack, telegram, clock, deliver, raise } = await desk(await open());
    slack.faults.add({ kind: 'connection-lost' }, { kind: 'server-error' }, { kind: 'rate-limit', blockSeconds: 600 });
    await raise();
    expect(await deliver()).toEqual([expect.stringMatching(/^slack did not take a message \(no answer \(\w+\)\)$/)]);
    expect(telegram.messages).toHaveLength(1);
    expect(await deliver()).toEqual([expect.stringMatching(/^slack is tried again at 2026-/)]);
    await raise({ key: 'second', title: 'Came meanwhile.' });
    clock.advance(30_000);
    expect(await deliver()).toEqual(['slack did not take a message (HTTP 500 rollup_error)']);
    clock.advance(59_000);
    expect(await deliver()).toEqual([expect.stringContaining('is tried again at')]);
    clock.advance(1_000);
    expect(await deliver()).toEqual(['slack did not take a message (HTTP 429 rate_limited)']);
    clock.advance(599_000);
    await deliver();
    expect(slack.count({ status: 200 })).toBe(0);
    clock.advance(1_000);
    expect(await deliver()).toEqual([]);
    expect(textOf(slack)).toMatch(/2 critical.*Came meanwhile/s);
    expect(slack.messages).toHaveLength(1);
    expect(telegram.messages).toHaveLength(2);
  });

  test('a channel that is away for days is told of all that is open once it is back', async () => {
    const { slack, clock, deliver, raise } = await desk(await open());
    await raise();
    for (let hour = 0; hour < 40; hour++) {
      if (hour === 29) await raise({ key: 'late', title: 'Came when it had long been away.' });
      slack.faults.add({ kind: 'server-error' });
      await deliver();
      clock.advance(60 * MINUTE);
    }
    expect(slack.messages).toEqual([]);
    expect(await deliver()).toEqual([]);
    expect(textOf(slack)).toMatch(/2 critical.*a\.example is on two lists.*Came when it had long been away/s);
  });

  test('a message that was taken before the connection broke may come twice, and is never lost', async () => {
    const { slack, clock, deliver, raise } = await desk(await open());
    slack.faults.add({ kind: 'applied-but-connection-lost' });
    await raise();
    await deliver();
    clock.advance(MINUTE);
    await deliver();
    expect(slack.messages).toHaveLength(2);
  });

  test('a channel that takes no more is left alone, and the other one says so; set up anew, it is used again', async () => {
    const ledger = await open();
    const { slack, telegram, clock, env, deliver, raise } = await desk(ledger);
    slack.refuse('channel_is_archived');
    await raise();
    expect(await deliver()).toEqual(['slack did not take a message (HTTP 410 channel_is_archived)']);
    expect(wordsOf(telegram)).toContain('critical: slack takes no more messages: HTTP 410 channel_is_archived.');
    slack.refuse(undefined);
    slack.resetCalls();
    clock.advance(24 * 60 * MINUTE);
    expect(await deliver()).toEqual(['slack takes no more messages (HTTP 410 channel_is_archived)']);
    expect(slack.count()).toBe(0);
    const renewed = await startSlackTwin({ clock });
    onTestFinished(() => renewed.close());
    env.MAILYARD_SLACK_WEBHOOK = renewed.env.MAILYARD_SLACK_WEBHOOK;
    expect(await deliver()).toEqual([]);
    expect(textOf(renewed)).toContain('a.example is on two lists.');
    expect(textOf(renewed)).not.toContain('slack takes no more');
    expect(wordsOf(telegram)).toContain('over: slack takes no more messages');
    expect((await openNotices(ledger)).map(({ key }) => key)).toEqual(['blocklists/a.example']);
  });

  test('a group of Telegram that becomes another one is followed, and a bot that was thrown out is said', async () => {
    const { slack, telegram, deliver, raise } = await desk(await open());
    telegram.migrate(-1_001_002_003);
    await raise();
    expect(await deliver()).toEqual([]);
    expect(telegram.messages).toMatchObject([{ chat_id: '-1001002003' }]);
    await raise({ key: 'second' });
    await deliver();
    expect(telegram.count({ status: 400 })).toBe(1);
    telegram.kick();
    await raise({ key: 'third' });
    await deliver();
    expect(textOf(slack)).toContain('telegram takes no more messages: HTTP 403 Forbidden: bot was kicked');
  });

  test('hundreds of findings are one message within the limits of each channel', async () => {
    const { slack, telegram, deliver, raise } = await desk(await open());
    for (let index = 0; index < 300; index++)
      await raise({ key: `k${index}`, title: `d${index}.example & <others> are listed.`, detail: '<&>🙂'.repeat(200) });
    expect(await deliver()).toEqual([]);
    expect([slack.messages.length, telegram.messages.length]).toEqual([1, 1]);
    expect(textOf(slack)).toMatch(/^Mailyard \(acme\): 300 critical\n.*\nand \d+ more: `mailyard run --list` shows/s);
    expect(wordsOf(telegram)).toMatch(/\nand \d+ more: `mailyard run --list` shows what is open\.$/);
    expect(textOf(slack)).not.toMatch(/[\ud800-\udbff]…|&[a-z]{0,3}…/);
  });

  test('what a channel cannot make out does not keep back what comes after it', async () => {
    const { slack, telegram, deliver, raise } = await desk(await open());
    slack.faults.add({ kind: 'answer', answer: { status: 400, body: 'invalid_blocks', contentType: 'text/plain' } });
    telegram.faults.add({
      kind: 'answer',
      answer: { status: 400, body: { ok: false, description: 'Bad Request: x' } },
    });
    await raise();
    expect(await deliver()).toEqual([]);
    expect(slack.messages).toEqual([{ text: 'Mailyard (acme): 1 critical' }]);
    expect(wordsOf(telegram)).toBe('Mailyard (acme): 1 critical');
  });

  test('a command that is gone afterwards gives a channel the moment that it asks for', async () => {
    const { slack, clock, deliver, raise } = await desk(await open());
    slack.faults.add({ kind: 'rate-limit', blockSeconds: 0, retryAfter: 1 });
    await raise();
    expect(await deliver({ patience: 5_000 })).toEqual([]);
    expect(slack.messages).toHaveLength(1);
    expect(clock.now()).toBe(NOON);
  });
});

test.each([
  [{ MAILYARD_SLACK_WEBHOOK: 'hooks.slack.com/services/T/B/secret' }, 'MAILYARD_SLACK_WEBHOOK is no address'],
  [{ MAILYARD_SLACK_WEBHOOK: 'http://hooks.slack.com/services/secret' }, 'MAILYARD_SLACK_WEBHOOK is no address'],
  [{ MAILYARD_TELEGRAM_TOKEN: '123456789:AAsecretsecretsecretsecretsecret0' }, 'Telegram needs MAILYARD_TELEGRAM_CHAT'],
  [{ MAILYARD_TELEGRAM_CHAT: '-100' }, 'Telegram needs MAILYARD_TELEGRAM_TOKEN'],
  [{ MAILYARD_TELEGRAM_CHAT: '-100', MAILYARD_TELEGRAM_TOKEN: 'secret' }, 'MAILYARD_TELEGRAM_TOKEN is no token'],
])('settings that cannot be right are said, without what they hold: %o', async (env, said) => {
  const { signal } = new AbortController();
  const around = {
    ledger: {} as Ledger,
    log: silentLog,
    who: '',
    holder: '',
    project: 'acme',
    now: () => 0,
    env,
    signal,
  };
  const error = (await deliverNotices(around).catch(error => error)) as Error;
  expect(error.message).toContain(said);
  expect(error.message).not.toContain('secret');
});
