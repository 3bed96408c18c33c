/** Segments in numbers, and what becomes of each domain. Domains to which the same happens share a line. */
import type { DomainChange, SettingChange } from '../../../review/domains.ts';
import type { EstateChange } from '../../../review/review.ts';
import type { BeforeAfter, SegmentTotals } from '../../../review/segments.ts';
import { counted, grouped } from '../../../words.ts';
import type { Section } from './fit.ts';
import { code, row, tableHead } from './text.ts';

export function segmentSection({ segments }: EstateChange): Section[] {
  const changed = segments.filter(isTouched);
  const rest = segments.length - changed.length;
  const same =
    rest > 0 ? `${counted(rest, 'segment')} ${rest === 1 ? 'stays as it is' : 'stay as they are'}.` : undefined;
  if (changed.length === 0) return [];
  return [
    {
      ...{ title: 'Segments', lead: same, noun: 'segment', between: '\n', most: 40 },
      head: tableHead(['segment', 'domains', 'mailboxes', '+ create', '~ change', '- delete', 'taken over'], 6),
      items: changed.map(({ segment, domains, mailboxes, records }) =>
        row([
          ...[code(segment), sizes(domains), sizes(mailboxes)],
          ...[records.create, records.update, records.delete, records.handedOver].map(number => grouped(number)),
        ]),
      ),
    },
  ];
}

function isTouched({ domains, mailboxes, records }: SegmentTotals): boolean {
  const moved = domains.before !== domains.after || mailboxes.before !== mailboxes.after;
  return moved || Object.values(records).some(count => count > 0);
}

const sizes = ({ before, after }: BeforeAfter): string =>
  before === after ? grouped(after) : `${grouped(before)} → ${grouped(after)}`;

/** `plan` refuses them until they are taken down, so nobody should learn it after the merge. */
export function goneSegments({ goneSegments: gone }: EstateChange): string[] {
  if (gone.length === 0) return [];
  const names = namesOf(gone);
  return [
    `No file describes ${names} any more. \`mailyard up\` refuses that while the state has its records: keep the file without domains until they have moved, or run \`mailyard destroy --segment\` first.`,
  ];
}

export function domainSection({ domains }: EstateChange): Section[] {
  if (domains.length === 0) return [];
  const alike = [...Map.groupBy(domains, likeness).values()].sort((a, b) => gravity(a) - gravity(b));
  return [
    {
      ...{ title: 'Domains', noun: 'domain group', between: '\n', most: 100 },
      head: tableHead(['domain', 'segment', 'what changes'], 0),
      items: alike.map(group => row([namesOf(group.map(({ domain }) => domain)), segmentOf(group), changesOf(group)])),
    },
  ];
}

/** Everything but the name. */
const likeness = ({ domain, mailboxes, ...change }: DomainChange): string =>
  JSON.stringify([change, mailboxes && withoutDomain(mailboxes, domain)]);

const withoutDomain = (mailboxes: NonNullable<DomainChange['mailboxes']>, domain: string): string =>
  JSON.stringify(mailboxes).replaceAll(`@${domain}`, '');

const kinds: DomainChange['kind'][] = ['removed', 'moved', 'added', 'changed'];

const gravity = ([first]: DomainChange[]): number => kinds.indexOf(first?.kind ?? 'changed');

const MOST_NAMES = 5;

export function namesOf(all: string[]): string {
  const shown = all.slice(0, MOST_NAMES).map(name => code(name));
  const rest = all.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${counted(rest, 'other')}` : '');
}

const segmentOf = ([first]: DomainChange[]): string =>
  first?.from ? `${code(first.from)} → ${code(first.segment)}` : code(first?.segment ?? '');

const MOST_SETTINGS = 12;

function changesOf([first]: DomainChange[]): string {
  if (!first) return '';
  const what = { added: 'new', removed: '**removed**', moved: 'moved', changed: '' }[first.kind];
  const shown = first.settings.slice(0, MOST_SETTINGS).map(settingText);
  const rest = first.settings.length - shown.length;
  return [what, mailboxText(first), ...shown, rest > 0 ? `and ${counted(rest, 'more setting')}` : '']
    .filter(Boolean)
    .join('<br>');
}

function mailboxText({ kind, mailboxes }: DomainChange): string {
  if (!mailboxes) return '';
  if (kind === 'added') return counted(mailboxes.after, 'mailbox');
  if (kind === 'removed') return `with ${counted(mailboxes.before, 'mailbox')}`;
  const parts = [users('+', mailboxes.added), users('-', mailboxes.removed), users('~', mailboxes.changed)];
  return [`mailboxes ${sizes(mailboxes)}`, ...parts.filter(Boolean)].join(' ');
}

function users(sign: string, addresses: string[]): string {
  return addresses.length > 0 ? `${sign} ${namesOf(addresses.map(address => address.split('@')[0] ?? address))}` : '';
}

function settingText({ setting, before, after }: SettingChange): string {
  if (before === undefined && after === undefined) return `${code(setting)} is another`;
  return `${code(setting)} ${valueText(before)} → ${valueText(after)}`;
}

const LONGEST_VALUE = 80;

function valueText(value: unknown): string {
  if (value === undefined) return 'unset';
  if (typeof value === 'string') return code(value, LONGEST_VALUE);
  if (Array.isArray(value) && value.every(item => typeof item === 'string'))
    return code(value.join(', ') || '[]', LONGEST_VALUE);
  return code(JSON.stringify(value), LONGEST_VALUE);
}
