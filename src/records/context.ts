/** What the record builders know of one domain. All of it is data: no clock, no files, no network. */
import type { Accounts, Contacts, Domain, DomainSettings, RelayUse, SpfLock } from '../inventory/model.ts';
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import { accountValues } from './account-values.ts';
import type { Draft } from './draft.ts';
import { hasLeft, type Phase, phaseOf } from './phase.ts';
import { type Given, type Rendering, renderTemplate, type TemplateUse } from './template.ts';

export interface DomainContext {
  domain: string;
  zone: string;
  settings: DomainSettings;
  contacts: Contacts;
  providers: Map<string, ProviderTemplate>;
  spfLock: SpfLock;
  /** Of its segment. */
  accounts: Accounts;
  phase: Phase;
  /** The mail provider first, then the relays. */
  senders: Sender[];
  /** Being left, but still within the grace time. */
  leaving: Sender[];
  /** Left long enough: their records may go. */
  left: Sender[];
}

/** A template in use, with what it renders to. */
export interface Sender {
  template: ProviderTemplate;
  /** The values that it was filled with: the use's own keys over those under `values`, over those of the account. */
  values: TemplateUse['values'];
  rendering: Rendering;
  /** It uses the domain itself in MAIL FROM, so its SPF terms stand at the apex. */
  atApex: boolean;
}

export interface Surroundings {
  contacts: Contacts;
  providers: Map<string, ProviderTemplate>;
  spfLock: SpfLock;
  /** Segment → its accounts. */
  accounts: ReadonlyMap<string, Accounts>;
  /** ISO date. */
  today: string;
  /** The values that a resource will have of this template, used with these; undefined where Mailyard asks no provider. */
  given?(domain: Domain, template: string, values: TemplateUse['values']): Given | undefined;
}

/** Templates that nobody knows are left out here: the estate has a finding for each. */
export function domainContext(of: Domain, zone: string, around: Surroundings): DomainContext {
  const { domain, settings } = of;
  const { contacts, providers, spfLock, today } = around;
  const accounts = around.accounts.get(of.segment) ?? {};
  const senders = (uses: RelayUse[]) => uses.flatMap(use => senderOf(use, of, zone, around));
  const { graceDays } = settings.lifecycle;
  return {
    domain,
    zone,
    settings,
    contacts,
    providers,
    spfLock,
    accounts,
    phase: phaseOf(settings.lifecycle, today),
    senders: senders([{ name: settings.mailProvider }, ...settings.relays]),
    leaving: senders(settings.leaving.filter(use => !hasLeft(use, graceDays, today))),
    left: senders(settings.leaving.filter(use => hasLeft(use, graceDays, today))),
  };
}

/** A sender with the domain itself in MAIL FROM has no return path of its own. */
export function senderDrafts(sender: Sender): Draft[] {
  const { drafts } = sender.rendering;
  return sender.atApex ? drafts.filter(draft => draft.role !== 'return-path') : drafts;
}

function senderOf(use: RelayUse, of: Domain, zone: string, { providers, accounts, given }: Surroundings): Sender[] {
  const { domain, settings } = of;
  const template = providers.get(use.name);
  if (!template) return [];
  const ofAccount = accountValues(template, accounts.get(of.segment));
  const values = { ...ofAccount, ...settings.values[template.name], ...variablesOf(use) };
  const rendering = renderTemplate(template, { domain, zone, values, given: given?.(of, template.name, values) });
  return [{ template, values, rendering, atApex: template.kind === 'mailbox' || use.envelope === 'apex' }];
}

// Thousands of domains share the entries of their segment.
const known = new WeakMap<RelayUse, TemplateUse['values']>();

/** What the entry says to the template. */
function variablesOf(use: RelayUse): TemplateUse['values'] {
  const before = known.get(use);
  if (before) return before;
  const { name: _name, envelope: _envelope, since: _since, ...own } = use;
  known.set(use, own);
  return own;
}
