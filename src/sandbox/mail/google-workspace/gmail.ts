/** Gmail API, settings of one user (facts §1; @googleapis/gmail 22.0.1). */
import type { Answer, TwinRequest } from '../../http/request.ts';
import { type Account, domainOf, type TwinUser } from './account.ts';
import { good, nothing, refuse } from './answer.ts';
import type { AsSubject } from './domains.ts';
import { bodies, bodyOf, checkQuery } from './schema.ts';

type Owned = (user: TwinUser, request: TwinRequest) => Answer;

/** What the scope for basic settings allows. */
export function basicRoutes(account: Account): AsSubject {
  const patchSendAs: Owned = (user, request) => {
    checkSendAs(user, request);
    const { displayName, signature } = bodyOf<Record<string, string>>(request, bodies.sendAs);
    if (displayName !== undefined) user.gmail.displayName = displayName;
    if (signature !== undefined) user.gmail.signature = sanitised(signature);
    return good(shownSendAs(user));
  };
  return owned(account, {
    'GET /users/:user/settings/sendAs': user => good({ sendAs: [shownSendAs(user)] }),
    'GET /users/:user/settings/sendAs/:email': (user, request) => {
      checkSendAs(user, request);
      return good(shownSendAs(user));
    },
    'PATCH /users/:user/settings/sendAs/:email': patchSendAs,
    'GET /users/:user/settings/autoForwarding': user => good(shownForwarding(user)),
    'GET /users/:user/settings/forwardingAddresses': ({ gmail }) =>
      good({ forwardingAddresses: [...gmail.forwardingAddresses].map(shownAllowed) }),
    'GET /users/:user/settings/forwardingAddresses/:email': ({ gmail }, { params: { email = '' } }) => {
      const status = gmail.forwardingAddresses.get(email) ?? unknown();
      return good(shownAllowed([email, status]));
    },
  });
}

/** What needs the scope for sharing. */
export function sharingRoutes(account: Account): AsSubject {
  const allow: Owned = (user, request) => {
    const { forwardingEmail = '' } = bodyOf<Record<string, string>>(request, bodies.forwardingAddress);
    const to = forwardingEmail.toLowerCase();
    if (!/^[^@\s]+@[^@\s]+$/.test(to)) refuse(400, 'invalidArgument', 'Invalid forwarding address');
    const { forwardingAddresses } = user.gmail;
    if (forwardingAddresses.has(to)) refuse(409, 'alreadyExists', 'Requested entity already exists');
    const status = asksNobody(account, user, to) ? 'accepted' : 'pending';
    forwardingAddresses.set(to, status);
    return good(shownAllowed([to, status]));
  };

  /** The guide says only that it fails while the other address has not agreed; status and words are unknown. */
  const forward: Owned = (user, request) => {
    const body = bodyOf<{ enabled?: boolean; emailAddress?: string; disposition?: string }>(
      request,
      bodies.autoForwarding,
    );
    const to = body.emailAddress?.toLowerCase() ?? '';
    if (body.enabled && user.gmail.forwardingAddresses.get(to) !== 'accepted')
      refuse(400, 'failedPrecondition', 'Unrecognized forwarding address');
    if (body.enabled && (body.disposition ?? 'dispositionUnspecified') === 'dispositionUnspecified')
      refuse(400, 'invalidArgument', 'Invalid disposition');
    user.gmail.forwarding = body.enabled ? { emailAddress: to, disposition: body.disposition as string } : undefined;
    return good(shownForwarding(user));
  };

  const forbid: Owned = ({ gmail }, { params: { email = '' } }) => {
    if (!gmail.forwardingAddresses.delete(email)) unknown();
    if (gmail.forwarding?.emailAddress === email) gmail.forwarding = undefined;
    return nothing;
  };

  return owned(account, {
    'POST /users/:user/settings/forwardingAddresses': allow,
    'DELETE /users/:user/settings/forwardingAddresses/:email': forbid,
    'PUT /users/:user/settings/autoForwarding': forward,
  });
}

/** Everybody's own only: `me`, or the subject by any of its addresses. */
function owned(account: Account, routes: Record<string, Owned>): AsSubject {
  const entries = Object.entries(routes).map(([route, handler]): [string, AsSubject[string]] => [
    route,
    (request, subject) => {
      checkQuery(request);
      const user = account.find(subject) ?? unknown();
      const asked = request.params.user as string;
      if (asked !== 'me' && account.find(asked) !== user) refuse(403, 'forbidden', `Delegation denied for ${subject}`);
      if (user.suspended || user.mailboxFrom > account.clock.now())
        refuse(400, 'failedPrecondition', 'Mail service not enabled');
      return handler(user, request);
    },
  ]);
  return Object.fromEntries(entries);
}

const unknown = (): never => refuse(404, 'notFound', 'Requested entity was not found.');

/** Only the primary address is played: aliases of the Directory are send-as addresses too, once the user adds them. */
function checkSendAs(user: TwinUser, { params }: TwinRequest): void {
  if (params.email?.toLowerCase() !== user.primaryEmail) unknown();
}

/** https://developers.google.com/workspace/gmail/api/guides/forwarding_settings: the user's domain, one below, or the account's. */
function asksNobody({ domains }: Account, user: TwinUser, to: string): boolean {
  const [own, other] = [domainOf(user.primaryEmail), domainOf(to)];
  return other === own || other.endsWith(`.${own}`) || domains.has(other);
}

/** "Gmail will sanitize the HTML before saving it" (sendAs.patch): how is not documented. */
const sanitised = (html: string): string =>
  html.replaceAll(/<script\b[\s\S]*?<\/script\s*>/gi, '').replaceAll(/\son\w+=("[^"]*"|'[^']*')/gi, '');

function shownSendAs({ primaryEmail, gmail: { displayName, signature } }: TwinUser): object {
  return {
    ...{ sendAsEmail: primaryEmail, displayName, replyToAddress: '', signature },
    ...{ isPrimary: true, isDefault: true },
  };
}

const shownForwarding = ({ gmail: { forwarding } }: TwinUser): object => ({
  enabled: forwarding !== undefined,
  ...forwarding,
});

const shownAllowed = ([forwardingEmail, verificationStatus]: [string, string]): object => ({
  forwardingEmail,
  verificationStatus,
});
