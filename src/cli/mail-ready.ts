/** Whether the mail providers that a plan needs can be asked: said before anything is written, once for each account. */
import { MAILBOX, type MailAccount } from '../estate/resource.ts';
import type { Plan } from '../plan/plan.ts';
import type { Wanted } from '../plan/wanted.ts';
import type { Mail } from '../provider/mail.ts';

/** Throws what connecting throws: a missing secret, credentials that are rejected, a missing right; and `key-missing`. */
export async function refuseUnready({ resources }: Plan, { lists }: Wanted, { providers, keys }: Mail): Promise<void> {
  const moving = new Set(
    resources.filter(({ mail, kept }) => mail && !kept).map(({ segment, type, name }) => `${segment} ${type} ${name}`),
  );
  if (moving.size === 0) return;
  if (resources.some(({ type, action }) => type === MAILBOX && action === 'create')) keys();
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
