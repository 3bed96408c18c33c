/** A simulation for people: totals, what held, week by week, and the timeline with its reasons. */
import type { Played } from '../../simulation/play.ts';
import { byDomain, type DomainDay, type Happening, type Story, sum } from '../../simulation/story.ts';
import { counted, grouped } from '../../words.ts';
import { columns } from '../columns.ts';
import { folded } from '../folded.ts';
import type { Terminal } from '../terminal.ts';

export function printSimulation(
  { story, invariants, messages, mailboxes }: Played,
  terminal: Terminal,
  seconds: number,
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
}

const MOST_BROKEN = 10;

/** Of each week its largest day, and how it ended. */
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

/** As sent of allowed. */
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

/** By day; the same thing for many domains is said once. Reasons stand behind what they explain, or below it where they are long. */
function timeline(happenings: Happening[], { colors }: Terminal): string[] {
  const paint: Record<Happening['kind'], (text: string) => string> = {
    fault: colors.red,
    notice: colors.yellow,
    decision: colors.cyan,
    person: colors.green,
  };
  return [...Map.groupBy(happenings, ({ day }) => day)].flatMap(([day, of]) =>
    [...Map.groupBy(of, sameThing).values()].flatMap((group, index) => {
      const [first] = group as [Happening];
      const lead = `  ${(index === 0 ? `day ${day}` : '').padEnd(8)}${paint[first.kind](first.kind.padEnd(10))}`;
      const text = `${whose(group)}${withoutName(first.text, first.domain)}`;
      const why = withoutName(first.why?.split('\n')[0] ?? '', first.domain);
      if (why && text.length + why.length + 3 <= TEXT) return [`${lead}${text} ${colors.dim(`(${why})`)}`];
      const [begin = '', ...more] = folded(text, TEXT, '');
      const below = [...more, ...(why ? folded(why, TEXT - 2, '') : []).map(line => colors.dim(line))];
      return [lead + begin, ...below.map(line => `${' '.repeat(LEAD)}  ${line}`)];
    }),
  );
}

const LEAD = 20;
const TEXT = 100 - LEAD;
/** More domains than these are counted. */
const NAMED = 2;

const sameThing = ({ kind, text, why, domain }: Happening): string =>
  [kind, withoutName(text, domain), withoutName(why ?? '', domain)].join('\n');

function whose(group: Happening[]): string {
  const names = [...new Set(group.flatMap(({ domain }) => domain ?? []))];
  if (names.length === 0) return '';
  return `${names.length > NAMED ? counted(names.length, 'domain') : names.join(', ')}: `;
}

/** Whose it is stands in front: its name is cut, and names below it are told as in its zone (`my20261130a._domainkey`). */
export function withoutName(text: string, domain = ''): string {
  if (domain === '') return text;
  const name = `${RegExp.escape(domain)}(?![\\w-]|\\.\\w)`;
  return text
    .replace(new RegExp(`(^|: )${name}: `), '$1')
    .replace(new RegExp(`(?<=[\\w-])[.@]${name}`, 'g'), '')
    .replace(
      new RegExp(`\\b(t|T)he ([\\w-]+) of ${name}`, 'g'),
      (_, t: string, what: string) => `${t === 'T' ? 'Its' : 'its'} ${what}`,
    )
    .replace(new RegExp(`(?<![\\w.-])${name}`, 'g'), 'it');
}
