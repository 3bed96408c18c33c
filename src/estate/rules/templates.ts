/** Names of templates that do not exist, or that stand in the wrong place. */
import { nearest } from '../../inventory/nearest.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, type Placed, type Problem, type Subject } from './rule.ts';

export const unknownTemplate: EstateRule = {
  id: 'unknown-template',
  set: 'inventory',
  severity: 'error',
  title: 'No template has this name',
  reference: OWN_JUDGEMENT,
  check: ({ inventory, templates, subjects }) => [
    ...inventory.segments.flatMap((segment): Placed[] =>
      unknown([{ name: segment.profile }], templates.profiles, 'profile').map(problem => ({ ...problem, at: segment })),
    ),
    ...subjects.flatMap(subject => unknownTo(subject).map(problem => ({ ...problem, at: subject.domain }))),
  ],
};

function unknownTo({ domain, templates }: Subject): Problem[] {
  const { mailProvider, relays, leaving, warmup } = domain.settings;
  const providers = [
    ...(mailProvider === 'none' ? [] : [{ setting: 'mailProvider', name: mailProvider }]),
    ...relays.map(({ name }) => ({ setting: 'relays', name })),
    ...leaving.map(({ name }) => ({ setting: 'leaving', name })),
  ];
  const schedules = (['domain', 'mailbox', 'ip'] as const).flatMap(unit => {
    const name = warmup[unit];
    return name === undefined || name === 'none' ? [] : [{ setting: `warmup.${unit}`, name }];
  });
  return [
    ...unknown(providers, templates.providers, 'provider template'),
    ...unknown(schedules, templates.warmups, 'warm-up schedule'),
  ];
}

function unknown(
  wanted: { setting?: string; name: string }[],
  known: ReadonlyMap<string, unknown>,
  kind: string,
): Problem[] {
  return wanted
    .filter(({ name }) => !known.has(name))
    .map(({ setting, name }) => ({
      setting,
      message: `There is no ${kind} named "${name}".`,
      fix: suggestion(name, [...known.keys()]),
    }));
}

function suggestion(name: string, known: string[]): string {
  const near = nearest(name, known);
  return near ? `Did you mean "${near}"?` : `Known ones: ${known.toSorted().join(', ')}.`;
}

export const templateRules: DomainRule[] = [
  {
    id: 'wrong-template-kind',
    set: 'inventory',
    severity: 'error',
    title: 'A relay stands as mail provider, or a mail provider as relay',
    reference: OWN_JUDGEMENT,
    check({ domain, templates }) {
      const { mailProvider, relays } = domain.settings;
      const provider = templates.providers.get(mailProvider);
      const misplaced: Problem[] = relays
        .map(({ name }) => templates.providers.get(name))
        .filter(template => template?.kind === 'mailbox')
        .map(template => ({
          setting: 'relays',
          message: `${template?.title} hosts mailboxes: it is no relay.`,
          fix: 'Write it as `mailProvider`.',
        }));
      if (provider?.kind !== 'relay') return misplaced;
      const message = `${provider.title} only sends: it hosts no mailboxes.`;
      const fix = 'Write it under `relays`, with `mailProvider: none` or another one.';
      return [...misplaced, { setting: 'mailProvider', message, fix }];
    },
  },
  {
    id: 'repeated-relay',
    set: 'inventory',
    severity: 'error',
    title: 'A relay is listed twice',
    reference: OWN_JUDGEMENT,
    check({ domain }) {
      const names = domain.settings.relays.map(({ name }) => name);
      const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
      return [...repeated].map(name => ({
        setting: 'relays',
        message: `The relay ${name} is listed twice: both would write the same records.`,
        fix: 'Keep one of them.',
      }));
    },
  },
];
