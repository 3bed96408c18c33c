/** The form of a mailbox's inputs. No network. */
import { MAILBOX, type MailboxInputs } from '../../estate/resource.ts';
import type { CheckResult } from '../provider.ts';

export function checkMailbox(_olds: MailboxInputs | undefined, news: MailboxInputs): CheckResult<MailboxInputs> {
  const { address, provider, account, state } = news;
  const whole =
    /^[^@\s]+@[^@\s]+$/.test(address ?? '') && provider && account && ['active', 'suspended'].includes(state);
  const reason = `${MAILBOX} takes { address, provider, account, state: active or suspended, … }.`;
  return { inputs: news, failures: whole ? [] : [{ property: 'address', reason }] };
}
