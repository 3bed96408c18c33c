/** Templates that were found, SPF and policies → the settings of a domain that say the same. */
import { formats } from '../inventory/formats.ts';
import type { SettingsInput } from '../inventory/input.ts';
import { hostBelow } from '../records/key.ts';
import type { ZoneRecord } from '../records/record.ts';
import type { Match, Place } from './match.ts';
import { policySettings } from './policies.ts';
import { addressesOf, includesOf, type SpfTerms, spfAt } from './spf.ts';

export function settingsOf(
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
