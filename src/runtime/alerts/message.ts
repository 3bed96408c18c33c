/** One message for all that there is to tell: totals first, the worst first, as much as the channel takes. Pure. */
import { minuteOf } from '../../dates.ts';
import { NOTICE_LEVELS, type Notice } from '../../ledger/notices.ts';

/** A piece of text; a channel writes it its own way. */
export interface Piece {
  text: string;
  bold?: boolean;
}

export interface Message {
  /** One line, plain. */
  title: string;
  /** Each a paragraph. */
  paragraphs: Piece[][];
}

const WORST_FIRST = NOTICE_LEVELS.toReversed();

/** Of one notice's detail: the rest is in the ledger. */
const LONGEST_DETAIL = 600;

export function messageOf(project: string, raised: readonly Notice[], ended: readonly Notice[]): Message {
  const open = raised.filter(notice => notice.ended === undefined);
  const over = [...ended, ...raised.filter(notice => notice.ended !== undefined)];
  const sorted = WORST_FIRST.flatMap(level => open.filter(notice => notice.level === level));
  return {
    title: `Mailyard (${project}): ${totals(open, over)}`,
    paragraphs: [...sorted.map(openParagraph), ...over.map(overParagraph)],
  };
}

function totals(open: Notice[], over: Notice[]): string {
  const counts = WORST_FIRST.map(level => [open.filter(notice => notice.level === level).length, level] as const);
  const parts = counts.filter(([count]) => count > 0).map(([count, level]) => `${count} ${level}`);
  return [...parts, ...(over.length > 0 ? [`${over.length} over`] : [])].join(', ');
}

const openParagraph = ({ level, title, detail }: Notice): Piece[] => [
  { text: `${level}: ${title}`, bold: true },
  ...(detail ? [{ text: `\n${cut(detail, LONGEST_DETAIL)}` }] : []),
];

function overParagraph({ title, at, ended }: Notice): Piece[] {
  return [{ text: 'over:', bold: true }, { text: ` ${title} (${minuteOf(at)} to ${minuteOf(ended ?? at)} UTC)` }];
}

/** In UTF-16 units, and never through the middle of a character. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

/** As many paragraphs as fit by `size`, and how many were left out. */
export function fitting<T>(parts: readonly T[], size: (part: T) => number, room: number, most: number): [T[], number] {
  const kept: T[] = [];
  let left = room;
  for (const part of parts) {
    left -= size(part);
    if (left < 0 || kept.length === most) break;
    kept.push(part);
  }
  return [kept, parts.length - kept.length];
}

export const more = (count: number): string => `and ${count} more: \`mailyard run --list\` shows what is open.`;
