/** What providers leave to a person: their own steps, and what the inventory asks of mailboxes where an API cannot do it. Pure. */
import { createHash } from 'node:crypto';
import type { Estate, EstateDomain, Mailbox } from '../estate/estate.ts';
import { accountAt } from '../estate/mail-resources.ts';
import { MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX } from '../estate/resource.ts';
import type { Segment } from '../inventory/model.ts';
import type { ProviderTemplate, Templates } from '../inventory/template.ts';
import { openAsks } from '../mail/asks.ts';
import type { AdapterFacts } from '../mail/capabilities.ts';
import type { MailboxSettings } from '../mail/mailbox.ts';
import type { ManualSteps, ProviderStep } from '../mail/manual.ts';
import type { State, StateResource } from '../state/state.ts';
import type { Task } from './task.ts';

export function providerTasks(
  estate: Estate,
  templates: Templates,
  state: State,
  ownSteps: Readonly<Record<string, ManualSteps>>,
): Task[] {
  const segments = new Map(estate.segments.map(segment => [segment.segment, segment]));
  const known = mailState(state);
  return estate.domains
    .filter(({ phase }) => phase === 'live')
    .flatMap(domain => {
      const { mailProvider } = domain.settings;
      const [segment, template] = [segments.get(domain.segment), templates.providers.get(mailProvider)];
      const facts = templates.adapters.get(mailProvider);
      if (!segment || !template || (!ownSteps[mailProvider] && !(facts && accountAt(segment, mailProvider)))) return [];
      return stepsOf(domain, segment, template, facts, known, ownSteps[mailProvider]).map(step =>
        taskOf(step, domain, template),
      );
    });
}

function stepsOf(
  domain: EstateDomain,
  segment: Segment,
  template: ProviderTemplate,
  facts: AdapterFacts | undefined,
  known: ReadonlyMap<string, StateResource[]>,
  own: ManualSteps | undefined,
): ProviderStep[] {
  const mailboxes = domain.mailboxList.filter(({ standing }) => standing !== 'gone');
  if (!own) return facts ? mailboxes.flatMap(each => plainSteps(each, domain, facts, template)) : [];
  const made = known.get(domain.domain) ?? [];
  const addresses = new Set(made.filter(({ type }) => type === MAILBOX).map(({ id }) => id));
  return own({
    domain: domain.domain,
    values: valuesOf(domain, template.name, made),
    ...(segment.accounts[template.name] && { account: segment.accounts[template.name] }),
    mailboxes: mailboxes.map(askedOf),
    isMade: address => addresses.has(address),
  });
}

/** Pasted ones before those that the provider told. */
export function valuesOf(
  { settings }: Pick<EstateDomain, 'settings'>,
  template: string,
  made: StateResource[],
): Record<string, string> {
  const told = made.filter(({ type }) => type === MAIL_DOMAIN || type === MAIL_DOMAIN_READY);
  const texts = told.flatMap(({ outputs }) => Object.entries(outputs).filter(([, value]) => typeof value === 'string'));
  return { ...(Object.fromEntries(texts) as Record<string, string>), ...settings.values[template] };
}

/** What the state has of each domain at its provider. */
export function mailState({ stacks }: State): Map<string, StateResource[]> {
  const all = stacks.flatMap(({ resources }) => resources);
  const mail = all.filter(({ type }) => type === MAIL_DOMAIN || type === MAIL_DOMAIN_READY || type === MAILBOX);
  return Map.groupBy(mail, ({ name }) => name.split('/', 1)[0] ?? '');
}

const whole = (written: string[] = [], domain: string): string[] =>
  written.map(each => (each.includes('@') ? each : `${each}@${domain}`)).sort();

/** Everything that is asked, whether or not an API can do it. */
function askedOf({ address, domain, standing, ...asked }: Mailbox): MailboxSettings {
  return {
    address,
    state: standing === 'active' ? 'active' : 'suspended',
    ...(asked.name && { name: asked.name }),
    aliases: whole(asked.aliases, domain),
    forwardTo: whole(asked.forwardTo, domain),
    ...(asked.limitToday !== undefined && { dailyLimit: asked.limitToday }),
    ...(asked.signature !== undefined && { signature: asked.signature }),
    ...(asked.smtpAccess !== undefined && { smtpAccess: asked.smtpAccess }),
  };
}

/** Of a provider without steps of its own: one for each setting that a person can make there. */
function plainSteps(
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

function taskOf(
  { id, about, title, commands, link, after, done }: ProviderStep,
  domain: EstateDomain,
  template: ProviderTemplate,
): Task {
  const mailbox = about.endsWith(`@${domain.domain}`) ? about : undefined;
  const doneKey = [id, mailbox?.slice(0, mailbox.indexOf('@')), fingerprint(title, commands)].filter(Boolean).join('-');
  return {
    id,
    provider: template.name,
    title: `${template.title}: ${id.replaceAll('-', ' ')}`,
    segment: domain.segment,
    domain: domain.domain,
    ...(mailbox && { mailbox }),
    text: title,
    ...(link && { link }),
    values: commands,
    after,
    done,
    ...(done.length === 0 && { doneKey, said: domain.settings.done.includes(doneKey) }),
  };
}

/** Another instruction is another step: that the old one was done says nothing of it. */
const fingerprint = (title: string, commands: string[]): string =>
  createHash('sha256')
    .update([title, ...commands].join('\n'))
    .digest('hex')
    .slice(0, 6);
