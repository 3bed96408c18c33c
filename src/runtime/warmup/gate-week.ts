/** Whether a week of a warm-up may be followed by the next one: three-valued, each answer with what it rests on. Pure. */
import { daysAfter } from '../../dates.ts';
import type { Progress } from '../../estate/warmup/progress.ts';
import type { WarmupSchedule } from '../../inventory/warmup-schedule.ts';
import { attemptsOf, bouncesOf, type Counts } from '../../ledger/events/counts.ts';

const WEEK_DAYS = 7;

/**
 * The first day whose messages tell of the week under way: of the last seven, and none before the week. After a step back it is the day
 * after: what was sent until then, at more a day, is why it stepped back.
 */
export function firstDayOf({ since, factor }: Pick<Progress, 'since' | 'factor'>, today: string): string {
  const first = factor < 1 ? daysAfter(since, 1) : since;
  const weekAgo = daysAfter(today, -WEEK_DAYS);
  return first > weekAgo ? first : weekAgo;
}

export interface WeekEvidence {
  /** From `firstDayOf` the week on. */
  counts: Counts;
  /** Messages that were allowed on those days; undefined where nothing limits them. */
  allowed?: number;
}

export interface GateCheck {
  check: 'bounces' | 'complaints' | 'volume' | 'refusals';
  verdict: 'yes' | 'no' | 'unknown';
  /** A phrase with its numbers. */
  says: string;
}

/** `step-back`: a rate is over. `stay`: it was not really sent, or receivers slow it down. `ask`: nobody knows. */
export interface GateResult {
  verdict: 'pass' | 'step-back' | 'stay' | 'ask';
  checks: GateCheck[];
}

export const gateOf = ({ gate }: WarmupSchedule) => ({ leastSends: 50, sentShare: 0.7, ...gate });
export const setbackOf = ({ setback }: WarmupSchedule) => ({ reduceBy: 0.3, restDays: 14, weeksBack: 2, ...setback });

export function judgeWeek(evidence: WeekEvidence, schedule: WarmupSchedule): GateResult {
  const { bounceRate, complaintRate } = gateOf(schedule);
  const { counts } = evidence;
  const checks: GateCheck[] = [
    rateCheck('bounces', bouncesOf(counts), bounceRate, evidence, schedule),
    counts.complaintsKnown
      ? rateCheck('complaints', counts.complained, complaintRate, evidence, schedule)
      : { check: 'complaints', verdict: 'unknown', says: 'no source tells of complaints' },
    volumeCheck(evidence, schedule),
    refusalCheck(counts),
  ];
  return { verdict: verdictOf(checks), checks };
}

function verdictOf(checks: GateCheck[]): GateResult['verdict'] {
  const of = (...names: GateCheck['check'][]) => checks.filter(({ check }) => names.includes(check));
  if (of('bounces', 'complaints').some(({ verdict }) => verdict === 'no')) return 'step-back';
  if (checks.some(({ verdict }) => verdict === 'no')) return 'stay';
  return checks.some(({ verdict }) => verdict === 'unknown') ? 'ask' : 'pass';
}

function rateCheck(
  check: 'bounces' | 'complaints',
  count: number,
  limit: number,
  { counts }: WeekEvidence,
  schedule: WarmupSchedule,
): GateCheck {
  const attempts = attemptsOf(counts);
  const { leastSends } = gateOf(schedule);
  if (attempts === undefined) return { check, verdict: 'unknown', says: NOBODY_TOLD };
  if (attempts < leastSends) {
    return { check, verdict: 'unknown', says: `${count} ${check} of ${attempts}, too few for a rate (${leastSends})` };
  }
  const rate = count / attempts;
  const says = `${percent(rate)} ${check} (${count} of ${attempts}), the limit is ${percent(limit)}`;
  return { check, verdict: rate < limit ? 'yes' : 'no', says };
}

function volumeCheck({ counts, allowed }: WeekEvidence, schedule: WarmupSchedule): GateCheck {
  const check = 'volume';
  const attempts = attemptsOf(counts);
  if (attempts === undefined) return { check, verdict: 'unknown', says: NOBODY_TOLD };
  if (allowed === undefined) return { check, verdict: 'yes', says: `${attempts} sent` };
  const wanted = Math.ceil(allowed * gateOf(schedule).sentShare);
  const says = `${attempts} sent of ${allowed} allowed, ${wanted} is the least`;
  return { check, verdict: attempts >= wanted ? 'yes' : 'no', says };
}

/** A receiver that refuses for now because of who sends wants less, not more. */
function refusalCheck(counts: Counts): GateCheck {
  const check = 'refusals';
  const { deferred } = counts;
  if (deferred.sender > 0)
    return { check, verdict: 'no', says: `receivers put off ${deferred.sender} because of the sender` };
  if (attemptsOf(counts) === undefined) return { check, verdict: 'unknown', says: NOBODY_TOLD };
  return { check, verdict: 'yes', says: 'no receiver slowed it down' };
}

const NOBODY_TOLD = 'nobody tells of its messages';

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;
