/** What a template's schema cannot say: that its names, placeholders and patterns fit together. */

import type { RecordType } from '../records/record.ts';
import { apiFaults } from './api-checks.ts';
import { nameProblem, recordNameProblem } from './names.ts';
import { nearest } from './nearest.ts';
import type { Path } from './positions.ts';
import type { Price, PriceList } from './price.ts';
import type { Problem } from './problem.ts';
import type { Profile } from './profile.ts';
import type { ProviderTemplate } from './provider-template.ts';
import { builtInPlaceholders } from './provider-template.ts';
import { valueProblems } from './record-checks.ts';
import { patternFaults, requiredFaults, type TemplateFault } from './template-fault.ts';
import type { WarmupSchedule } from './warmup-schedule.ts';

export function providerFaults(provider: ProviderTemplate): TemplateFault[] {
  return [
    ...placeholderFaults(provider),
    ...clashes(provider),
    ...valueFaults(provider),
    ...alternativeFaults(provider),
    ...priorityFaults(provider),
    ...recordFaults(provider),
    ...accessFaults(provider),
    ...priceFaults(provider.prices ?? []),
    ...apiFaults(provider),
  ];
}

const placeholdersIn = (text: string): string[] => Array.from(text.matchAll(/\{([^{}]*)\}/g), ([, name]) => name ?? '');

function placeholderFaults(provider: ProviderTemplate): TemplateFault[] {
  const known = [...Object.keys(provider.variables), ...Object.keys(provider.provided), ...builtInPlaceholders];
  return texts(provider).flatMap(([path, text]) => {
    const unknown = placeholdersIn(text).filter(name => !known.includes(name));
    const faults = unknown.map(name => undeclared(path, name, known));
    if (/[{}]/.test(text.replace(/\{[^{}]*\}/g, ''))) faults.push(unbalanced(path, text));
    return faults;
  });
}

function texts({ records, spf, access }: ProviderTemplate): [Path, string][] {
  const inRecords = records.flatMap(({ name, content }, i): [Path, string][] => [
    [['records', i, 'name'], name],
    [['records', i, 'content'], content],
  ]);
  const inTerms = (spf?.terms ?? []).map((term, i): [Path, string] => [['spf', 'terms', i], term]);
  const inAccess = Object.entries(access ?? {}).map(([server, { host }]): [Path, string] => [
    ['access', server, 'host'],
    host,
  ]);
  const inHost: [Path, string][] = spf?.host ? [[['spf', 'host'], spf.host]] : [];
  return [...inRecords, ...inTerms, ...inHost, ...inAccess];
}

function undeclared(path: Path, name: string, known: string[]): TemplateFault {
  const meant = nearest(name, known);
  const message = `\`{${name}}\` is neither a variable nor a provided value of this template.`;
  const fix = meant ? `Write \`{${meant}}\`.` : `Declare it under \`variables\` or \`provided\`.`;
  return { path, rule: 'undeclared-placeholder', message, fix };
}

const unbalanced = (path: Path, text: string): TemplateFault => ({
  path,
  rule: 'undeclared-placeholder',
  message: `\`${text}\` has a brace without its partner.`,
  fix: 'Write placeholders as `{name}`.',
});

/** One name, one meaning: a provided value would hide the variable of the same name. */
function clashes({ variables, provided }: ProviderTemplate): TemplateFault[] {
  const taken: string[] = [...Object.keys(variables), ...builtInPlaceholders];
  const builtIn: readonly string[] = builtInPlaceholders;
  const paths: [Path, string][] = [
    ...Object.keys(provided)
      .filter(name => taken.includes(name))
      .map((name): [Path, string] => [['provided', name], name]),
    ...Object.keys(variables)
      .filter(name => builtIn.includes(name))
      .map((name): [Path, string] => [['variables', name], name]),
  ];
  return paths.map(([path, name]) => ({
    path,
    rule: 'placeholder-clash',
    message: `\`{${name}}\` has another meaning already.`,
    fix: 'Choose another name.',
  }));
}

function valueFaults({ variables, provided }: ProviderTemplate): TemplateFault[] {
  return [
    ...Object.entries(variables).flatMap(([name, value]) => patternFaults(['variables', name], value)),
    ...Object.entries(variables).flatMap(([name, value]) => requiredFaults(['variables', name], value)),
    ...Object.entries(provided).flatMap(([name, value]) => patternFaults(['provided', name], value)),
  ];
}

function alternativeFaults({ provided }: ProviderTemplate): TemplateFault[] {
  return Object.entries(provided).flatMap(([name, { unless }]) => {
    if (unless === undefined || (unless in provided && unless !== name)) return [];
    const message = `\`${unless}\` is no other provided value of this template.`;
    return [{ path: ['provided', name, 'unless'], rule: 'undeclared-placeholder', message }];
  });
}

function priorityFaults({ records }: ProviderTemplate): TemplateFault[] {
  return records.flatMap(({ type, priority }, i) => {
    if (priority === undefined || type === 'MX' || type === 'SRV') return [];
    const message = `A record of type ${type} has no priority.`;
    return [{ path: ['records', i, 'priority'], rule: 'bad-value', message, fix: 'Remove it.' }];
  });
}

const PLACEHOLDER = /\{[^{}]*\}/g;
const LEADS_TO: readonly RecordType[] = ['CNAME', 'MX', 'NS'];

/** What each record is with something short in place of its placeholders. A value that is one placeholder may be anything. */
function recordFaults({ records }: ProviderTemplate): TemplateFault[] {
  return records.flatMap(({ name, type, content, priority }, i) => {
    // A brace too many has its own fault.
    const [label, filled] = [name.replace(PLACEHOLDER, 'x'), content.replace(PLACEHOLDER, '1')];
    if (/[{}]/.test(label + filled)) return [];
    const faults = (key: string, problems: (Problem | undefined)[]): TemplateFault[] =>
      problems.flatMap(problem => (problem ? [{ path: ['records', i, key], ...problem }] : []));
    const ofName = faults('name', [recordNameProblem(label)]);
    if (filled === '1') return ofName;
    const isHost = LEADS_TO.includes(type) && filled !== '.';
    const target = isHost ? nameProblem(filled.replace(/\.$/, ''), { underscores: true }) : undefined;
    return [...ofName, ...faults('content', [target, ...valueProblems({ name, type, content: filled, priority })])];
  });
}

function accessFaults({ kind, access }: ProviderTemplate): TemplateFault[] {
  if (!access || (kind === 'mailbox') === (access.imap !== undefined)) return [];
  if (access.imap)
    return [{ path: ['access', 'imap'], rule: 'bad-value', message: 'A relay has no mailboxes.', fix: REMOVE }];
  const message = 'A mailbox is read by IMAP too.';
  return [{ path: ['access'], rule: 'bad-value', message, fix: 'Write `imap` beside `smtp`.' }];
}

/** A second price for one thing would never be read; a year's price taken for a month's would be twelve times too much. */
export function priceFaults(prices: Price[]): TemplateFault[] {
  const firsts = new Map(prices.toReversed().map(price => [price.for, price]));
  return prices.flatMap((price, i) => {
    const { for: what, every, includes } = price;
    const at = (key: string): Path => ['prices', i, key];
    const fault = (key: string, message: string, fix: string, rule = 'bad-value') => ({
      path: at(key),
      rule,
      message,
      fix,
    });
    return [
      ...(firsts.get(what) === price
        ? []
        : [fault('for', `There is a price for ${what} already.`, REMOVE, 'price-twice')]),
      ...(what === 'thousand' && every ? [fault('every', 'Messages are paid as they are sent.', REMOVE)] : []),
      ...(what !== 'thousand' && !every ? [fault('for', `How often is it paid for a ${what}?`, EVERY)] : []),
      ...(what !== 'account' && includes ? [fault('includes', 'Only an account contains messages.', REMOVE)] : []),
    ];
  });
}

const REMOVE = 'Remove it.';
const EVERY = 'Write `every: month` or `every: year`.';

export function priceListFaults({ name, prices }: PriceList): TemplateFault[] {
  const others = prices.flatMap((price, i): TemplateFault[] => {
    if (price.for === name) return [];
    const message = `This list is for the price of a ${name}.`;
    return [{ path: ['prices', i, 'for'], rule: 'bad-value', message, fix: `Write \`for: ${name}\`.` }];
  });
  return [...others, ...priceFaults(prices)];
}

export function profileFaults({ warmup }: Profile, schedules: Map<string, WarmupSchedule>): TemplateFault[] {
  return (['domain', 'mailbox', 'ip'] as const).flatMap(unit => {
    const name = warmup[unit];
    if (name === undefined || schedules.get(name)?.unit === unit) return [];
    const fitting = [...schedules.values()].filter(schedule => schedule.unit === unit).map(schedule => schedule.name);
    const message = `\`${name}\` is not a warm-up schedule for one ${unit === 'ip' ? 'IP address' : unit}.`;
    return [
      { path: ['warmup', unit], rule: 'unknown-schedule', message, fix: `There are: ${fitting.join(', ') || 'none'}.` },
    ];
  });
}
