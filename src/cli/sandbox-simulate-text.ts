/** A simulation for people: totals, what held, week by week, and the timeline with its reasons. */
import type { Played } from '../simulation/play.ts';
import { byDomain, type DomainDay, type Happening, type Story, sum } from '../simulation/story.ts';
import { columns } from './columns.ts';
import type { Terminal } from './terminal.ts';
import { counted, grouped } from './words.ts';

export function printSimulation(
  { story, invariants, messages, mailboxes }: Played,
  terminal: Terminal,
  { seconds, chart }: { seconds: number; chart?: string },
): void {
  const { colors, print } = terminal;
  const domains = byDomain(story);
  print(
    colors.bold(
      `${counted(story.weeks, 'week')} of ${counted(domains.size, 'domain')} and ${counted(mailboxes, 'mailbox')} from ${story.start}: ${counted(messages, 'message')} sent in ${seconds.toFixed(1)} s.`,
    ),
  );
  print();
  for (const { rule, looked, broken } of invariants) {
    const mark = broken.length === 0 ? colors.green('held') : colors.red('BROKEN');
    print(`  ${mark}  ${rule} (${grouped(looked)} looked at)`);
    for (const each of broken.slice(0, MOST_BROKEN)) print(`        ${each}`);
    if (broken.length > MOST_BROKEN) print(`        … and ${grouped(broken.length - MOST_BROKEN)} more`);
  }
  print();
  print(weekTable(story, domains));
  print();
  print(colors.bold('What happened'));
  for (const line of timeline(story.happenings, terminal)) print(line);
  if (chart) print(`\nChart in ${chart}.`);
}

const MOST_BROKEN = 10;

/** Sent on the last sending day of each week, of what was allowed then, and how it ended. */
function weekTable(story: Story, domains: Map<string, DomainDay[]>): string {
  const weeks = Array.from({ length: story.weeks }, (_, week) => week);
  const head = ['domain', ...weeks.map(week => `week ${week + 1}`), 'sent', 'bounced', 'now'];
  const rows = [...domains].map(([domain, days]) => [
    domain,
    ...weeks.map(week => busiest(days.slice(week * 7, week * 7 + 7))),
    grouped(sum(days, ({ sent }) => sent)),
    grouped(sum(days, ({ bounced }) => bounced)),
    stateOf(days.at(-1)),
  ]);
  return columns({ head, rows, indent: 2 });
}

/** Of a week its largest day, as sent of allowed. */
function busiest(days: DomainDay[]): string {
  const most = days.reduce<DomainDay | undefined>(
    (most, day) => (most && most.sent >= day.sent ? most : day),
    undefined,
  );
  if (!most) return '';
  return most.sent === 0 ? '–' : `${grouped(most.sent)} of ${grouped(most.allowed)}`;
}

const stateOf = (day: DomainDay | undefined): string =>
  day === undefined ? '' : day.week > 0 ? `${day.state}, week ${day.week}` : day.state;

/** The same thing at the same time for many domains is one line. */
function timeline(happenings: Happening[], { colors }: Terminal): string[] {
  const paint: Record<Happening['kind'], (text: string) => string> = {
    fault: colors.red,
    notice: colors.yellow,
    decision: colors.cyan,
    person: colors.green,
  };
  const groups = Map.groupBy(happenings, ({ day, kind, text, why, domain }) =>
    [day, kind, domain ? text.replaceAll(domain, '…') : text, why && domain ? why.replaceAll(domain, '…') : why].join(
      '\n',
    ),
  );
  return [...groups.values()].flatMap(group => {
    const [first] = group as [Happening];
    const of = group.length > 1 ? ` ${colors.dim(`(${counted(group.length, 'time')})`)}` : '';
    const named = first.domain && !first.text.includes(first.domain) ? `${first.domain}: ` : '';
    const line = `  ${`day ${first.day}`.padEnd(7)} ${paint[first.kind](first.kind.padEnd(9))} ${named}${first.text}${of}`;
    return first.why ? [line, `                    ${colors.dim(first.why.replaceAll('\n', '; '))}`] : [line];
  });
}
