/** What each changed SPF record costs receivers, before and after. RFC 7208 §4.6.4, §3.4. */
import { isDeepStrictEqual } from 'node:util';
import { surroundings } from '../estate/surroundings.ts';
import { zoneOf } from '../estate/zone-of.ts';
import type { Domain } from '../inventory/model.ts';
import type { Templates } from '../inventory/template.ts';
import { domainContext } from '../records/context.ts';
import type { EstateRecord } from '../records/record.ts';
import { spfHosts } from '../records/spf-hosts.ts';
import { isSpf } from '../spf/parse.ts';
import { pricedTree } from '../spf/tree.ts';
import type { Side } from './side.ts';
import type { ZoneChange } from './zones.ts';

export interface SpfBudget {
  /** Worst case of at most ten. */
  lookups: number;
  /** All TXT at the name, and the name. */
  octets: number;
}

export interface SpfChange {
  host: string;
  before?: SpfBudget;
  after?: SpfBudget;
}

/** Hosts whose record changes, or costs something else: by another TXT beside it, or by what a template knows now. */
export function spfChanges(base: Side, head: Side, zones: ZoneChange[], today: string): SpfChange[] {
  const texts = zones.flatMap(({ changes }) => changes).filter(({ type }) => type === 'TXT');
  const own = texts.filter(({ content, old }) => isSpf(content) || isSpf(old?.content ?? ''));
  const rewritten = new Set(own.map(({ name }) => name));
  const repriced = isDeepStrictEqual(pricesOf(base), pricesOf(head)) ? [] : [base, head].flatMap(spfNames);
  const asked = new Set([...texts.map(({ name }) => name), ...repriced]);
  const [before, after] = [budgets(base, asked, today), budgets(head, asked, today)];
  return [...asked]
    .sort()
    .filter(host => rewritten.has(host) || !isDeepStrictEqual(before.get(host), after.get(host)))
    .map(host => {
      const [old, now] = [before.get(host), after.get(host)];
      return { host, ...(old && { before: old }), ...(now && { after: now }) };
    });
}

const pricesOf = ({ templates }: Side): object[] =>
  [...templates.providers.values()].map(({ name, spf }) => ({ name, lookups: spf?.lookups }));

const spfNames = ({ estate }: Side): string[] =>
  estate.zones.flatMap(({ records }) =>
    records.filter(({ type, content }) => type === 'TXT' && isSpf(content)).map(({ name }) => name),
  );

function budgets(side: Side, hosts: Set<string>, today: string): Map<string, SpfBudget> {
  const texts = side.estate.zones.flatMap(({ records }) =>
    records.filter(({ type, name }) => type === 'TXT' && hosts.has(name)),
  );
  const owners = new Map(side.estate.domains.map(domain => [domain.domain, domain]));
  const found = new Map<string, SpfBudget>();
  for (const [host, at] of Map.groupBy(texts, ({ name }) => name)) {
    const record = at.find(({ content }) => isSpf(content));
    const octets = at.reduce((sum, { content }) => sum + Buffer.byteLength(content), host.length);
    if (record) found.set(host, { lookups: lookupsOf(record, owners.get(record.domain), side, today), octets });
  }
  return found;
}

/** The price that the rules use; a record of the user's own, or an override, is priced term by term. */
function lookupsOf(
  { name, content }: EstateRecord,
  owner: Domain | undefined,
  { estate, templates }: Side,
  today: string,
): number {
  const around = surroundings(estate.inventory, templates, today);
  const hosts = owner ? spfHosts(domainContext(owner, zoneOf(owner), around)) : [];
  const rendered = hosts.find(({ host, record }) => host === name && record.content === content);
  return rendered?.record.lookups ?? pricedTree(name, content, includePrices(templates)).lookups;
}

function includePrices({ providers }: Templates): Map<string, number> {
  return new Map(
    [...providers.values()].flatMap(({ spf }) => {
      const [, name] = /^include:([^{]+)$/.exec(spf?.terms.length === 1 ? (spf.terms[0] ?? '') : '') ?? [];
      return spf && name ? [[name.toLowerCase(), spf.lookups]] : [];
    }),
  );
}
