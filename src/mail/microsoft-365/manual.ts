/**
 * What only Exchange Online, or a purse, can do: steps for a person, with the exact lines, and what Mailyard can see of them by
 * itself. Pure. The lines are for `Connect-ExchangeOnline` (module ExchangeOnlineManagement), read 2026-11-26.
 */
import type { MailboxSettings } from '../mailbox.ts';
import type { ManualSteps, ProviderStep, Sight } from '../provider-step.ts';

const docs = 'https://learn.microsoft.com';
const dkimLink = `${docs}/defender-office-365/email-authentication-dkim-configure`;
const selectors = ['selector1', 'selector2'] as const;
const valueNames = ['dkimTarget1', 'dkimTarget2'] as const;

/** Microsoft makes the keys and their targets; both have to be copied into the inventory (no API tells them, 2026-11). */
export function dkimKeysStep(domain: string): ProviderStep {
  return {
    id: 'dkim-keys',
    about: domain,
    title: `Make the DKIM keys of ${domain}, and paste Selector1CNAME and Selector2CNAME as dkimTarget1 and dkimTarget2 under \`values\`.`,
    commands: [
      `New-DkimSigningConfig -DomainName ${quoted(domain)} -KeySize 2048 -Enabled $false`,
      `Get-DkimSigningConfig -Identity ${quoted(domain)} | Format-List Selector1CNAME, Selector2CNAME`,
    ],
    link: dkimLink,
    after: [],
    done: valueNames.map(name => ({ sees: 'value', domain, name })),
  };
}

/** It fails until both CNAMEs lead to keys. That Exchange signs from then on, only a message shows. */
export function dkimSwitchStep(domain: string, targets: Record<(typeof valueNames)[number], string>): ProviderStep {
  const leads = valueNames.flatMap((name, index): Sight[] => [
    { sees: 'cname', name: `${selectors[index]}._domainkey.${domain}`, target: targets[name].toLowerCase() },
    { sees: 'txt', name: targets[name].toLowerCase(), begins: 'v=DKIM1' },
  ]);
  return {
    id: 'dkim-switch',
    about: domain,
    title: `Switch on DKIM signing for ${domain}.`,
    commands: [`Set-DkimSigningConfig -Identity ${quoted(domain)} -Enabled $true`],
    link: dkimLink,
    after: leads,
    done: [],
  };
}

/** The steps of one mailbox that its settings ask for. */
export function mailboxSteps(wanted: MailboxSettings): ProviderStep[] {
  const { aliases = [], forwardTo = [], smtpAccess } = wanted;
  return [
    ...(aliases.length > 0 ? [aliasesStep(wanted.address, aliases)] : []),
    ...(forwardTo.length > 0 ? [forwardingStep(wanted.address, forwardTo)] : []),
    ...(smtpAccess === undefined ? [] : [smtpAccessStep(wanted.address, smtpAccess)]),
  ];
}

function aliasesStep(address: string, aliases: readonly string[]): ProviderStep {
  const added = aliases.map(alias => quoted(`smtp:${alias}`)).join(',');
  return {
    id: 'aliases',
    about: address,
    title: `Give ${address} the alias${aliases.length > 1 ? 'es' : ''} ${aliases.join(', ')}.`,
    commands: [`Set-Mailbox -Identity ${quoted(address)} -EmailAddresses @{Add=${added}}`],
    link: `${docs}/powershell/module/exchangepowershell/set-mailbox`,
    after: [],
    done: aliases.map(alias => ({ sees: 'alias', address, alias })),
  };
}

/** A mailbox forwards to one address; to several a rule does. Exchange blocks both to the outside unless a policy allows it. */
function forwardingStep(address: string, forwardTo: readonly string[]): ProviderStep {
  const [first = '', ...others] = forwardTo.map(quoted);
  const forward =
    others.length === 0
      ? `Set-Mailbox -Identity ${quoted(address)} -ForwardingSmtpAddress ${first} -DeliverToMailboxAndForward $true`
      : `New-InboxRule -Mailbox ${quoted(address)} -Name 'Mailyard forwarding' -ForwardTo ${[first, ...others].join(',')}`;
  const policy = `Mailyard forwarding ${address}`;
  return {
    id: 'forwarding',
    about: address,
    title: `Forward mail of ${address} to ${forwardTo.join(', ')}, and keep a copy.`,
    commands: [
      `New-HostedOutboundSpamFilterPolicy -Name ${quoted(policy)} -AutoForwardingMode On`,
      `New-HostedOutboundSpamFilterRule -Name ${quoted(policy)} -HostedOutboundSpamFilterPolicy ${quoted(policy)} -From ${quoted(address)}`,
      forward,
    ],
    link: `${docs}/defender-office-365/outbound-spam-policies-external-email-forwarding`,
    after: [],
    done: [],
  };
}

function smtpAccessStep(address: string, smtpAccess: boolean): ProviderStep {
  return {
    id: 'smtp-access',
    about: address,
    title: `${smtpAccess ? 'Allow' : 'Forbid'} programs to send as ${address} by SMTP AUTH.`,
    commands: [
      `Set-CASMailbox -Identity ${quoted(address)} -SmtpClientAuthenticationDisabled ${smtpAccess ? '$false' : '$true'}`,
    ],
    link: `${docs}/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission`,
    after: [],
    done: [],
  };
}

/** A limit is one of a policy, not of a mailbox, and counts recipients: one policy for each number. */
export function sendLimitSteps(mailboxes: readonly MailboxSettings[]): ProviderStep[] {
  const limited = mailboxes.filter(({ dailyLimit }) => dailyLimit);
  return [...Map.groupBy(limited, ({ dailyLimit }) => dailyLimit as number)]
    .sort(([a], [b]) => a - b)
    .map(([limit, those]) => sendLimitStep(limit, those.map(({ address }) => address).sort()));
}

function sendLimitStep(limit: number, addresses: string[]): ProviderStep {
  const policy = `Mailyard ${limit} a day`;
  const action = '-ActionWhenThresholdReached BlockUserForToday';
  return {
    id: 'send-limit',
    about: addresses.join(', '),
    title: `Hold ${addresses.length === 1 ? addresses[0] : `${addresses.length} mailboxes`} to ${limit} recipients a day.`,
    commands: [
      `New-HostedOutboundSpamFilterPolicy -Name ${quoted(policy)} -RecipientLimitPerDay ${limit} ${action}`,
      `New-HostedOutboundSpamFilterRule -Name ${quoted(policy)} -HostedOutboundSpamFilterPolicy ${quoted(policy)} -From ${addresses.map(quoted).join(',')}`,
    ],
    link: `${docs}/defender-office-365/outbound-spam-policies-configure`,
    after: [],
    done: [],
  };
}

/** So many seats must be free for the mailboxes that are still to be made; how many there are, the tenant says. */
export function licencesStep(licence: string, needed: number): ProviderStep {
  const seats = needed === 1 ? 'is one free licence' : `are ${needed} free licences`;
  return {
    id: 'licences',
    about: licence,
    title: `See that there ${seats} ${licence}: buy what is missing in the Microsoft 365 admin centre, Billing, Your products.`,
    commands: [],
    link: 'https://admin.microsoft.com/Adminportal/Home#/subscriptions',
    after: [],
    done: [{ sees: 'free-licences', licence, atLeast: needed }],
  };
}

/** Seats before mailboxes, keys before they are switched on. */
export const microsoft365Steps: ManualSteps = ({ licence }, domains) => {
  const missing = domains.flatMap(({ mailboxes, isMade }) => mailboxes.filter(({ address }) => !isMade(address)));
  const all = domains.flatMap(({ mailboxes }) => mailboxes);
  return [
    ...(missing.length > 0 ? [licencesStep(String(licence), missing.length)] : []),
    ...domains.map(({ domain, values: { dkimTarget1, dkimTarget2 } }) =>
      dkimTarget1 && dkimTarget2 ? dkimSwitchStep(domain, { dkimTarget1, dkimTarget2 }) : dkimKeysStep(domain),
    ),
    ...all.flatMap(mailboxSteps),
    ...sendLimitSteps(all),
  ];
};

/** A PowerShell string in which nothing is a variable. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
