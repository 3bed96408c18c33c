/** When new volume can be used, in a line for each kind of it. */
import type { Gain } from '../../estate/capacity/gain.ts';
import { counted, grouped } from '../../words.ts';

/** `acme-hello.example: +3 mailboxes: 15 a day from today, 120 a day from 2027-01-12`; those alike share a line. */
export function gainLines(gains: Gain[], today?: string): string[] {
  const alike = Map.groupBy(gains, ({ domain: _, ...same }) => JSON.stringify(same));
  return [...alike.values()].map(group => {
    const [first] = group as [Gain];
    const names = group.length === 1 ? first.domain : `${counted(group.length, 'domain')} of ${first.segment}, each`;
    return `${names}: ${whatIsNew(first)}: ${stepsText(first, today)}`;
  });
}

function whatIsNew({ isNew, mailboxes }: Gain): string {
  if (!isNew) return `+${counted(mailboxes, 'mailbox')}`;
  return mailboxes > 0 ? `new, with ${counted(mailboxes, 'mailbox')}` : 'new';
}

function stepsText({ steps, limit }: Gain, today?: string): string {
  if (limit === 'none') return 'nothing limits what it may send';
  const when = (date: string) => (date === today ? 'today' : date);
  return steps.map(({ date, messages }) => `${grouped(messages)} a day from ${when(date)}`).join(', ');
}
