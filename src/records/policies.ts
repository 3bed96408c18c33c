/** The records in which a domain states its policies: DMARC, MTA-STS, TLS-RPT, BIMI, CAA. */
import type { CaaSettings } from '../inventory/model.ts';
import type { DomainContext } from './context.ts';
import { dmarcContent } from './dmarc.ts';
import type { Draft } from './draft.ts';
import { bareHost } from './host.ts';
import { mtaStsContent, mtaStsPolicy, type StsPolicy, stsPolicy, tlsReportContent } from './mta-sts.ts';
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

/** The MX hosts that the policy names; undefined where none is published: a record that names an absent policy helps nobody. */
function policyMx(context: DomainContext): string[] | undefined {
  const { mode, policyHost } = context.settings.mtaSts;
  if (mode === 'none' || !policyHost) return undefined;
  const mx = mxDrafts(context);
  return mx.some(({ provided }) => provided) ? undefined : mx.map(({ content }) => bareHost(content));
}

/** What senders will keep of the domain's MTA-STS policy. */
export function publishedPolicy(context: DomainContext): StsPolicy | undefined {
  const hosts = policyMx(context);
  return hosts && context.phase !== 'retired' ? stsPolicy(context.settings.mtaSts, hosts) : undefined;
}

function mtaStsDrafts(context: DomainContext): Draft[] {
  const { mtaSts } = context.settings;
  const hosts = policyMx(context);
  if (!hosts || !mtaSts.policyHost) return [];
  const policy = mtaStsPolicy(mtaSts, hosts);
  const { domain } = context;
  return [
    txt(context, 'mta-sts', '_mta-sts', mtaStsContent(policy)),
    {
      role: 'mta-sts',
      id: 'policy',
      host: domain,
      name: `mta-sts.${domain}`,
      type: 'CNAME',
      content: mtaSts.policyHost,
      source: 'mtaSts.policyHost',
    },
  ];
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
  const tags: (keyof CaaSettings)[] = ['issue', 'issuewild', 'issuemail', 'iodef'];
  return tags.flatMap(tag =>
    (context.settings.caa?.[tag] ?? []).map(value => ({
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
