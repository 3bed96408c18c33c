/** Consent to other domains' DMARC reports, written where the reports domain itself is in the estate. RFC 9990 §4. */
import type { Finding } from '../inventory/finding.ts';
import type { Contacts, Domain } from '../inventory/model.ts';
import { addressDomain, CONSENT_CONTENT, consentName, needsConsent } from '../records/dmarc.ts';
import type { Draft } from '../records/draft.ts';
import { dmarcReports } from '../records/policies.ts';
import { type DomainFinding, placed } from './rules/rule.ts';

export interface Consents {
  /** Reports domain → its consent records. */
  drafts: Map<string, Draft[]>;
  findings: Finding[];
}

export function consents(domains: Domain[], contacts: Contacts): Consents {
  const askers = askersByReportsDomain(domains, contacts);
  const own = new Set(domains.map(({ domain }) => domain));
  const drafts = new Map<string, Draft[]>();
  const findings: Finding[] = [];
  for (const [reportsDomain, asking] of askers) {
    if (own.has(reportsDomain)) drafts.set(reportsDomain, consentDrafts(reportsDomain, asking, contacts.consent));
    else findings.push(...outside(reportsDomain, asking));
  }
  return { drafts, findings };
}

function askersByReportsDomain(domains: Domain[], contacts: Contacts): Map<string, Domain[]> {
  const askers = new Map<string, Domain[]>();
  for (const domain of domains) {
    const targets = new Set(dmarcReports({ settings: domain.settings, contacts }).map(addressDomain));
    for (const target of targets) {
      if (!needsConsent(domain.domain, target)) continue;
      const asking = askers.get(target);
      if (asking) asking.push(domain);
      else askers.set(target, [domain]);
    }
  }
  return askers;
}

function consentDrafts(reportsDomain: string, asking: Domain[], consent: Contacts['consent']): Draft[] {
  const names = consent === 'wildcard' ? ['*'] : asking.map(({ domain }) => domain).sort();
  return names.map(name => ({
    role: 'consent',
    id: name === '*' ? 'wildcard' : name,
    host: reportsDomain,
    name: consentName(name, reportsDomain),
    type: 'TXT',
    content: CONSENT_CONTENT,
    source: 'contacts.consent',
  }));
}

/** One finding for all who ask, at the first of those that have not switched it off. */
function outside(reportsDomain: string, asking: Domain[]): Finding[] {
  const rule = 'consent-outside';
  const worried = asking.filter(({ settings }) => settings.rules[rule]?.level !== 'off');
  const [first] = worried;
  if (!first) return [];
  const whose = worried.length === 1 ? first.domain : `${worried.length} domains`;
  const finding: DomainFinding = {
    rule,
    severity: 'warning',
    setting: 'dmarc.reports',
    message: `DMARC reports of ${whose} go to ${reportsDomain}, which is not in the estate: without its consent receivers send none.`,
    fix: `Add ${reportsDomain} to the estate, or have its owner publish ${consentName(first.domain, reportsDomain)} TXT "${CONSENT_CONTENT}".`,
    reference: 'RFC 9990 §4',
  };
  return placed(finding, first);
}
