/** What no schema can say: how settings of a domain must fit each other, its name, and the identities of the estate. */
import type { Finding, Severity } from './finding.ts';
import type { Domain, DomainSettings, ExtraRecord } from './model.ts';
import { isBelow } from './names.ts';
import type { Problem } from './problem.ts';
import { ttlProblems } from './record-checks.ts';
import { signatureProblems } from './signature.ts';

/** A problem with a setting: `setting` is its dotted path, as in the origins. */
export type SettingProblem = Problem & { setting: string; reference?: string };

export interface Surroundings {
  /** How many identities estate.yaml has; unknown where something is wrong with them. */
  identities?: number;
  /** The level that a rule has by itself. */
  severityOf: (rule: string) => Severity;
}

export function settingProblems({ domain, settings }: Domain, around: Surroundings): SettingProblem[] {
  return [
    ...zoneProblems(domain, settings.zone),
    ...identityProblems(settings.mailboxes, around.identities),
    ...hoursProblems(settings),
    ...domainSignatureProblems(settings),
    ...bimiProblems(settings),
    ...lifecycleProblems(settings),
    ...ruleProblems(settings, around.severityOf),
    ...ttlProblems(settings.ttl).map(problem => ({ setting: 'ttl', ...problem })),
    ...outsideProblems(domain, settings.records),
  ];
}

/** The finding stands where the setting was written, be it a level above; so the same mistake is found once. */
export function placed({ setting, ...problem }: SettingProblem, domain: Domain): Finding {
  const origin = domain.origins()[setting];
  const position = origin?.position ?? domain.position;
  const own = !origin?.position || origin.level === 'domain';
  return { ...position, severity: 'error', ...(own && { domain: domain.domain }), ...problem };
}

function zoneProblems(domain: string, zone: string): SettingProblem[] {
  if (zone === 'existing' || zone === 'create' || isBelow(domain, zone)) return [];
  const message = `${zone} is no parent of ${domain}, so its zone cannot carry these records.`;
  return [{ setting: 'zone', rule: 'bad-zone', message, fix: 'Name the parent zone, or write `zone: existing`.' }];
}

function identityProblems(
  mailboxes: DomainSettings['mailboxes'],
  identities = Number.POSITIVE_INFINITY,
): SettingProblem[] {
  if (typeof mailboxes !== 'number' || mailboxes <= identities) return [];
  return [
    {
      setting: 'mailboxes',
      rule: 'too-few-identities',
      message: `\`mailboxes: ${mailboxes}\` needs ${mailboxes} identities, and estate.yaml has ${identities}.`,
      fix: 'Add to `identities` in estate.yaml, ask for fewer, or name the mailboxes in a list.',
    },
  ];
}

const domainSignatureProblems = ({ signature = '' }: DomainSettings): SettingProblem[] =>
  signatureProblems(signature).map(problem => ({ setting: 'signature', ...problem }));

function hoursProblems({ sendingHours: hours }: DomainSettings): SettingProblem[] {
  if (!hours || hours.from < hours.to) return [];
  const message = `Sending from ${hours.from} to ${hours.to} leaves no hour to send in.`;
  return [{ setting: 'sendingHours.to', rule: 'bad-value', message, fix: 'Write a `to` later than `from`.' }];
}

function bimiProblems({ bimi }: DomainSettings): SettingProblem[] {
  if (!bimi || bimi.logo) return [];
  const setting = bimi.certificate ? 'bimi.certificate' : 'bimi.selector';
  return [{ setting, rule: 'missing-key', message: '`bimi` needs `logo`, the URL of an SVG.' }];
}

function lifecycleProblems({ lifecycle }: DomainSettings): SettingProblem[] {
  if (lifecycle.state !== 'retired' || lifecycle.since) return [];
  return [
    {
      setting: 'lifecycle.state',
      rule: 'retired-without-date',
      message: 'A retired domain needs the day of its retirement: its mail records go when the grace time ends.',
      fix: 'Write `lifecycle: { state: retired, since: 2026-09-01 }` with the right day.',
    },
  ];
}

const rank = { off: 0, info: 1, warning: 2, error: 3 };

function ruleProblems({ rules }: DomainSettings, severityOf: Surroundings['severityOf']): SettingProblem[] {
  return Object.entries(rules)
    .filter(([rule, { level, reason }]) => !reason && level && rank[level] < rank[severityOf(rule)])
    .map(([rule, { level }]) => ({
      setting: `rules.${rule}.level`,
      rule: 'reason-missing',
      message: `\`${rule}\` is lowered to ${level} without a reason.`,
      fix: 'Write a `reason` beside `level`: whoever reads this next will ask.',
    }));
}

function outsideProblems(domain: string, records: ExtraRecord[]): SettingProblem[] {
  return records
    .filter(({ name }) => name.endsWith('.'))
    .map(({ name }) => ({
      setting: 'records',
      rule: 'bad-record',
      message: `The record ${name} lies outside ${domain}.`,
      fix: 'Write the name relative to the domain, or list it at the domain that it belongs to.',
    }));
}
