/** The faults of a simulation: the file that says what goes wrong and when, and which of it is in force at a time. Pure. */
import { matchesGlob } from 'node:path';
import { DAY, HOUR } from '../dates.ts';
import { MailyardError } from '../error.ts';
import type { Finding } from '../inventory/finding.ts';
import { conform } from '../inventory/schema.ts';
import { readYaml } from '../inventory/yaml.ts';

export type FaultName =
  | 'listing'
  | 'broken-list'
  | 'bounces'
  | 'complaints'
  | 'silence'
  | 'quiet'
  | 'outage'
  | 'dns'
  | 'signer'
  | 'leaked-key'
  | 'clock'
  | 'restart'
  | 'killed'
  | 'mailbox-removed'
  | 'rotation'
  | 'held';

/** As the file has it: schema/faults.schema.json. */
export interface Fault {
  day: number;
  hour?: number;
  fault: FaultName;
  domain?: string;
  mailbox?: string;
  target?: string;
  list?: string;
  rate?: number;
  class?: 'recipient' | 'sender' | 'content' | 'temporary';
  of?: 'cloudflare' | 'receivers' | 'feedback';
  kind?: string;
  by?: number;
  hours?: number;
  days?: number;
}

const MORNING = 6;

/** What a file of faults may speak of. */
export interface Places {
  domains: readonly string[];
  mailboxes: readonly string[];
  lists: readonly string[];
  /** How long the simulation goes. */
  days: number;
}

export interface ReadFaults {
  faults: Fault[];
  /** `file:line:column` and a sentence each: what will never happen. */
  warnings: string[];
}

/** `file`: what the text stood in. Throws `faults-unreadable` with every finding. */
export function readFaults(file: string, text: string, places: Places): ReadFaults {
  const yaml = readYaml(file, text);
  const findings = [...yaml.findings, ...(yaml.data === undefined ? [] : conform(yaml, 'faults'))];
  if (findings.length > 0) throw unreadable(file, findings.map(line));
  const { faults } = yaml.data as { faults: Fault[] };
  const at = (index: number, key: keyof Fault) => {
    const { line, column } = yaml.locate(['faults', index, key]);
    return `${file}:${line}:${column}`;
  };
  const wrong = faults.flatMap((fault, index) =>
    strangers(fault, places).map(([key, says]) => `${at(index, key)} ${says}`),
  );
  if (wrong.length > 0) throw unreadable(file, wrong);
  return {
    faults,
    warnings: faults.flatMap(({ day }, index) =>
      day > places.days ? [`${at(index, 'day')} Day ${day} is after the end, which is day ${places.days}.`] : [],
    ),
  };
}

/** Where it stands, and a sentence. */
type Stranger = [keyof Fault, string];

/** Names that nothing in the simulation has: what is written for them would never be seen. */
function strangers(fault: Fault, { domains, mailboxes, lists }: Places): Stranger[] {
  const { domain, mailbox, list } = fault;
  return [
    ...(domain !== undefined && !domains.some(name => hits(fault, name))
      ? [['domain', `No domain that takes part is called "${domain}": ${someOf(domains)}.`] satisfies Stranger]
      : []),
    ...(mailbox !== undefined && !mailboxes.includes(mailbox)
      ? [['mailbox', `No mailbox that takes part is called "${mailbox}": ${someOf(mailboxes)}.`] satisfies Stranger]
      : []),
    ...(list !== undefined && !lists.includes(list)
      ? [['list', `There is no blocklist "${list}": ${lists.join(', ')}.`] satisfies Stranger]
      : []),
  ];
}

const someOf = (names: readonly string[]): string =>
  `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;

const line = ({ file, line, column, message, fix }: Finding): string =>
  `${file}:${line}:${column} ${message}${fix ? ` ${fix}` : ''}`;

const unreadable = (file: string, reasons: string[]): MailyardError =>
  new MailyardError('faults-unreadable', `The faults in ${file} cannot be used:\n  ${reasons.join('\n  ')}`, {
    fix: 'docs/simulation.md says what a fault is; examples/simulation/story.yaml is a file of them, for the example estate.',
  });

/** They happen at one moment; all others last. */
const MOMENTS: readonly FaultName[] = ['leaked-key', 'restart', 'killed', 'mailbox-removed', 'rotation'];

/** Epoch milliseconds; what lasts and says no length lasts to the end. */
export function spanOf({ fault, day, hour = MORNING, hours = 0, days = 0 }: Fault, start: number): [number, number] {
  const from = start + (day - 1) * DAY + hour * HOUR;
  const length = hours * HOUR + days * DAY;
  if (MOMENTS.includes(fault)) return [from, from];
  return [from, length > 0 ? from + length : Number.POSITIVE_INFINITY];
}

export const hits = ({ domain = '*' }: Fault, name: string): boolean => matchesGlob(name, domain);

/** Those of that name that last over `now`. */
export function inForce(faults: readonly Fault[], name: FaultName, start: number, now: number): Fault[] {
  return faults.filter(fault => {
    const [from, until] = spanOf(fault, start);
    return fault.fault === name && from <= now && now < until;
  });
}
