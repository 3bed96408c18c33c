/** Explanations as people read them: the thing itself first, then what decided it, then what looks at it. */
import { minuteOf } from '../../dates.ts';
import type {
  AbsenceExplanation,
  DomainExplanation,
  Explanation,
  MailboxExplanation,
  Reason,
  RecordExplanation,
  RuleHere,
} from '../../explain/explanation.ts';
import { valueText } from '../../explain/values.ts';
import type { Finding } from '../../inventory/finding.ts';
import { outcomeOf } from '../../ledger/decisions.ts';
import { counted } from '../../words.ts';
import { columns } from '../columns.ts';
import { printFindings } from '../findings.ts';
import { cut, relativeName, value } from '../record-text.ts';
import { formula } from '../reports/cost-text.ts';
import { standingRows, type TitleOf } from '../standing-text.ts';
import type { Terminal } from '../terminal.ts';
import type { Known } from './explain-ledger.ts';
import {
  appliedText,
  costTitle,
  lifeText,
  placeText,
  priceText,
  STATUS,
  templateText,
  todayText,
  turnText,
} from './explain-words.ts';

export function printExplanation(explanation: Explanation, terminal: Terminal): void {
  if (explanation.kind === 'domain') printDomain(explanation, terminal);
  else if (explanation.kind === 'mailbox') printMailbox(explanation, terminal);
  else if (explanation.kind === 'none') printAbsence(explanation, terminal);
  else for (const record of explanation.records) printRecord(record, terminal);
}

/** How it stands by the ledger, and what jobs decided about it, the latest first. */
export function printKnown({ standing, decisions }: Known, titleOf: TitleOf, terminal: Terminal): void {
  printRows('how it stands', standingRows(standing, titleOf), terminal);
  const rows = decisions.map(decision => [
    String(decision.id),
    `${minuteOf(decision.at)} UTC`,
    ...[decision.action, outcomeOf(decision), decision.why],
  ]);
  printRows('decisions', rows, terminal);
}

function printRecord(explained: RecordExplanation, terminal: Terminal): void {
  const { record, zone, segment, withheld, reasons, template, applied, spf, rules, findings } = explained;
  const { colors, print } = terminal;
  print(`${colors.bold(`${zone}/${record.key}`)}  ${colors.dim(`segment ${segment}`)}`);
  const { provided } = record;
  const text = provided
    ? `(${provided.given ? 'known with' : 'waits for'} ${provided.values.join(', ')})`
    : value(record);
  print(`  ${record.type} ${record.name} ${text}`);
  print();
  printReasons(withheld ? 'why it is not written' : 'why', reasons, terminal);
  printFacts(
    [
      ['template', template && templateText(template)],
      ['cost', spf && priceText(spf)],
      [
        'state',
        withheld
          ? undefined
          : provided && !provided.given
            ? 'waits: nothing is planned until then'
            : appliedText(applied),
      ],
    ],
    terminal,
  );
  printRules(rules, terminal);
  printFound(findings, terminal);
}

function printDomain(explained: DomainExplanation, terminal: Terminal): void {
  const { domain, zone, segment, purpose, position, senders, mailboxes, spf, settings, records, findings } = explained;
  const { today, cost, upcoming } = explained;
  const { colors, print, width } = terminal;
  print(`${colors.bold(domain)}  ${colors.dim(`segment ${segment}${purpose ? `: ${purpose}` : ''}`)}`);
  printFacts(
    [
      ['written', placeText({ level: 'domain', ...position })],
      ['zone', zone === domain ? undefined : zone],
      ['life', lifeText(explained)],
      ...upcoming.map((turn): [string, string] => [turn.date, turnText(turn)]),
      ...senders.map(({ use, template }): [string, string | undefined] => [use, template && templateText(template)]),
      ['mailboxes', mailboxes.length > 0 ? cut(mailboxes.join(', '), Math.max(40, width - 16)) : 'none'],
      ['today', todayText(today)],
      ...spf.map((price): [string, string] => [price.host === domain ? 'SPF' : `SPF ${price.host}`, priceText(price)]),
    ],
    terminal,
  );
  printCost(cost, terminal);
  const rows = settings.map(({ setting, value, place }) => [setting, valueText(value), placeText(place)]);
  printRows('settings', rows, terminal);
  const lines = records.map(({ key, type, name, content, applied }) => [
    key,
    `${type} ${relativeName(name, zone)} ${content}`,
    STATUS[applied],
  ]);
  printRows('records', lines, terminal);
  printFound(findings, terminal);
}

function printMailbox(explained: MailboxExplanation, terminal: Terminal): void {
  const { address, name, segment, reasons, provider, limits, cost, findings } = explained;
  const { colors, print } = terminal;
  print(`${colors.bold(address)}  ${[name, colors.dim(`segment ${segment}`)].filter(Boolean).join('  ')}`);
  print();
  printReasons('why', reasons, terminal);
  printReasons('may send', limits, terminal);
  printFacts([['template', provider && templateText(provider)]], terminal);
  printCost(cost, terminal);
  printFound(findings, terminal);
}

function printAbsence({ domain, role, reasons }: AbsenceExplanation, terminal: Terminal): void {
  terminal.print(`${terminal.colors.bold(domain)} has no ${role} record.\n`);
  printReasons('why', reasons, terminal);
}

function printReasons(title: string, reasons: Reason[], terminal: Terminal): void {
  const rows = reasons.map(({ part, setting, place, note, lookups }) => [
    part,
    setting,
    placeText(place),
    [note, lookups ? counted(lookups, 'lookup') : ''].filter(Boolean).join(', '),
  ]);
  printRows(title, rows, terminal);
}

/** Only the first two columns are cut: a place must be whole to be followed. */
function printRows(title: string, rows: string[][], { print, colors }: Terminal): void {
  if (rows.length === 0) return;
  print(colors.bold(title));
  print(
    columns({
      rows: rows.map(row => row.map((cell, index) => (index < 2 ? cut(cell, LONGEST[index] ?? 0) : cell))),
      indent: 2,
    }),
  );
  print();
}

const LONGEST = [44, 48];

function printFacts(facts: [string, string | undefined][], { print }: Terminal): void {
  const rows = facts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]));
  if (rows.length > 0) print(`${columns({ rows, indent: 2 })}\n`);
}

function printCost(cost: DomainExplanation['cost'], { print, colors }: Terminal): void {
  if (cost.lines.length === 0) return;
  print(colors.bold(costTitle(cost)));
  for (const line of cost.lines) print(`  ${formula(line)}`);
  print();
}

function printFound(findings: Finding[], terminal: Terminal): void {
  if (findings.length === 0) terminal.print(terminal.colors.green('No findings.'));
  else printFindings(findings, terminal);
  terminal.print();
}

/** The names as a paragraph; those whose level the inventory changes with their place. */
function printRules(rules: RuleHere[], { print, colors, width }: Terminal): void {
  if (rules.length === 0) return;
  print(colors.bold(`${counted(rules.length, 'rule')} ${rules.length === 1 ? 'looks' : 'look'} at it`));
  const names = rules.filter(({ place }) => !place).map(({ id }) => id);
  if (names.length > 0) print(columns({ rows: [[names.join(', ')]], widths: [Math.max(40, width - 4)], indent: 2 }));
  for (const { id, level, place } of rules) if (place) print(`  ${id}: ${level} by ${placeText(place)}`);
  print();
}
