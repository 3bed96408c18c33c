/** The described API of one account: where it is, who asks, and one call. */

import { MailyardError } from '../../error.ts';
import { type ApiCall, type ApiDescription, placeholdersOf } from '../../inventory/api.ts';
import type { Connection } from '../adapter.ts';
import { basicAuth } from '../basic-auth.ts';
import type { Http, HttpOptions } from '../http.ts';
import { saidIn, verdictOf } from './errors.ts';
import { fill, requestOf, type Values } from './fill.ts';

export interface Api {
  title: string;
  http: Http;
  baseUrl: string;
  /** Settings of the account, for placeholders. */
  account: Values;
  /** Epoch milliseconds. */
  now(): number;
  /** The body of the answer. `again`: sent twice, it does no more than once. */
  ask(call: ApiCall, values: Values, doing: string, again: boolean): Promise<unknown>;
}

/** Throws where a secret is missing, or no sound URL comes of the account. */
export function openApi(title: string, description: ApiDescription, connection: Connection): Api {
  const { account } = connection;
  const { errors = [], said } = description;
  const baseUrl = baseUrlOf(title, String(fill(description.baseUrl, account)));
  const headers = authHeaders(description, connection);
  const http = connection.http({
    baseUrl,
    headers: () => headers,
    judge: answer => verdictOf(answer, errors),
    said: body => saidIn(body, said),
    fixes: fixesOf(description),
  });
  return {
    ...{ title, http, baseUrl, account, now: connection.now },
    ask: (call, values, doing, again) => http.call({ ...requestOf(call, { ...account, ...values }), doing, again }),
  };
}

/** Passwords go through it: never in clear, unless within this machine. */
function baseUrlOf(title: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const local = url && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (local && url.protocol === 'http:')) return text.replace(/\/+$/, '');
  throw new MailyardError('account', `\`${text}\` is no URL at which ${title} can be asked safely.`, {
    fix: 'Set the account so that it begins with https://.',
  });
}

function authHeaders({ auth, secrets }: ApiDescription, { account, secret }: Connection): Record<string, string> {
  const used = new Set(placeholdersOf(auth));
  const given = Object.keys(secrets).filter(name => used.has(name));
  const values = { ...account, ...Object.fromEntries(given.map(name => [name, secret(name)])) };
  const { bearer, basic, headers } = fill(auth, values) as ApiDescription['auth'];
  return {
    ...(bearer && { authorization: `Bearer ${bearer}` }),
    ...(basic && { authorization: basicAuth(...userAndPassword(basic)) }),
    ...headers,
  };
}

/** Where the credentials come from is where they are put right. */
function fixesOf({ secrets }: ApiDescription): HttpOptions['fixes'] {
  const found = Object.entries(secrets).map(([name, { where }]) => `${name}: ${where}`);
  return {
    credentials: `Put the right ones into the environment. ${found.join('; ')}.`,
    forbidden: `Give them the right that is missing. ${found.join('; ')}.`,
  };
}

/** RFC 7617 §2: the first colon ends the user's name. */
function userAndPassword(text: string): [string, string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}
