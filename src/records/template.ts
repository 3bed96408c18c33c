/** A provider's template filled in for one domain: its records and its part of the SPF record. */
import type { ProviderTemplate, TemplateValue } from '../inventory/provider-template.ts';
import type { Draft } from './draft.ts';
import { fqdn } from './key.ts';
import { fill, isFilled, type Variables } from './placeholders.ts';
import { type PreparedRecord, prepared } from './prepared.ts';
import type { From, ProvidedValue, RecordRole } from './record.ts';

export interface TemplateUse {
  domain: string;
  zone: string;
  /** What the inventory sets for this template: a relay's own keys, and `values.<template>`. */
  values: Record<string, string | undefined>;
  /** Provided values that a resource will have: those that nobody pasted come from there. */
  given?: Given;
}

export type Given = Readonly<Record<string, From>>;

/** One domain's view of a template. */
export interface Rendering {
  drafts: Draft[];
  /** FQDN of the host that carries the template's SPF terms; undefined where the terms are for the apex or for nobody. */
  spfHost?: string;
  /** SPF terms with their placeholders filled in. */
  spfTerms: string[];
  /** Required variables that nobody set. */
  missing: string[];
  /** Values that do not have the form that the template asks for. */
  malformed: string[];
}

export function renderTemplate(template: ProviderTemplate, use: TemplateUse): Rendering {
  const { required, patterns, records } = prepared(template);
  const variables = knownVariables(template, use);
  const drafts: Draft[] = [];
  for (const record of records) {
    const draft = renderRecord(template, record, use, variables);
    if (draft) drafts.push(draft);
  }
  return {
    drafts,
    spfHost: template.spf?.host ? filled(template.spf.host, variables, use.domain) : undefined,
    spfTerms: (template.spf?.terms ?? []).filter(term => isFilled(term, variables)).map(term => fill(term, variables)),
    missing: required.filter(name => variables[name] === undefined),
    malformed: patterns.filter(([name, pattern]) => misses(pattern, variables[name])).map(([name]) => name),
  };
}

/** What the template's placeholders stand for here. */
export function knownVariables(
  template: Pick<ProviderTemplate, 'variables'>,
  { domain, zone, values }: TemplateUse,
): Variables {
  const variables: Variables = {};
  for (const name in template.variables) variables[name] = template.variables[name]?.default;
  for (const name in values) variables[name] = values[name] ?? variables[name];
  return Object.assign(variables, { domain, dashed: domain.replaceAll('.', '-'), zone });
}

function renderRecord(
  template: ProviderTemplate,
  record: PreparedRecord,
  use: TemplateUse,
  variables: Variables,
): Draft | undefined {
  const unset = record.placeholders.filter(name => variables[name] === undefined);
  const { given = NOTHING } = use;
  if (!unset.every(name => name in given || isWanted(template.provided[name], variables))) return undefined;

  const name = fqdn(fill(record.name, variables), use.domain);
  const provided = unset.length > 0 ? providedValue(template, record, [...new Set(unset)], variables, use) : undefined;
  return {
    role: record.role,
    id: record.id ?? record.service ?? defaultId(record, name, template.name),
    host: hostOf(record.role, name, use.domain),
    name,
    type: record.type,
    content: provided ? '' : fill(record.content, variables),
    priority: record.priority,
    ttl: record.ttl,
    source: template.name,
    provided,
  };
}

const NOTHING: Given = {};

function providedValue(
  template: ProviderTemplate,
  record: PreparedRecord,
  values: string[],
  variables: Variables,
  { given = NOTHING, domain }: TemplateUse,
): ProvidedValue {
  const [value = ''] = values;
  const source = given[value];
  const waiting = { provider: template.name, values };
  if (!source || values.length > 1) return waiting;
  const filled = { ...variables, [value]: '{}' };
  const inText = (text: string): From => (text === '{}' ? source : { ...source, in: text });
  const content = inText(fill(record.content, filled));
  return record.name.includes(`{${value}}`)
    ? { ...waiting, given: { content, name: inText(fqdn(fill(record.name, filled), domain)) } }
    : { ...waiting, given: { content } };
}

/** Whether the record must wait for this provided value. Another value that does its job makes the record needless. */
function isWanted(value: TemplateValue | undefined, variables: Variables): boolean {
  if (!value || value.optional) return false;
  return value.unless === undefined || variables[value.unless] === undefined;
}

/** The host a role speaks of: most speak of the domain, whatever label their name begins with. */
function hostOf(role: RecordRole, name: string, domain: string): string {
  if (role === 'dkim') return name.slice(name.indexOf(KEYS_BELOW) + KEYS_BELOW.length);
  return role === 'return-path' || role === 'tracking' ? name : domain;
}

/** RFC 6376 §3.6.2.1: what stands before it is the selector, what stands after it the domain that signs. */
const KEYS_BELOW = '._domainkey.';

function defaultId(record: PreparedRecord, name: string, template: string): string | undefined {
  if (record.role === 'dkim') return name.slice(0, name.indexOf(KEYS_BELOW));
  return record.role === 'verification' ? template : undefined;
}

const misses = (pattern: RegExp, value: string | undefined): boolean => value !== undefined && !pattern.test(value);

function filled(host: string, variables: Variables, domain: string): string | undefined {
  return isFilled(host, variables) ? fqdn(fill(host, variables), domain) : undefined;
}
