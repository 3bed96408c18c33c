/** What is true of a template whoever uses it: worked out once, though thousands of domains use it. */
import type { ProviderTemplate, TemplateRecord } from '../inventory/provider-template.ts';
import { placeholdersIn } from './placeholders.ts';

export interface Prepared {
  template: ProviderTemplate;
  /** Variables that must be set. */
  required: string[];
  /** Variables and provided values that must have a form. */
  patterns: [name: string, pattern: RegExp][];
  records: PreparedRecord[];
  /** Provided values that stand in what a DKIM record says. */
  dkimValues: string[];
}

export interface PreparedRecord extends TemplateRecord {
  /** In its name, then in its content. */
  placeholders: string[];
  /** The service of an autodiscover record, such as `imaps-srv`. */
  service?: string;
}

const known = new WeakMap<ProviderTemplate, Prepared>();

export function prepared(template: ProviderTemplate): Prepared {
  const before = known.get(template);
  if (before) return before;
  const values = Object.entries({ ...template.variables, ...template.provided });
  const made: Prepared = {
    template,
    required: Object.keys(template.variables).filter(name => template.variables[name]?.required),
    patterns: values.flatMap(([name, { pattern }]) => (pattern ? [[name, new RegExp(pattern, 'i')]] : [])),
    records: template.records.map(record => ({
      ...record,
      placeholders: [...placeholdersIn(record.name), ...placeholdersIn(record.content)],
      service: serviceOf(record),
    })),
    dkimValues: Object.keys(template.provided).filter(name =>
      template.records.some(({ role, content }) => role === 'dkim' && content.includes(`{${name}}`)),
    ),
  };
  known.set(template, made);
  return made;
}

/** `autoconfig`, `imaps-srv`; nothing for the plain `autodiscover` CNAME, whose role says it. */
function serviceOf({ role, name, type }: TemplateRecord): string | undefined {
  if (role !== 'autodiscover') return undefined;
  const service = name.split('.', 1)[0]?.replace(/^_/, '') ?? name;
  const parts = [service === 'autodiscover' ? '' : service, type === 'SRV' ? 'srv' : ''];
  return parts.filter(Boolean).join('-') || undefined;
}
