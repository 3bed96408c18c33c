/**
 * Access tokens of a service account in the name of somebody: a JWT signed here is exchanged for one (RFC 7523,
 * https://developers.google.com/identity/protocols/oauth2/service-account). One for each person and set of scopes.
 */
import { sign } from 'node:crypto';
import type { Connection } from '../adapter.ts';
import { isFailure, ProviderFailure } from '../failure.ts';
import type { HttpAnswer, Verdict } from '../http.ts';
import type { ServiceAccountKey } from './key.ts';

const AUTH = 'https://www.googleapis.com/auth';
export const gmailScopes = [`${AUTH}/gmail.settings.basic`, `${AUTH}/gmail.settings.sharing`];
/** All that Mailyard asks for; the administrator's token has them all, so that one exchange proves every one. */
export const allScopes = [
  `${AUTH}/admin.directory.domain`,
  `${AUTH}/admin.directory.user`,
  `${AUTH}/siteverification`,
  ...gmailScopes,
];

const LIFETIME_SECONDS = 3600;
/** A token is not used in its last minute: the call must arrive in time. */
const MARGIN_MS = 60_000;

interface Token {
  value: Promise<string>;
  /** Epoch milliseconds. */
  until: number;
}

export interface Tokens {
  /** Throws `credentials`, `forbidden` naming the missing scopes, and `missing` where Google does not know the person. */
  bearer(subject: string, scopes: string[]): Promise<string>;
}

export function createTokens(connection: Connection, key: ServiceAccountKey): Tokens {
  const http = connection.http({ baseUrl: key.tokenUrl, judge });
  const tokens = new Map<string, Token>();

  async function exchange(subject: string, scopes: string[]): Promise<string> {
    const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    const { access_token } = await http.call<{ access_token: string }>({
      ...{ method: 'POST', path: key.tokenUrl, doing: `to act as ${subject}`, again: true },
      form: { grant_type: grant, assertion: assertion(key, subject, scopes, connection.now()) },
    });
    return access_token;
  }

  /** Google refuses all scopes where one is missing, and does not say which: they are asked for one by one. */
  async function explained(refusal: unknown, subject: string, scopes: string[]): Promise<unknown> {
    if (!isFailure(refusal, 'forbidden')) return refusal;
    const missing: string[] = [];
    for (const scope of scopes) {
      const refused = await exchange(subject, [scope]).then(
        () => false,
        error => isFailure(error, 'forbidden'),
      );
      if (refused) missing.push(scope);
    }
    return missing.length === 0 ? refusal : missingScopes(key, missing);
  }

  return {
    bearer(subject, scopes) {
      const name = [subject, ...scopes].join(' ');
      const held = tokens.get(name);
      if (held && connection.now() < held.until) return held.value;
      const value = exchange(subject, scopes).catch(async error => {
        tokens.delete(name);
        throw await explained(error, subject, scopes);
      });
      tokens.set(name, { value, until: connection.now() + LIFETIME_SECONDS * 1000 - MARGIN_MS });
      return value;
    },
  };
}

function assertion(key: ServiceAccountKey, subject: string, scopes: string[], now: number): string {
  const issued = Math.floor(now / 1000);
  const header = { alg: 'RS256', typ: 'JWT', ...(key.keyId && { kid: key.keyId }) };
  const claims = {
    ...{ iss: key.email, sub: subject, scope: scopes.join(' '), aud: key.tokenUrl },
    ...{ iat: issued, exp: issued + LIFETIME_SECONDS },
  };
  const content = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key.privateKey).toString('base64url')}`;
}

function judge({ status, body }: HttpAnswer): Verdict | undefined {
  const { error, error_description: said } = (body ?? {}) as { error?: string; error_description?: string };
  if (status < 400 || status >= 500 || status === 429) return undefined;
  if (error === 'unauthorized_client' || error === 'access_denied') return { kind: 'forbidden', said };
  if (/email or User ID/i.test(said ?? '')) return { kind: 'missing', said, fix: 'Look whether this user is there.' };
  return { kind: 'credentials', said, fix: credentialsFix(said ?? '') };
}

const credentialsFix = (said: string): string =>
  /short-lived|iat|exp/.test(said)
    ? "Set this machine's clock: Google judges the token's times by its own."
    : 'Make a new JSON key for the service account, and set GOOGLE_WORKSPACE_CREDENTIALS to it.';

function missingScopes(key: ServiceAccountKey, missing: string[]): ProviderFailure {
  const [scopes, them] = missing.length === 1 ? ['this scope', 'it'] : ['these scopes', 'them'];
  return new ProviderFailure(
    'forbidden',
    `Google Workspace does not allow ${scopes} to ${key.email}: ${missing.join(', ')}.`,
    {
      fix: `Give ${them} to the client ID ${key.clientId}: Admin console, Security, Access and data control, API controls, Manage domain-wide delegation. It can take some minutes to hold.`,
    },
  );
}
