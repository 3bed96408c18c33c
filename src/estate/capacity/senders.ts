/** The estate's domains with all that limits them: profile, provider, warm-up and shared addresses. */
import type { DomainSettings } from '../../inventory/model.ts';
import type { Profile } from '../../inventory/profile.ts';
import type { Templates } from '../../inventory/template.ts';
import type { Estate, EstateDomain } from '../estate.ts';
import { type MailboxLimits, type Sender, sendsAtAll, sum, type Unit } from './allowance.ts';

const UNITS: Unit[] = ['domain', 'mailbox', 'ip'];

/**
 * `today` is an ISO date. Progress goes by the calendar from `warmup.start`, for no ledger says how far a warm-up really is. Without
 * a start a `warming` domain began when it came into that state, or else today, and an active one counts as warmed.
 */
export function sendersOf(estate: Estate, templates: Templates, today: string): Sender[] {
  const profiles = new Map(estate.segments.map(({ segment, profile }) => [segment, templates.profiles.get(profile)]));
  const senders = estate.domains.map(domain => senderOf(domain, profiles.get(domain.segment), templates, today));
  return withAddresses(senders);
}

function senderOf(domain: EstateDomain, profile: Profile | undefined, templates: Templates, today: string): Sender {
  return { domain, ...limitsOf(domain.settings, profile, templates, today), ips: 0 };
}

/** What limits each mailbox of a domain with these settings. */
export function limitsOf(
  { warmup, lifecycle, mailProvider }: DomainSettings,
  profile: Profile | undefined,
  templates: Templates,
  today: string,
): MailboxLimits {
  const start = warmup.start ?? (lifecycle.state === 'warming' ? (lifecycle.since ?? today) : undefined);
  const provider = templates.providers.get(mailProvider);
  return { profile, provider, start, schedules: schedulesOf(warmup, profile, templates) };
}

/** The domain's own choice before its profile's. */
function schedulesOf(warmup: DomainSettings['warmup'], profile: Profile | undefined, { warmups }: Templates) {
  const named = UNITS.map(unit => [unit, warmups.get(warmup[unit] ?? profile?.warmup[unit] ?? '')] as const);
  return Object.fromEntries(named.filter(([unit, schedule]) => schedule?.unit === unit)) as Sender['schedules'];
}

/** What an address may send counts over all domains that use it, so each of them gets an equal part. */
function withAddresses(senders: Sender[]): Sender[] {
  const users = new Map<string, number>();
  for (const { domain } of senders.filter(sendsAtAll)) {
    for (const network of domain.settings.sendingIps) users.set(network, (users.get(network) ?? 0) + 1);
  }
  return senders.map(sender => {
    const { sendingIps } = sender.domain.settings;
    return { ...sender, ips: sum(sendingIps.map(network => addressCount(network) / (users.get(network) ?? 1))) };
  });
}

/** Of an IPv4 network all its addresses; receivers judge IPv6 by the network, so each counts once. */
export function addressCount(network: string): number {
  const [address = '', bits = '32'] = network.split('/');
  return address.includes(':') ? 1 : 2 ** (32 - Number(bits));
}
