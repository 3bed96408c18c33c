/** The channels that the environment sets up: one webhook of Slack, one chat of Telegram, both or none. */
import { MailyardError } from '../../error.ts';
import type { Channel } from './channel.ts';
import { slack } from './slack.ts';
import { telegram } from './telegram.ts';

const SLACK = 'MAILYARD_SLACK_WEBHOOK';
const TELEGRAM_TOKEN = 'MAILYARD_TELEGRAM_TOKEN';
const TELEGRAM_CHAT = 'MAILYARD_TELEGRAM_CHAT';
/** For a bot API server of one's own, and for the sandbox. */
const TELEGRAM_URL = 'MAILYARD_TELEGRAM_URL';

/** Throws `alert-channel`, naming variables and never their values. */
export const channelsFrom = (env: NodeJS.ProcessEnv): Channel[] => [...slackFrom(env), ...telegramFrom(env)];

function slackFrom({ [SLACK]: webhook }: NodeJS.ProcessEnv): Channel[] {
  if (!webhook) return [];
  if (!isUrl(webhook)) {
    throw new MailyardError('alert-channel', `${SLACK} is no address of a webhook.`, {
      fix: 'It looks like https://hooks.slack.com/services/T…/B…/…, as "Incoming Webhooks" of your Slack app shows it.',
    });
  }
  return [slack(webhook)];
}

function telegramFrom(env: NodeJS.ProcessEnv): Channel[] {
  const { [TELEGRAM_TOKEN]: token, [TELEGRAM_CHAT]: chat, [TELEGRAM_URL]: baseUrl } = env;
  if (!token && !chat) return [];
  const missing = token ? TELEGRAM_CHAT : TELEGRAM_TOKEN;
  if (!token || !chat) {
    throw new MailyardError('alert-channel', `Telegram needs ${missing} too.`, {
      fix: `${TELEGRAM_TOKEN} is what @BotFather gave, ${TELEGRAM_CHAT} the number of the chat or @name of the channel.`,
    });
  }
  if (!/^\d+:[\w-]{30,}$/.test(token)) {
    throw new MailyardError('alert-channel', `${TELEGRAM_TOKEN} is no token of a bot.`, {
      fix: 'It looks like 123456789:AA…, as @BotFather gave it.',
    });
  }
  if (!/^(-?\d+|@\w{5,})$/.test(chat)) {
    throw new MailyardError('alert-channel', `${TELEGRAM_CHAT} is no chat.`, {
      fix: 'It is a number, negative for a group, or the @name of a channel.',
    });
  }
  if (baseUrl && !isUrl(baseUrl)) throw new MailyardError('alert-channel', `${TELEGRAM_URL} is no address.`);
  return [telegram({ token, chat, ...(baseUrl && { baseUrl: baseUrl.replace(/\/$/, '') }) })];
}

/** What is not https would carry the secret in the open; a machine's own address may. */
function isUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))
  );
}
