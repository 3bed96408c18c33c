/** A twin of Google Workspace: token endpoint, Directory API, Gmail settings, Site Verification; one account on one port. */
import { sandboxClock } from '../../clock.ts';
import { type Answer, Refused, type Routes, type TwinRequest } from '../../http/request.ts';
import { type HttpTwin, startHttpTwin, type TwinService } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions } from '../twin.ts';
import { type Account, createAccount } from './account.ts';
import { failed } from './answer.ts';
import { type AsSubject, domainRoutes, siteVerificationRoutes } from './domains.ts';
import { basicRoutes, sharingRoutes } from './gmail.ts';
import { createOAuth, needScope, type OAuth, scopes } from './oauth.ts';
import { type UserOptions, userRoutes } from './users.ts';
import { mailboxesOf, put } from './words.ts';

export interface GoogleWorkspaceTwinOptions extends MailTwinOptions, Partial<UserOptions> {
  /** The account's primary domain, with its one super administrator: neither is among what the twin shows. */
  primary?: string;
  /** What the service account was given by domain-wide delegation; default all that Mailyard needs. */
  scopes?: string[];
  /** APIs that nobody enabled in the Google Cloud project. */
  disabled?: Api[];
  /** Domains of other customers. */
  elsewhere?: string[];
}

export interface GoogleWorkspaceTwin extends MailTwin {
  /** The owner of an address outside follows the link in Google's message. */
  agree(address: string, forwardingEmail: string): void;
}

type Api = 'admin' | 'gmail' | 'siteverification';

export async function startGoogleWorkspaceTwin(options: GoogleWorkspaceTwinOptions = {}): Promise<GoogleWorkspaceTwin> {
  const { lookup = async () => [], elsewhere = [], disabled = [] } = options;
  const { primary = 'workspace.example' } = options;
  const admin = `admin@${primary}`;
  const { licences = Number.POSITIVE_INFINITY, orgUnits = ['/', '/Outbound'] } = options;
  const { propagationSeconds = 0, mailboxSeconds = 10 } = options;
  const { clock = sandboxClock() } = options;
  const account = createAccount(clock);
  account.addDomain(primary, true);
  account.add({ primaryEmail: admin, name: { givenName: 'Ada', familyName: 'Min' }, isAdmin: true });
  const oauth = createOAuth(account, options.scopes ?? Object.values(scopes));
  const gate = { account, oauth, disabled };
  const users = userRoutes(account, { licences, orgUnits, propagationSeconds, mailboxSeconds });
  const directory = '/admin/directory/v1';

  const service: TwinService = {
    routes: {
      'POST /token': request => oauth.exchange(request, twin.origin),
      ...open(gate, 'admin', directory, [scopes.user], users),
      ...open(gate, 'admin', directory, [scopes.domain], domainRoutes(account, elsewhere)),
      ...open(
        gate,
        'siteverification',
        '/siteVerification/v1',
        [scopes.siteVerification],
        siteVerificationRoutes(account, lookup),
      ),
      ...open(gate, 'gmail', '/gmail/v1', [scopes.basic, scopes.sharing], basicRoutes(account)),
      ...open(gate, 'gmail', '/gmail/v1', [scopes.sharing], sharingRoutes(account)),
    },
    authenticate(request) {
      if (request.path === '/token') return 'token endpoint';
      const grant = oauth.grantOf(request);
      return 'subject' in grant ? grant.subject : grant;
    },
    rate: { calls: 2400, seconds: 60 },
    limited: retryAfter =>
      // Documented for the Directory: 403 without a word of when. Other Google APIs answer 429.
      retryAfter === null
        ? failed(403, 'userRateLimitExceeded', 'Request rate higher than configured.')
        : { ...failed(429, 'rateLimitExceeded', 'Quota exceeded.'), headers: { 'retry-after': String(retryAfter) } },
    failed: status => failed(status, 'backendError', 'Backend Error'),
    noRoute: () => ({
      status: 404,
      contentType: 'text/html',
      body: '<html><title>Error 404 (Not Found)</title></html>',
    }),
  };

  const twin = await startHttpTwin(service, { ...options, clock });
  const { origin: url } = twin;
  return Object.assign(twin, {
    provider: 'google-workspace',
    account: {
      ...{ admin, directoryUrl: url + directory, gmailUrl: `${url}/gmail/v1` },
      siteVerificationUrl: `${url}/siteVerification/v1`,
    },
    env: { GOOGLE_WORKSPACE_CREDENTIALS: oauth.key(url) },
    mailboxes: () => mailboxesOf(account).filter(({ address }) => address !== admin),
    domains: () =>
      [...account.domains.values()]
        .filter(({ isPrimary }) => !isPrimary)
        .map(({ domainName, verified }) => ({ domain: domainName, ready: verified })),
    put: mailbox => put(account, mailbox),
    remove: address => void account.users.delete(address),
    addDomain: domain => void account.addDomain(domain, true),
    agree: (address, forwardingEmail) =>
      void account.users.get(address)?.gmail.forwardingAddresses.set(forwardingEmail, 'accepted'),
  } satisfies Omit<GoogleWorkspaceTwin, keyof HttpTwin>);
}

interface Gate {
  account: Account;
  oauth: OAuth;
  disabled: Api[];
}

/** Routes of one API below its path, for those whose token has one of the scopes; but for Gmail's, administrators only. */
function open(
  { account, oauth, disabled }: Gate,
  api: Api,
  below: string,
  any: string[],
  routes: Routes | AsSubject,
): Routes {
  const guarded =
    (handler: AsSubject[string]) =>
    (request: TwinRequest): Answer | Promise<Answer> => {
      const grant = oauth.grantOf(request);
      if (!('subject' in grant)) throw new Refused(grant);
      if (disabled.includes(api)) return notEnabled(api);
      needScope(grant, ...any);
      if (api === 'admin' && !account.find(grant.subject)?.isAdmin)
        return failed(403, 'forbidden', 'Not Authorized to access this resource/api');
      return handler(request, grant.subject);
    };
  const entries = Object.entries(routes).map(([route, handler]) => {
    const [method, path] = route.split(' ');
    return [`${method} ${below}${path}`, guarded(handler)];
  });
  return Object.fromEntries(entries);
}

const notEnabled = (api: Api): Answer =>
  failed(
    403,
    'accessNotConfigured',
    `${api}.googleapis.com has not been used in project 1 before or it is disabled. Enable it, then retry.`,
  );
