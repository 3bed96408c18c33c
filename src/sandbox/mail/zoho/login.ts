/** Zoho Accounts: access tokens for a refresh token, and what they open. Each data centre has its own. */
import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import { type Answer, type Handler, Refused, type TwinRequest } from '../../http/request.ts';
import { failure } from './envelope.ts';

export interface Client {
  id: string;
  secret: string;
  refreshToken: string;
  scopes: string[];
}

export interface Accounts {
  tokenEndpoint: Handler;
  /** Who calls, or the answer that refuses. */
  caller(request: TwinRequest): string | Answer;
  /** A handler for those with `ZohoMail.organization.<part>.<right>`, or ALL of the part. */
  scoped(part: 'accounts' | 'domains', right: 'CREATE' | 'READ' | 'UPDATE' | 'DELETE', handler: Handler): Handler;
}

const LIFETIME_SECONDS = 3600;
/** "Ten access tokens in ten minutes": https://www.zoho.com/analytics/api/v2/authentication/refresh-token.html */
const TOKENS = { most: 10, seconds: 600 };

export function zohoAccounts(clock: SandboxClock, client: Client): Accounts {
  const tokens = new Map<string, number>();
  let given: number[] = [];

  function grant(): Answer {
    const now = clock.now();
    given = given.filter(at => at > now - TOKENS.seconds * 1000);
    if (given.length >= TOKENS.most) return tooManyTokens;
    given.push(now);
    const access_token = `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`;
    tokens.set(access_token, now + LIFETIME_SECONDS * 1000);
    const scope = client.scopes.join(' ');
    const api_domain = 'https://www.zohoapis.eu';
    return {
      status: 200,
      body: { access_token, scope, api_domain, token_type: 'Bearer', expires_in: LIFETIME_SECONDS },
    };
  }

  return {
    async tokenEndpoint(request) {
      const fields = await request.form();
      const error = refusal(client, name => fields.get(name));
      // Errors come with status 200 here (seen by several public clients).
      return error ? { status: 200, body: { error } } : grant();
    },
    caller(request) {
      const until = tokens.get(tokenOf(request)) ?? 0;
      return clock.now() < until ? client.id : failure(401, { errorCode: 'INVALID_OAUTHTOKEN' });
    },
    scoped: (part, right, handler) => request => {
      const scopes = [`ZohoMail.organization.${part}.ALL`, `ZohoMail.organization.${part}.${right}`];
      if (scopes.some(each => client.scopes.includes(each))) return handler(request);
      throw new Refused(failure(401, { errorCode: 'INVALID_OAUTHSCOPE' }));
    },
  };
}

function refusal(client: Client, field: (name: string) => unknown): string | undefined {
  if (field('grant_type') !== 'refresh_token') return 'unsupported_grant_type';
  if (field('client_id') !== client.id) return 'invalid_client';
  if (field('client_secret') !== client.secret) return 'invalid_client_secret';
  return field('refresh_token') === client.refreshToken ? undefined : 'invalid_code';
}

/** As public issue threads show it. */
const tooManyTokens: Answer = {
  status: 400,
  body: {
    error_description: 'You have made too many requests continuously. Please try again after some time.',
    error: 'Access Denied',
    status: 'failure',
  },
};

const tokenOf = ({ headers }: TwinRequest): string =>
  /^Zoho-oauthtoken (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
