/** Why a domain has no record of some role. */
import type { Subject } from '../estate/rules/rule.ts';
import type { RecordRole } from '../records/record.ts';
import type { AbsenceExplanation } from './explanation.ts';
import { because } from './subject.ts';
import { valueAt, valueText } from './values.ts';

/** The settings that would bring such a record. */
const BROUGHT_BY: Record<RecordRole, string[]> = {
  mx: ['mailProvider', 'records'],
  spf: ['spf'],
  dkim: ['mailProvider', 'relays', 'values'],
  dmarc: ['dmarc.policy'],
  'return-path': ['returnPath', 'sendingIps', 'relays'],
  'mta-sts': ['mtaSts.mode', 'mtaSts.policyHost'],
  'tls-rpt': ['tlsReports', 'mtaSts.mode'],
  bimi: ['bimi'],
  caa: ['caa'],
  autodiscover: ['mailProvider'],
  verification: ['mailProvider', 'relays', 'values'],
  tracking: ['relays'],
  consent: ['dmarc.reports'],
  extra: ['records'],
};

export function explainAbsence(role: RecordRole, { domain, context }: Subject): AbsenceExplanation {
  const settings = BROUGHT_BY[role].map(setting =>
    because(valueText(valueAt(context.settings, setting)), setting, domain),
  );
  const retired = context.phase === 'retired' ? [because('retired', 'lifecycle.state', domain)] : [];
  return { domain: domain.domain, role, reasons: [...retired, ...settings] };
}
