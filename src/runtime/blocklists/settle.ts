/** Brings notices, holds and warm-ups to what stands in the ledger, whatever an earlier run left half done. */
import type { EstateDomain } from '../../estate/estate.ts';
import { healthNow, listsOnceUsable, verdictsNow } from '../../ledger/blocklists.ts';
import { addStep, lastDecision, listDecisions } from '../../ledger/decisions.ts';
import { holdsNow } from '../../ledger/holds.ts';
import { end, type NewNotice, openNotices, raise } from '../../ledger/notices.ts';
import { gate } from '../gate.ts';
import type { Runtime } from '../runtime.ts';
import { stopBlocked } from '../warmup/stop-blocked.ts';
import { CAUSE, type HoldParameters, holdListed } from './actions/hold.ts';
import { releaseDelisted } from './actions/release.ts';
import { holdsFor, type Listing, noticeOfListing, type WantedHold } from './listing.ts';
import type { Watched } from './targets.ts';
import { wayOut } from './way-out.ts';

/** Every listing of what is watched that stands now. */
export async function listingsNow({ ledger, templates }: Runtime, { targets }: Watched): Promise<Listing[]> {
  const spans = await verdictsNow(ledger, 'listed');
  return spans.flatMap(span => {
    const [list, target] = [templates.blocklists.get(span.list), targets.get(span.target)];
    return list && target ? [{ span, list, target }] : [];
  });
}

/** `notAsked`: lists that a run of today leaves out, so that nothing is to be told of them. */
export async function settle(runtime: Runtime, watched: Watched, notAsked: ReadonlySet<string>): Promise<void> {
  const listings = await listingsNow(runtime, watched);
  const notices = [...listings.flatMap(noticeOfListing), ...(await listNotices(runtime, notAsked))];
  await settleNotices(runtime, notices);
  await settleHolds(runtime, listings);
  await stopBlocked(
    runtime,
    listings.flatMap(({ target }) => target.uses.map(({ domain }) => domain)),
  );
}

const PREFIX = 'blocklists/';

async function settleNotices({ ledger, now }: Runtime, wanted: readonly NewNotice[]): Promise<void> {
  const levels = new Map(wanted.map(({ key, level }) => [key, level]));
  for (const { key, level } of await openNotices(ledger)) {
    if (key.startsWith(PREFIX) && levels.get(key) !== level) await end(ledger, key, now());
  }
  for (const notice of wanted) await raise(ledger, notice, now());
}

/** An alarm on the list, never on a domain. Where none can be used there is one alarm, as then the resolver is the reason. */
async function listNotices({ ledger, templates }: Runtime, notAsked: ReadonlySet<string>): Promise<NewNotice[]> {
  const isAsked = (name: string) => {
    const list = templates.blocklists.get(name);
    return list !== undefined && list.disabled === undefined && !notAsked.has(name);
  };
  const health = (await healthNow(ledger)).filter(({ list }) => isAsked(list));
  const unusable = health.filter(list => list.health === 'unusable');
  if (unusable.length > 0 && unusable.length === health.length) {
    const detail = unusable.map(({ list, reason }) => `- ${list}: ${reason}`).join('\n');
    const title = 'No blocklist can be believed: nobody would hear of a listing.';
    return [{ key: `${PREFIX}none`, level: 'warning', title, detail: `${detail}\n${RESOLVER}` }];
  }
  const once = await listsOnceUsable(ledger);
  return unusable.flatMap(({ list: name, reason }): NewNotice[] => {
    const list = templates.blocklists.get(name);
    // One that only registered resolvers may ask was never promised.
    if (!list || (list.access.terms === 'registration' && !once.has(name))) return [];
    const title = `${list.title} cannot be believed: ${reason}.`;
    return [{ key: `${PREFIX}list/${name}`, level: 'warning', title, detail: wayOut(list) }];
  });
}

const RESOLVER = 'Set MAILYARD_DNS to a recursive resolver of your own, with a proper reverse name.';

async function settleHolds(runtime: Runtime, listings: readonly Listing[]): Promise<void> {
  const { ledger, estate, now } = runtime;
  const domains = new Map(estate.domains.map(domain => [domain.domain, domain]));
  const wanted = holdsFor(listings, domain => domains.get(domain)?.settings.modes.blocklists ?? 'observe');
  const isChosen = (domain: EstateDomain | undefined) => domain !== undefined && runtime.selects(domain);
  const chosen = wanted.filter(({ uses }) => uses.some(({ domain }) => isChosen(domains.get(domain))));
  const bySubject = new Map(wanted.map(hold => [subjectOf(hold), hold]));
  const standing = (await holdsNow(ledger, now())).filter(({ cause }) => cause === CAUSE);
  const held = new Map(standing.map(hold => [subjectOf(hold), hold]));
  for (const hold of chosen) if (held.get(subjectOf(hold))?.why !== hold.why) await propose(runtime, hold);
  for (const [subject, { unit, name }] of held) {
    if (bySubject.has(subject)) continue;
    const origin = await lastDecision(ledger, holdListed.name, subject);
    const evidence = { listings: [] };
    const why = 'The listing for which it was held has ended.';
    // Its own hold, whatever the mode is by now: who let it be set let it be taken back.
    const proposal = { subject, parameters: { unit, name }, why, evidence, mode: 'enforce' as const };
    const whose = { segment: origin?.segment, domain: origin?.domain };
    await gate(runtime, releaseDelisted, { ...proposal, ...whose, mandate: origin?.id });
  }
  await expirePending(runtime, bySubject);
}

async function propose(runtime: Runtime, { unit, name, uses, mode, why, listings }: WantedHold): Promise<void> {
  const standing = listings.map(({ span: { target, list, codes, evidence, since, seen } }) => ({
    ...{ target, list, codes, evidence },
    ...{ since: new Date(since).toISOString(), seen: new Date(seen).toISOString() },
  }));
  const evidence = { listings: standing };
  const parameters: HoldParameters = {
    ...{ unit, name, why },
    listings: standing.map(({ target, list, since }) => ({ target, list, since })),
  };
  const whose = { segment: uses[0]?.segment, domain: uses[0]?.domain };
  await gate(runtime, holdListed, { subject: subjectOf({ unit, name }), ...whose, parameters, why, evidence, mode });
}

/** Nobody should be asked for a hold of what is listed no more. */
async function expirePending({ ledger, now, who }: Runtime, wanted: ReadonlyMap<string, unknown>): Promise<void> {
  for (const decision of await listDecisions(ledger, { job: 'blocklists', outcome: 'pending', limit: 10_000 })) {
    if (decision.action !== holdListed.name || wanted.has(decision.subject)) continue;
    await addStep(ledger, decision, { at: now(), outcome: 'expired', detail: 'the listing has ended', who });
  }
}

const subjectOf = ({ unit, name }: { unit: string; name: string }): string => `${unit}/${name}`;
