/** DMARC policy records and the consent of a reports domain. RFC 9989 §4.7, RFC 9990 §4. */

import { getDomain } from 'tldts';
import { domainOf } from '../inventory/addresses.ts';
import type { DmarcSettings } from '../inventory/model.ts';

/**
 * `v` first and `p` second, as RFC 7489 receivers still demand; never `pct`, `rf` or `ri`, which RFC 9989 removed.
 * Defaults are left out, except `p`.
 */
export function dmarcContent(dmarc: DmarcSettings, reports: string[]): string {
  return tags([
    ['v', 'DMARC1'],
    ['p', dmarc.policy],
    ['sp', dmarc.subdomains],
    ['np', dmarc.nonexistent],
    ['t', dmarc.testing ? 'y' : undefined],
    ['adkim', dmarc.alignment.dkim === 'strict' ? 's' : undefined],
    ['aspf', dmarc.alignment.spf === 'strict' ? 's' : undefined],
    ['rua', reportUris(reports)],
  ]);
}

/** A retired domain refuses everything in its name, and still wants to hear of abuse. */
export function retiredDmarcContent(reports: string[]): string {
  return tags([
    ['v', 'DMARC1'],
    ['p', 'reject'],
    ['sp', 'reject'],
    ['np', 'reject'],
    ['rua', reportUris(reports)],
  ]);
}

/** RFC 9990 §4: what the reports domain publishes to agree to another domain's reports. */
export const CONSENT_CONTENT = 'v=DMARC1';

export const consentName = (policyDomain: string | '*', reportsDomain: string): string =>
  `${policyDomain}._report._dmarc.${reportsDomain}`;

/** Reports inside one organisational domain need no consent. Every name below that domain has it as its own. */
export function needsConsent(policyDomain: string, reportsDomain: string): boolean {
  const organisation = organisationOf(reportsDomain);
  return policyDomain !== organisation && !policyDomain.endsWith(`.${organisation}`);
}

// Thousands of domains send their reports to one.
const organisations = new Map<string, string>();

function organisationOf(domain: string): string {
  const known = organisations.get(domain) ?? getDomain(domain) ?? domain;
  organisations.set(domain, known);
  return known;
}

export const addressDomain = (address: string): string => domainOf(address).toLowerCase();

export function reportUris(addresses: string[]): string | undefined {
  return addresses.length === 0 ? undefined : addresses.map(reportUri).join(',');
}

/** RFC 9989 §4.7: `,` and `!` inside a URI are percent-encoded; `;` would end the tag. */
function reportUri(address: string): string {
  const uri = /^(mailto|https):/i.test(address) ? address : `mailto:${address}`;
  return uri.replace(/[,!;]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function tags(pairs: [string, string | undefined][]): string {
  let text = '';
  for (const [tag, value] of pairs) if (value !== undefined) text += `${text && '; '}${tag}=${value}`;
  return text;
}
