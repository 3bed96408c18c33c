/** Costs as people read them: the sums first, then every line with its formula, the price's plan and its age. */
import type { Target } from '../../estate/capacity/target.ts';
import { type Cost, type CostLine, mergedLines } from '../../estate/cost/cost.ts';
import type { Due } from '../../estate/cost/money.ts';
import type { TargetCost } from '../../estate/cost/target-cost.ts';
import type { Price } from '../../inventory/price.ts';
import { counted, grouped, large } from '../../words.ts';
import { columns } from '../columns.ts';
import type { Terminal } from '../terminal.ts';
import { asked } from './target-text.ts';

const A_YEAR_MS = 365 * 86_400_000;

export function printCost(cost: Cost, terminal: Terminal, today: string): void {
  const { print, colors } = terminal;
  if (cost.lines.length === 0) {
    print('There are no domains, so there is nothing to pay.');
    return;
  }
  print(colors.bold(`At most ${sums(cost.total, 'monthCents')} a month, ${sums(cost.total, 'yearCents')} a year.`));
  if (cost.usage.length > 0) {
    const [fixed, usage] = [sums(cost.fixed, 'monthCents'), sums(cost.usage, 'monthCents')];
    print(`Of a month's ${fixed} are fixed; ${usage} is what relays get if all that can be sent is sent.`);
  }
  if (cost.unknown.length > 0) print(colors.yellow(unknownSentence(cost.unknown)));
  const bySegment = [...Map.groupBy(cost.lines, ({ segment }) => segment ?? 'shared by segments')];
  const all: [string, CostLine[]] = ['all together', mergedLines(cost.lines)];
  print();
  printBlocks(bySegment.length > 1 ? [all, ...bySegment] : bySegment, terminal, today);
}

export function printTargetCost(target: Target, costs: TargetCost[], terminal: Terminal, today: string): void {
  const { print, colors } = terminal;
  print(colors.bold(`${asked(target)} cost:`));
  for (const { need, messages, ways } of costs) {
    print(`\nas ${colors.bold(need.profile)} mail ${colors.dim(`(${need.segments.join(', ')})`)}`);
    if (ways.length === 0) print('  nothing limits what one domain sends, so one is enough');
    const blocks = ways.map(({ through, cost }): [string, CostLine[]] => [
      `  through ${through.join(' and ')}, ${large(messages)} a month: ${sumOf(cost)}`,
      cost.lines,
    ]);
    printBlocks(blocks, terminal, today);
  }
}

/** One below the other with the same columns; their heads stand once. */
function printBlocks(blocks: [string, CostLine[]][], { print, colors }: Terminal, today: string): void {
  const lines = blocks.flatMap(([, own]) => own);
  const cells = (line: CostLine) => [formula(line), ...dueCells(line)];
  const widths = ['', 'a month', 'a year'].map((head, index) =>
    Math.max(head.length, ...lines.map(line => cells(line)[index]?.length ?? 0)),
  );
  const row = (texts: string[], note = '') => {
    const [text = '', ...dues] = texts;
    const [first = 0, ...others] = widths;
    return [text.padEnd(first), ...dues.map((due, index) => due.padStart(others[index] ?? 0)), note];
  };
  blocks.forEach(([heading, own], index) => {
    const rows = own.map(line => row(cells(line), line.price ? priceNote(line.price, today, colors) : ''));
    const head = row(['', 'a month', 'a year']).map(cell => colors.dim(cell));
    if (index > 0) print();
    print(colors.bold(heading));
    print(columns({ rows: index === 0 ? [head, ...rows] : rows, indent: heading.search(/\S/) + 2 }));
  });
  ageNote(lines, { print, colors }, today);
}

const dueCells = ({ due }: CostLine): string[] =>
  due ? [cents(due.monthCents, due.currency), cents(due.yearCents, due.currency)] : ['', ''];

function sumOf({ total, unknown }: Cost): string {
  const known = `${sums(total, 'monthCents')} a month`;
  return unknown.length === 0 ? known : `${known} and what has no price here`;
}

/** A sum for each currency. */
export function sums(dues: Due[], of: 'monthCents' | 'yearCents'): string {
  return dues.map(due => cents(due[of], due.currency)).join(' + ') || 'nothing';
}

export function unknownSentence(lines: CostLine[]): string {
  const each = lines.map(line => `${amount(line)}${line.segment ? ` (${line.segment})` : ''}`);
  return `Not counted, for want of a price or a limit: ${each.join(', ')}.`;
}

/** `10 domains × $12 = $120 a year`; `36,000 messages × $0.10 per 1,000 = $3.60 a month`. */
export function formula(line: CostLine): string {
  const { price, due: sum } = line;
  if (!price) return `${amount(line)}: no price known`;
  const each = `${money(price.amount, price.currency)}${price.for === 'thousand' ? ' per 1,000' : ''}`;
  if (!sum) return `${amount(line)} × ${each}: nothing limits them`;
  const { every = 'month' } = price;
  const result = money((every === 'year' ? sum.yearCents : sum.monthCents) / 100, price.currency);
  return `${amount(line)} × ${each} = ${result} a ${every}`;
}

function amount({ for: what, of, quantity }: CostLine): string {
  if (what === 'domain' || what === 'zone') return counted(quantity ?? 0, what);
  if (what === 'messages')
    return `${quantity === undefined ? 'messages' : grouped(Math.round(quantity))} a month by ${of}`;
  return `${counted(quantity ?? 0, what)} at ${of}`;
}

function priceNote({ plan, verified, checked }: Price, today: string, { dim, yellow }: Terminal['colors']): string {
  const trust = verified === 'third-party' ? ', third-party' : '';
  const note = `${plan ? `${plan}; ` : ''}${checked}${trust}`;
  return isOld(checked, today) ? yellow(`${note}, more than a year ago`) : dim(note);
}

const isOld = (checked: string, today: string): boolean => Date.parse(today) - Date.parse(checked) > A_YEAR_MS;

function ageNote(lines: CostLine[], { print, colors }: Pick<Terminal, 'print' | 'colors'>, today: string): void {
  const old = new Set(lines.flatMap(({ price, of }) => (price && isOld(price.checked, today) ? [of] : [])));
  if (old.size > 0) print(`\n${colors.yellow(`Prices of more than a year ago: ${[...old].join(', ')}. Look again.`)}`);
}

const SYMBOLS: Record<string, string> = { USD: '$', EUR: '€', GBP: '£' };

const symbol = (currency: string): string => SYMBOLS[currency] ?? `${currency} `;

/** `$1,234.50`. */
function cents(number: number, currency: string): string {
  const [whole = '', part = ''] = (number / 100).toFixed(2).split('.');
  return `${symbol(currency)}${grouped(Number(whole))}.${part}`;
}

/** `$12`, `$0.10`, `$0.085`: as a price list has it. */
function money(number: number, currency: string): string {
  const [whole = '', part = ''] = String(Number(number.toFixed(4))).split('.');
  return `${symbol(currency)}${grouped(Number(whole))}${part === '' ? '' : `.${part.padEnd(2, '0')}`}`;
}
