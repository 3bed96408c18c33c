/** Names of templates that do not exist, or that stand in the wrong place. */
import { nearest } from '../../inventory/nearest.ts';
import type { DomainFinding, Rule } from './rule.ts';

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
