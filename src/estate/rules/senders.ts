/** Small questions that several rules ask of a domain. */

import type { EstateRecord } from '../../records/record.ts';
import { ownReturnPath } from '../../records/return-path.ts';
import type { Subject } from './rule.ts';

export const isLive = ({ context }: Subject): boolean => context.phase === 'live';

/** Retired, be it within its grace time: nothing is sent any more. */
export const isRetired = ({ context }: Subject): boolean => context.phase !== 'live';

/** A reserve or resting domain keeps its records and sends nothing. */
export const sendsNow = ({ domain, context }: Subject): boolean =>
  context.phase === 'live' && !['reserve', 'resting'].includes(domain.settings.lifecycle.state);

/** Domains for outreach: many, young, and the first to be burnt. */
export const isPool = ({ profile }: Subject): boolean => profile?.mail === 'cold';

/** Without those that are being retired: they send nothing any more. */
export const mailboxCount = ({ domain }: Subject): number => {
  const { mailboxes } = domain.settings;
  return typeof mailboxes === 'number'
    ? mailboxes
    : mailboxes.filter(({ lifecycle }) => lifecycle?.state !== 'retired').length;
};

/** Something of the domain's own or rented sends with its name. */
export const hasSenders = ({ context, domain }: Subject): boolean =>
  context.senders.length > 0 || domain.settings.sendingIps.length > 0 || ownReturnPath(context) !== undefined;

/** The setting that a record comes from: the pasted value itself where there is one. */
export function settingOf({ source, content }: EstateRecord, { domain }: Subject): string {
  const { mailProvider, relays, values } = domain.settings;
  const given = Object.entries(values[source] ?? {}).find(([, value]) => value === content);
  if (given) return `values.${source}.${given[0]}`;
  if (source === mailProvider) return 'mailProvider';
  return relays.some(({ name }) => name === source) ? 'relays' : source;
}
