/** What would refuse the change, and what the rules say of its lines. */
import type { GuardRefusal } from '../../../plan/plan.ts';
import type { ReviewFinding } from '../../../review/findings.ts';
import type { EstateChange, Review } from '../../../review/review.ts';
import { counted } from '../../../words.ts';
import { severityTotals } from '../../findings.ts';
import type { Section } from './fit.ts';
import { code, prose } from './text.ts';

export function guardSection({ guards }: EstateChange): Section[] {
  if (guards.length === 0) return [];
  return [
    {
      ...{ title: 'Guards that would refuse it', noun: 'refusal', between: '\n', most: 25 },
      lead: '`mailyard up` stops at each of these until it is put right or allowed by name.',
      items: guards.map(guardItem),
    },
  ];
}

function guardItem({ guard, message, fix, override }: GuardRefusal): string {
  const way = fix ? ` ${prose(fix)}` : '';
  return `- **${guard}**: ${prose(message)}${way} To do it all the same: ${code(override)}`;
}

export function findingSection({ findings }: Review): Section[] {
  const { shown, others, settled } = findings;
  const rest = severityTotals(others);
  const lead = [
    rest ? `${rest} on other lines, as before.` : '',
    settled > 0 ? `${counted(settled, 'finding')} of before ${settled === 1 ? 'is' : 'are'} settled.` : '',
  ];
  if (shown.length === 0 && !lead.some(Boolean)) return [];
  return [
    {
      ...{ title: shown.length > 0 ? 'Findings' : 'No new findings', noun: 'finding', between: '\n', most: 50 },
      lead: lead.filter(Boolean).join(' ') || undefined,
      items: shown.map(findingItem),
    },
  ];
}

function findingItem({ severity, file, line, column, rule, message, fix, reference }: ReviewFinding): string {
  const clause = reference ? ` (${prose(reference)})` : '';
  const way = fix ? ` → ${prose(fix)}` : '';
  return `- **${severity}** ${code(`${file}:${line}:${column}`)} ${rule}: ${prose(message)}${clause}${way}`;
}
