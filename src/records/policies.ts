/** The records in which a domain states its policies: DMARC, MTA-STS, TLS-RPT, BIMI, CAA. */
import type { CaaSettings } from '../inventory/model.ts';
import type { DomainContext } from './context.ts';
import { dmarcContent } from './dmarc.ts';
import type { Draft } from './draft.ts';
import { bareHost } from './host.ts';
import { mtaStsContent, policyHostOf, type StsPolicy, stsPolicy, tlsReportContent } from './mta-sts.ts';
import { mxDrafts } from './return-path.ts';

export function policyDrafts(context: DomainContext): Draft[] {
  return [
    ...dmarcDrafts(context),
    ...mtaStsDrafts(context),
    ...tlsReportDrafts(context),
    ...bimiDrafts(context),
    ...caaDrafts(context),
  ];
}

/** Where aggregate reports go: the domain's own list replaces the estate's contact. */
export function dmarcReports({ settings, contacts }: Pick<DomainContext, 'settings' | 'contacts'>): string[] {
  if (settings.dmarc.reports.length > 0) return settings.dmarc.reports;
  return contacts.dmarcReports ? [contacts.dmarcReports] : [];
}

/** TLS reports come with MTA-STS, and alone where addresses are given. RFC 8460 §3. */
export function tlsReports({ settings, contacts }: DomainContext): string[] {
  if (settings.tlsReports.length > 0) return settings.tlsReports;
  return settings.mtaSts.mode !== 'none' && contacts.tlsReports ? [contacts.tlsReports] : [];
}

function dmarcDrafts(context: DomainContext): Draft[] {
  const content = dmarcContent(context.settings.dmarc, dmarcReports(context));
  return [txt(context, 'dmarc', '_dmarc', content)];
}

/** The domain's MTA-STS policy; undefined where it has none, or where a provider has yet to tell its MX. */
export function stsPolicyOf(context: DomainContext): StsPolicy | undefined {
  const { mtaSts } = context.settings;
  if (mtaSts.mode === 'none') return undefined;
  const hosts = mxDrafts(context);
  if (hosts.some(mx => mx.provided)) return undefined;
  return stsPolicy(
    mtaSts,
    hosts.map(mx => bareHost(mx.content)),
  );
}

/** What senders will keep of a policy that somebody else serves: only the guard `mta-sts-mx` stands between it and another MX. */
export function publishedPolicy(context: DomainContext): StsPolicy | undefined {
  return context.settings.mtaSts.policyHost && context.phase !== 'retired' ? stsPolicyOf(context) : undefined;
}

/** Where no host is named the policy comes from a Worker, whose own host Cloudflare writes into the zone. */
function mtaStsDrafts(context: DomainContext): Draft[] {
  const policy = stsPolicyOf(context);
  if (!policy) return [];
  const { domain, settings } = context;
  const record = txt(context, 'mta-sts', '_mta-sts', mtaStsContent(policy));
  const { policyHost } = settings.mtaSts;
  if (!policyHost) return [record];
  const host: Draft = {
    role: 'mta-sts',
    id: 'policy',
    host: domain,
    name: policyHostOf(domain),
    type: 'CNAME',
    content: policyHost,
    source: 'mtaSts.policyHost',
  };
  return [record, host];
}

function tlsReportDrafts(context: DomainContext): Draft[] {
  const addresses = tlsReports(context);
  return addresses.length === 0 ? [] : [txt(context, 'tls-rpt', '_smtp._tls', tlsReportContent(addresses))];
}

function bimiDrafts(context: DomainContext): Draft[] {
  const { bimi } = context.settings;
  if (!bimi) return [];
  const content = `v=BIMI1; l=${bimi.logo};${bimi.certificate ? ` a=${bimi.certificate};` : ''}`;
  const id = bimi.selector === 'default' ? undefined : bimi.selector;
  return [{ ...txt(context, 'bimi', `${bimi.selector}._bimi`, content), id }];
}

/** RFC 8659 §4, RFC 9495 §4: one record a property and value, never critical. */
function caaDrafts(context: DomainContext): Draft[] {
  const { caa } = context.settings;
  if (!caa) return [];
  const tags: (keyof CaaSettings)[] = ['issue', 'issuewild', 'issuemail', 'iodef'];
  return tags.flatMap(tag =>
    (caa[tag] ?? []).map(value => ({
      role: 'caa' as const,
      id: tag,
      host: context.domain,
      name: context.domain,
      type: 'CAA' as const,
      content: `0 ${tag} "${value}"`,
      source: 'caa',
    })),
  );
}

function txt(context: DomainContext, role: Draft['role'], label: string, content: string): Draft {
  const { domain } = context;
  return { role, host: domain, name: `${label}.${domain}`, type: 'TXT', content, source: role };
}
