/** What the estate asks of mail providers: their domains, when these are ready, and mailboxes. Pure. */
import type { Domain, RelayUse, Segment } from '../inventory/model.ts';
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import type { Templates } from '../inventory/template.ts';
import { type AdapterFacts, can } from '../mail/capabilities.ts';
import type { MailboxSettings } from '../mail/mailbox.ts';
import { makesKeys } from '../records/dkim/signers.ts';
import type { Given } from '../records/template.ts';
import type { EstateDomain, Mailbox } from './estate.ts';
import { from } from './references.ts';
import {
  MAIL_DOMAIN,
  MAIL_DOMAIN_READY,
  MAILBOX,
  type MailAccount,
  type MailboxInputs,
  type MailDomainInputs,
  type MailDomainReadyInputs,
  type Resource,
} from './resource.ts';

/** A domain is at one mail provider, and at any number of relays, which are told apart by their templates. */
const domainName = (domain: string, at: string): string => `${domain}/${at}`;
const readyName = (domain: string, at: string): string => `${domain}/${at}-ready`;
const AT_PROVIDER = 'mail';
/** Whether a value is known only once a domain is ready at its provider or relay. */
export const isOfReady = (from: string): boolean => /\/[\w-]+-ready\.\w+$/.test(from);
const signsName = (domain: string): string => `${domain}/mail-signs`;
export const mailboxName = (domain: string, user: string): string => `${domain}/mailbox/${user}`;

/** Where Mailyard makes a domain and its mailboxes, and what it can do there. */
export type HostedAt = MailAccount & { facts: AdapterFacts };

/** A relay of the domain, and the name by which it knows it. */
export type RelayedAt = HostedAt & { registered: string };

/** Undefined where the template has no adapter, or the segment no account there: then Mailyard writes DNS only. */
export function hostedAt(
  { accounts }: Segment,
  template: string,
  adapters: Templates['adapters'],
  use: Partial<RelayUse> = {},
): HostedAt | undefined {
  const [written, facts] = [accounts[template], adapters.get(template)];
  return written && facts && { provider: template, account: accountOf(written, facts, use), facts };
}

/** What its adapter asks for, and nothing of what others have under the same name; a relay's own entry says it first. */
function accountOf(
  written: Record<string, unknown>,
  facts: AdapterFacts,
  use: Partial<RelayUse>,
): MailAccount['account'] {
  const settings = Object.keys(facts.account).map(name => [name, use[name] ?? written[name]]);
  const { credentials } = written;
  return Object.fromEntries([...settings, ['credentials', credentials]].filter(([, value]) => value !== undefined));
}

/** The values of a template that the domain's mail provider or relay tells by itself. */
export function givenValues({ domain, settings }: Domain, { provider, facts: { gives } }: HostedAt): Given {
  const at = provider === settings.mailProvider ? AT_PROVIDER : provider;
  const sources = { added: domainName(domain, at), ready: readyName(domain, at) };
  return Object.fromEntries(Object.entries(gives).map(([value, when]) => [value, from(sources[when], value)]));
}

/** The resources that have a domain's records: those by which the provider knows it, and those that send mail there. */
export interface Carriers {
  identify: string;
  serve: string;
}

/**
 * A domain's resources at its provider. Mailboxes that are to be deleted are among them: `plan/wanted.ts` leaves them out once
 * they are suspended.
 */
export function mailResources(of: EstateDomain, { identify, serve }: Carriers): Resource[] {
  if (!of.hostedAt) return [];
  const { facts, ...account } = of.hostedAt;
  const { domain, ready } = domainParts(of, of.hostedAt, AT_PROVIDER, facts.readyNeedsMx ? serve : identify);
  const needs = namesOf(ready.length > 0 && !facts.readyNeedsMx ? ready : domain);
  const signs = facts.signsWhenAsked && of.phase !== 'retired' ? [signsResource(of.domain, account, serve)] : [];
  return [
    ...domain,
    ...ready,
    ...signs,
    ...of.mailboxes().map(each => mailboxResource(each, account, facts, needs, of)),
  ];
}

const namesOf = (resources: Resource[]): string[] => resources.map(({ name }) => name);

/** Some relays send for the return path's host instead of the domain itself. */
export function registeredName(
  { domain, settings }: Domain,
  { facts, provider }: HostedAt,
  use: RelayUse,
  template: ProviderTemplate | undefined,
): string {
  if (!facts.registersReturnPath) return domain;
  const label = use.returnPath ?? settings.values[provider]?.returnPath ?? template?.variables.returnPath?.default;
  return label ? `${label}.${domain}` : domain;
}

/** A domain's resources at its relays: the domain where the relay has such a thing, and the logins that its senders use there. */
export function relayResources(of: EstateDomain, identify: string): Resource[] {
  return of.relaysAt.flatMap(({ registered, ...at }) => {
    const { facts, ...account } = at;
    const { domain, ready } = domainParts(of, at, at.provider, identify, registered);
    const needs = namesOf(ready.length > 0 ? ready : domain);
    const senders = of.mailboxes().filter(each => each.smtpRelay === at.provider && !isLeaving(each));
    return [...domain, ...ready, ...senders.map(each => loginResource(each, account, facts, needs, registered))];
  });
}

/** `known`: the name by which they are known there. */
function domainParts(
  { domain: name, phase, settings }: EstateDomain,
  { facts, ...account }: HostedAt,
  at: string,
  seen: string,
  known = name,
) {
  const inputs: MailDomainInputs = { domain: known, ...account };
  if (makesKeys(settings, account.provider)) inputs.ownKeys = true;
  const domain = can(facts, 'domain.create') ? [domainResource(domainName(name, at), inputs, phase)] : [];
  const needs = [...namesOf(domain), seen];
  const ready = can(facts, 'domain.verify') ? [readyResource(readyName(name, at), inputs, needs)] : [];
  return { domain, ready };
}

/** It goes at its provider only where it was retired before it left the inventory. */
function domainResource(
  name: string,
  inputs: MailDomainInputs,
  phase: EstateDomain['phase'],
): Resource<MailDomainInputs> {
  const options = phase === 'retired' ? {} : { options: { retainOnDelete: true as const } };
  return { type: MAIL_DOMAIN, name, inputs, dependsOn: [], ...options };
}

const readyResource = (name: string, inputs: MailDomainInputs, dependsOn: string[]): Resource<MailDomainInputs> => ({
  type: MAIL_DOMAIN_READY,
  name,
  inputs,
  dependsOn,
});

/** It holds no mail, so nothing is lost with it: it goes as soon as nobody sends with it. */
function loginResource(
  { domain, user, standing }: Mailbox,
  account: MailAccount,
  facts: AdapterFacts,
  dependsOn: string[],
  registered: string,
): Resource<MailboxInputs> {
  const state = standing !== 'active' && can(facts, 'mailbox.suspend') ? 'suspended' : 'active';
  return {
    type: MAILBOX,
    name: `${domain}/${account.provider}/${user}`,
    inputs: { ...account, address: `${user}@${registered}`, state },
    dependsOn,
  };
}

/** Once all records are served, the one of its key among them. */
function signsResource(domain: string, account: MailAccount, serve: string): Resource<MailDomainReadyInputs> {
  const inputs = { domain, ...account, signs: true as const };
  return { type: MAIL_DOMAIN_READY, name: signsName(domain), inputs, dependsOn: [serve] };
}

/** It holds mail, so it stays where it is when it leaves the inventory; only an entry that is `retired` is deleted in the end. */
function mailboxResource(
  mailbox: Mailbox,
  account: MailAccount,
  facts: AdapterFacts,
  dependsOn: string[],
  { settings: { adopt } }: EstateDomain,
): Resource<MailboxInputs> {
  return {
    type: MAILBOX,
    name: mailboxName(mailbox.domain, mailbox.user),
    inputs: { ...account, ...mailboxSettings(mailbox, facts), ...(adopt && { adopt }) },
    dependsOn,
    ...(isLeaving(mailbox) ? {} : { options: { retainOnDelete: true } }),
  };
}

const isLeaving = ({ standing }: Mailbox): boolean => standing === 'leaving' || standing === 'gone';

/** What its provider can take; of the rest the rules speak. */
function mailboxSettings(mailbox: Mailbox, facts: AdapterFacts): MailboxSettings {
  const suspended = mailbox.standing !== 'active' && can(facts, 'mailbox.suspend');
  const settings: MailboxSettings = { address: mailbox.address, state: suspended ? 'suspended' : 'active' };
  if (can(facts, 'name') && mailbox.name) settings.name = mailbox.name;
  if (can(facts, 'aliases')) settings.aliases = addresses(mailbox.aliases, mailbox.domain);
  if (can(facts, 'forwarding')) settings.forwardTo = addresses(mailbox.forwardTo, mailbox.domain);
  if (can(facts, 'sendLimit') && mailbox.limitToday !== undefined) settings.dailyLimit = mailbox.limitToday;
  if (can(facts, 'signature') && mailbox.signature !== undefined) settings.signature = mailbox.signature;
  if (can(facts, 'smtpAccess') && mailbox.smtpAccess !== undefined) settings.smtpAccess = mailbox.smtpAccess;
  return settings;
}

const addresses = (written: string[] = [], domain: string): string[] =>
  written.map(each => (each.includes('@') ? each : `${each}@${domain}`)).sort();
