/** Records of a zone → the settings that would render them: who hosts the mail, who relays it, which policies hold. */
import { getDomain } from 'tldts';
import { formats } from '../inventory/formats.ts';
import type { DomainInput } from '../inventory/input.ts';
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import type { ZoneRecord } from '../records/record.ts';
import { completed, type Match, matchTemplate, type Place } from './match.ts';
import { settingsOf } from './settings.ts';
import { includesOf, type SpfTerms, spfAt } from './spf.ts';

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
