/** Warm-ups as people read them: totals first, then each domain with its mailboxes, its week, its gate and the last seven days. */
import { userOf } from '../../inventory/addresses.ts';
import type { UnitStatus, WarmupStatus } from '../../runtime/warmup/status.ts';
import type { WeekPlan } from '../../runtime/warmup/weeks.ts';
import { counted, grouped } from '../../words.ts';
import { columns } from '../columns.ts';
import type { Terminal } from '../terminal.ts';

export function printStatus({ domains, mailboxes, ips }: WarmupStatus, terminal: Terminal): void {
  const { colors, print } = terminal;
  if (domains.length === 0) {
    print('There are no domains, so nothing warms up.');
    return;
  }
  print(totals(domains));
  const boxes = Map.groupBy(mailboxes, ({ domain }) => domain);
  for (const [segment, own] of Map.groupBy(domains, each => each.segment)) {
    print(`\n${colors.bold(segment)}`);
    const rows = own.flatMap(domain => [row(domain, colors), ...boxRows(boxes.get(domain.name) ?? [], colors)]);
    print(columns({ rows: [HEAD.map(colors.dim), ...rows], indent: 2 }));
  }
  if (ips.length > 0)
    print(
      `\n${colors.bold('addresses')}\n${columns({ rows: [HEAD.map(colors.dim), ...ips.map(each => row(each, colors))], indent: 2 })}`,
    );
  // An address is told of what its domains are told of.
  const told = Map.groupBy([...domains, ...ips].filter(hasMore), each => details(each, colors));
  for (const [lines, those] of told) print(`\n${colors.bold(those.map(({ name }) => name).join(', '))}\n${lines}`);
}

const HEAD = ['', 'schedule', 'week', 'today', 'sent', 'seven days', 'state'];

function totals(domains: UnitStatus[]): string {
  const states = Map.groupBy(domains, ({ state }) => state);
  const of = [...states].map(([state, some]) => `${some.length} ${STATES[state]}`).join(', ');
  const sum = (numbers: number[]) => grouped(numbers.reduce((total, each) => total + each, 0));
  const allowed = sum(domains.map(({ allowedToday = 0 }) => allowedToday));
  const free = domains.filter(each => each.allowedToday === undefined).length;
  const more = free > 0 ? `, and ${counted(free, 'domain')} without a limit` : '';
  return `${counted(domains.length, 'domain')}: ${of}. ${allowed} messages may be sent today${more}; ${sum(domains.map(({ sentToday }) => sentToday))} were sent.`;
}

const STATES: Record<UnitStatus['state'], string> = {
  waiting: 'waiting',
  warming: 'warming',
  held: 'held',
  resting: 'resting',
  warmed: 'warm',
  reserve: 'in reserve',
  retired: 'retired',
  unscheduled: 'without a schedule',
};

function row(status: UnitStatus, colors: Terminal['colors'], name = status.name): string[] {
  const { schedule = '', allowedToday, sentToday, sent } = status;
  return [
    ...[name, schedule, weekOf(status)],
    ...[
      allowedToday === undefined ? 'no limit' : grouped(allowedToday),
      grouped(sentToday),
      colors.cyan(sparkline(sent)),
    ],
    stateOf(status, colors),
  ];
}

/** Those of a domain that are alike stand in one line: three new mailboxes warm up side by side. */
function boxRows(mailboxes: UnitStatus[], colors: Terminal['colors']): string[][] {
  const alike = Map.groupBy(mailboxes, box =>
    JSON.stringify([box.schedule, box.state, box.week, box.since, box.allowedToday, box.limit, box.sent, box.gate]),
  );
  return [...alike.values()].map(group => {
    const [first] = group as [UnitStatus];
    const users = group.map(({ name }) => userOf(name));
    return row(first, colors, colors.dim(`  ${users.join(', ')}${group.length > 1 ? ', each' : ''}`));
  });
}

const weekOf = ({ week, weeks }: UnitStatus): string => (weeks === 0 || week === 0 ? '' : `${week} of ${weeks}`);

function stateOf({ state, factor, gate, limit, since, start, from }: UnitStatus, colors: Terminal['colors']): string {
  const gates = { pass: 'gate holds', ask: 'gate unknown', stay: 'gate stays', 'step-back': 'gate fails' };
  const parts = [
    STATES[state],
    ...(state === 'warming' && since ? [`since ${since}`] : []),
    ...(state === 'waiting' && start ? [`from ${start}`] : []),
    ...(state === 'warming' && from === 'calendar' ? ['by the calendar'] : []),
    ...(factor < 1 ? [`at ${Math.round(factor * 100)} %`] : []),
    ...(gate ? [gates[gate]] : []),
    ...(limit && (state === 'warming' || state === 'warmed') ? [LIMITS[limit] ?? limit] : []),
  ];
  const text = parts.join(', ');
  if (state === 'held' || limit === 'hold' || gate === 'step-back') return colors.red(text);
  return gate === 'stay' || gate === 'ask' || state === 'resting' ? colors.yellow(text) : text;
}

const LIMITS: Record<string, string> = { hold: 'on hold', 'sending days': 'no sending day', none: '' };

const hasMore = ({ holds, checks, audience }: UnitStatus): boolean =>
  holds.length > 0 || (checks?.length ?? 0) > 0 || audience !== undefined;

function details({ holds, checks = [], audience }: UnitStatus, colors: Terminal['colors']): string {
  const marks = { yes: colors.green('yes'), no: colors.red('no'), unknown: colors.yellow('unknown') };
  return [
    ...holds.map(why => `  held: ${why}`),
    ...(audience ? [`  to ${audience}`] : []),
    ...checks.map(({ check, verdict, says }) => `  ${check}: ${marks[verdict]}, ${says}`),
  ].join('\n');
}

const BARS = '▁▂▃▄▅▆▇█';

/** Seven days against the best of them; a dot is a day without a message. */
export function sparkline(numbers: number[]): string {
  const most = Math.max(...numbers);
  return numbers.map(each => (each === 0 ? '·' : (BARS[Math.round((each / most) * (BARS.length - 1))] ?? ''))).join('');
}

/** The table of one domain's weeks. */
export function printWeeks({ domain, plan }: { domain: string; plan: WeekPlan[] }, { print, colors }: Terminal): void {
  if (plan.length === 0) return;
  print(`\n${colors.bold(`${domain}, week by week`)}`);
  const rows = plan.map(({ week, perDay, carried, audience = '' }) => {
    const held = carried !== undefined && carried < perDay ? `it can carry ${grouped(carried)}` : '';
    return [`week ${week}`, `${grouped(perDay).padStart(7)} a day`, held, colors.dim(audience)];
  });
  print(columns({ rows, indent: 2 }));
}
