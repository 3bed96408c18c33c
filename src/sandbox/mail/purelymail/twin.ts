/** Purelymail on loopback: its API (v0), which answers 200 to everything. facts §5; what is unknown, its line says. */
import { startHttpTwin } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions } from '../twin.ts';
import { fail, nowhere } from './answers.ts';
import { routesOf } from './routes.ts';
import { createStore, mailboxesIn, putMailbox } from './store.ts';

const TOKEN = 'sandbox-purelymail-token';

export async function startPurelymailTwin(options: MailTwinOptions = {}): Promise<MailTwin> {
  const { lookup = async () => [] } = options;
  const store = createStore();
  const twin = await startHttpTwin(
    {
      authenticate({ headers }) {
        const token = headers['purelymail-api-token'];
        if (token === TOKEN) return 'account';
        const said = token ? 'Token not valid.' : 'Token must be supplied in Purelymail-Api-Token header';
        return fail('invalidToken', said);
      },
      // Rates are not documented.
      limited: retryAfter => ({
        ...{ status: 429, body: { type: 'error', code: 'rateLimited', message: 'Too many requests' } },
        ...(retryAfter !== null && { headers: { 'retry-after': `${retryAfter}` } }),
      }),
      failed: status => ({ status, body: { type: 'error', code: 'internalError', message: 'Internal error' } }),
      noRoute: () => nowhere,
      routes: routesOf(store, lookup),
    },
    options,
  );
  return {
    ...twin,
    provider: 'purelymail',
    account: { url: `${twin.origin}/api/v0` },
    env: { PURELYMAIL_API_TOKEN: TOKEN },
    mailboxes: () => mailboxesIn(store),
    domains: () => [...store.domains].map(domain => ({ domain, ready: true })),
    put: mailbox => putMailbox(store, mailbox),
    remove: address => void store.users.delete(address),
    addDomain: domain => void store.domains.add(domain),
  };
}
