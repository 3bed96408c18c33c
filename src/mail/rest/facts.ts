/** What the adapter of a described API can do, by what is described. Pure. */
import {
  type ApiDescription,
  type DomainApi,
  type MailboxApi,
  placeholdersOf,
  type SettableField,
  settableFields,
} from '../../inventory/api.ts';
import type { ProviderTemplate } from '../../inventory/provider-template.ts';
import type { AdapterFacts, Capabilities, CapabilityName } from '../capabilities.ts';

export type ApiTemplate = ProviderTemplate & { api: ApiDescription };

export const hasApi = (template: ProviderTemplate): template is ApiTemplate => template.api !== undefined;

export function factsFrom({ name, api, records }: ApiTemplate): AdapterFacts {
  const { account = {}, secrets, rate, passwords, mailboxes, domains } = api;
  return {
    ...{ name, account, secrets, rate, passwords },
    capabilities: { ...ofDomains(domains, records), ...(mailboxes && ofMailboxes(mailboxes)) },
    gives: domains ? givenBy(domains) : {},
    ...(domains?.ready?.needsMx && { readyNeedsMx: true }),
  };
}

function ofDomains(domains: DomainApi | undefined, records: ProviderTemplate['records']): Capabilities {
  if (!domains) return { 'domain.create': 'manual', 'domain.verify': 'manual', 'domain.delete': 'manual' };
  const inDkim = new Set(records.filter(({ role }) => role === 'dkim').flatMap(placeholdersOf));
  return {
    'domain.create': 'api',
    'domain.verify': domains.verify || domains.ready ? 'api' : 'none',
    'domain.delete': domains.remove ? 'api' : 'manual',
    ...(Object.keys(domains.values ?? {}).some(value => inDkim.has(value)) && { 'dkim.read': 'api' }),
  };
}

const capabilityOf: Record<SettableField, CapabilityName> = {
  name: 'name',
  aliases: 'aliases',
  forwardTo: 'forwarding',
  dailyLimit: 'sendLimit',
  signature: 'signature',
  state: 'mailbox.suspend',
  smtpAccess: 'smtpAccess',
};

function ofMailboxes({ create, update, suspend, setPassword, fields }: MailboxApi): Capabilities {
  const sent = new Set(
    [create, update].flatMap(call => (call ? placeholdersOf([call.call, call.query, call.body]) : [])),
  );
  const settable = settableFields.filter(field => sent.has(field) && fields[field] !== undefined);
  return {
    'mailbox.create': 'api',
    'mailbox.delete': 'api',
    ...(suspend && { 'mailbox.suspend': 'api' }),
    ...(setPassword && { 'mailbox.password': 'api' }),
    ...Object.fromEntries(settable.map(field => [capabilityOf[field], 'api'])),
    ...(fields.lastActivity !== undefined && { lastActivity: 'api' }),
  };
}

const givenBy = ({ values = {} }: DomainApi): AdapterFacts['gives'] =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, (typeof value === 'object' && value.when) || 'added']),
  );
