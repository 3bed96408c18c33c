/** Inventory × templates × today → estate. */
import { compareFindings } from '../inventory/finding.ts';
import type { Domain, Inventory, RelayUse } from '../inventory/model.ts';
import type { Templates } from '../inventory/template.ts';
import { once } from '../once.ts';
import { type SenderIdentity, senderIdentities } from '../records/alignment.ts';
import { type DomainContext, domainContext } from '../records/context.ts';
import { domainRecords, placeOf } from '../records/domain.ts';
import { type Draft, keyed } from '../records/draft.ts';
import { consents } from './consent.ts';
import type { Estate, EstateDomain } from './estate.ts';
import { type HostedAt, hostedAt, type RelayedAt, registeredName } from './mail-resources.ts';
import { mailboxesOf } from './mailboxes.ts';
import { overridden } from './overrides.ts';
import { workerPolicies } from './policies.ts';
import { type Depth, judgeOf } from './rules/index.ts';
import type { Subject, Whole } from './rules/rule.ts';
import { wholeOf } from './rules/whole.ts';
import { sesIdentities } from './ses/identities.ts';
import { surroundings } from './surroundings.ts';
import { type Upcoming, upcomingOf } from './upcoming.ts';
import { zoneOf } from './zone-of.ts';
import { estateZones } from './zones.ts';

/** One domain with everything that was made of it: as the estate is made of it, and as the rules see it. */
interface Compiled extends Subject {
  /** Keys that may go without a guard. */
  released: string[];
}

/** `today` is an ISO date: retirement and leaving depend on it, and nothing else does. */
export function compileEstate(inventory: Inventory, templates: Templates, today: string, depth: Depth = 'all'): Estate {
  const judge = judgeOf(inventory, depth);
  const { compiled, upcoming, whole } = compileDomains(inventory, templates, today, judge.domain);
  const byName = new Map(compiled.map(entry => [entry.domain.domain, entry]));
  const zones = once(() => estateZones(compiled));
  return {
    inventory,
    today,
    segments: inventory.segments,
    domains: compiled.map(entry => estateDomain(entry, inventory)),
    get zones() {
      return zones();
    },
    upcoming: upcoming.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
    sendersOf: domain => sendersOf(byName.get(domain)),
    policies: compiled.flatMap(({ domain, context, records }) => workerPolicies(context, domain.segment, records)),
    sesIdentities: compiled.flatMap(({ domain, context }) => sesIdentities(context, domain.segment)),
    findings: judge.whole(whole).sort(compareFindings),
  };
}

/** `judge` is shown each domain as soon as it is made: its records are in the processor's cache, and later they are not. */
export function compileDomains(
  inventory: Inventory,
  templates: Templates,
  today: string,
  judge: (subject: Subject) => void = () => {},
): { compiled: Compiled[]; upcoming: Upcoming[]; whole: Whole } {
  const around = surroundings(inventory, templates, today);
  const consent = consents(inventory);
  const consentOf = ({ domain }: Domain): Draft[] => consent.drafts.get(domain) ?? [];
  const compiled = inventory.segments.flatMap(segment => {
    const shared = { segment, profile: templates.profiles.get(segment.profile), templates, today };
    return segment.domains.map(domain => {
      const context = domainContext(domain, zoneOf(domain), around);
      const subject = { domain, context, ...recordsOf(context, consentOf(domain)), ...shared };
      judge(subject);
      return subject;
    });
  });
  const upcoming = compiled.flatMap(({ domain, context }) =>
    upcomingOf(context, domain.segment, today, date => {
      const later = domainContext(domain, context.zone, { ...around, today: date });
      return recordsOf(later, consentOf(domain)).records;
    }),
  );
  return {
    compiled,
    upcoming,
    whole: wholeOf(inventory, compiled, { templates, today, outsideReports: consent.outside }),
  };
}

function recordsOf(
  context: DomainContext,
  consent: Draft[],
): Pick<Compiled, 'rendered' | 'records' | 'mx' | 'released'> {
  const { records: own, released } = domainRecords(context);
  const rendered = consent.length === 0 ? own : [...own, ...keyed(consent, placeOf(context))];
  const records = overridden(rendered, context);
  return { rendered, records, mx: records.filter(({ role }) => role === 'mx'), released };
}

function sendersOf(compiled: Compiled | undefined): SenderIdentity[] {
  return compiled
    ? senderIdentities(
        compiled.context,
        compiled.records.filter(({ provided }) => !provided || provided.given),
      )
    : [];
}

/** Most commands never ask for the mailboxes, and a large estate has tens of thousands. */
function estateDomain(
  { domain, context: { zone, phase }, segment, profile, templates, today }: Compiled,
  inventory: Inventory,
): EstateDomain {
  const at = (use: RelayUse) => hostedAt(segment, use.name, templates.adapters, use);
  return {
    ...domain,
    zone,
    phase,
    hostedAt: at({ name: domain.settings.mailProvider }),
    relaysAt: domain.settings.relays.flatMap(use => relayedAt(domain, use, at(use), templates)),
    mailboxes: once(() => mailboxesOf(domain, { inventory, templates, today, phase, profile })),
  };
}

function relayedAt(of: Domain, use: RelayUse, at: HostedAt | undefined, { providers }: Templates): RelayedAt[] {
  return at ? [{ ...at, registered: registeredName(of, at, use, providers.get(use.name)) }] : [];
}
