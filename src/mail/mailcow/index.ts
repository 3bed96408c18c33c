/** mailcow: domains, mailboxes, aliases, forwarding, limits and DKIM keys by its API. docs/providers/mailcow.md */
import { MailyardError } from '../../error.ts';
import type { Connection, MailAdapter } from '../adapter.ts';
import type { Http } from '../http.ts';
import { mailcowApi } from './api.ts';
import { dkimCalls, domainCalls } from './domains.ts';
import { facts } from './facts.ts';
import { type LocalTime, localTime } from './local-time.ts';
import { mailboxCalls } from './mailboxes.ts';
import { judge, saidIn } from './outcomes.ts';

export const mailcow: MailAdapter = {
  facts,
  connect(connection) {
    const { dkimSelector = 'dkim', timezone } = connection.account;
    const api = mailcowApi(httpOf(connection));
    return {
      check: async () => void (await api.check()),
      domains: domainCalls(api, dkimSelector),
      mailboxes: mailboxCalls(api, timezone === undefined ? undefined : timeAt(timezone)),
      dkim: dkimCalls(api),
    };
  },
};

function httpOf({ account: { url = '' }, secret, http }: Connection): Http {
  const key = secret('MAILCOW_API_KEY');
  return http({
    baseUrl: `${url}/api/v1`,
    headers: () => ({ 'x-api-key': key }),
    ...{ judge, said: saidIn },
    fixes: {
      credentials: `Make a key: ${facts.secrets.MAILCOW_API_KEY.where}. Too many wrong ones, and mailcow bans the address.`,
      forbidden: 'This key may only look: take the one for read-write access.',
    },
  });
}

function timeAt(timezone: string): LocalTime {
  try {
    return localTime(timezone);
  } catch (cause) {
    throw new MailyardError('account', `\`accounts.mailcow.timezone\` is \`${timezone}\`, which is no time zone.`, {
      fix: 'Write what MAILCOW_TZ in mailcow.conf says, such as Europe/Berlin.',
      cause,
    });
  }
}
