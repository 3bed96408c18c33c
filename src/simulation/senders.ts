/** Who sends for a domain: its mailboxes, or one name that stands for the program behind its relays and addresses. */
import { sendingMailboxes } from '../estate/capacity/allowance.ts';
import type { EstateDomain } from '../estate/estate.ts';

export function sendersOf(domain: EstateDomain): string[] {
  const { mailboxes, settings } = domain;
  if (mailboxes().length > 0) return sendingMailboxes(domain).map(({ address }) => address);
  return settings.relays.length + settings.sendingIps.length > 0 ? [`news@${domain.domain}`] : [];
}
