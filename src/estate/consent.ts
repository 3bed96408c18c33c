/** Consent to other domains' DMARC reports, written where the reports domain itself is in the estate. RFC 9990 §4. */
import type { Contacts, Domain, Inventory } from '../inventory/model.ts';
import { addressDomain, CONSENT_CONTENT, consentName, needsConsent } from '../records/dmarc.ts';
import type { Draft } from '../records/draft.ts';
import { dmarcReports } from '../records/policies.ts';

export interface Consents {
  /** Reports domain → its consent records. */
  drafts: Map<string, Draft[]>;
  /** Reports domains that are not in the estate, with the domains whose reports go there. */
  outside: Map<string, Domain[]>;
}

export function consents({ segments, contacts }: Inventory): Consents {
  const domains = segments.flatMap(segment => segment.domains);
  const askers = askersByReportsDomain(domains, contacts);
  const own = new Set(domains.map(({ domain }) => domain));
  const drafts = new Map<string, Draft[]>();
  const outside = new Map<string, Domain[]>();
  for (const [reportsDomain, asking] of askers) {
    if (own.has(reportsDomain)) drafts.set(reportsDomain, consentDrafts(reportsDomain, asking, contacts.consent));
    else outside.set(reportsDomain, asking);
  }
  return { drafts, outside };
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
