/** The faults of a simulation: the file that says what goes wrong and when, and which of it is in force at a time. Pure but for the read. */
import { readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
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
  | 'mailbox-removed';

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

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MORNING = 6;

/** Throws `faults-unreadable` with every finding. */
export function readFaults(file: string): Fault[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, [`${file}: ${(cause as Error).message}`], cause);
  }
  const yaml = readYaml(file, text);
  const findings = [...yaml.findings, ...(yaml.data === undefined ? [] : conform(yaml, 'faults'))];
  if (findings.length > 0) throw unreadable(file, findings.map(line));
  const { faults } = yaml.data as { faults: Fault[] };
  return faults;
}

const line = ({ file, line, column, message, fix }: Finding): string =>
  `${file}:${line}:${column} ${message}${fix ? ` ${fix}` : ''}`;

const unreadable = (file: string, reasons: string[], cause?: unknown): MailyardError =>
  new MailyardError('faults-unreadable', `The faults in ${file} cannot be used:\n  ${reasons.join('\n  ')}`, {
    fix: 'schema/faults.schema.json says what a fault is; examples/simulation/story.yaml is one that works.',
    cause,
  });

/** Epoch milliseconds; a fault without a length is over at once, and one that lasts has an hour or more. */
export function spanOf({ day, hour = MORNING, hours = 0, days = 0 }: Fault, start: number): [number, number] {
  const from = start + (day - 1) * DAY_MS + hour * HOUR_MS;
  return [from, from + Math.max(hours * HOUR_MS, days * DAY_MS)];
}

export const hits = ({ domain = '*' }: Fault, name: string): boolean => matchesGlob(name, domain);

/** Those of that name that last over `now`. */
export function inForce(faults: readonly Fault[], name: FaultName, start: number, now: number): Fault[] {
  return faults.filter(fault => {
    const [from, until] = spanOf(fault, start);
    return fault.fault === name && from <= now && now < Math.max(until, from + 1);
  });
}
