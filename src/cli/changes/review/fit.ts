/** A page of sections that never gets too long: what matters least is cut first, and each cut is said. */
import { counted } from '../../../words.ts';

export interface Section {
  title: string;
  /** What stands above the items, whatever is cut. */
  lead?: string;
  /** The head of a table. */
  head?: string;
  /** The weightiest first: those at the end are cut first. */
  items: string[];
  /** Between two items. */
  between: string;
  /** What an item is called: "domain". */
  noun: string;
  /** More than so many are cut however much room there is. */
  most: number;
}

/** The longest sentence that says what was cut of a section. */
const SENTENCE = 80;

/** Sections in the order of the page; those further up matter more. Never longer than `limit`. */
export function fitted(sections: Section[], limit: number): { text: string; cut: string[] } {
  let room = limit - sections.reduce((sum, section) => sum + frameOf(section), 0);
  const texts: string[] = [];
  const cut: string[] = [];
  for (const section of sections) {
    const count = howMany(section, room);
    room -= lengthOf(section, count);
    texts.push(rendered(section, count));
    if (count < section.items.length) cut.push(counted(section.items.length - count, section.noun));
  }
  return { text: texts.join(BETWEEN), cut };
}

const BETWEEN = '\n\n';

/** What a section takes without its items. */
const frameOf = (section: Section): number =>
  [`### ${section.title}`, section.lead, section.head].filter(Boolean).join(BETWEEN).length +
  SENTENCE +
  3 * BETWEEN.length;

/** The first items that fit, in one go: whoever reads "and 12 more" knows that it is the last ones. */
function howMany(section: Section, room: number): number {
  let count = 0;
  let length = 0;
  for (const item of section.items.slice(0, section.most)) {
    length += item.length + section.between.length;
    if (length > room) break;
    count += 1;
  }
  return count;
}

const lengthOf = ({ items, between }: Section, count: number): number =>
  items.slice(0, count).reduce((sum, item) => sum + item.length + between.length, 0);

function rendered({ title, lead, head, items, between, noun }: Section, count: number): string {
  const shown = items.slice(0, count);
  const body = shown.length > 0 && head ? [head, ...shown].join('\n') : shown.join(between);
  const left = items.length - count;
  const more = left > 0 ? `${count > 0 ? '… and ' : ''}${counted(left, count > 0 ? `more ${noun}` : noun)}.` : '';
  return [`### ${title}`, lead, body, more].filter(Boolean).join(BETWEEN);
}
