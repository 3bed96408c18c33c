/** After each batch of events, and each hour: what is above its limit becomes a notice, what is over ends. */
import { DAY } from '../../dates.ts';
import type { EstateDomain } from '../../estate/estate.ts';
import { countsByDomain, countsOf, refusalsOf, type Span } from '../../ledger/event-counts.ts';
import { type Counts, noCounts } from '../../ledger/events/counts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { end, type NewNotice, type Notice, openNotices, raise } from '../../ledger/notices.ts';
import type { Runtime } from '../runtime.ts';
import { CONDITIONS, type Condition, limitsOf, standings } from './alarms.ts';
import { noticeFor } from './notice-text.ts';

/** Events that are told with a clock somewhat ahead belong to it too. */
export const lastDays = (days: number, now: number): Span => ({ from: now - days * DAY, to: now + DAY });

export interface Watched {
  raised: Notice[];
  /** Keys of notices whose condition is over. */
  ended: string[];
}

/** `bounces/acme.example` */
const keyOf = (condition: string, domain: string): string => `${condition}/${domain}`;

export const isEventNotice = ({ key, domain }: Notice): boolean =>
  domain !== undefined && CONDITIONS.some(condition => key === keyOf(condition, domain));

export async function alarmingDomains(ledger: Ledger): Promise<string[]> {
  const open = await openNotices(ledger);
  return [...new Set(open.filter(isEventNotice).map(({ domain }) => domain as string))].sort();
}

/**
 * Domains of which something was told in the last week, and those of which an alert is open. Whoever took events in may have been
 * killed before it looked, and with time alone a rate rises and falls.
 */
export async function domainsToWatch(ledger: Ledger, now: number): Promise<string[]> {
  const told = await countsByDomain(ledger, lastDays(7, now));
  return [...new Set([...told.keys(), ...(await alarmingDomains(ledger))])].sort();
}

export type Watching = Pick<Runtime, 'ledger' | 'estate' | 'templates' | 'now'>;

export async function watchDomains(watching: Watching, domains: readonly string[]): Promise<Watched> {
  const { ledger, now } = watching;
  const week = await countsFor(ledger, domains, lastDays(7, now()));
  const day = await countsFor(ledger, domains, lastDays(1, now()));
  const known = new Map(watching.estate.domains.map(each => [each.domain, each]));
  const open = new Set((await openNotices(ledger)).map(({ key }) => key));
  const watched: Watched = { raised: [], ended: [] };
  for (const domain of domains) {
    const counts = { week: week.get(domain) ?? noCounts(), day: day.get(domain) ?? noCounts() };
    const limits = limitsOf(healthOf(watching, known.get(domain)));
    for (const [condition, standing] of Object.entries(standings(counts.week, counts.day, limits))) {
      const key = keyOf(condition, domain);
      if (standing === 'over' && open.has(key) && (await end(ledger, key, now()))) watched.ended.push(key);
      if (standing !== 'holds') continue;
      const about = { domain, segment: known.get(domain)?.segment, condition: condition as Condition, limits };
      const refusals = await refusalsFor(ledger, domain, condition as Condition, now());
      const notice: NewNotice = { key, ...noticeFor({ ...about, ...counts, refusals }) };
      const raised = await raise(ledger, notice, now());
      if (raised) watched.raised.push(raised);
    }
  }
  return watched;
}

/** One query for many domains, and small ones for the few of a call. */
async function countsFor(ledger: Ledger, domains: readonly string[], span: Span): Promise<Map<string, Counts>> {
  if (domains.length > 10) return countsByDomain(ledger, span);
  const counts = domains.map(async name => [name, await countsOf(ledger, { unit: 'domain', name, ...span })] as const);
  return new Map(await Promise.all(counts));
}

function refusalsFor(ledger: Ledger, domain: string, condition: Condition, now: number) {
  if (condition === 'complaints') return [];
  if (condition === 'bounces') return refusalsOf(ledger, ['bounced'], domain, lastDays(7, now));
  return refusalsOf(ledger, ['bounced', 'deferred'], domain, lastDays(1, now), { class: 'sender' });
}

function healthOf({ estate, templates }: Watching, domain: EstateDomain | undefined) {
  const segment = estate.segments.find(each => each.segment === domain?.segment);
  return segment && templates.profiles.get(segment.profile)?.health;
}
