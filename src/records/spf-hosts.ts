/** Which hosts of a domain carry SPF, and who is in each. RFC 7208 §3: one record a name. */
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import { LOOKUP_LIMIT } from '../spf/limits.ts';
import { type DomainContext, type Sender, senderDrafts } from './context.ts';
import type { Draft } from './draft.ts';
import { extraDrafts } from './extra.ts';
import { ownReturnPath } from './return-path.ts';
import { addressTerms, buildSpf, ownLookups, type SpfPart, type SpfRecord } from './spf.ts';
import { type Flattening, flattened } from './spf-flatten.ts';

export interface SpfHost {
  host: string;
  record: SpfRecord;
  /** Where the record would take too many lookups, and `spf.flatten` lets addresses stand in place of includes. */
  flattening?: Flattening;
}

/** With the domain that it belongs to. */
export type FlattenedHost = Required<SpfHost> & { domain: string };

// The records are made of it, and the rules ask once more.
const known = new WeakMap<DomainContext, SpfHost[]>();

/** The apex first, then the return-path hosts in the order of their senders. */
export function spfHosts(context: DomainContext): SpfHost[] {
  const hosts = known.get(context) ?? mergedHosts(context);
  known.set(context, hosts);
  return hosts;
}

function mergedHosts(context: DomainContext): SpfHost[] {
  const parts = new Map<string, SpfPart[]>([[context.domain, apexParts(context)]]);
  for (const { host, part } of [...ownPart(context), ...relayParts(context)]) {
    parts.set(host, [...(parts.get(host) ?? []), part]);
  }
  return [...parts].map(([host, list]) => ({ host, ...recordAt(host, list, context) }));
}

function recordAt(host: string, parts: SpfPart[], context: DomainContext): Omit<SpfHost, 'host'> {
  const { all, flatten } = context.settings.spf;
  const plain = buildSpf(parts, all);
  if (flatten === 'never' || plain.lookups <= LOOKUP_LIMIT) return { record: plain };
  return flattened(plain, { host, all, beside: otherOctets(host, context), lock: context.spfLock });
}

/** Of the TXT records that stand beside SPF at the host. */
function otherOctets(host: string, context: DomainContext): number {
  const drafts = [...context.senders.flatMap(senderDrafts), ...extraDrafts(context)];
  const beside = drafts.filter(({ name, type }) => type === 'TXT' && name === host);
  return beside.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
}

/** Those of a live domain: a retired one sends nothing. */
export function flattenedHosts(context: DomainContext): FlattenedHost[] {
  if (context.settings.spf.flatten === 'never' || context.phase === 'retired') return [];
  return spfHosts(context).flatMap(({ host, record, flattening }) =>
    flattening ? [{ domain: context.domain, host, record, flattening }] : [],
  );
}

export function spfDrafts(context: DomainContext): Draft[] {
  return spfHosts(context).flatMap(({ host, record, flattening }) => [
    spfDraft(host, record.content),
    ...(flattening?.own ?? []).map((own, index) => ({
      ...spfDraft(host, own.content),
      id: `${index + 1}`,
      name: own.name,
    })),
  ]);
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
    if (template.spf?.terms.length === 1 && template.spf.terms[0]?.toLowerCase() === term.toLowerCase()) {
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
