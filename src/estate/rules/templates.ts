/** Names of templates that do not exist, and values that a template needs and does not get. */
import { nearest } from '../../inventory/nearest.ts';
import type { DomainFinding, Rule, Subject } from './rule.ts';

export const unknownTemplates: Rule = ({ domain, templates }) => {
  const { mailProvider, relays, leaving, warmup } = domain.settings;
  const providers = [
    ...(mailProvider === 'none' ? [] : [{ setting: 'mailProvider', name: mailProvider }]),
    ...relays.map(({ name }) => ({ setting: 'relays', name })),
    ...leaving.map(({ name }) => ({ setting: 'leaving', name })),
  ];
  const schedules = (['domain', 'mailbox', 'ip'] as const).flatMap(unit => {
    const name = warmup[unit];
    return name === undefined ? [] : [{ setting: `warmup.${unit}`, name }];
  });
  return [
    ...unknown(providers, templates.providers, 'provider template'),
    ...unknown(schedules, templates.warmups, 'warm-up schedule'),
  ];
};

function unknown(
  wanted: { setting: string; name: string }[],
  known: ReadonlyMap<string, unknown>,
  kind: string,
): DomainFinding[] {
  return wanted
    .filter(({ name }) => !known.has(name))
    .map(({ setting, name }) => ({
      rule: 'unknown-template',
      severity: 'error',
      setting,
      message: `There is no ${kind} named "${name}".`,
      fix: suggestion(name, [...known.keys()]),
    }));
}

function suggestion(name: string, known: string[]): string {
  const near = nearest(name, known);
  return near ? `Did you mean "${near}"?` : `Known ones: ${known.toSorted().join(', ')}.`;
}

/** A relay that hosts nothing as mail provider, or the other way round. */
export const wrongKind: Rule = ({ domain, templates }) => {
  const { mailProvider, relays } = domain.settings;
  const provider = templates.providers.get(mailProvider);
  const misplaced: DomainFinding[] = relays
    .map(({ name }) => templates.providers.get(name))
    .filter(template => template?.kind === 'mailbox')
    .map(template => ({
      rule: 'wrong-template-kind',
      severity: 'error',
      setting: 'relays',
      message: `${template?.title} hosts mailboxes: it is no relay.`,
      fix: 'Write it as `mailProvider`.',
    }));
  if (provider?.kind !== 'relay') return misplaced;
  const message = `${provider.title} only sends: it hosts no mailboxes.`;
  const fix = 'Write it under `relays`, with `mailProvider: none` or another one.';
  return [...misplaced, { rule: 'wrong-template-kind', severity: 'error', setting: 'mailProvider', message, fix }];
};

export const repeatedRelays: Rule = ({ domain }) => {
  const names = domain.settings.relays.map(({ name }) => name);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map(name => ({
    rule: 'repeated-relay',
    severity: 'error',
    setting: 'relays',
    message: `The relay ${name} is listed twice: both would write the same records.`,
    fix: 'Keep one of them.',
  }));
};

export const missingVariables: Rule = ({ context, domain }) =>
  context.senders.flatMap(({ template, rendering }) =>
    rendering.missing.map(name => ({
      rule: 'missing-variable',
      severity: 'error',
      setting: settingOf(template.name, domain.settings.mailProvider),
      message: `${template.title} needs \`${name}\`: ${template.variables[name]?.description}`,
      fix: `Set it, for example \`${name}: ${template.variables[name]?.example ?? '…'}\`, ${
        template.kind === 'relay' ? 'in its entry under `relays`' : `under \`values.${template.name}\``
      }.`,
    })),
  );

export const malformedValues: Rule = ({ context, domain }) =>
  context.senders.flatMap(({ template, rendering }) =>
    rendering.malformed.map(name => {
      const { description } = template.variables[name] ?? template.provided[name] ?? { description: '' };
      const where = template.provided[name]?.where;
      return {
        rule: 'malformed-value',
        severity: 'error',
        setting: settingOf(template.name, domain.settings.mailProvider),
        message: `\`${name}\` does not look like what ${template.title} gives: ${description}`,
        fix: where ? `Copy it again; it is found at: ${where}` : 'Correct it.',
      };
    }),
  );

/** One finding a template, not one a record: what to paste, and where it is to be found. */
export const missingValues: Rule = ({ records, context, domain }) => {
  const wanted = new Map<string, Set<string>>();
  for (const { provided } of records) {
    if (provided)
      wanted.set(provided.provider, (wanted.get(provided.provider) ?? new Set()).union(new Set(provided.values)));
  }
  return [...wanted].map(([provider, names]) => missingValue(provider, [...names], context, domain));
};

function missingValue(
  provider: string,
  names: string[],
  { providers }: Subject['context'],
  domain: Subject['domain'],
): DomainFinding {
  const template = providers.get(provider);
  const places = new Set(names.map(name => template?.provided[name]?.where));
  return {
    rule: 'value-not-given',
    severity: 'info',
    setting: settingOf(provider, domain.settings.mailProvider),
    message: `Only ${template?.title} can tell ${names.map(name => `\`${name}\``).join(', ')}: the records that need it wait.`,
    fix: `Paste it under \`values.${provider}\`; it is found at: ${[...places].join('; ')}`,
  };
}

const settingOf = (template: string, mailProvider: string): string =>
  template === mailProvider ? 'mailProvider' : 'relays';
