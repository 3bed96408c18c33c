/** What AWS's errors mean: names are those of IAM's query API and of SES v2's REST API. Pure. */
import type { FailureKind } from '../failure.ts';
import type { HttpAnswer, Verdict } from '../http.ts';
import { readXml, textAt } from './xml.ts';

/** REST APIs name the error in a header, query APIs in their XML. */
function codeOf({ body, headers }: HttpAnswer): string {
  const named = headers.get('x-amzn-errortype')?.split(':')[0];
  return named?.replace(/Exception$/, '') ?? inXml(body, 'Code') ?? '';
}

export const said = (body: unknown): string | undefined => inXml(body, 'Message');

function inXml(body: unknown, name: string): string | undefined {
  if (typeof body !== 'string' || !body.startsWith('<')) return undefined;
  try {
    const root = readXml(body);
    return textAt(root, 'Error', name) || undefined;
  } catch {
    return undefined;
  }
}

const kinds: Record<string, FailureKind> = {
  ...{ EntityAlreadyExists: 'exists', NoSuchEntity: 'missing', NotFound: 'missing' },
  ...{ Throttling: 'limited', TooManyRequests: 'limited', RequestLimitExceeded: 'limited' },
  ...{ AccessDenied: 'forbidden', UnauthorizedOperation: 'forbidden', OptInRequired: 'forbidden' },
  ...{ InvalidClientTokenId: 'credentials', UnrecognizedClient: 'credentials', ExpiredToken: 'credentials' },
  ...{ SignatureDoesNotMatch: 'credentials', InvalidSignature: 'credentials', RequestExpired: 'credentials' },
  ...{ MissingAuthenticationToken: 'credentials', IncompleteSignature: 'credentials' },
  ...{ LimitExceeded: 'refused', DeleteConflict: 'refused', EntityTemporarilyUnmodifiable: 'early' },
  // Two changes at once: this one was not made, and is sent again.
  ConcurrentModification: 'lost',
};

const fixOf: Record<string, string> = {
  LimitExceeded:
    'Ask AWS for more: Service Quotas console, AWS Identity and Access Management. An account has 5,000 users, a user two access keys.',
  DeleteConflict: 'Take from this IAM user what somebody else gave it (policies, groups, devices), and run it again.',
};

export function judge(answer: HttpAnswer): Verdict | undefined {
  if (answer.status < 400) return undefined;
  const code = codeOf(answer);
  const kind = kinds[code];
  return kind && { kind, ...(fixOf[code] && { fix: fixOf[code] }) };
}

export const fixes: Partial<Record<FailureKind, string>> = {
  credentials:
    'Look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: they belong together, those of a role run out, and the clock of this machine must be right.',
  forbidden: 'Give the credentials the policy that docs/providers/amazon-ses.md shows.',
};
