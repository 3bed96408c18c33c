/** What the inventory asks for a mailbox, and the steps for what no API of its provider can do of it. Pure. */
import type { EstateDomain, Mailbox } from '../estate/estate.ts';
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import { openAsks } from '../mail/asks.ts';
import type { AdapterFacts } from '../mail/capabilities.ts';
import type { MailboxSettings } from '../mail/mailbox.ts';
import type { ProviderStep } from '../mail/provider-step.ts';

const whole = (written: string[] = [], domain: string): string[] =>
  written.map(each => (each.includes('@') ? each : `${each}@${domain}`)).sort();

/** Everything that is asked, whether or not an API can do it; limits that follow the calendar would be another step each week. */
export function askedOf({ address, domain, standing, ...asked }: Mailbox): MailboxSettings {
  return {
    address,
    state: standing === 'active' ? 'active' : 'suspended',
    ...(asked.name && { name: asked.name }),
    aliases: whole(asked.aliases, domain),
    forwardTo: whole(asked.forwardTo, domain),
    ...(asked.dailyLimit !== undefined && { dailyLimit: asked.dailyLimit }),
    ...(asked.signature !== undefined && { signature: asked.signature }),
    ...(asked.smtpAccess !== undefined && { smtpAccess: asked.smtpAccess }),
  };
}

/** Of a provider without steps of its own: one for each setting that a person can make there. */
export function plainSteps(
  mailbox: Mailbox,
  domain: EstateDomain,
  facts: AdapterFacts,
  { title }: ProviderTemplate,
): ProviderStep[] {
  return openAsks(facts)
    .filter(ask => facts.capabilities[ask.capability] === 'manual' && ask.askedBy(mailbox, domain.settings))
    .map(({ capability, setting }) => ({
      id: capability.replaceAll('.', '-').replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`),
      about: mailbox.address,
      title: `Set this for ${mailbox.address} at ${title}: no API of it does.`,
      commands: [`${setting}: ${shown(mailbox, setting)}`],
      after: [],
      done:
        capability === 'aliases'
          ? whole(mailbox.aliases, mailbox.domain).map(alias => ({ sees: 'alias', address: mailbox.address, alias }))
          : [],
    }));
}

function shown(mailbox: Mailbox, setting: string): string {
  if (setting === 'lifecycle') return mailbox.standing === 'active' ? 'active' : 'suspended';
  const value = mailbox[setting as keyof Mailbox];
  return Array.isArray(value) ? value.join(', ') : String(value);
}
