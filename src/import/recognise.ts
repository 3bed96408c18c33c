/** Records of a zone → the settings that would render them: who hosts the mail, who relays it, which policies hold. */
import { getDomain } from 'tldts';
import { formats } from '../inventory/formats.ts';
import type { DomainInput, SettingsInput } from '../inventory/input.ts';
import type { ProviderTemplate } from '../inventory/template.ts';
import { hostBelow } from '../records/key.ts';
import type { ZoneRecord } from '../records/record.ts';
import { completed, type Match, matchTemplate, type Place } from './match.ts';
import { policySettings } from './policies.ts';
import { addressesOf, includesOf, type SpfTerms, spfAt } from './spf.ts';

export type DomainEntry = Exclude<DomainInput, string>;

export interface Recognised {
  entry: DomainEntry;
  /** Templates' names. */
  provider?: string;
  relays: string[];
}

type Templates = ReadonlyMap<string, ProviderTemplate>;

/** The zone's own domain first, then each host below it that has a provider or relay of its own. */
export function recognise(zone: string, records: ZoneRecord[], templates: Templates): Recognised[] {
  const apex = recogniseDomain({ domain: zone, zone }, records, templates);
  const explained = new Set(apex.hits);
  const left = records.filter(record => !explained.has(record));
  const below = mailHosts(zone, left).flatMap(domain => {
    const own = left.filter(({ name }) => name === domain || name.endsWith(`.${domain}`));
    const found = recogniseDomain({ domain, zone }, own, templates);
    return found.hits.length > 0 ? [found.recognised] : [];
  });
  return [apex.recognised, ...below];
}

/** Hosts that take mail or sign it, the shortest names first: one may be below another. */
function mailHosts(zone: string, records: ZoneRecord[]): string[] {
  const hosts = records.flatMap(({ name, type }) => {
    const signs = name.split('._domainkey.')[1];
    return type === 'MX' ? [name] : signs ? [signs] : [];
  });
  const named = [...new Set(hosts)].filter(
    host => host !== zone && host.endsWith(`.${zone}`) && !formats.domain?.(host),
  );
  return named.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

function recogniseDomain(place: Place, records: ZoneRecord[], templates: Templates) {
  const spf = spfAt(place.domain, records);
  const { provider, relays } = senders(place, records, templates, spf);
  const matches = provider ? [provider, ...relays] : relays;
  const settings = settingsOf(place, records, provider, relays, spf);
  const below = place.domain === place.zone ? {} : { zone: place.zone };
  const recognised: Recognised = {
    entry: { domain: place.domain, ...below, ...settings },
    ...(provider && { provider: provider.template.name }),
    relays: relays.map(({ template }) => template.name),
  };
  const ownHost = settings.returnPath && `${settings.returnPath}.${place.domain}`;
  const ownBounces = records.filter(({ name }) => name === ownHost);
  return { recognised, hits: [...matches.flatMap(({ hits }) => hits), ...ownBounces] };
}

function senders(place: Place, records: ZoneRecord[], templates: Templates, spf: SpfTerms | undefined) {
  const all = [...templates.keys()].sort().map(name => templates.get(name) as ProviderTemplate);
  const mailboxes = all
    .filter(({ kind }) => kind === 'mailbox')
    .flatMap(template => providerMatch(template, place, records, spf));
  const provider = mailboxes.sort((a, b) => b.hits.length - b.misses - (a.hits.length - a.misses))[0];
  const relays: Match[] = [];
  const free = () => {
    const used = new Set([...(provider ? [provider] : []), ...relays].flatMap(({ hits }) => hits));
    return records.filter(record => !used.has(record));
  };
  const certain = all.filter(({ kind }) => kind === 'relay');
  for (const template of certain) relays.push(...relayMatch(template, place, free(), ({ certain }) => certain));
  // A relay that no template names is known by its return path alone.
  for (const template of certain.filter(each => !relays.some(relay => relay.template === each))) {
    relays.push(...relayMatch(template, place, free(), ({ hits, misses }) => hits.length > 1 && misses === 0));
  }
  return {
    provider: provider && completed(provider, place, free().concat(provider.hits)),
    relays: relays.map(relay => completed(relay, place, free().concat(relay.hits))),
  };
}

function relayMatch(
  template: ProviderTemplate,
  place: Place,
  records: ZoneRecord[],
  accept: (match: Match) => boolean,
): Match[] {
  const match = matchTemplate(template, place, records);
  return match && accept(match) && match.hits.length >= match.misses ? [match] : [];
}

/** A provider is known by its MX; a self-hosted one by the services that stand around it. */
function providerMatch(
  template: ProviderTemplate,
  place: Place,
  records: ZoneRecord[],
  spf: SpfTerms | undefined,
): Match[] {
  const match = matchTemplate(template, place, records);
  if (!match) return olderMatch(template, place, records, spf);
  const hasMx = match.hits.some(({ type, name }) => type === 'MX' && name === place.domain);
  const certain = match.certain ? match.hits.length >= match.misses : match.hits.length > 3 && match.misses <= 2;
  if (hasMx && certain) return [withSpfVariable(match, spf)];
  return olderMatch(template, place, records, spf);
}

/** Another MX host of the same provider, and its SPF: the five hosts that Google gave out before 2023. */
function olderMatch(
  template: ProviderTemplate,
  place: Place,
  records: ZoneRecord[],
  spf: SpfTerms | undefined,
): Match[] {
  const named = template.records.filter(({ role, content }) => role === 'mx' && !content.includes('{'));
  const owners = new Set(named.map(({ content }) => getDomain(content)));
  const terms = template.spf?.terms ?? [];
  const inSpf = terms.length > 0 && terms.every(term => spf?.terms.includes(term));
  const mx = records.filter(({ type, name }) => type === 'MX' && name === place.domain);
  if (!inSpf || mx.length === 0 || !mx.every(({ content }) => owners.has(getDomain(content)))) return [];
  const match = matchTemplate(template, place, records);
  return [match ?? { template, values: {}, hits: [], misses: 1, certain: true }];
}

/** Zoho's include differs by data centre, and stands at the apex only. */
function withSpfVariable(match: Match, spf: SpfTerms | undefined): Match {
  const variable = /^include:\{(\w+)\}$/.exec(match.template.spf?.terms[0] ?? '')?.[1];
  const usual = variable && match.template.variables[variable]?.default;
  if (!variable || !usual || !spf) return match;
  const includes = includesOf(spf.terms);
  const found = includes.find(name => name.includes(usual.slice(0, 4)));
  if (!found || includes.includes(usual)) return match;
  return { ...match, values: { ...match.values, [variable]: found } };
}

function settingsOf(
  { domain }: Place,
  records: ZoneRecord[],
  provider: Match | undefined,
  relays: Match[],
  spf: SpfTerms | undefined,
): SettingsInput {
  const byName = Map.groupBy(records, ({ name }) => name);
  const find = (name: string, type: ZoneRecord['type']) => (byName.get(name) ?? []).filter(each => each.type === type);
  const uses = relays.map(relay => relayUse(relay, spf));
  const values = valuesOf(provider ? [provider, ...relays] : relays);
  const mxHosts = find(domain, 'MX').map(({ content }) => content);
  return {
    mailProvider: provider?.template.name ?? 'none',
    ...(uses.length > 0 && { relays: uses.map(({ use }) => use) }),
    ...spfSettings(
      domain,
      records,
      spf,
      [
        ...(provider ? [filledTerms(provider)] : []),
        ...uses.filter(({ atApex }) => atApex).map(({ relay }) => filledTerms(relay)),
      ].flat(),
    ),
    ...policySettings(domain, find, mxHosts),
    ...(Object.keys(values).length > 0 && { values }),
  };
}

/** A relay that has no return path of its own here, but stands in the domain's SPF, sends with the domain itself. */
function relayUse(relay: Match, spf: SpfTerms | undefined) {
  const { template, values } = relay;
  const own = Object.entries(values).filter(([name]) => name in template.variables);
  const terms = filledTerms(relay);
  const inSpf = terms.length > 0 && terms.every(term => spf?.terms.includes(term));
  const hasReturnPath = template.records.some(
    ({ role, type, content }) =>
      role === 'return-path' && relay.hits.some(hit => hit.type === type && endsAlike(hit.content, content)),
  );
  const atApex = inSpf && !hasReturnPath;
  const use = { name: template.name, ...Object.fromEntries(own), ...(atApex && { envelope: 'apex' }) };
  return { relay, atApex, use: Object.keys(use).length === 1 ? template.name : use };
}

const endsAlike = (content: string, shape: string): boolean => content.endsWith(shape.split('}').at(-1) ?? shape);

function filledTerms({ template, values }: Match): string[] {
  return (template.spf?.terms ?? []).map(term =>
    term.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? template.variables[name]?.default ?? ''),
  );
}

/** What stands under `values`: for a provider all that is its own, for a relay only what its console gives. */
function valuesOf(matches: Match[]): Record<string, Record<string, string>> {
  const all = matches.map(({ template, values }) => {
    const wanted = Object.entries(values).filter(([name]) => template.kind === 'mailbox' || name in template.provided);
    return [template.name, Object.fromEntries(wanted)] as const;
  });
  return Object.fromEntries(all.filter(([, values]) => Object.keys(values).length > 0));
}

function spfSettings(
  domain: string,
  records: ZoneRecord[],
  spf: SpfTerms | undefined,
  explained: string[],
): SettingsInput {
  if (!spf) return {};
  const own = spf.terms.filter(term => !explained.includes(term));
  const [sendingIps, include] = [addressesOf(own), includesOf(own)];
  const returnPath = sendingIps.length > 0 ? ownReturnPath(domain, records, sendingIps) : undefined;
  const settings = { ...(spf.all === '~all' && { all: spf.all }), ...(include.length > 0 && { include }) };
  return {
    ...(sendingIps.length > 0 && { sendingIps }),
    ...(returnPath && { returnPath }),
    ...(Object.keys(settings).length > 0 && { spf: settings }),
  };
}

/** A host below that has the same addresses in its SPF, and an MX to take the bounces. */
function ownReturnPath(domain: string, records: ZoneRecord[], addresses: string[]): string | undefined {
  const hosts = records
    .filter(({ name, type }) => type === 'MX' && name.endsWith(`.${domain}`))
    .map(({ name }) => name);
  const host = hosts.find(name => {
    const terms = spfAt(name, records)?.terms;
    return terms?.length === addresses.length && addressesOf(terms).every(address => addresses.includes(address));
  });
  const label = host && hostBelow(host, domain);
  return label && !formats.label?.(label) ? label : undefined;
}
