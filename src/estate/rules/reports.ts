/** Whether reports arrive. RFC 9990 §4. */
import type { Domain } from '../../inventory/model.ts';
import { addressDomain, CONSENT_CONTENT, consentName } from '../../records/dmarc.ts';
import { dmarcReports, tlsReports } from '../../records/policies.ts';
import { hasMailbox } from './mailboxes.ts';
import { type EstateRule, OWN_JUDGEMENT, type Placed } from './rule.ts';

const CONSENT_OUTSIDE = 'consent-outside';

/** One finding for all who ask, at the first of those that have not switched it off. */
export const consentOutside: EstateRule = {
  id: CONSENT_OUTSIDE,
  set: 'core',
  severity: 'warning',
  title: 'Reports go to a domain outside the estate, without proof of its consent',
  reference: 'RFC 9990 §4',
  check: ({ outsideReports }) =>
    [...outsideReports].flatMap(([reportsDomain, asking]) => outside(reportsDomain, asking)),
};

function outside(reportsDomain: string, asking: Domain[]): Placed[] {
  const worried = asking.filter(({ settings }) => settings.rules[CONSENT_OUTSIDE]?.level !== 'off');
  const [first] = worried;
  if (!first) return [];
  const whose = worried.length === 1 ? first.domain : `${worried.length} domains`;
  return [
    {
      at: first,
      setting: 'dmarc.reports',
      message: `DMARC reports of ${whose} go to ${reportsDomain}, which is not in the estate: without its consent receivers send none.`,
      fix: `Add ${reportsDomain} to the estate, or have its owner publish ${consentName(first.domain, reportsDomain)} TXT "${CONSENT_CONTENT}".`,
    },
  ];
}

/** Said once an address, at the first domain that names it. */
export const reportMailboxMissing: EstateRule = {
  id: 'report-mailbox-missing',
  set: 'core',
  severity: 'warning',
  title: 'Reports go to a mailbox that does not exist',
  reference: OWN_JUDGEMENT,
  check(whole) {
    const asked = new Map<string, { at: Domain; setting: string }>();
    for (const { domain, context } of whole.subjects) {
      for (const [address, setting] of [
        ...dmarcReports(context).map(address => [address, 'dmarc.reports'] as const),
        ...tlsReports(context).map(address => [address, 'tlsReports'] as const),
        ...(domain.settings.caa?.iodef ?? []).map(uri => [uri.replace(/^mailto:/i, ''), 'caa.iodef'] as const),
      ]) {
        if (!asked.has(address)) asked.set(address, { at: domain, setting });
      }
    }
    return [...asked]
      .filter(([address]) => address.includes('@') && hasMailbox(whole, address) === false)
      .map(([address, place]) => ({
        ...place,
        message: `Reports go to ${address}, and ${addressDomain(address)} of the estate has no such mailbox.`,
        fix: 'Add the mailbox or an alias, or correct the address.',
      }));
  },
};
