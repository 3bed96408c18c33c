/** Mailhost, a provider that there is not: the API of docs/providers/rest.md, by which described adapters are tried. */
import { timingSafeEqual } from 'node:crypto';
import { sandboxClock } from '../../clock.ts';
import type { TwinRequest } from '../../http/request.ts';
import { startHttpTwin, type TwinService } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions, TwinMailbox } from '../twin.ts';
import { failed } from './bodies.ts';
import { type Rules, routesOf } from './routes.ts';
import { emptyStore, newDomain, newMailbox, type StoredMailbox } from './store.ts';

export type MailhostTwinOptions = MailTwinOptions & Partial<Pick<Rules, 'scopes' | 'duplicates'>>;

export async function startMailhostTwin(options: MailhostTwinOptions = {}): Promise<MailTwin> {
  const { clock = sandboxClock(), lookup = async () => [], duplicates = 'status' } = options;
  const { scopes = ['mailboxes:read', 'mailboxes:write', 'domains'] } = options;
  const store = emptyStore();
  const token = 'mailhost-sandbox-token';
  const service: TwinService = {
    routes: routesOf(store, { clock, lookup, scopes, duplicates }),
    authenticate: request =>
      isToken(request, token) ? 'acme' : failed(401, 'unauthorized', 'This token is not known.'),
    rate: { calls: 120, seconds: 60 },
    limited: retryAfter => ({
      ...failed(429, 'rate_limited', 'At most 120 calls a minute.'),
      ...(retryAfter !== null && { headers: { 'retry-after': String(retryAfter) } }),
    }),
    failed: status => failed(status, 'internal', 'Something went wrong.'),
    noRoute: ({ method, path }) => failed(404, 'no_route', `There is no ${method} ${path}.`),
  };
  const twin = await startHttpTwin(service, { ...options, clock });
  return Object.assign(twin, {
    provider: 'mailhost',
    account: { url: `${twin.origin}/v1` },
    env: { MAILHOST_TOKEN: token },
    mailboxes: () => [...store.mailboxes.values()].map(ours),
    domains: () =>
      [...store.domains.values()].map(({ name, status }) => ({ domain: name, ready: status === 'active' })),
    put({ address, ...changes }: Partial<TwinMailbox> & { address: string }) {
      const mailbox = store.mailboxes.get(address) ?? newMailbox(store, address, clock.now());
      store.mailboxes.set(address, { ...mailbox, ...theirs(changes) });
    },
    remove: (address: string) => void store.mailboxes.delete(address),
    addDomain: (domain: string) => void store.domains.set(domain, { ...newDomain(domain), status: 'active' }),
  });
}

function isToken({ headers }: TwinRequest, token: string): boolean {
  const [given, wanted] = [Buffer.from(headers.authorization ?? ''), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const ours = (mailbox: StoredMailbox): TwinMailbox => ({
  ...{ address: mailbox.email, name: mailbox.display_name, password: mailbox.password || undefined },
  state: mailbox.status === 'enabled' ? 'active' : 'suspended',
  aliases: mailbox.aliases.toSorted(),
  forwardTo: mailbox.forward_to.toSorted(),
  dailyLimit: mailbox.sending_limit_per_day,
  signature: mailbox.signature_html,
  smtpAccess: mailbox.smtp_relay,
  created: Date.parse(mailbox.created_at),
  lastActivity: mailbox.last_login_at === null ? null : Date.parse(mailbox.last_login_at),
});

function theirs(changes: Partial<TwinMailbox>): Partial<StoredMailbox> {
  const { name, password, state, aliases, forwardTo, dailyLimit, signature, smtpAccess, created, lastActivity } =
    changes;
  const isoOf = (moment: number) => new Date(moment).toISOString();
  return {
    ...(name !== undefined && { display_name: name }),
    ...(password !== undefined && { password }),
    ...(state && { status: state === 'active' ? 'enabled' : 'disabled' }),
    ...(aliases && { aliases }),
    ...(forwardTo && { forward_to: forwardTo }),
    ...(dailyLimit !== undefined && { sending_limit_per_day: dailyLimit }),
    ...(signature !== undefined && { signature_html: signature }),
    ...(smtpAccess !== undefined && { smtp_relay: smtpAccess }),
    ...(created !== undefined && { created_at: isoOf(created) }),
    ...(lastActivity !== undefined && { last_login_at: lastActivity === null ? null : isoOf(lastActivity) }),
  };
}
