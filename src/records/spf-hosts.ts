/** Which hosts of a domain carry SPF, and who is in each. RFC 7208 §3: one record a name. */
import type { ProviderTemplate } from '../inventory/template.ts';
import type { DomainContext, Sender } from './context.ts';
import type { Draft } from './draft.ts';
import { ownReturnPath } from './return-path.ts';
import { addressTerms, buildSpf, ownLookups, type SpfPart, type SpfRecord } from './spf.ts';

export interface SpfHost {
  host: string;
  record: SpfRecord;
}

// The records are made of it, and the rules ask once more.
const known = new WeakMap<DomainContext, SpfHost[]>();

/** The apex first, then the return-path hosts in the order of their senders. */
export function spfHosts(context: DomainContext): SpfHost[] {
  const hosts = known.get(context) ?? mergedHosts(context);
  known.set(context, hosts);
  return hosts;
}

function mergedHosts(context: DomainContext): SpfHost[] {
  const { settings } = context;
  const parts = new Map<string, SpfPart[]>([[context.domain, apexParts(context)]]);
  for (const { host, part } of [...ownPart(context), ...relayParts(context)]) {
    parts.set(host, [...(parts.get(host) ?? []), part]);
  }
  return [...parts].map(([host, list]) => ({ host, record: buildSpf(list, settings.spf.all) }));
}

export function spfDrafts(context: DomainContext): Draft[] {
  return spfHosts(context).map(({ host, record }) => spfDraft(host, record.content));
}

export function spfDraft(host: string, content: string): Draft {
  return { role: 'spf', host, name: host, type: 'TXT', content, source: 'spf' };
}

/** A sender being left that used the domain itself stays in its SPF: queued mail is still checked against it. */
function apexParts(context: DomainContext): SpfPart[] {
  const { sendingIps, spf } = context.settings;
  return [
    { terms: addressTerms(sendingIps), lookups: 0, source: 'sendingIps' },
    ...[...context.senders, ...context.leaving].filter(sender => sender.atApex).map(senderPart),
    ...spf.include.map(name => includePart(name, context.providers)),
  ];
}

function ownPart(context: DomainContext): { host: string; part: SpfPart }[] {
  const host = ownReturnPath(context);
  if (!host) return [];
  return [{ host, part: { terms: addressTerms(context.settings.sendingIps), lookups: 0, source: 'sendingIps' } }];
}

/** A relay that is being left keeps its return path through the grace time, and with it its SPF. */
function relayParts(context: DomainContext): { host: string; part: SpfPart }[] {
  return [...context.senders, ...context.leaving].flatMap(sender => {
    const host = sender.atApex ? undefined : sender.rendering.spfHost;
    return host ? [{ host, part: senderPart(sender) }] : [];
  });
}

function senderPart({ template, rendering }: Sender): SpfPart {
  return { terms: rendering.spfTerms, lookups: template.spf?.lookups ?? 0, source: template.name };
}

/** The user's own include is priced by the template that knows it; otherwise it costs at least itself. */
function includePart(name: string, providers: Map<string, ProviderTemplate>): SpfPart {
  const term = `include:${name}`;
  for (const template of providers.values()) {
    if (template.spf?.terms.length === 1 && template.spf.terms[0] === term) {
      return { terms: [term], lookups: template.spf.lookups, source: 'spf.include' };
    }
  }
  return { terms: [term], lookups: ownLookups([term]), source: 'spf.include', unpriced: true };
}

/** Every host that is a return path, CNAMEs to a provider among them: a retired domain refuses mail there too. */
export function returnPathHosts(drafts: Draft[], domain: string): string[] {
  const hosts = drafts.filter(draft => draft.role === 'return-path' || draft.role === 'spf').map(draft => draft.host);
  return [...new Set(hosts)].filter(host => host !== domain);
}
