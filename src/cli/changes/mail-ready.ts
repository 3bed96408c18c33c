/** Whether the mail providers that a plan needs can be asked: said before anything is written, once for each account. */
import { MAILBOX, type MailAccount } from '../../estate/resource.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Wanted } from '../../plan/wanted.ts';
import type { Mail } from '../../provider/mail.ts';
import { refuseOtherKey, storedMailboxes } from '../../secrets/stored-mailboxes.ts';
import type { State } from '../../state/state.ts';

/**
 * Throws what connecting throws: a missing secret, credentials that are rejected, a missing right; where mailboxes are to be made
 * `key-missing`, and `key-other` where MAILYARD_KEY is not the one that the state's passwords are sealed with.
 */
export async function refuseUnready(
  { resources }: Plan,
  { lists }: Wanted,
  { providers, keys }: Mail,
  state: State,
): Promise<void> {
  const moving = new Set(
    resources.filter(({ mail, kept }) => mail && !kept).map(({ segment, type, name }) => `${segment} ${type} ${name}`),
  );
  if (moving.size === 0) return;
  if (resources.some(({ type, action }) => type === MAILBOX && action === 'create'))
    refuseOtherKey(storedMailboxes(state), keys());
  const accounts = new Map<string, MailAccount>();
  for (const [segment, list] of lists) {
    for (const { type, name, inputs } of list) {
      if (!moving.has(`${segment} ${type} ${name}`)) continue;
      const { provider, account } = inputs as MailAccount;
      accounts.set(JSON.stringify([provider, account]), { provider, account });
    }
  }
  for (const { provider, account } of accounts.values()) await providers.open(provider, account);
}
