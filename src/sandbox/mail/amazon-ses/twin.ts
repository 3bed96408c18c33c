/** Amazon on loopback: IAM's query API for sending logins, STS for who calls, and SES v2's account, signatures checked. */
import { sandboxClock } from '../../clock.ts';
import type { TwinRequest } from '../../http/request.ts';
import { startHttpTwin } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions } from '../twin.ts';
import { type Account, createAccount } from './account.ts';
import { queryError, restError, result } from './answer.ts';
import { dkimRoutes, newIdentity, type TwinIdentity } from './dkim.ts';
import { type IamOptions, iamApi } from './iam.ts';
import { signatureFault } from './sigv4.ts';
import { mailboxesOf, put } from './words.ts';

export interface AmazonSesTwinOptions extends MailTwinOptions, Partial<IamOptions> {
  /** How SES sees the account; what is not given is healthy. */
  standing?: Partial<SesStanding>;
}

/** As GetAccount answers (@aws-sdk/client-sesv2 3.1176.0). */
interface SesStanding {
  SendingEnabled: boolean;
  ProductionAccessEnabled: boolean;
  EnforcementStatus: 'HEALTHY' | 'PROBATION' | 'SHUTDOWN';
  SendQuota: { Max24HourSend: number; MaxSendRate: number; SentLast24Hours: number };
}

const REGION = 'eu-central-1';
const SIGNER = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const ACCOUNT = '123456789012';

export interface AmazonSesTwin extends MailTwin {
  /** What stands in IAM. */
  readonly aws: Account;
}

export async function startAmazonSesTwin(options: AmazonSesTwinOptions = {}): Promise<AmazonSesTwin> {
  const {
    clock = sandboxClock(),
    lookup = async () => [],
    denied = [],
    propagationSeconds = 0,
    mostUsers = 5000,
  } = options;
  const aws = createAccount(ACCOUNT, clock);
  const identities = new Map<string, TwinIdentity>();
  const standing: SesStanding = {
    ...{ SendingEnabled: true, ProductionAccessEnabled: true, EnforcementStatus: 'HEALTHY' },
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 1_200 },
    ...options.standing,
  };
  const twin = await startHttpTwin(
    {
      routes: {
        'POST /iam/': iamApi(aws, { denied, propagationSeconds, mostUsers }),
        'POST /sts/': request => callerIdentity(request),
        ...dkimRoutes(identities, clock, lookup),
        'GET /v2/email/account': () =>
          denied.includes('ses:GetAccount')
            ? restError(403, 'AccessDeniedException', 'User is not authorized to perform ses:GetAccount')
            : { status: 200, body: { ...standing, DedicatedIpAutoWarmupEnabled: true } },
      },
      authenticate(request) {
        const fault = signatureFault(request, SIGNER, serviceOf(request), clock.now());
        if (!fault) return SIGNER.accessKeyId;
        return isRest(request)
          ? restError(403, restCodes[fault.code], fault.message)
          : queryError(403, fault.code, fault.message);
      },
      // SES v2 says TooManyRequestsException with 429, IAM Throttling with 400; neither says when.
      limited: retryAfter => ({
        ...queryError(400, 'Throttling', 'Rate exceeded'),
        ...(retryAfter !== null && { headers: { 'retry-after': String(retryAfter) } }),
      }),
      failed: status => queryError(status, 'ServiceFailure', 'The request processing has failed.'),
      noRoute: ({ method, path }) => restError(404, 'UnknownOperationException', `No ${method} ${path}`),
    },
    { ...options, clock },
  );
  const { origin } = twin;
  return Object.assign(twin, {
    ...{ provider: 'amazon-ses', aws },
    account: { region: REGION, iamUrl: `${origin}/iam`, sesUrl: origin, stsUrl: `${origin}/sts` },
    env: { AWS_ACCESS_KEY_ID: SIGNER.accessKeyId, AWS_SECRET_ACCESS_KEY: SIGNER.secretAccessKey },
    mailboxes: () => mailboxesOf(aws, REGION),
    // Domains are another service's: the logins' own domains, which must be identities there to send.
    domains: () => [...identities.keys()].map(domain => ({ domain, ready: true })),
    put: (mailbox: Parameters<MailTwin['put']>[0]) => put(aws, mailbox),
    remove: (address: string) => void aws.users.delete(address.toLowerCase()),
    addDomain: (domain: string) => void identities.set(domain, newIdentity(clock)),
    signs(domain: string) {
      const { own, seen } = identities.get(domain) ?? {};
      return own && seen ? [own] : [];
    },
  });
}

const isRest = ({ path }: TwinRequest): boolean => path.startsWith('/v2/');
const serviceOf = (request: TwinRequest): string => (isRest(request) ? 'ses' : request.path.slice(1, 4));

const restCodes = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
};

function callerIdentity({ body }: TwinRequest) {
  const { Action, Version, ...others } = Object.fromEntries(new URLSearchParams(body));
  if (Action !== 'GetCallerIdentity' || Version !== '2011-06-15' || Object.keys(others).length > 0)
    return queryError(400, 'InvalidAction', `Could not find operation ${Action} for version ${Version}`);
  const Arn = `arn:aws:iam::${ACCOUNT}:user/mailyard`;
  return result('GetCallerIdentity', { Arn, UserId: 'AIDASAMPLEUSERID', Account: ACCOUNT });
}
