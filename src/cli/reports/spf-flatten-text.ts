/** What `mailyard spf flatten` found, as people read it: totals, then each include with its networks, then the records. */
import { isTooDear, type LivePrice } from '../../flatten/live-price.ts';
import type { ChangeStatus, IncludeChange } from '../../flatten/refresh.ts';
import type { FlattenedHost } from '../../records/spf-hosts.ts';
import { LOOKUP_LIMIT } from '../../spf/limits.ts';
import { counted } from '../../words.ts';
import type { Colors, Terminal } from '../terminal.ts';

export type PricedHost = FlattenedHost & { live: LivePrice };

interface Outcome {
  file: string;
  written: boolean;
  check: boolean;
}

const SHOWN: [ChangeStatus, string][] = [
  ['new', 'new'],
  ['changed', 'changed'],
  ['dropped', 'no longer needed'],
  ['renewed', 'dated anew'],
  ['unchanged', 'unchanged'],
  ['kept', 'kept without an answer'],
  ['unresolved', 'without an answer'],
];

export function printFlattening(
  changes: IncludeChange[],
  hosts: PricedHost[],
  outcome: Outcome,
  terminal: Terminal,
): void {
  const { colors, print } = terminal;
  if (changes.length === 0 && hosts.length === 0) {
    print('No SPF record needs to be flattened.');
    return;
  }
  print(`${counted(hosts.length, 'SPF record')} to flatten; ${totals(changes)}.`);
  for (const change of changes) for (const line of changeLines(change, colors)) print(line);
  if (hosts.length > 0) print();
  for (const host of hosts) print(hostLine(host, colors));
  print(`\n${lastLine(changes, outcome)}`);
}

function totals(changes: IncludeChange[]): string {
  const counts = SHOWN.map(
    ([status, word]) => [changes.filter(change => change.status === status).length, word] as const,
  );
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return `${counted(changes.length, 'include')}${said.length > 0 ? `: ${said.join(', ')}` : ''}`;
}

function changeLines({ include, status, entry, added, removed, reason }: IncludeChange, colors: Colors): string[] {
  const line = (mark: string, text: string) => `${mark} ${include}  ${text}`;
  const networks = [
    ...added.map(network => colors.green(`    + ${network}`)),
    ...removed.map(network => colors.red(`    - ${network}`)),
  ];
  if (status === 'kept') {
    return [line(colors.yellow('!'), `stays as it was on ${entry?.resolved}, for nobody could say: ${reason}`)];
  }
  if (status === 'unresolved') return [line(colors.red('!'), `nobody could say what it is: ${reason}`)];
  if (!entry) return [line(colors.red('-'), 'no record that is too dear has it'), ...networks];
  const found =
    'cannot' in entry
      ? `cannot be flattened: ${entry.cannot}`
      : `${counted(entry.networks.length, 'network')} in place of ${counted(entry.lookups, 'lookup')}`;
  const marks = { new: colors.green('+'), changed: colors.yellow('~'), renewed: '=', unchanged: '=' };
  return [line(marks[status as keyof typeof marks], found), ...networks];
}

function hostLine({ host, record, flattening, live }: PricedHost, colors: Colors): string {
  const { before, replaced, missing, own, fits } = flattening;
  const now = `${record.lookups} of ${LOOKUP_LIMIT} lookups`;
  const shown = fits && missing.length === 0 ? now : colors.red(now);
  const price = before === record.lookups ? shown : `${before} → ${shown}`;
  const names = replaced.map(({ name }) => name).join(', ');
  if (replaced.length === 0) return `${colors.bold(host)}  ${price}: nothing in it can be flattened`;
  if (missing.length > 0)
    return `${colors.bold(host)}  ${price}: ${missing.join(', ')} must give way, and what to is not known yet`;
  const where =
    own.length > 0 ? `in ${own.map(({ name }) => name.split('.', 1)[0]).join(', ')}` : 'in the record itself';
  return `${colors.bold(host)}  ${price}: ${names} ${where}${liveNote(record.lookups, live, colors)}`;
}

function liveNote(planned: number, live: LivePrice, colors: Colors): string {
  if (live.lookups === planned && !isTooDear(live)) return '';
  const text = `by the DNS of today ${counted(live.lookups, 'lookup')}, ${live.voidLookups} void`;
  return isTooDear(live) ? `\n${colors.red(`! ${text}: receivers stop. Drop an include that grew.`)}` : ` (${text})`;
}

function lastLine(changes: IncludeChange[], { file, written, check }: Outcome): string {
  if (written) return `${file} is written: review and commit it, then \`mailyard plan\`.`;
  const differs = changes.some(({ status }) => status === 'new' || status === 'changed' || status === 'dropped');
  if (check && differs) return `${file} is not what the DNS says: run \`mailyard spf flatten\`.`;
  return check ? `${file} is as the DNS says, as far as it was answered.` : `Nothing is written to ${file}.`;
}
