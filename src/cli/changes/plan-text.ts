/** The plan as people read it: totals first, then what refuses, then the changes by segment and zone. DESIGN §6. */
import type { GuardRefusal, Plan, RecordChange, ResourceChange, UpcomingChange, ZonePlan } from '../../plan/plan.ts';
import { resourceWords } from '../../plan/resource-words.ts';
import { counted, grouped } from '../../words.ts';
import { byRole, cut, difference, relativeName, value } from '../record-text.ts';
import type { Colors, Terminal } from '../terminal.ts';
import { isOfMail, mailLines, mailTotals } from './mail-text.ts';

/** More than anybody reads on a screen; `--json` has them all. */
const MOST_CHANGES = 400;
const MOST_REFUSALS = 20;
const MOST_UPCOMING = 20;

export function printPlan(plan: Plan, terminal: Terminal, options: { details: boolean }): void {
  const { colors } = terminal;
  terminal.print(totals(plan, colors));
  if (options.details) {
    printChanges(plan.zones, terminal);
    for (const line of mailLines(plan.resources, colors)) terminal.print(line);
    const others = plan.resources.filter(each => !isOfMail(each));
    if (others.length > 0) terminal.print(`\n${colors.bold('beside the records')}`);
    for (const resource of others) terminal.print(resourceLine(resource, colors));
    printUpcoming(plan.upcoming, terminal);
  }
  for (const refusal of plan.guards.slice(0, MOST_REFUSALS)) terminal.print(`\n${guardText(refusal, colors)}`);
  if (plan.guards.length > MOST_REFUSALS)
    terminal.print(`\n… and ${counted(plan.guards.length - MOST_REFUSALS, 'more refusal')}; --json has them all.`);
}

export function totals({ summary, resources }: Pick<Plan, 'summary' | 'resources'>, colors: Colors): string {
  const { zones, create, update, delete: remove, unchanged } = summary;
  const mail = mailTotals(resources, colors);
  const others = resources.filter(each => !isOfMail(each)).length;
  const same = colors.dim(`${counted(unchanged, 'record')} unchanged`);
  if (zones + resources.length === 0) return `${colors.green('Nothing to do')}: ${same}.`;
  const parts = [
    create > 0 ? colors.green(`+ ${grouped(create)} to create`) : '',
    update > 0 ? colors.yellow(`~ ${grouped(update)} to change`) : '',
    remove > 0 ? colors.red(`- ${grouped(remove)} to delete`) : '',
    ...mail,
    others > 0 ? `${counted(others, 'other resource')}` : '',
  ].filter(Boolean);
  const what = parts.length > 0 ? parts.join(', ') : 'no record changes, only what the state knows of them';
  const head = zones > 0 ? `Plan for ${counted(zones, 'zone')}` : 'Plan';
  return `${colors.bold(head)}: ${what}; ${same}.`;
}

/** `old → new` where a value changes; too many for a screen end in a count. */
export function printChanges(zones: ZonePlan[], terminal: Terminal): void {
  const { colors } = terminal;
  let left = MOST_CHANGES;
  let segment = '';
  for (const zone of zones) {
    if (left > 0) {
      if (zone.segment !== segment) terminal.print(`\n${colors.bold(zone.segment)}`);
      for (const line of zoneLines(zone, terminal, left)) terminal.print(line);
    }
    segment = zone.segment;
    left -= zone.changes.length;
  }
  if (left < 0) {
    const rest = counted(-left, 'more change');
    terminal.print(`\n… and ${rest}: narrow with --segment or --domain, or read all of them with --json.`);
  }
}

/** What stays today and goes on a later day: said before it happens, and long enough to object. */
function printUpcoming(upcoming: UpcomingChange[], { colors, width, print }: Terminal): void {
  for (const { date, domain, segment, zone, reasons, changes } of upcoming.slice(0, MOST_UPCOMING)) {
    const column = nameColumn({ zone, changes });
    print(`\n${colors.bold(`From ${date} on`)}  ${domain} ${colors.dim(`(${segment})`)}: ${reasons.join(', ')}`);
    if (changes.length === 0) print(colors.dim('    no record changes'));
    for (const change of byRole(changes)) {
      for (const line of changeLines(change, zone, { colors, width, column })) print(line);
    }
  }
  const rest = upcoming.length - MOST_UPCOMING;
  if (rest > 0) print(`\n… and ${counted(rest, 'more change')} on later days; --json has them all.`);
}

function zoneLines(zone: ZonePlan, { colors, width }: Terminal, most: number): string[] {
  const note = zone.action === 'delete' ? colors.red(' (all of it goes)') : '';
  const quiet = zone.action !== 'same' && zone.changes.length === 0 ? colors.dim('  (no record changes)') : '';
  return [
    `  ${zone.zone}${note}${quiet}`,
    ...zone.warnings.map(text => `    ${colors.yellow('!')} ${text}`),
    ...byRole(zone.changes)
      .slice(0, most)
      .flatMap(change => changeLines(change, zone.zone, { colors, width, column: nameColumn(zone) })),
  ];
}

/** Wide enough for most names of the zone; the few longer ones (a provider's selectors) push their values aside. */
function nameColumn({ zone, changes }: Pick<ZonePlan, 'zone' | 'changes'>): number {
  const lengths = changes.map(({ name }) => relativeName(name, zone).length);
  return Math.max(24, ...lengths.filter(length => length <= 44));
}

interface Layout {
  colors: Colors;
  width: number;
  column: number;
}

function changeLines(change: RecordChange, zone: string, { colors, width, column }: Layout): string[] {
  const sign = {
    create: colors.green('+'),
    update: colors.yellow('~'),
    delete: colors.red('-'),
    adopt: colors.cyan('a'),
  }[change.action];
  const head = `    ${sign} ${change.type.padEnd(5)} ${relativeName(change.name, zone).padEnd(column)} `;
  const room = Math.max(24, width - column - 14);
  if (change.action !== 'update' || !change.old) return [head + cut(value(change), room)];
  const [old, next] = [difference(change.old, change), difference(change, change.old)];
  if (old.length + next.length + 4 <= room) return [`${head}${colors.dim(old)} → ${next}`];
  return [head + colors.dim(cut(old, room)), `${' '.repeat(column + 13)}→ ${cut(next, room - 2)}`];
}

function resourceLine({ action, segment, type, name, properties, kept }: ResourceChange, colors: Colors): string {
  const sign = { create: colors.green('+'), update: colors.yellow('~'), delete: colors.red('-') }[action];
  const left = kept ? ' leaves the state only, and stays as it is' : '';
  const changed = action === 'update' ? `: ${properties.join(', ')}` : left;
  return `  ${sign} ${resourceWords(type, name)}${changed} ${colors.dim(`(${segment})`)}`;
}

function guardText({ guard, message, fix, override }: GuardRefusal, colors: Colors): string {
  const lines = [`${colors.red('refused')}  ${colors.dim(guard)}`, `  ${message}`];
  if (fix) lines.push(`  ${colors.green('→')} ${fix}`);
  lines.push(`  ${colors.green('→')} To do it all the same: ${override}`);
  return lines.join('\n');
}
