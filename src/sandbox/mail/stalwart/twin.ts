/** Stalwart on loopback: its management by JMAP (0.16), derived from its public source (github.com/stalwartlabs/stalwart). facts §7 */
import { basicAuth } from '../../../mail/basic-auth.ts';
import { sandboxClock } from '../../clock.ts';
import type { TwinRequest } from '../../http/request.ts';
import { startHttpTwin } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions } from '../twin.ts';
import { doorkeeper, problem, respond } from './jmap.ts';
import type { May } from './kind.ts';
import { ADMIN_ID, methodsOf } from './methods.ts';
import { signingKeys } from './signatures.ts';
import { addDomain, createStore, mailboxesIn, putMailbox, removeMailbox } from './store.ts';

const KEY = 'API_sandbox-stalwart-key';
/** Keys whose permissions were cut down: they look only, make but neither change nor destroy, or manage without being users of mail. */
export const READER_KEY = 'API_sandbox-stalwart-reader';
export const MAKER_KEY = 'API_sandbox-stalwart-maker';
export const MANAGER_KEY = 'API_sandbox-stalwart-manager';
export const ADMIN = { user: 'admin@stalwart.example', password: 'sandbox-stalwart-password' };

const rights: Record<string, May> = {
  [`Bearer ${KEY}`]: () => true,
  [basicAuth(ADMIN.user, ADMIN.password)]: () => true,
  [`Bearer ${READER_KEY}`]: permission => /(Get|Query)$/.test(permission),
  [`Bearer ${MAKER_KEY}`]: permission => !/(Update|Destroy)$/.test(permission),
  [`Bearer ${MANAGER_KEY}`]: permission => permission.startsWith('sys'),
};

export async function startStalwartTwin(options: MailTwinOptions = {}): Promise<MailTwin> {
  const { clock = sandboxClock() } = options;
  const store = createStore(clock);
  const callerOf = ({ headers }: TwinRequest) => headers.authorization ?? '';

  const enter = doorkeeper();
  const jmap = (request: TwinRequest) =>
    enter(() => respond(request, methodsOf(store, rights[callerOf(request)] as May)));

  const twin = await startHttpTwin(
    {
      authenticate: request =>
        callerOf(request) in rights || request.path === '/.well-known/jmap'
          ? 'administrator'
          : problem(401, 'about:blank', 'You have to authenticate first.'),
      // The default of the server's `Http` settings.
      rate: { calls: 1000, seconds: 60 },
      limited: retryAfter =>
        problem(
          ...([429, 'about:blank', 'Your request has been rate limited. Please try again in a few seconds.'] as const),
          retryAfter === null ? undefined : { 'retry-after': `${retryAfter}` },
        ),
      failed: status =>
        problem(
          status,
          'about:blank',
          'There was a problem while processing your request. Please contact the system administrator if this problem persists.',
        ),
      noRoute: () => problem(404, 'about:blank', 'The requested resource does not exist on this server.'),
      routes: {
        'GET /.well-known/jmap': () => ({ status: 307, headers: { location: '/jmap/session' } }),
        'GET /jmap/session': ({ headers }) => ({ status: 200, body: session(`http://${headers.host}`) }),
        'POST /jmap': jmap,
        'POST /jmap/': jmap,
      },
    },
    { ...options, clock },
  );
  return {
    ...twin,
    provider: 'stalwart',
    account: { url: twin.origin },
    env: { STALWART_SECRET: KEY },
    mailboxes: () => mailboxesIn(store),
    domains: () =>
      [...store.domains.values()].map(({ name, isEnabled }) => ({ domain: name, ready: isEnabled !== false })),
    put: mailbox => putMailbox(store, mailbox),
    remove: address => removeMailbox(store, address),
    addDomain: domain => void addDomain(store, domain),
    signs: domain => signingKeys(store, domain),
  };
}

/** RFC 8620 §2, without the capabilities that are about reading mail. */
const session = (origin: string) => ({
  capabilities: {
    'urn:ietf:params:jmap:core': {
      ...{ maxSizeUpload: 50_000_000, maxConcurrentUpload: 4, maxSizeRequest: 10_000_000, maxConcurrentRequests: 4 },
      ...{ maxCallsInRequest: 16, maxObjectsInGet: 500, maxObjectsInSet: 500, collationAlgorithms: [] },
    },
    'urn:stalwart:jmap': {},
  },
  accounts: {
    [ADMIN_ID]: {
      ...{ name: ADMIN.user, isPersonal: true, isReadOnly: false },
      accountCapabilities: { 'urn:ietf:params:jmap:core': {}, 'urn:stalwart:jmap': {} },
    },
  },
  primaryAccounts: { 'urn:ietf:params:jmap:core': ADMIN_ID, 'urn:stalwart:jmap': ADMIN_ID },
  username: ADMIN.user,
  apiUrl: `${origin}/jmap/`,
  downloadUrl: `${origin}/jmap/download/{accountId}/{blobId}/{name}?accept={type}`,
  uploadUrl: `${origin}/jmap/upload/{accountId}/`,
  eventSourceUrl: `${origin}/jmap/eventsource/?types={types}&closeafter={closeafter}&ping={ping}`,
  state: 'a1b2c3',
});
