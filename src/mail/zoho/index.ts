/** Zoho Mail by its REST API, in the data centre of the account. docs/providers/zoho.md */
import type { MailAdapter } from '../adapter.ts';
import { isFailure, ProviderFailure } from '../failure.ts';
import { judge, said } from './answers.ts';
import { type ZohoApi, zohoApi } from './api.ts';
import { directoryOf } from './directory.ts';
import { dkimCalls } from './dkim.ts';
import { domainCalls } from './domains.ts';
import { facts } from './facts.ts';
import { type Login, zohoLogin } from './login.ts';
import { mailboxCalls } from './mailboxes.ts';
import { checkScopes } from './scopes.ts';

export const zoho = {
  facts,
  connect(connection) {
    const { zoid = '', mailDomain = '', dkimSelector = '' } = connection.account;
    const { url = `https://mail.${mailDomain}/api` } = connection.account;
    const login = zohoLogin(connection);
    const headers = async () => ({ authorization: `Zoho-oauthtoken ${await login.token()}` });
    const fixes = {
      missing: 'It was removed there by hand: `mailyard up --refresh` sees that, and makes it again.',
      credentials: '`accounts.zoho.mailDomain` must be the data centre in which the client was made.',
    };
    const api = zohoApi(connection.http({ baseUrl: url, headers, judge, said, fixes }), zoid);
    return {
      check: () => check(login, api, zoid),
      domains: domainCalls(api, mailDomain, dkimSelector),
      dkim: dkimCalls(api),
      mailboxes: mailboxCalls(api, directoryOf(api, connection.now)),
    };
  },
} satisfies MailAdapter;

/** One call, since Zoho tells the scopes with the token; where it does not, one for each scope. */
async function check(login: Login, api: ZohoApi, zoid: string): Promise<void> {
  await login.token();
  const scopes = login.scopes();
  if (scopes) checkScopes(scopes);
  try {
    await api.accounts(0, 1);
    if (!scopes) await api.domains();
  } catch (error) {
    if (!isFailure(error, 'forbidden', 'missing')) throw error;
    const fix =
      error.fix ??
      `${zoid} must be the organisation's own ID, and the client that of one of its admins: docs/providers/zoho.md.`;
    throw new ProviderFailure('forbidden', error.message, { fix, cause: error });
  }
}
