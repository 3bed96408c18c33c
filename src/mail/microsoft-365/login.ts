/** Tokens of Entra ID by the client credentials flow, and what they allow. */
import type { Connection } from '../adapter.ts';
import { ProviderFailure } from '../failure.ts';
import type { HttpAnswer, Verdict } from '../http.ts';
import { renewed } from '../token.ts';

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
export function accessTokens({ account, secret, http, now }: Connection): () => Promise<string> {
  const { tenant, clientId, url = '', loginUrl = '' } = account;
  const clientSecret = secret('MICROSOFT_365_CLIENT_SECRET');
  const login = http({ baseUrl: loginUrl, judge, said });
  return renewed(async () => {
    const { access_token, expires_in } = await login.call<{ access_token: string; expires_in: number }>({
      method: 'POST',
      path: `/${tenant}/oauth2/v2.0/token`,
      form: {
        grant_type: 'client_credentials',
        client_id: clientId ?? '',
        client_secret: clientSecret,
        scope: `${new URL(url).origin}/.default`,
      },
      doing: `for a token of app ${clientId}`,
      again: true,
    });
    return { value: access_token, seconds: expires_in };
  }, now);
}

interface LoginError {
  error_description?: string;
  error_codes?: number[];
}

/** Whatever the endpoint refuses is a matter of the credentials. */
function judge({ status, body }: HttpAnswer): Verdict | undefined {
  if (status !== 400 && status !== 401) return undefined;
  const code = (body as LoginError | undefined)?.error_codes?.[0] ?? 0;
  return {
    kind: 'credentials',
    fix: ways[code] ?? 'Compare tenant, clientId and secret: docs/providers/microsoft-365.md.',
  };
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const ways: Record<number, string> = {
  90002: '`accounts.microsoft-365.tenant` names no tenant: the Entra admin centre shows the ID on its overview.',
  700016:
    '`accounts.microsoft-365.clientId` names no app in this tenant: it stands on the overview of the app registration.',
  7000215: 'MICROSOFT_365_CLIENT_SECRET must be the value of the secret, not its ID; a lost value means a new secret.',
  7000222: 'The client secret has run out: make a new one under Certificates & secrets.',
};

/** Without the trace that follows the sentence. */
const said = (body: unknown): string | undefined =>
  (body as LoginError | undefined)?.error_description?.split(/\s*Trace ID:/)[0];

export type Permission = keyof typeof permissions;

/** Application permissions, each with what includes it. */
export const permissions = {
  'Domain.ReadWrite.All': [],
  'User.ReadWrite.All': ['Directory.ReadWrite.All'],
  'User-PasswordProfile.ReadWrite.All': [],
  'LicenseAssignment.Read.All': ['Organization.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
} as const satisfies Record<string, readonly string[]>;

/** The role in the directory that may also set passwords: User Administrator. */
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';

/**
 * Throws where the token lacks a permission. Microsoft calls tokens for Graph opaque, so one that cannot be read says nothing:
 * then the first call that needs the permission will.
 */
export function checkPermissions(token: string): void {
  const claims = claimsOf(token);
  if (!claims) return;
  const held = new Set(claims.roles);
  if (claims.wids?.includes(USER_ADMINISTRATOR)) held.add('User-PasswordProfile.ReadWrite.All');
  const lacking = Object.entries(permissions).flatMap(([name, others]) =>
    [name, ...others].some(each => held.has(each)) ? [] : [name],
  );
  if (lacking.length > 0)
    throw new ProviderFailure('forbidden', `Microsoft 365 has not given the app ${lacking.join(', ')}.`, {
      fix: wayTo(lacking),
    });
}

export const wayTo = (names: readonly string[]): string =>
  `In the Entra admin centre, under App registrations, the app, API permissions, add the application permission${names.length > 1 ? 's' : ''} ${names.join(', ')} of Microsoft Graph and grant admin consent.`;

interface Claims {
  roles?: string[];
  wids?: string[];
}

function claimsOf(token: string): Claims | undefined {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return undefined;
  }
}
