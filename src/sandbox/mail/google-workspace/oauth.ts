/** Google's token endpoint and what it gave out. https://developers.google.com/identity/protocols/oauth2/service-account */
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { type Answer, Refused, type TwinRequest } from '../../http/request.ts';
import type { Account } from './account.ts';
import { good, refuse } from './answer.ts';

const AUTH = 'https://www.googleapis.com/auth';
export const scopes = {
  domain: `${AUTH}/admin.directory.domain`,
  user: `${AUTH}/admin.directory.user`,
  siteVerification: `${AUTH}/siteverification`,
  basic: `${AUTH}/gmail.settings.basic`,
  sharing: `${AUTH}/gmail.settings.sharing`,
};

const LIFETIME_SECONDS = 3599;

interface Grant {
  subject: string;
  scopes: string[];
  /** Epoch milliseconds. */
  until: number;
}

export interface OAuth {
  /** The service account's key as JSON, as Google Cloud hands it out. */
  key(origin: string): string;
  exchange(request: TwinRequest, origin: string): Promise<Answer>;
  grantOf(request: TwinRequest): Grant | Answer;
}

/** Making one takes a tenth of a second, and all twins of a process may have the same. */
let pair: { publicKey: string; privateKey: string } | undefined;

export function createOAuth(account: Account, delegated: string[]): OAuth {
  pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const { publicKey, privateKey } = pair;
  const email = 'mailyard@sandbox.iam.gserviceaccount.com';
  const keyId = createHash('sha1').update(publicKey).digest('hex');
  const grants = new Map<string, Grant>();
  const seconds = () => Math.floor(account.clock.now() / 1000);

  function claimsOf(assertion: string, tokenUrl: string): { sub: string; scope: string } {
    const [header = '', content = '', signature = ''] = assertion.split('.');
    const claims = decoded(content);
    if (claims.iss !== email) refuseToken(400, 'invalid_grant', 'Invalid grant: account not found');
    const { alg, kid } = decoded(header);
    const signed = Buffer.from(`${header}.${content}`);
    const key = createPublicKey(publicKey);
    const holds = verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'));
    if (alg !== 'RS256' || (kid !== undefined && kid !== keyId) || !holds)
      refuseToken(400, 'invalid_grant', 'Invalid JWT Signature.');
    if (claims.aud !== tokenUrl) refuseToken(400, 'invalid_grant', 'Invalid JWT: Failed audience check.');
    const { iat, exp, sub, scope } = claims;
    const [from, to] = [Number(iat), Number(exp)];
    if (!(from <= seconds() + 60 && to > seconds() && to - from <= 3600))
      refuseToken(
        400,
        'invalid_grant',
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
      );
    return { sub: String(sub), scope: String(scope) };
  }

  return {
    key: origin =>
      JSON.stringify({
        ...{ type: 'service_account', project_id: 'sandbox', private_key_id: keyId, private_key: privateKey },
        ...{ client_email: email, client_id: '104000000000000000001', token_uri: `${origin}/token` },
      }),
    async exchange(request, origin) {
      const form = Object.fromEntries(await request.form());
      const { grant_type, assertion, ...unknown } = form;
      if (grant_type !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
        refuseToken(400, 'unsupported_grant_type', `Invalid grant_type: ${grant_type}`);
      if (!assertion || Object.keys(unknown).length > 0) refuseToken(400, 'invalid_request', 'Bad Request');
      const { sub, scope } = claimsOf(String(assertion), `${origin}/token`);
      // What is answered for a suspended user is not documented; Gmail is closed to it in any case.
      const user = account.find(sub);
      if (!user || user.suspended) refuseToken(400, 'invalid_grant', 'Invalid email or User ID');
      const asked = scope.split(' ');
      if (asked.some(each => !delegated.includes(each)))
        refuseToken(
          401,
          'unauthorized_client',
          'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
        );
      const access_token = `ya29.${randomBytes(24).toString('base64url')}`;
      const until = account.clock.now() + LIFETIME_SECONDS * 1000;
      grants.set(access_token, { subject: sub.toLowerCase(), scopes: asked, until });
      return good({ access_token, expires_in: LIFETIME_SECONDS, token_type: 'Bearer' });
    },
    grantOf({ headers }) {
      const [, token] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
      const grant = grants.get(token ?? '');
      if (!token) return unauthorised('required', 'Login Required.');
      if (!grant || grant.until <= account.clock.now()) return unauthorised('authError', 'Invalid Credentials');
      return grant;
    },
  };
}

function decoded(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return refuseToken(400, 'invalid_grant', 'Invalid JWT: malformed.');
  }
}

function refuseToken(status: number, error: string, error_description: string): never {
  throw new Refused({ status, body: { error, error_description } });
}

const unauthorised = (reason: string, message: string): Answer => ({
  status: 401,
  body: { error: { code: 401, message, errors: [{ message, domain: 'global', reason }], status: 'UNAUTHENTICATED' } },
});

/** One of the scopes is enough. */
export function needScope(grant: Grant, ...any: string[]): void {
  if (!any.some(scope => grant.scopes.includes(scope)))
    refuse(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.');
}
