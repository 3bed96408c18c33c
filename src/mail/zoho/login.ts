/** Access tokens of Zoho Accounts for the refresh token of a client. */
import type { Connection } from '../adapter.ts';
import type { HttpAnswer, Verdict } from '../http.ts';
import { renewed } from '../token.ts';
import { judge as judgeAnswer } from './answers.ts';

export interface Login {
  token(): Promise<string>;
  /** Of the last token, where Zoho told them. */
  scopes(): string[] | undefined;
}

interface Grant {
  access_token: string;
  expires_in: number;
  scope?: string;
}

/** https://www.zoho.com/mail/help/api/using-oauth-2.html: the refresh token stays good, each access token for an hour. */
export function zohoLogin({ account, secret, http, now }: Connection): Login {
  const { accountsUrl = `https://accounts.${account.mailDomain}` } = account;
  const form = {
    grant_type: 'refresh_token',
    client_id: secret('ZOHO_CLIENT_ID'),
    client_secret: secret('ZOHO_CLIENT_SECRET'),
    refresh_token: secret('ZOHO_REFRESH_TOKEN'),
  };
  const login = http({ baseUrl: accountsUrl, judge });
  let scope: string | undefined;
  const token = renewed(async () => {
    const path = '/oauth/v2/token';
    const doing = `for an access token at ${new URL(accountsUrl).host}`;
    const grant = await login.call<Grant>({ method: 'POST', path, form, doing, again: true });
    scope = grant.scope;
    return { value: grant.access_token, seconds: grant.expires_in };
  }, now);
  return { token, scopes: () => scope?.split(/[ ,]+/) };
}

/** Errors come with status 200, and too many tokens (ten in ten minutes) as "Access Denied" with 400. */
function judge(answer: HttpAnswer): Verdict | 'good' | undefined {
  const { error } = (answer.body ?? {}) as { error?: unknown };
  if (typeof error !== 'string') return judgeAnswer(answer);
  if (error === 'Access Denied')
    return {
      ...{ kind: 'limited', retryAfter: 150 },
      fix: 'Zoho gives ten access tokens in ten minutes: wait so long, and let fewer programs use this refresh token at once.',
    };
  if (answer.status < 500) return { kind: 'credentials', said: error, fix: ways[error] ?? otherwise };
  return undefined;
}

const otherwise = 'Compare the three secrets: docs/providers/zoho.md.';

const ways: Record<string, string> = {
  invalid_client:
    'ZOHO_CLIENT_ID is of no client here: `accounts.zoho.mailDomain` must be the data centre in which it was made.',
  invalid_client_secret: 'ZOHO_CLIENT_SECRET does not belong to this client.',
  invalid_code: 'ZOHO_REFRESH_TOKEN is not good, or no longer: make a new one (docs/providers/zoho.md).',
};
