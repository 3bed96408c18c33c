/** Migadu on loopback: its API (v1) over the DNS that the sandbox serves. facts §3; what is unknown, its line says. */
import { basicAuth } from '../../../mail/basic-auth.ts';
import { sandboxClock } from '../../clock.ts';
import { startHttpTwin } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions } from '../twin.ts';
import { fail } from './answers.ts';
import { newDomain } from './model.ts';
import { routesOf } from './routes.ts';
import { activate, createStore, mailboxesIn, putMailbox } from './store.ts';

const USER = 'admin@acme.example';
const KEY = 'sandbox-migadu-api-key';

export interface MigaduTwinOptions extends MailTwinOptions {
  /** What a DELETE that succeeded answers: to some clients 500, to others 200 with what was deleted. Default 500. */
  deleteAnswers?: 200 | 500;
}

export async function startMigaduTwin(options: MigaduTwinOptions = {}): Promise<MailTwin> {
  const { clock = sandboxClock(), lookup = async () => [], deleteAnswers = 500 } = options;
  const store = createStore(clock);
  const twin = await startHttpTwin(
    {
      authenticate: ({ headers }) => (headers.authorization === basicAuth(USER, KEY) ? USER : fail(401)),
      // Migadu documents neither rates nor how it refuses what is too much.
      limited: retryAfter => ({
        ...fail(429),
        ...(retryAfter !== null && { headers: { 'retry-after': `${retryAfter}` } }),
      }),
      failed: fail,
      noRoute: () => fail(404),
      routes: routesOf(store, { lookup, deleteAnswers }),
    },
    { ...options, clock },
  );
  return {
    ...twin,
    provider: 'migadu',
    account: { user: USER, url: `${twin.origin}/v1` },
    env: { MIGADU_API_KEY: KEY },
    mailboxes: () => mailboxesIn(store),
    domains: () => [...store.domains.values()].map(({ name, state }) => ({ domain: name, ready: state === 'active' })),
    put: mailbox => putMailbox(store, mailbox),
    remove: address => void store.mailboxes.delete(address),
    addDomain: domain => void store.domains.set(domain, activate(newDomain(domain), store.now())),
  };
}
