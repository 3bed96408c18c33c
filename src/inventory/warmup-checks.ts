/** Schedules and audiences that cannot be carried out: a gap, a step down, one that is none. */

import { faultWhen, type TemplateFault } from './template-fault.ts';
import type { Audience, WarmupSchedule } from './warmup-schedule.ts';

export function warmupFaults(schedule: WarmupSchedule, audiences: ReadonlyMap<string, Audience>): TemplateFault[] {
  const { weeks = [], audience } = schedule;
  const known = [...audiences.keys()].join(', ') || 'none';
  return [
    ...gapFaults(weeks),
    ...fallFaults(weeks),
    ...growthFaults(schedule),
    ...stepFaults(schedule),
    ...receiverFaults(schedule),
    ...faultWhen(
      audience !== undefined && !audiences.has(audience),
      'unknown-audience',
      ['audience'],
      `There is no audience named \`${audience}\`.`,
      `There are: ${known}.`,
    ),
  ];
}

type Weeks = NonNullable<WarmupSchedule['weeks']>;

function gapFaults(weeks: Weeks): TemplateFault[] {
  const wrong = weeks.findIndex(({ week }, i) => week !== i + 1);
  const message = `Week ${weeks[wrong]?.week} stands where week ${wrong + 1} should.`;
  const fix = 'Number the weeks 1, 2, 3 without a gap.';
  return faultWhen(wrong >= 0, 'warmup-weeks', ['weeks', wrong, 'week'], message, fix);
}

/** A warm-up never allows less than on the day before: what falls is a setback, which its gate decides. */
function fallFaults(weeks: Weeks): TemplateFault[] {
  const ofWeek = ({ from, perDay }: Weeks[number], i: number): TemplateFault[] =>
    faultWhen(
      from !== undefined && from > perDay,
      'warmup-falls',
      ['weeks', i, 'from'],
      `The week begins at ${from} a day and ends at ${perDay}.`,
      'Begin at or below `perDay`.',
    );
  const toNext = ({ from, perDay }: Weeks[number], i: number): TemplateFault[] => {
    const before = weeks[i - 1]?.perDay ?? 0;
    const key = from === undefined ? 'perDay' : 'from';
    const message = `Week ${i + 1} begins at ${from ?? perDay} a day, below the ${before} of week ${i}.`;
    return faultWhen((from ?? perDay) < before, 'warmup-falls', ['weeks', i, key], message, `Write ${before} or more.`);
  };
  return weeks.flatMap((week, i) => [...ofWeek(week, i), ...toNext(week, i)]);
}

function growthFaults({ weeks, growth }: WarmupSchedule): TemplateFault[] {
  const last = weeks?.at(-1)?.perDay;
  if (!growth) {
    const message = 'The schedule has neither `weeks` nor `growth`, so it says nothing.';
    return faultWhen(!weeks, 'warmup-empty', ['name'], message, 'Write one of the two.');
  }
  const begins = last ?? growth.from;
  return [
    ...faultWhen(
      weeks === undefined && growth.from === undefined,
      'warmup-empty',
      ['growth'],
      'Nothing says from how many messages it grows.',
      'Write `from`, or the weeks before.',
    ),
    ...faultWhen(
      weeks !== undefined && growth.from !== undefined,
      'warmup-weeks',
      ['growth', 'from'],
      `It grows on from the ${last} of its last week, so \`from\` would be a second beginning.`,
      'Remove it.',
    ),
    ...faultWhen(
      begins !== undefined && growth.to < begins,
      'warmup-falls',
      ['growth', 'to'],
      `It ends at ${growth.to} a day, below the ${begins} that it grows from.`,
      `Write ${begins} or more.`,
    ),
    // 4 a day and 20 % more are 4 again, rounded down: it would never end.
    ...faultWhen(
      begins !== undefined && growth.to > begins && begins * growth.rate < 1 && !reaches(begins, growth),
      'warmup-growth',
      ['growth', 'rate'],
      `It does not get from ${begins} to ${growth.to} a day within a year.`,
      'Raise `rate`, or lower `everyDays`.',
    ),
  ];
}

const reaches = (from: number, { rate, everyDays = 1, to }: NonNullable<WarmupSchedule['growth']>): boolean =>
  from * (1 + rate) ** Math.floor(365 / everyDays) >= to;

function stepFaults({ step = 'week', weeks = [], growth }: WarmupSchedule): TemplateFault[] {
  const ranged = weeks.findIndex(({ from }) => from !== undefined);
  const daily = ranged >= 0 || growth !== undefined;
  const path = ranged >= 0 ? ['weeks', ranged, 'from'] : ['growth'];
  return [
    ...faultWhen(
      step === 'week' && daily,
      'warmup-step',
      path,
      'This grows from day to day, and the schedule says that it grows by the week.',
      'Write `step: day`.',
    ),
    ...faultWhen(
      step === 'day' && !daily,
      'warmup-step',
      ['step'],
      'No week has a `from`, and there is no `growth`: each day of a week allows the same.',
      'Write `step: week`, or `from` and `perDay` for each week.',
    ),
  ];
}

function receiverFaults({ unit, receivers }: WarmupSchedule): TemplateFault[] {
  const message = `Shares of receivers are for an IP, and this is the schedule of a ${unit}.`;
  return faultWhen(
    receivers !== undefined && unit !== 'ip',
    'warmup-receivers',
    ['receivers'],
    message,
    'Remove them.',
  );
}

export function audienceFaults({ weeks }: Audience): TemplateFault[] {
  const wrong = weeks.findIndex(({ from }, i) => (i === 0 ? from !== 1 : from <= (weeks[i - 1]?.from ?? 0)));
  const message =
    wrong === 0 ? 'Nobody is named for week 1.' : `Week ${weeks[wrong]?.from} stands after ${weeks[wrong - 1]?.from}.`;
  const fix = 'Begin with `from: 1`, the earliest first.';
  return faultWhen(wrong >= 0, 'warmup-weeks', ['weeks', wrong, 'from'], message, fix);
}
