/** The inventory that a simulation plays: the real one, in which every domain that sends begins to warm on day 1. Pure. */
import type { Domain, DomainSettings, Inventory, MailboxEntry, Mode } from '../inventory/model.ts';

export interface Staging {
  /** ISO date of day 1. */
  start: string;
  /** Of every job; undefined: as the inventory has them. */
  mode?: Mode;
  /** Where the simulated mail server keeps the keys that it signs with. */
  keys: string;
  /** Addresses that a fault took out of the inventory. */
  removed: ReadonlySet<string>;
  /** Who takes part. */
  plays(domain: Domain): boolean;
}

/**
 * What is changed and why: warm-up begins on day 1 or later; mail is signed by a server of the simulation's own, with keys that
 * Mailyard makes, because nobody has the private keys of real providers. Accounts are left out: no mailbox is made anywhere.
 */
export function staged(inventory: Inventory, staging: Staging): Inventory {
  return {
    ...inventory,
    segments: inventory.segments.map(segment => ({
      ...segment,
      accounts: {},
      domains: segment.domains.map(domain =>
        staging.plays(domain) ? { ...domain, settings: settings(domain, inventory, staging) } : domain,
      ),
    })),
  };
}

function settings({ domain, settings }: Domain, inventory: Inventory, staging: Staging): DomainSettings {
  const { start, mode, keys, removed } = staging;
  const { warmup, dkim, modes } = settings;
  const begins = warmup.start !== undefined && warmup.start > start ? warmup.start : start;
  return {
    ...settings,
    warmup: { ...warmup, start: begins },
    lifecycle: { ...settings.lifecycle, state: 'warming', since: begins },
    dkim: { ...dkim, signers: [{ name: 'opendkim', folder: keys }] },
    ...(mode && { modes: { ...modes, dkim: mode, warmup: mode, blocklists: mode, health: mode } }),
    ...(removed.size > 0 && { mailboxes: remaining(domain, settings, inventory, removed) }),
  };
}

/** With one of them gone, a number becomes the list that it stood for. */
function remaining(
  domain: string,
  { mailboxes }: DomainSettings,
  { identities }: Inventory,
  removed: ReadonlySet<string>,
): number | MailboxEntry[] {
  const entries = typeof mailboxes === 'number' ? identities.slice(0, mailboxes) : mailboxes;
  const left = entries.filter(({ user }) => !removed.has(`${user}@${domain}`));
  return left.length === entries.length ? mailboxes : left;
}
