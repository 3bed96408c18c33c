/** Which findings are about one record or mailbox. */
import type { Finding, Position } from '../inventory/finding.ts';
import type { Domain } from '../inventory/model.ts';
import type { EstateRecord } from '../records/record.ts';
import type { Reason } from './explanation.ts';
import type { Look } from './looks.ts';

/**
 * Whether a finding is about this record: it is of a rule that looks at it, and it names it, or stands where a part of it was
 * decided. What a default decided stands at the domain's own line; then the rule must look at the role's own settings.
 */
export function speaksOf(
  finding: Finding,
  record: EstateRecord,
  { looks, why, domain }: { looks: Look[]; why: Reason[]; domain: Domain },
): boolean {
  const look = looks.find(({ rule }) => rule.id === finding.rule);
  if (!look || finding.domain !== domain.domain) return false;
  const isAt = (place: Partial<Position> | undefined) =>
    place?.file === finding.file && place.line === finding.line && place.column === finding.column;
  if (names(finding.message, record.name) || why.some(({ place }) => isAt(place))) return true;
  return isAt(domain.position) && !look.records.has(record.key);
}

/** As a whole word: bounce.acme.example does not name acme.example. */
export const names = (text: string, name: string): boolean =>
  text.split(/[^\w.*-]+/).some(word => word.replace(/\.$/, '').toLowerCase() === name);
