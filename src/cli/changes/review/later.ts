/** What the change will bring without a further edit: a retired domain's records go when its grace time is over. */
import type { UpcomingChange } from '../../../plan/plan.ts';
import type { EstateChange } from '../../../review/review.ts';
import type { Section } from './fit.ts';
import { code, prose } from './text.ts';

export function laterSection({ upcoming }: EstateChange): Section[] {
  if (upcoming.length === 0) return [];
  return [
    {
      ...{ title: 'Later, by the calendar', noun: 'day', between: '\n', most: 25 },
      items: upcoming.map(laterItem),
    },
  ];
}

function laterItem({ date, domain, reasons, changes }: UpcomingChange): string {
  const count = (wanted: string) => changes.filter(({ action }) => action === wanted).length;
  const counts = { '+': count('create'), '~': count('update'), '-': count('delete') };
  const parts = Object.entries(counts).filter(([, number]) => number > 0);
  const what = parts.map(([sign, number]) => `${sign} ${number}`).join(', ') || 'no record changes';
  return `- From ${date} on: ${code(domain)} (${prose(reasons.join(', '))}): ${what}`;
}
