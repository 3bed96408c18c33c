/** What can be sent and what it costs, before and after. */
import type { CapacityChange, CostChange } from '../../../review/means.ts';
import type { EstateChange } from '../../../review/review.ts';
import { counted, grouped } from '../../../words.ts';
import { sums, unknownSentence } from '../../reports/cost-text.ts';
import { gainLines } from '../gain-text.ts';
import type { Section } from './fit.ts';
import { code, prose, row, tableHead } from './text.ts';

/** What new mailboxes and domains bring, and from which day on: nobody should count on it the day after. */
export function gainSection({ gains }: EstateChange): Section[] {
  if (gains.length === 0) return [];
  return [
    {
      ...{ title: 'New volume', noun: 'line', between: '\n', most: 40 },
      items: gainLines(gains).map(line => `- ${prose(line)}`),
    },
  ];
}

export function capacitySection({ capacity }: EstateChange): Section[] {
  if (capacity.length === 0) return [];
  return [
    {
      ...{ title: 'Capacity', noun: 'segment', between: '\n', most: 40 },
      head: tableHead(['segment', 'messages today', 'on the best day of 8 weeks'], 2),
      items: capacity.map(capacityRow),
    },
  ];
}

function capacityRow({ segment, today, best, unlimited }: CapacityChange): string {
  const free = unlimited.after > 0 ? `, and ${counted(unlimited.after, 'domain')} without a limit` : '';
  return row([
    code(segment),
    arrow(grouped(today.before), grouped(today.after)),
    arrow(grouped(best.before), grouped(best.after)) + free,
  ]);
}

export function costSection({ cost }: EstateChange): Section[] {
  const parts = (['fixed', 'usage'] as const).map((part): [string, string] => [part, costText(cost, part)]);
  const changed = parts.some(([, text]) => text.includes('→'));
  const { unknown } = cost.after;
  if (!changed && unknown.length === cost.before.unknown.length) return [];
  const names = { fixed: 'fixed', usage: 'relays, if all that can be sent is sent' };
  return [
    {
      ...{ title: 'Cost a month', noun: 'line', between: '\n', most: 10 },
      items: [
        ...parts.map(([part, text]) => `- ${names[part as keyof typeof names]}: ${text}`),
        ...(unknown.length > 0 ? [`- ${prose(unknownSentence(unknown))}`] : []),
      ],
    },
  ];
}

const costText = ({ before, after }: CostChange, part: 'fixed' | 'usage'): string =>
  arrow(sums(before[part], 'monthCents'), sums(after[part], 'monthCents'));

const arrow = (before: string, after: string): string => (before === after ? after : `${before} → ${after}`);
