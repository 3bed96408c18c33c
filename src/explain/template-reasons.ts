/** Records that a template renders: who uses it, and where the value of each placeholder comes from. */
import type { Subject } from '../estate/rules/rule.ts';
import { builtInPlaceholders, type ProviderTemplate } from '../inventory/provider-template.ts';
import type { Sender } from '../records/context.ts';
import type { EstateRecord } from '../records/record.ts';
import { renderTemplate } from '../records/template.ts';
import type { Place, Reason, TemplateOrigin } from './explanation.ts';
import { type Around, accountPlace, itemPlace, settingPlace, templateOrigin, templatePlace } from './places.ts';
import { sendersOf, type Use, useOf } from './subject.ts';

export interface FromTemplate {
  reasons: Reason[];
  template: TemplateOrigin;
}

/** Undefined where no template of the domain renders this record. */
export function fromTemplate(record: EstateRecord, subject: Subject, around: Around): FromTemplate | undefined {
  const found = sendersOf(subject.context).find(({ sender }) => sender.template.name === record.source);
  if (!found) return undefined;
  const { sender, use } = found;
  const { template } = sender;
  const index = lineOf(record, sender, subject);
  const line = template.records[index];
  const names = line ? placeholders(line.name, line.content) : [];
  return {
    reasons: [
      {
        part: 'the record',
        ...useOf(template.name, subject.domain, around),
        note: `${template.title}, ${HOW[use]}`,
      },
      ...names.map(name =>
        record.provided?.given && record.provided.values.includes(name)
          ? givenByProvider(name, template.name, subject.domain, around)
          : variable(name, sender, subject, around),
      ),
    ],
    template: templateOrigin(template, line ? ['records', index] : [], around),
  };
}

/** Which of the template's records this one is: the one that renders to the same name and type, and to its content. */
function lineOf(record: EstateRecord, { template, values }: Sender, { domain, context }: Subject): number {
  const { domain: name } = domain;
  const rendered = template.records.map(line => {
    const alone: ProviderTemplate = { ...template, records: [line] };
    return renderTemplate(alone, { domain: name, zone: context.zone, values }).drafts[0];
  });
  const alike = rendered.map(
    draft => draft?.role === record.role && draft.type === record.type && draft.name === record.name,
  );
  const same = alike.findIndex((like, index) => like && rendered[index]?.content === record.content);
  return same >= 0 ? same : alike.indexOf(true);
}

function placeholders(...texts: string[]): string[] {
  const names = texts.flatMap(text => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
  return [...new Set(names)].filter(name => !(builtInPlaceholders as readonly string[]).includes(name));
}

function variable(name: string, { template, values }: Sender, { domain }: Subject, around: Around): Reason {
  const value = values[name];
  if (value !== undefined) return { part: value, ...givenAt(name, template.name, domain, around) };
  const setting = `${template.name}.${name}`;
  const standard = template.variables[name]?.default;
  if (standard !== undefined) {
    return { part: standard, setting, place: templatePlace(template, ['variables', name, 'default'], around) };
  }
  const { where } = template.provided[name] ?? {};
  return { part: `{${name}}`, setting: `values.${setting}`, note: where ? `waits: ${where}` : 'not given' };
}

function givenByProvider(name: string, template: string, domain: Subject['domain'], around: Around): Reason {
  const place = accountPlace(domain, [template], around);
  return { part: `{${name}}`, setting: `accounts.${template}`, place, note: 'its provider gives it' };
}

/** Beside the relay's name, under `values`, or under `accounts`. */
function givenAt(
  name: string,
  template: string,
  domain: Subject['domain'],
  around: Around,
): { setting: string; place: Place } {
  for (const list of ['relays', 'leaving'] as const) {
    const index = domain.settings[list].findIndex(use => use.name === template && use[name] !== undefined);
    if (index >= 0) return { setting: `${list}.${name}`, place: itemPlace(domain, list, [index, name], around) };
  }
  if (domain.settings.values[template]?.[name] === undefined) {
    return { setting: `accounts.${template}.${name}`, place: accountPlace(domain, [template, name], around) };
  }
  const setting = `values.${template}.${name}`;
  return { setting, place: settingPlace(domain, setting) };
}

const HOW: Record<Use, string> = { 'mail provider': 'the mail provider', relay: 'a relay', leaving: 'being left' };
