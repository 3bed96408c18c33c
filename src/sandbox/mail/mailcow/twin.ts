/** mailcow on loopback: its API as the source of 2026-08-05 has it (mailcow/mailcow-dockerized). facts §6. */
import { once } from '../../../once.ts';
import { sandboxClock } from '../../clock.ts';
import { startHttpTwin } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions } from '../twin.ts';
import { failed } from './answers.ts';
import { newKey } from './domains.ts';
import { routesOf } from './routes.ts';
import { createStore, deleteMailbox, newDomain } from './store.ts';
import { ours, putMailbox } from './words.ts';

const KEY = '1AB2C3-4D5E6F-7A8B9C-0D1E2F-334455';
const TIMEZONE = 'Europe/Berlin';
/** A second key that may only look. */
export const READ_ONLY_KEY = '998877-665544-332211-00AABB-CCDDEE';

export interface MailcowTwinOptions extends MailTwinOptions {
  /** SPLIT_DKIM_255: DKIM texts come in quoted parts. Default false. */
  splitDkim?: boolean;
  /** Whether the caller's address is in the key's list. Default true. */
  allowed?: boolean;
}

/** Making one takes a quarter of a second. */
const oldKey = once(() => newKey('dkim', 2048));

export async function startMailcowTwin(options: MailcowTwinOptions = {}): Promise<MailTwin> {
  const { clock = sandboxClock(), splitDkim = false, allowed = true } = options;
  const store = createStore(clock, TIMEZONE);
  const twin = await startHttpTwin(
    {
      authenticate({ headers }) {
        const key = headers['x-api-key'];
        if (key !== KEY && key !== READ_ONLY_KEY) return failed(401, 'authentication failed');
        return allowed ? (key === KEY ? 'rw' : 'ro') : failed(401, 'api access denied for ip 127.0.0.1');
      },
      // mailcow itself has no rate; what stands before it may.
      limited: retryAfter => ({
        ...failed(429, 'Too Many Requests'),
        ...(retryAfter !== null && { headers: { 'retry-after': `${retryAfter}` } }),
      }),
      failed: status => failed(status, 'Internal Server Error'),
      noRoute: () => failed(404, 'route not found'),
      routes: routesOf(store, { splitDkim, mayWrite: ({ headers }) => headers['x-api-key'] === KEY }),
    },
    { ...options, clock },
  );
  return {
    ...twin,
    provider: 'mailcow',
    account: { url: twin.origin, timezone: TIMEZONE },
    env: { MAILCOW_API_KEY: KEY },
    mailboxes: () => [...store.mailboxes.values()].map(mailbox => ours(store, mailbox)),
    // It takes mail as soon as it has the domain, whatever DNS says.
    domains: () => [...store.domains.values()].map(({ domain, active }) => ({ domain, ready: active === 1 })),
    put: mailbox => putMailbox(store, mailbox),
    remove: address => deleteMailbox(store, address),
    signs(domain) {
      const key = store.keys.get(domain);
      return key ? [{ selector: key.selector, publicKey: key.pubkey }] : [];
    },
    addDomain(domain) {
      store.domains.set(domain, { ...newDomain(domain), mailboxes: 5000, aliases: 5000 });
      store.keys.set(domain, oldKey());
    },
  };
}
