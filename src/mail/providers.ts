/** The mail providers of a run: each account is connected once and asked once whether its credentials hold, before any write. */
import { MailyardError } from '../error.ts';
import type { MailAdapter, MailService } from './adapter.ts';
import type { AdapterFacts } from './capabilities.ts';
import { type Account, type ConnectOptions, connect } from './connect.ts';
import type { LiveMailbox } from './mailbox.ts';

export interface MailProviders {
  /** Throws `no-adapter`, `account`, `secret-missing`, and what the provider says to the first call. */
  open(provider: string, account: Account): Promise<MailProvider>;
}

export interface MailProvider {
  facts: AdapterFacts;
  /** As people know it. */
  title: string;
  service: MailService;
  /** All mailboxes of a domain by address, listed once: for who looks at many. `forget` after a write. */
  listed(domain: string): Promise<Map<string, LiveMailbox>>;
  forget(domain: string): void;
  keepSecret(text: string): void;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export interface ProvidersOptions extends ConnectOptions {
  adapter: (provider: string) => Promise<MailAdapter | undefined>;
  title: (provider: string) => string;
}

/** A list is the truth for as long: a run that refreshes looks at each domain once, and a daemon does not live on old news. */
const LISTED_FOR_MS = 60_000;

export function mailProviders(options: ProvidersOptions): MailProviders {
  const opened = new Map<string, Promise<MailProvider>>();
  return {
    open(provider, account) {
      const key = JSON.stringify([provider, account]);
      let known = opened.get(key);
      if (!known) {
        known = openProvider(provider, account, options);
        opened.set(key, known);
      }
      return known;
    },
  };
}

async function openProvider(provider: string, account: Account, options: ProvidersOptions): Promise<MailProvider> {
  const adapter = await options.adapter(provider);
  if (!adapter)
    throw new MailyardError('no-adapter', `Mailyard has no adapter for ${provider}.`, {
      fix: 'docs/providers.md lists those that there are. Without its entry under `accounts` Mailyard writes DNS only.',
    });
  const title = options.title(provider);
  const { service, keepSecret } = connect(adapter, title, account, options);
  await service.check();
  const { clock = Date.now, sleep = pause } = options;
  return { facts: adapter.facts, title, service, keepSecret, ...lists(service, clock), now: clock, sleep };
}

const pause = (milliseconds: number): Promise<void> => new Promise(done => setTimeout(done, milliseconds));

function lists({ mailboxes }: MailService, clock: () => number): Pick<MailProvider, 'listed' | 'forget'> {
  const known = new Map<string, { at: number; list: Promise<Map<string, LiveMailbox>> }>();
  const ask = async (domain: string) =>
    new Map((await mailboxes?.list(domain))?.map(mailbox => [mailbox.address, mailbox]));
  return {
    listed(domain) {
      let entry = known.get(domain);
      if (!entry || clock() - entry.at > LISTED_FOR_MS) {
        entry = { at: clock(), list: ask(domain) };
        known.set(domain, entry);
      }
      return entry.list;
    },
    forget: domain => void known.delete(domain),
  };
}
