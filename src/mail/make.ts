/** A mailbox made once, whatever happens on the way. */
import { MailyardError } from '../error.ts';
import { isFailure } from './failure.ts';
import { contradictions, differing, type LiveMailbox, type MailboxSettings } from './mailbox.ts';
import type { MailProvider } from './providers.ts';

export interface Made {
  mailbox: LiveMailbox;
  /** Absent where it was there already: then nobody here knows it. */
  password?: string;
}

/** After so many answers that were lost, and no mailbox each time, the run ends. */
const MOST_TRIES = 4;
/** How far the provider's clock may be behind ours, for it to be our own call that made the mailbox. */
const SKEW_MS = 120_000;

/**
 * No provider has idempotency keys: whether a create whose answer was lost made it is told by looking. What is there already
 * is taken over where it does not differ, or `adopt` says so. Throws `mailbox-differs`, and what the provider says.
 */
export async function makeOnce(
  provider: MailProvider,
  wanted: MailboxSettings,
  password: string,
  adopt: boolean,
): Promise<Made> {
  const mailboxes = callsOf(provider);
  const started = provider.now();
  let lost = 0;
  for (;;) {
    try {
      const { password: own, ...mailbox } = await mailboxes.create(wanted, password);
      return { mailbox, password: own ?? password };
    } catch (error) {
      if (!isFailure(error, 'exists', 'lost')) throw error;
      const there = await mailboxes.read(wanted.address);
      if (error.kind === 'lost') lost += 1;
      if (there && lost > 0 && there.created !== undefined && there.created >= started - SKEW_MS)
        return { mailbox: there, password };
      if (there) return { mailbox: takenOver(provider, wanted, there, adopt) };
      if (error.kind === 'exists' || lost >= MOST_TRIES) throw error;
      await provider.sleep(1000 * 2 ** (lost - 1));
    }
  }
}

export function callsOf({ service, title }: MailProvider): NonNullable<MailProvider['service']['mailboxes']> {
  if (service.mailboxes) return service.mailboxes;
  throw new MailyardError('no-mailboxes', `Mailyard makes no mailboxes at ${title}.`, {
    fix: 'Write `mailboxes: 0` for its domains.',
  });
}

function takenOver(provider: MailProvider, wanted: MailboxSettings, there: LiveMailbox, adopt: boolean): LiveMailbox {
  const apart = adopt ? [] : contradictions(wanted, there);
  if (apart.length === 0) return there;
  const lines = apart.map(name => `${name}: there ${shown(there[name])}, wanted ${shown(wanted[name])}`);
  throw new MailyardError(
    'mailbox-differs',
    `${wanted.address} is at ${provider.title} already, and differs: ${lines.join('; ')}.`,
    { fix: 'Write it into the inventory as it is there; or take it over with `adopt: true` for its domain.' },
  );
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/** The rest of what is wanted, where the provider's create could not take it. */
export async function bringTo(provider: MailProvider, wanted: MailboxSettings, now: MailboxSettings): Promise<void> {
  if (differing(wanted, now).length > 0) await callsOf(provider).update(wanted, now);
}
