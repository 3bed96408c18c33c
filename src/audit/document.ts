/** `audit --json`. CONTRACT §3; `findings` and `records` are what stands behind the messages. */
import type { DomainAudit } from './audit-domain.ts';
import type { Verdict } from './verdict.ts';

export const verdicts: readonly Verdict[] = ['fail', 'unknown', 'warn', 'pass'];

export function auditDocument(audits: readonly DomainAudit[]): object {
  return {
    summary: { domains: audits.length, ...countVerdicts(audits) },
    domains: audits.map(({ domain, segment, verdict, checks, records }) => ({
      ...{ domain, segment, verdict, checks },
      records: records.map(({ record, verdict, evidence, seen }) => {
        const { key, role, name, type, content, priority } = record;
        return { key, role, name, type, content, priority, verdict, evidence, seen };
      }),
    })),
  };
}

export function countVerdicts(audits: readonly { verdict: Verdict }[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => audits.filter(each => each.verdict === verdict).length;
  return { fail: count('fail'), unknown: count('unknown'), warn: count('warn'), pass: count('pass') };
}
