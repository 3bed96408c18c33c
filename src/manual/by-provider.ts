/** What providers leave to a person: their own steps, and what the inventory asks of mailboxes where an API cannot do it. Pure. */
import { createHash } from 'node:crypto';
import type { Estate, EstateDomain, Mailbox } from '../estate/estate.ts';
import type { HostedAt } from '../estate/mail-resources.ts';
import { MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX } from '../estate/resource.ts';
import { domainOf } from '../inventory/addresses.ts';
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import type { Templates } from '../inventory/template.ts';
import type { ManualSteps, ManualSubject, ProviderStep } from '../mail/provider-step.ts';
import type { State, StateResource } from '../state/state.ts';
import { askedOf, plainSteps } from './mailbox-steps.ts';
import type { Task } from './task.ts';

/** A step of an account as a whole stands at the first of its domains. */
export function providerTasks(
  estate: Estate,
  templates: Templates,
  state: State,
  ownSteps: Readonly<Record<string, ManualSteps>>,
): Task[] {
  const known = mailState(state);
  return accountsOf(estate).flatMap(([{ facts, account }, domains]) => {
    const template = templates.providers.get(facts.name);
    const own = ownSteps[facts.name];
    if (!template) return [];
    const steps = own
      ? own(
          account,
          domains.map(domain => subjectOf(domain, known.get(domain.domain) ?? [])),
        )
      : domains.flatMap(domain => present(domain).flatMap(mailbox => plainSteps(mailbox, domain, facts, template)));
    const byName = new Map(domains.map(domain => [domain.domain, domain]));
    const [first] = domains as [EstateDomain];
    return steps.map(step => taskOf(step, byName.get(domainOf(step.about)) ?? first, template));
  });
}

/** Each account with the live domains in it. */
function accountsOf({ domains }: Estate): [HostedAt, EstateDomain[]][] {
  const keys = new Map<object, string>();
  const keyOf = ({ provider, account }: HostedAt): string => {
    const key = keys.get(account) ?? JSON.stringify([provider, account]);
    keys.set(account, key);
    return key;
  };
  const groups = new Map<string, [HostedAt, EstateDomain[]]>();
  for (const domain of domains) {
    const { hostedAt, phase } = domain;
    if (!hostedAt || phase !== 'live') continue;
    const group = groups.get(keyOf(hostedAt));
    if (group) group[1].push(domain);
    else groups.set(keyOf(hostedAt), [hostedAt, [domain]]);
  }
  return [...groups.values()];
}

const present = ({ mailboxes }: EstateDomain): Mailbox[] => mailboxes().filter(({ standing }) => standing !== 'gone');

function subjectOf(domain: EstateDomain, made: StateResource[]): ManualSubject {
  const addresses = new Set(made.filter(({ type }) => type === MAILBOX).map(({ id }) => id));
  return {
    domain: domain.domain,
    values: valuesOf(domain, domain.settings.mailProvider, made),
    mailboxes: present(domain).map(askedOf),
    isMade: address => addresses.has(address),
  };
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

function taskOf(
  { id, about, title, commands, link, after, done }: ProviderStep,
  domain: EstateDomain,
  template: ProviderTemplate,
): Task {
  const mailbox = about.endsWith(`@${domain.domain}`) ? about : undefined;
  const user = mailbox?.slice(0, mailbox.indexOf('@')).replace(/[^a-z0-9]+/g, '-');
  const doneKey = [id, user, fingerprint(title, commands)].filter(Boolean).join('-');
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
