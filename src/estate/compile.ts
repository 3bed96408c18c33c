/** Inventory × templates × today → estate. */
import { compareFindings } from '../inventory/finding.ts';
import type { Domain, Inventory, RelayUse, Segment } from '../inventory/model.ts';
import type { Profile } from '../inventory/profile.ts';
import type { Templates } from '../inventory/template.ts';
import { once } from '../once.ts';
import { type SenderIdentity, senderIdentities } from '../records/alignment.ts';
import { type DomainContext, domainContext, type Surroundings } from '../records/context.ts';
import { makesKeys } from '../records/dkim/signers.ts';
import { domainRecords, placeOf } from '../records/domain.ts';
import { type Draft, keyed } from '../records/draft.ts';
import type { StsPolicy } from '../records/mta-sts.ts';
import { publishedPolicy } from '../records/policies.ts';
import { type FlattenedHost, flattenedHosts } from '../records/spf-hosts.ts';
import { consents } from './consent.ts';
import type { Estate, EstateDomain, EstateZone } from './estate.ts';
import { givenValues, type HostedAt, hostedAt, type RelayedAt, registeredName } from './mail-resources.ts';
import { type MailboxSurroundings, mailboxesOf } from './mailboxes.ts';
import { overridden } from './overrides.ts';
import { workerPolicies } from './policies.ts';
import { type Depth, ruleFindings } from './rules/index.ts';
import type { Whole } from './rules/rule.ts';
import { type CompiledDomain, subjectsOf, wholeOf } from './rules/whole.ts';
import { AMAZON_SES } from './ses/account.ts';
import { sesIdentities, sesValues } from './ses/identities.ts';
import { type Upcoming, upcomingOf } from './upcoming.ts';
import { zoneOf } from './zone-of.ts';

/** One domain with everything that was made of it. */
interface Compiled extends CompiledDomain {
  released: string[];
}

/** `today` is an ISO date: retirement and leaving depend on it, and nothing else does. */
export function compileEstate(inventory: Inventory, templates: Templates, today: string, depth: Depth = 'all'): Estate {
  const { compiled, upcoming, whole } = compileDomains(inventory, templates, today);
  const profiles = new Map(inventory.segments.map(each => [each.segment, templates.profiles.get(each.profile)]));
  const segments = new Map(inventory.segments.map(each => [each.segment, each]));
  const byName = new Map(compiled.map(entry => [entry.domain.domain, entry]));
  const zones = once(() => estateZones(compiled));
  return {
    inventory,
    today,
    segments: inventory.segments,
    domains: compiled.map(entry => estateDomain(entry, profiles, segments, { inventory, templates, today })),
    get zones() {
      return zones();
    },
    upcoming: upcoming.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
    sendersOf: domain => sendersOf(byName.get(domain)),
    policies: compiled.flatMap(({ domain, context, records }) => workerPolicies(context, domain.segment, records)),
    sesIdentities: compiled.flatMap(({ domain, context }) => sesIdentities(context, domain.segment)),
    findings: ruleFindings(whole, depth).sort(compareFindings),
  };
}

/** Every domain with everything that is made of it: as the estate is made of it, and as the rules see it. */
export function compileDomains(
  inventory: Inventory,
  templates: Templates,
  today: string,
): { compiled: Compiled[]; upcoming: Upcoming[]; whole: Whole } {
  const domains = inventory.segments.flatMap(segment => segment.domains);
  const around = surroundings(inventory, templates, today);
  const consent = consents(domains, inventory.contacts);
  const consentOf = ({ domain }: Domain): Draft[] => consent.drafts.get(domain) ?? [];
  const compiled = domains.map(domain => {
    const context = domainContext(domain, zoneOf(domain), around);
    return compileDomain(domain, context, consentOf(domain));
  });
  const upcoming = compiled.flatMap(({ domain, context }) =>
    upcomingOf(context, domain.segment, today, date => {
      const later = domainContext(domain, context.zone, { ...around, today: date });
      return compileDomain(domain, later, consentOf(domain)).records;
    }),
  );
  const subjects = subjectsOf(inventory, compiled, templates, today);
  const whole = wholeOf(inventory, subjects, { templates, today, outsideReports: consent.outside });
  return { compiled, upcoming, whole };
}

/** The hosts whose SPF is flattened, or has to be: what the lock is for. */
export function flattenings(inventory: Inventory, templates: Templates, today: string): FlattenedHost[] {
  const around = surroundings(inventory, templates, today);
  return inventory.segments
    .flatMap(({ domains }) => domains)
    .filter(({ settings }) => settings.spf.flatten !== 'never')
    .flatMap(domain => flattenedHosts(domainContext(domain, zoneOf(domain), around)));
}

/** What all domains share when their records are rendered. */
export function surroundings(inventory: Inventory, { providers, adapters }: Templates, today: string): Surroundings {
  const { contacts, spfLock } = inventory;
  const segments = new Map(inventory.segments.map(segment => [segment.segment, segment]));
  const accounts = new Map(inventory.segments.map(segment => [segment.segment, segment.accounts]));
  const given: Surroundings['given'] = (domain, template, values) => {
    if (template === AMAZON_SES) return accounts.get(domain.segment)?.[template] && sesValues(domain.domain, values);
    // One that is being left has no resource at the domain that could give anything.
    const { mailProvider, relays } = domain.settings;
    if (template !== mailProvider && !relays.some(({ name }) => name === template)) return undefined;
    const at = hostedAt(segments.get(domain.segment) as Segment, template, adapters);
    return at && givenValues(domain, at);
  };
  return { contacts, providers, spfLock, accounts, today, given };
}

function compileDomain(domain: Domain, context: DomainContext, consent: Draft[]): Compiled {
  const { records, released } = domainRecords(context);
  const rendered = consent.length === 0 ? records : [...records, ...keyed(consent, placeOf(context))];
  return { domain, context, rendered, records: overridden(rendered, context), released };
}

function sendersOf(compiled: Compiled | undefined): SenderIdentity[] {
  return compiled
    ? senderIdentities(
        compiled.context,
        compiled.records.filter(({ provided }) => !provided || provided.given),
      )
    : [];
}

/** Only where its record is written: an override may have taken it away. */
function policyEntry({ domain: { domain }, context, records }: Compiled): [string, StsPolicy][] {
  const policy = publishedPolicy(context);
  return policy && records.some(({ name }) => name === `_mta-sts.${domain}`) ? [[domain, policy]] : [];
}

/** Most commands never ask for the mailboxes, and a large estate has tens of thousands. */
function estateDomain(
  { domain, context: { zone, phase } }: Compiled,
  profiles: ReadonlyMap<string, Profile | undefined>,
  segments: ReadonlyMap<string, Segment>,
  around: Omit<MailboxSurroundings, 'phase' | 'profile'>,
): EstateDomain {
  const segment = segments.get(domain.segment) as Segment;
  const at = (use: RelayUse) => hostedAt(segment, use.name, around.templates.adapters, use);
  return {
    ...domain,
    zone,
    phase,
    hostedAt: at({ name: domain.settings.mailProvider }),
    relaysAt: domain.settings.relays.flatMap(use => relayedAt(domain, use, at(use), around.templates)),
    mailboxes: once(() => mailboxesOf(domain, { ...around, phase, profile: profiles.get(domain.segment) })),
  };
}

function relayedAt(of: Domain, use: RelayUse, at: HostedAt | undefined, { providers }: Templates): RelayedAt[] {
  return at ? [{ ...at, registered: registeredName(of, at, use, providers.get(use.name)) }] : [];
}

function estateZones(compiled: Compiled[]): EstateZone[] {
  const groups = Map.groupBy(compiled, ({ domain, context }) => `${domain.segment} ${context.zone}`);
  const created = new Set(
    compiled.filter(({ domain }) => domain.settings.zone === 'create').map(({ domain }) => domain.domain),
  );
  return [...groups.keys()].sort().map(key => estateZone(groups.get(key) ?? [], created));
}

/** A retired domain signs nothing, whoever made its keys. */
function handedKeys({ context: { phase, settings }, records }: Compiled): string[] {
  if (phase === 'retired' || settings.dkim.signers.length === 0) return [];
  return records.filter(({ role, source }) => role === 'dkim' && makesKeys(settings, source)).map(({ key }) => key);
}

function estateZone(entries: Compiled[], created: ReadonlySet<string>): EstateZone {
  const [first] = entries as [Compiled, ...Compiled[]];
  const { zone } = first.context;
  const own = entries.find(({ domain }) => domain.domain === zone)?.domain;
  return {
    zone,
    segment: first.domain.segment,
    records: entries.flatMap(entry => entry.records),
    domains: Object.fromEntries(
      entries.map(({ domain, context }) => [domain.domain, context.phase === 'retired' ? 'retired' : 'live']),
    ),
    released: entries.flatMap(entry => entry.released).sort(),
    handedKeys: entries.flatMap(handedKeys).sort(),
    adopt: entries.some(({ domain }) => domain.settings.adopt),
    ...(created.has(zone) && { created: own ? ('here' as const) : ('elsewhere' as const) }),
    dnssec: own?.settings.dnssec ?? 'keep',
    settings: own?.settings.zoneSettings ?? {},
    mtaSts: Object.fromEntries(entries.flatMap(policyEntry)),
    position: first.domain.position,
  };
}
