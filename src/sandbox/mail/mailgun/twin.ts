/** Mailgun on loopback: domains and SMTP credentials of its API, over the DNS that the sandbox serves. facts §9. */
import { basicAuth } from '../../../mail/basic-auth.ts';
import { sandboxClock } from '../../clock.ts';
import { startHttpTwin } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions } from '../twin.ts';
import { fail } from './answers.ts';
import { routesOf } from './routes.ts';
import { createStore, mailboxesIn, newDomain } from './store.ts';

const KEY = 'sandbox-mailgun-api-key';
/** A key with the role Analyst: it reads, and that is all (documentation.mailgun.com, "RBAC API key permissions"). */
export const ANALYST_KEY = 'sandbox-mailgun-analyst-key';

export interface MailgunTwinOptions extends MailTwinOptions {
  /** Milliseconds on the clock until what was made or deleted is so everywhere. Default 1000. */
  settles?: number;
  /** Whether domains that somebody added long ago have Automatic Sender Security. Default true. */
  automatic?: boolean;
}

export async function startMailgunTwin(options: MailgunTwinOptions = {}): Promise<MailTwin> {
  const { clock = sandboxClock(), lookup = async () => [], settles = 1000, automatic = true } = options;
  const store = createStore(clock);
  const twin = await startHttpTwin(
    {
      authenticate({ headers, method }) {
        if (headers.authorization === basicAuth('api', KEY)) return 'admin';
        if (headers.authorization !== basicAuth('api', ANALYST_KEY)) return fail(401, 'Invalid private key');
        return method === 'GET' ? 'analyst' : fail(403, 'Forbidden');
      },
      // 429 is documented for `verify`; rates are not.
      limited: retryAfter => ({
        ...fail(429, 'Too many requests'),
        ...(retryAfter !== null && { headers: { 'retry-after': `${retryAfter}` } }),
      }),
      failed: status => fail(status, 'Internal Server Error'),
      noRoute: () => fail(404, 'Not Found'),
      routes: routesOf(store, { lookup, settles }),
    },
    { ...options, clock },
  );
  return {
    ...twin,
    provider: 'mailgun',
    account: { region: 'us', url: twin.origin },
    env: { MAILGUN_API_KEY: KEY },
    mailboxes: () => mailboxesIn(store),
    domains: () => [...store.domains.values()].map(({ name, state }) => ({ domain: name, ready: state === 'active' })),
    put({ address, password, created = clock.now() }) {
      const there = store.credentials.get(address);
      store.credentials.set(address, {
        login: address,
        created,
        password: 'unknown',
        ...there,
        ...(password && { password }),
      });
    },
    remove: address => void store.credentials.delete(address),
    signs: name =>
      [...(store.domains.get(name)?.keys.values() ?? [])]
        .filter(({ active }) => active)
        .map(({ selector, publicKey }) => ({ selector, publicKey })),
    addDomain(name) {
      const domain = newDomain(name, clock.now(), 0, { use_automatic_sender_security: String(automatic) });
      store.domains.set(name, { ...domain, state: 'active' });
    },
  };
}
