/** A mailbox's inputs and its settings, one from the other. Pure. */
import type { MailboxInputs } from '../../estate/resource.ts';
import type { LiveMailbox, MailboxSettings } from '../../mail/mailbox.ts';

/** In the order in which they are told. */
export const managed = ['state', 'name', 'aliases', 'forwardTo', 'dailyLimit', 'signature', 'smtpAccess'] as const;

export function settingsOf(inputs: MailboxInputs): MailboxSettings {
  const { provider: _, account: __, adopt: ___, ...settings } = inputs;
  return settings;
}

/** The inputs as the provider shows them: what nobody manages, and what it does not show, stays as it was. */
export function seen(inputs: MailboxInputs, live: LiveMailbox): MailboxInputs {
  const now = { ...inputs };
  for (const name of managed)
    if (inputs[name] !== undefined && live[name] !== undefined) Object.assign(now, { [name]: live[name] });
  return now;
}
