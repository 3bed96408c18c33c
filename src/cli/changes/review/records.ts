/** The records that change, a fold for each zone; zones in which the same happens share one. */
import type { ResourceChange } from '../../../plan/plan.ts';
import type { EstateChange } from '../../../review/review.ts';
import { recordTotals, type SegmentRecordChange, type ZoneChange } from '../../../review/zones.ts';
import { counted } from '../../../words.ts';
import { byRole, cut, difference, relativeName, value } from '../../record-text.ts';
import type { Section } from './fit.ts';
import { code, htmlCode, prose, visible } from './text.ts';

/** So few are read without opening anything. */
const OPEN = 12;

export function recordSection({ zones, totals }: EstateChange): Section[] {
  if (zones.length === 0) return [];
  const open = totals.create + totals.update + totals.delete <= OPEN;
  const alike = [...Map.groupBy(zones, likeness).values()].sort((a, b) => weight(b) - weight(a));
  return [
    {
      ...{ title: 'Records', noun: 'zone group', between: '\n\n', most: 200 },
      items: alike.map(group => fold(group, open)),
    },
  ];
}

export function resourceSection({ resources }: EstateChange): Section[] {
  if (resources.length === 0) return [];
  return [
    { ...{ title: 'Other resources', noun: 'resource', between: '\n', most: 50 }, items: resources.map(resourceItem) },
  ];
}

function resourceItem({ action, segment, type, name, properties }: ResourceChange): string {
  const sign = { create: '+', update: '~', delete: '-' }[action];
  const what = action === 'update' ? `: ${properties.map(property => code(property)).join(', ')}` : '';
  return `- \`${sign}\` ${code(type)} ${code(name)} (${segment})${what}`;
}

const likeness = (zone: ZoneChange): string => JSON.stringify([segmentsOf(zone), lines(zone), notesOf(zone)]);

/** What goes weighs most, then what changes. */
function weight([first]: ZoneChange[]): number {
  const { create, update, delete: remove } = recordTotals(first ? [first] : []);
  return remove * 1_000_000 + update * 1_000 + create;
}

const MOST_LINES = 80;
const MOST_NAMES = 20;

function fold(group: ZoneChange[], open: boolean): string {
  const [first] = group as [ZoneChange, ...ZoneChange[]];
  const all = lines(first);
  const left = all.length - MOST_LINES;
  const diff = all.slice(0, MOST_LINES);
  const others = group.slice(1, MOST_NAMES).map(({ zone }) => zone);
  const more = group.length - 1 - others.length;
  const body = [
    ...notesOf(first).map(note => prose(note)),
    diff.length > 0
      ? ['```diff', ...diff, ...(left > 0 ? [`… and ${counted(left, 'more line')}`] : []), '```'].join('\n')
      : '',
    others.length > 0
      ? prose(`The same in ${others.join(', ')}${more > 0 ? ` and ${counted(more, 'other')}` : ''}.`)
      : '',
  ].filter(Boolean);
  const said = summary(first, group.length - 1);
  if (body.length === 0) return said;
  return [`<details${open ? ' open' : ''}><summary>${said}</summary>`, ...body, '</details>'].join('\n\n');
}

function summary(zone: ZoneChange, others: number): string {
  const { create, update, delete: remove } = recordTotals([zone]);
  const counts = [create > 0 ? `+ ${create}` : '', update > 0 ? `~ ${update}` : '', remove > 0 ? `- ${remove}` : ''];
  const alike = others > 0 ? ` and ${counted(others, 'zone')} alike` : '';
  const what = [counts.filter(Boolean).join(', '), handedOver(zone)].filter(Boolean).join('; ');
  return `${htmlCode(zone.zone)}${alike} (${segmentsOf(zone)}): ${what || 'no record changes'}`;
}

/** Segments take only letters, digits, dots, dashes and underscores. */
const segmentsOf = ({ changes, handedOver }: ZoneChange): string =>
  [...new Set([...changes.map(({ segment }) => segment), ...handedOver.map(({ to }) => to)])].sort().join(', ');

function handedOver({ handedOver: records }: ZoneChange): string {
  const bySegments = Map.groupBy(records, ({ from, to }) => `from ${from} to ${to}`);
  return Array.from(bySegments, ([way, own]) => `${counted(own.length, 'record')} handed over ${way}, unchanged`).join(
    '; ',
  );
}

/** What the summary says already of domains that move is left out. */
const notesOf = ({ notes, handedOver: records }: ZoneChange): string[] =>
  notes.filter(note => records.length === 0 || !/ (moves to|comes from) /.test(note));

const lines = ({ zone, changes }: ZoneChange): string[] => byRole(changes).flatMap(change => changeLines(change, zone));

const LONGEST_VALUE = 300;

/** GitHub colours lines that begin with a sign. Within the fence nothing is markup, and no line can end it. */
function changeLines(change: SegmentRecordChange, zone: string): string[] {
  const line = (sign: string, text: string) =>
    visible(`${sign} ${change.type.padEnd(5)} ${relativeName(change.name, zone)}  ${cut(text, LONGEST_VALUE)}`);
  if (change.action !== 'update' || !change.old) return [line(change.action === 'delete' ? '-' : '+', value(change))];
  return [line('-', difference(change.old, change)), line('+', difference(change, change.old))];
}
