/** What SPF costs receivers, and which records wait for their values. */
import type { EstateChange } from '../../../review/review.ts';
import type { SpfBudget, SpfChange } from '../../../review/spf-budget.ts';
import type { Waiting } from '../../../review/waiting.ts';
import { LENGTH_ADVICE, LOOKUP_LIMIT } from '../../../spf/limits.ts';
import { counted } from '../../../words.ts';
import type { Section } from './fit.ts';
import { code, row, tableHead } from './text.ts';

export function spfSection({ spf }: EstateChange): Section[] {
  const dear = spf.toSorted((a, b) => (b.after?.lookups ?? 0) - (a.after?.lookups ?? 0));
  if (spf.length === 0) return [];
  return [
    {
      ...{ title: 'SPF', noun: 'SPF record', between: '\n', most: 30 },
      lead: `Receivers stop at ${LOOKUP_LIMIT} lookups; past ${LENGTH_ADVICE} octets of TXT the answer may not fit a UDP packet.`,
      head: tableHead(['host', 'lookups', 'octets'], 2),
      items: dear.map(change => row([code(change.host), budget(change, 'lookups'), budget(change, 'octets')])),
    },
  ];
}

function budget({ before, after }: SpfChange, size: keyof SpfBudget): string {
  const [old, now] = [before?.[size] ?? 'none', after?.[size] ?? 'none'];
  return old === now ? String(now) : `${old} → ${now}`;
}

export function waitingSection({ waiting }: EstateChange): Section[] {
  const fresh = waiting.filter(each => each.new);
  const old = waiting.length - fresh.length;
  if (fresh.length === 0) return [];
  return [
    {
      ...{ title: 'Waiting for values of a provider', noun: 'domain', between: '\n', most: 25 },
      lead: old > 0 ? `${counted(old, 'domain')} of before ${old === 1 ? 'waits' : 'wait'} too.` : undefined,
      items: fresh.map(waitingItem),
    },
  ];
}

function waitingItem({ domain, provider, values, records }: Waiting): string {
  const names = values.map(name => code(name)).join(', ');
  return `- ${code(domain)}: ${counted(records, 'record')} until ${names} ${values.length === 1 ? 'stands' : 'stand'} under ${code(`values.${provider}`)}`;
}
