/**
 * The token endpoint of Entra ID for the client credentials flow
 * (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow), and what tokens open.
 */
import { randomBytes } from 'node:crypto';
import { type Answer, type Handler, Refused, type TwinRequest } from '../../http/request.ts';
import { graphError } from './errors.ts';
import type { Tenant } from './tenant.ts';

export interface App {
  clientId: string;
  secret: string;
  /** The application permissions that an administrator has consented to. */
  permissions: string[];
}

const LIFETIME_SECONDS = 3599;

export function tokenEndpoint(tenant: Tenant, app: App, scope: () => string): Handler {
  return async request => {
    const fields = await request.form();
    const known = ['grant_type', 'client_id', 'client_secret', 'scope'];
    const unknown = [...fields.keys()].find(name => !known.includes(name));
    // The real one ignores what it does not know; here a misspelt field must not pass.
    if (unknown) return refusal(400, 'invalid_request', 900144, `The request body must not contain '${unknown}'.`);
    const missing = known.find(name => !fields.get(name));
    if (missing)
      return refusal(
        400,
        'invalid_request',
        900144,
        `The request body must contain the following parameter: '${missing}'.`,
      );
    if (request.params.tenant !== tenant.id)
      return refusal(
        400,
        'invalid_request',
        90002,
        `Tenant '${request.params.tenant}' not found. Check to make sure you have the correct tenant ID.`,
      );
    if (fields.get('grant_type') !== 'client_credentials')
      return refusal(
        400,
        'unsupported_grant_type',
        70003,
        `The app requested an unsupported grant type '${fields.get('grant_type')}'.`,
      );
    if (fields.get('client_id') !== app.clientId)
      return refusal(
        400,
        'unauthorized_client',
        700016,
        `Application with identifier '${fields.get('client_id')}' was not found in the directory 'Acme'.`,
      );
    if (fields.get('client_secret') !== app.secret)
      return refusal(
        401,
        'invalid_client',
        7000215,
        `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.clientId}'.`,
      );
    if (fields.get('scope') !== scope())
      return refusal(
        400,
        'invalid_scope',
        1002012,
        `The provided value for scope ${fields.get('scope')} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.`,
      );
    return { status: 200, body: grant(tenant, app) };
  };
}

/** An access token is a JWT; the application's permissions are its `roles` (access token claims reference). */
function grant(tenant: Tenant, { clientId, permissions }: App) {
  const seconds = Math.floor(tenant.clock.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { tid: tenant.id, appid: clientId, exp: seconds + LIFETIME_SECONDS, roles: permissions };
  const token = [part({ typ: 'JWT', alg: 'RS256' }), part(claims), randomBytes(32).toString('base64url')].join('.');
  tenant.tokens.set(token, { until: tenant.clock.now() + LIFETIME_SECONDS * 1000, roles: permissions });
  return { token_type: 'Bearer', expires_in: LIFETIME_SECONDS, ext_expires_in: LIFETIME_SECONDS, access_token: token };
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes; the trace is part of the text there. */
function refusal(status: number, error: string, code: number, message: string): Answer {
  const trace = '00000000-0000-4000-8000-000000000002';
  const error_description = `AADSTS${code}: ${message} Trace ID: ${trace} Correlation ID: ${trace} Timestamp: 2026-11-26 09:00:00Z`;
  return { status, body: { error, error_description, error_codes: [code], trace_id: trace, correlation_id: trace } };
}

/** Who calls, or 401 in Graph's words. */
export function bearer(tenant: Tenant, app: App, request: TwinRequest): string | Answer {
  const token = tokenOf(request);
  if (token === '') return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
  const known = tenant.tokens.get(token);
  if (!known) return graphError(401, 'InvalidAuthenticationToken', 'CompactToken validation failed.');
  if (tenant.clock.now() < known.until) return app.clientId;
  return graphError(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
}

/** A handler for those who have one of these application permissions. */
export function permitted(tenant: Tenant, anyOf: readonly string[], handler: Handler): Handler {
  return request => {
    demand(tenant, request, anyOf);
    return handler(request);
  };
}

export function demand(tenant: Tenant, request: TwinRequest, anyOf: readonly string[]): void {
  const roles = tenant.tokens.get(tokenOf(request))?.roles ?? [];
  if (anyOf.some(each => roles.includes(each))) return;
  throw new Refused(
    graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  );
}

const tokenOf = ({ headers }: TwinRequest): string => /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
