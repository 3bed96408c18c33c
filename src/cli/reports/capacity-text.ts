/** Capacity as people read it: the sum first, then the weeks of each segment, and what holds it there. */
import type { Limit } from '../../estate/capacity/allowance.ts';
import type { Capacity, DayCapacity, SegmentCapacity, Term } from '../../estate/capacity/capacity.ts';
import { counted, grouped } from '../../words.ts';
import { columns } from '../columns.ts';
import type { Terminal } from '../terminal.ts';

const ALL = 'all together';

export function printCapacity(capacity: Capacity, terminal: Terminal, { days }: { days: boolean }): void {
  const { segments, to } = capacity;
  const { colors } = terminal;
  if (segments.length === 0) {
    terminal.print('There are no domains, so nothing can be sent.');
    return;
  }
  const all = segments[0]?.days.map((_, index) => total(segments, index)) ?? [];
  const best = Math.max(...all);
  terminal.print(
    `${colors.bold(`${counted(all[0] ?? 0, 'message')} can be sent today`)}, and at most ${grouped(best)} on a day until ${to}.`,
  );
  terminal.print(`\n${colors.bold(days ? 'Messages a day' : 'Messages a week, from')}`);
  terminal.print(days ? dayTable(segments, all) : weekTable(segments, all));
  terminal.print(`\n${colors.bold('The best day')}`);
  terminal.print(bestTable(segments, colors.dim));
  terminal.print();
  for (const line of assumptions(capacity)) terminal.print(colors.dim(line));
}

const total = (segments: SegmentCapacity[], index: number): number =>
  segments.reduce((sum, { days }) => sum + (days[index]?.messages ?? 0), 0);

function weekTable(segments: SegmentCapacity[], all: number[]): string {
  const starts = segments[0]?.days.filter((_, index) => index % 7 === 0).map(({ date }) => date.slice(5)) ?? [];
  const row = (name: string, perDay: number[]) => [name, ...weeks(perDay).map(grouped)];
  const rows = segments.map(({ segment, days }) => row(segment, days.map(messages)));
  return aligned([['', ...starts], ...rows, ...(segments.length > 1 ? [row(ALL, all)] : [])]);
}

/** Sums of seven days. */
function weeks(perDay: number[]): number[] {
  return perDay.flatMap((_, index) =>
    index % 7 === 0 ? [perDay.slice(index, index + 7).reduce((sum, each) => sum + each, 0)] : [],
  );
}

function dayTable(segments: SegmentCapacity[], all: number[]): string {
  const total = segments.length > 1 ? [ALL] : [];
  const head = ['', ...segments.map(({ segment }) => segment), ...total];
  const rows = all.map((sum, index) => [
    segments[0]?.days[index]?.date ?? '',
    ...segments.map(({ days }) => grouped(days[index]?.messages ?? 0)),
    ...(total.length > 0 ? [grouped(sum)] : []),
  ]);
  return aligned([head, ...rows]);
}

function bestTable(segments: SegmentCapacity[], dim: (text: string) => string): string {
  const rows = segments.map(segment => {
    const { most } = segment;
    return [segment.segment, most.messages > 0 ? most.date : '', formula(most), dim(HOLDS[most.limit])];
  });
  return columns({ rows, indent: 2 });
}

/** `11 mailboxes × 40 + 1 mailbox × 20 = 460`; a sum of many terms ends in the rest. */
function formula({ messages, terms, unlimited }: SegmentCapacity['most']): string {
  const free = unlimited > 0 ? `; ${counted(unlimited, 'domain')} without a limit` : '';
  if (terms.length === 0) return unlimited > 0 ? `${counted(unlimited, 'domain')} without a limit` : '0';
  const shown = terms.slice(0, MOST_TERMS);
  const rest = terms.slice(MOST_TERMS).reduce((sum, { count, each }) => sum + count * each, 0);
  const parts = [...shown.map(term), ...(rest > 0 ? [grouped(rest)] : [])];
  return `${parts.join(' + ')} = ${grouped(messages)}${free}`;
}

const MOST_TERMS = 3;

const term = ({ count, of, each }: Term): string => `${counted(count, of)} × ${grouped(each)}`;

const HOLDS: Record<Limit, string> = {
  'mailbox limit': 'held by the limit of a mailbox',
  'provider limit': 'held by the mail provider',
  'mailbox schedule': 'held by the warm-up of mailboxes',
  'domain limit': 'held by the limit of a domain',
  'domain schedule': 'held by the warm-up of domains',
  'ip schedule': 'held by the warm-up of IPs',
  target: 'held by warmup.target',
  'warm-up start': 'warm-up has not begun',
  'sending days': 'not a sending day',
  lifecycle: 'reserve, resting or retired',
  'no senders': 'neither mailboxes nor relays',
  none: 'nothing limits it',
};

function assumptions({ warmup, segments }: Capacity): string[] {
  const idle = segments.reduce((sum, segment) => sum + segment.idle, 0);
  const scheduled =
    warmup.scheduled > 0
      ? [`${counted(warmup.scheduled, 'domain')} taken to follow the warm-up by the calendar, from its first day on`]
      : [];
  const warmed = warmup.warmed > 0 ? [`${counted(warmup.warmed, 'domain')} without a start to be warm`] : [];
  return [
    ...(scheduled.length + warmed.length > 0 ? [`Assumed: ${[...scheduled, ...warmed].join('; ')}.`] : []),
    ...(idle > 0 ? [`Not in it: ${counted(idle, 'domain')} in reserve, resting, retired, or without senders.`] : []),
  ];
}

const messages = ({ messages }: DayCapacity): number => messages;

/** Names to the left, numbers to the right. */
function aligned(rows: string[][]): string {
  const widths = rows[0]?.map((_, index) => Math.max(...rows.map(row => row[index]?.length ?? 0))) ?? [];
  return columns({
    rows: rows.map(row => row.map((cell, index) => (index === 0 ? cell : cell.padStart(widths[index] ?? 0)))),
    indent: 2,
  });
}
