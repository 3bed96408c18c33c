/** The three APIs of Google that are used, each call in the name of whom it concerns, and what their errors mean. */
import type { Connection } from '../adapter.ts';
import { isFailure, ProviderFailure } from '../failure.ts';
import type { Http, HttpAnswer, Verdict } from '../http.ts';
import type { ServiceAccountKey } from './key.ts';
import { allScopes, createTokens, gmailScopes } from './token.ts';

export interface GoogleApis {
  directory: Http;
  siteVerification: Http;
  /** The settings of one user, asked for in this user's name: no administrator may see them. */
  gmail(user: string): Http;
}

export function googleApis(connection: Connection, key: ServiceAccountKey): GoogleApis {
  const { admin = '', directoryUrl = '', gmailUrl = '', siteVerificationUrl = '' } = connection.account;
  const tokens = createTokens(connection, key);
  const as = (subject: string, scopes: string[]) => async () => ({
    authorization: `Bearer ${await tokens.bearer(subject, scopes)}`,
  });
  const asAdmin = () =>
    as(admin, allScopes)().catch(error => {
      throw isFailure(error, 'missing') ? noAdmin(admin, error) : error;
    });
  const options = { judge, fixes: { forbidden: `${admin} must be a super administrator of this account.` } };
  return {
    directory: connection.http({ ...options, baseUrl: directoryUrl, headers: asAdmin }),
    siteVerification: connection.http({ ...options, baseUrl: siteVerificationUrl, headers: asAdmin }),
    gmail: user => connection.http({ ...options, baseUrl: gmailUrl, headers: as(user, gmailScopes) }),
  };
}

const noAdmin = (admin: string, cause: ProviderFailure): ProviderFailure =>
  new ProviderFailure('credentials', `Google Workspace has no user ${admin}, in whose name Mailyard should act.`, {
    fix: 'Write the address of a super administrator as `accounts.google-workspace.admin`.',
    cause,
  });

interface GoogleError {
  message?: string;
  errors?: { reason?: string }[];
  details?: { reason?: string }[];
}

/** https://developers.google.com/workspace/admin/directory/v1/limits, and the reasons that GAM, the best-known client, tells apart. */
function judge({ status, body }: HttpAnswer): Verdict | undefined {
  const { error } = (body ?? {}) as { error?: GoogleError };
  if (typeof error !== 'object' || error === null) return undefined;
  const reasons = [...(error.errors ?? []), ...(error.details ?? [])].map(({ reason }) => reason ?? '');
  const [verdict] = reasons.flatMap(reason => verdicts[reason] ?? []);
  return verdict ?? (status === 409 ? { kind: 'exists' } : undefined);
}

const limited: Verdict = { kind: 'limited' };
const notEnabled: Verdict = {
  kind: 'forbidden',
  fix: "Enable this API in the service account's Google Cloud project: APIs & Services, Library; Mailyard needs Admin SDK, Gmail and Site Verification.",
};
const verdicts: Record<string, Verdict> = {
  quotaExceeded: limited,
  rateLimitExceeded: limited,
  userRateLimitExceeded: limited,
  accessNotConfigured: notEnabled,
  SERVICE_DISABLED: notEnabled,
  insufficientPermissions: {
    kind: 'forbidden',
    fix: `Give the service account's client ID all of these scopes (Admin console, Security, API controls, Manage domain-wide delegation): ${allScopes.join(', ')}.`,
  },
  // The domain belongs to another customer.
  conflict: { kind: 'refused', fix: 'Another Google Workspace account has it: its owner must remove it there first.' },
  limitExceeded: { kind: 'refused', fix: 'Buy more licences, or remove users: deleted ones count for 20 days more.' },
  failedPrecondition: { kind: 'early' },
  // Two changes at once: this one was not made, and is sent again.
  aborted: { kind: 'lost' },
};
