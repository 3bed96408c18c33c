/**
 * What is served next of one domain's MTA-STS policy, and whether its MX may change yet. Pure: a sender may hold a policy
 * for as long as its max_age, and refuses an MX that it does not allow. RFC 8461 §3.2, §8.1, §8.3.
 */
import { isDeepStrictEqual } from 'node:util';
import { daysAfter } from '../../dates.ts';
import type { HeldPolicy, MtaStsPolicyInputs } from '../../estate/resource.ts';
import { matchesPattern, policyText, refusedMx, type StsPolicy } from '../../records/mta-sts.ts';
import type { ZoneRecord } from '../../records/record.ts';

export interface PolicySituation {
  domain: string;
  zone: string;
  /** ISO date. */
  today: string;
  /** What the estate wants; `left`: MTA-STS is given up; `kept`: nothing may change now, as the MX or the Worker is not known yet. */
  wanted: StsPolicy | 'left' | 'kept';
  /** What the state says is served. */
  current?: MtaStsPolicyInputs;
  /** The domain's MX set: as the state has it, and as the estate wants it. */
  mx: { now: ZoneRecord[]; next: ZoneRecord[] };
}

export interface PolicyStep {
  /** What is served from now on; undefined: nothing, and nothing of it is needed any more. */
  policy?: MtaStsPolicyInputs;
  /** The MX set stays as it is until this day (ISO). */
  mxWaits?: string;
  /** What a person should know. */
  notes: string[];
}

const DAY_S = 86_400;

export function policyStep(situation: PolicySituation): PolicyStep {
  const { domain, today, wanted, current } = situation;
  const mxWaits = mxWaitsUntil(situation);
  const notes = mxWaits ? [mxNote(situation, mxWaits)] : [];
  if (wanted === 'kept') return { policy: current, mxWaits, notes };
  if (wanted !== 'left') return { policy: followed(situation, wanted, mxWaits !== undefined), mxWaits, notes };
  if (!current) return { mxWaits, notes };
  const left = replaced(current, GOODBYE, {}, today);
  const until = lastOf(left.earlier.filter(stillHeld(today)));
  if (!until) return { mxWaits, notes };
  const note = `MTA-STS of ${domain} is being left: mode none is served until ${until}, when no sender holds the policy any more.`;
  return { policy: left, mxWaits, notes: [...notes, note] };
}

/** RFC 8461 §8.3: mode `none` with a small max_age, "e.g., one day", until all that was served before has expired. */
const GOODBYE: StsPolicy = { mode: 'none', maxAge: DAY_S, mx: [] };

/** The policy as wanted, beside hosts that senders may still be led to. */
function followed(situation: PolicySituation, wanted: StsPolicy, mxHeld: boolean): MtaStsPolicyInputs {
  const { domain, zone, today, current } = situation;
  const parting = mxHeld ? {} : partingHosts(situation, wanted);
  const kept = mxHeld ? hostsOf(situation.mx.now).filter(host => !allows(wanted, host)) : Object.keys(parting);
  const policy = { ...wanted, mx: [...new Set([...wanted.mx, ...kept])] };
  return current ? replaced(current, policy, parting, today) : { domain, zone, ...policy, earlier: [], parting };
}

/** Resolvers may hold the old MX set for its TTL, and a sender with the new policy must not be led to a host outside it. */
function partingHosts({ today, current, mx }: PolicySituation, wanted: StsPolicy): Record<string, string> {
  const ttl = Math.max(0, ...mx.now.map(record => record.ttl));
  const leaving = hostsOf(mx.now).map(host => [host, dayAfter(today, ttl)] as const);
  const known = Object.entries(current?.parting ?? {}).filter(([, until]) => today < until);
  const all = new Map([...known, ...leaving]);
  return Object.fromEntries([...all].filter(([host]) => !allows(wanted, host)));
}

/** Only a policy of another text is another one; while senders may hold it, what it replaces is remembered. */
function replaced(
  current: MtaStsPolicyInputs,
  policy: StsPolicy,
  parting: Record<string, string>,
  today: string,
): MtaStsPolicyInputs {
  const { domain, zone, mode, maxAge, mx } = current;
  if (policyText(policy) === policyText(current)) {
    return isDeepStrictEqual(parting, current.parting) ? current : { ...current, parting };
  }
  const past = { mode, maxAge, mx, until: dayAfter(today, maxAge) };
  const earlier = [...current.earlier, ...(mode === 'none' ? [] : [past])].filter(stillHeld(today));
  return { domain, zone, ...policy, earlier, parting };
}

/** The day from which no sender holds a policy that would refuse one of the new hosts. */
function mxWaitsUntil({ today, current, mx }: PolicySituation): string | undefined {
  if (!current) return undefined;
  const hosts = newHosts(mx);
  const now = { ...current, until: dayAfter(today, current.maxAge) };
  const held = [...current.earlier, now].filter(stillHeld(today));
  return lastOf(held.filter(policy => refusedMx(policy, hosts).length > 0));
}

function mxNote({ domain, mx }: PolicySituation, until: string): string {
  return `The MX of ${domain} changes to ${newHosts(mx).join(', ')} on ${until}: until then senders may hold an MTA-STS policy without it. Run \`up\` again then.`;
}

/** The first day (ISO) that begins when `seconds` have passed, however late on `today` they began. */
function dayAfter(today: string, seconds: number): string {
  return daysAfter(today, 1 + Math.ceil(seconds / DAY_S));
}

const stillHeld =
  (today: string) =>
  ({ until }: HeldPolicy): boolean =>
    today < until;

const lastOf = (held: HeldPolicy[]): string | undefined =>
  held
    .map(({ until }) => until)
    .sort()
    .at(-1);

const allows = ({ mx }: StsPolicy, host: string): boolean => mx.some(pattern => matchesPattern(host, pattern));

/** A null MX is no host. RFC 7505 §3. */
const hostsOf = (mx: ZoneRecord[]): string[] => mx.map(({ content }) => content).filter(host => host !== '.');

function newHosts({ now, next }: PolicySituation['mx']): string[] {
  const known = hostsOf(now);
  return hostsOf(next).filter(host => !known.includes(host));
}
