/** What a template is given: variables and provided values that are missing, malformed or unknown to it. */
import type { Accounts } from '../../inventory/model.ts';
import { nearest } from '../../inventory/nearest.ts';
import type { ProviderTemplate } from '../../inventory/provider-template.ts';
import { makesKeys } from '../../records/dkim/signers.ts';
import { type DomainRule, OWN_JUDGEMENT, type Problem, type Subject } from './rule.ts';

const missingVariables = ({ context, domain }: Subject): Problem[] =>
  context.senders.flatMap(({ template, rendering }) =>
    rendering.missing.map(name => ({
      setting: settingOf(template.name, domain),
      message: `${template.title} needs \`${name}\`: ${template.variables[name]?.description}`,
      fix: `Set it, for example \`${name}: ${template.variables[name]?.example ?? '…'}\`, ${placeFor(template, context.accounts)}.`,
    })),
  );

function placeFor({ kind, name }: ProviderTemplate, accounts: Accounts): string {
  if (kind !== 'relay') return `under \`values.${name}\``;
  return accounts[name]
    ? `in its entry under \`relays\`, or for all of them under \`accounts.${name}\``
    : 'in its entry under `relays`';
}

const malformedValues = ({ context, domain }: Subject): Problem[] =>
  context.senders.flatMap(({ template, rendering }) =>
    rendering.malformed.map(name => {
      const { description } = template.variables[name] ?? template.provided[name] ?? { description: '' };
      const where = template.provided[name]?.where;
      return {
        setting: valueSetting(template.name, name, domain),
        message: `\`${name}\` does not look like what ${template.title} gives: ${description}`,
        fix: where ? `Copy it again; it is found at: ${where}` : 'Correct it.',
      };
    }),
  );

function unknownValues({ domain, templates: { providers } }: Subject): Problem[] {
  const { relays, values } = domain.settings;
  return [
    ...relays.flatMap(use =>
      unknownNames(providers.get(use.name), Object.keys(use).filter(isVariable), () => 'relays'),
    ),
    ...Object.keys(values).flatMap(name =>
      unknownNames(providers.get(name), Object.keys(values[name] ?? {}), value => valueSetting(name, value, domain)),
    ),
  ];
}

const isVariable = (name: string): boolean => name !== 'name' && name !== 'envelope';

function unknownNames(
  template: ProviderTemplate | undefined,
  given: string[],
  settingFor: (name: string) => string,
): Problem[] {
  if (!template) return [];
  const { variables, provided, title } = template;
  return given
    .filter(name => !(name in variables || name in provided))
    .map(name => {
      const known = [...Object.keys(variables), ...Object.keys(provided)];
      const near = nearest(name, known);
      return {
        setting: settingFor(name),
        message: `${title} knows no \`${name}\`.`,
        fix: near ? `Did you mean \`${near}\`?` : `It takes: ${known.join(', ') || 'nothing'}.`,
      };
    });
}

/**
 * One finding a template, not one a record: what to paste, and where it is to be found. What an account of the estate gives,
 * nobody has to paste; and of keys that Mailyard makes it is told by their rotation.
 */
function missingValues({ records, context, domain }: Subject): Problem[] {
  const waiting = records.filter(
    ({ provided }) => provided && !provided.given && !makesKeys(domain.settings, provided.provider),
  );
  if (waiting.length === 0) return [];
  const byProvider = Map.groupBy(waiting, ({ provided }) => provided?.provider ?? '');
  return [...byProvider].map(([provider, here]) => {
    const names = new Set(here.flatMap(({ provided }) => provided?.values ?? []));
    return missingValue(provider, [...names], context, domain);
  });
}

function missingValue(
  provider: string,
  names: string[],
  { providers }: Subject['context'],
  domain: Subject['domain'],
): Problem {
  const template = providers.get(provider);
  const places = new Set(names.map(name => template?.provided[name]?.where));
  return {
    setting: settingOf(provider, domain),
    message: `Only ${template?.title} can tell ${names.map(name => `\`${name}\``).join(', ')}: the records that need it wait.`,
    fix: `Paste it under \`values.${provider}\`; it is found at: ${[...places].join('; ')}`,
  };
}

/** The line of the value itself, where it stands under `values`. */
function valueSetting(template: string, name: string, domain: Subject['domain']): string {
  const path = `values.${template}.${name}`;
  return domain.origins()[path] ? path : settingOf(template, domain);
}

const settingOf = (template: string, { settings }: Subject['domain']): string =>
  template === settings.mailProvider ? 'mailProvider' : 'relays';

export const valueRules: DomainRule[] = [
  {
    id: 'missing-variable',
    set: 'inventory',
    severity: 'error',
    title: 'A template needs a variable that nobody set',
    reference: OWN_JUDGEMENT,
    check: missingVariables,
  },
  {
    id: 'malformed-value',
    set: 'inventory',
    severity: 'error',
    title: 'A pasted value does not look like what the provider gives',
    reference: OWN_JUDGEMENT,
    check: malformedValues,
  },
  {
    // A misspelt value would be ignored in silence, and its record left out.
    id: 'unknown-value',
    set: 'inventory',
    severity: 'error',
    title: 'The template knows no value of this name',
    reference: OWN_JUDGEMENT,
    check: unknownValues,
  },
  {
    id: 'value-not-given',
    set: 'inventory',
    severity: 'info',
    title: 'Records wait for a value that only the provider can tell',
    reference: OWN_JUDGEMENT,
    check: missingValues,
  },
];
