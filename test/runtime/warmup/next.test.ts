/** What comes next for a warm-up: from what is known of it to a step, or to a reason for none. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysAfter } from '../../../src/dates.ts';
import { perDay, type WarmupState } from '../../../src/estate/warmup/progress.ts';
import type { WarmupSchedule } from '../../../src/inventory/warmup-schedule.ts';
import type { StoredProgress } from '../../../src/ledger/warmup.ts';
import type { GateCheck, GateResult } from '../../../src/runtime/warmup/gate-week.ts';
import { nextOf } from '../../../src/runtime/warmup/next.ts';
import type { Judged, Readiness } from '../../../src/runtime/warmup/step.ts';
import type { Unit } from '../../../src/runtime/warmup/units.ts';
import { templates } from '../../support/estate.ts';

const TODAY = '2026-12-08';
const WEEK_AGO = '2026-12-01';
const six = templates().warmups.get('six-week') as WarmupSchedule;

const passes: GateResult = { verdict: 'pass', checks: [] };
const failed = (
  verdict: GateResult['verdict'],
  ...checks: [GateCheck['check'], GateCheck['verdict']][]
): GateResult => ({
  verdict,
  checks: checks.map(([check, verdict]) => ({ check, verdict, says: `${check} as seen` })),
});

function judged(parts: Partial<StoredProgress>, gate?: GateResult, unit: Partial<Unit> = {}): Judged {
  const known: Unit = { unit: 'domain', name: 'acme.example', schedule: six, start: WEEK_AGO, goal: 25000, ...unit };
  return {
    unit: known,
    progress: {
      ...{
        unit: known.unit,
        name: known.name,
        schedule: 'six-week',
        state: 'warming',
        week: 1,
        since: WEEK_AGO,
        factor: 1,
      },
      ...parts,
    },
    ...(gate && { gate }),
  };
}

const ready: Readiness = { verdict: 'yes', says: [] };
const next = (all: Judged[], seen: { blocks?: string[]; ready?: Readiness; today?: string } = {}) =>
  nextOf(all, { today: TODAY, blocks: [], ...seen });
const stepped = (all: Judged[], seen: Parameters<typeof next>[1] = {}) =>
  next(all, seen).steps.map(({ kind, sure, moves }) => [
    kind,
    sure,
    moves.map(({ to }) => [to.state, to.week, to.factor]),
  ]);

describe('a week whose gate holds', () => {
  test('is followed by the next one after seven days, not before', () => {
    expect(stepped([judged({}, passes)])).toEqual([['advance', true, [['warming', 2, 1]]]]);
    const early = next([judged({ since: '2026-12-02' }, passes)]);
    expect(early).toEqual({ steps: [], waits: [{ kind: 'time', says: 'Week 1 of acme.example goes on.' }] });
  });

  test('that was the last one is the end', () => {
    expect(stepped([judged({ week: 6 }, passes)])).toEqual([['advance', true, [['warmed', 6, 1]]]]);
  });

  test('that reaches the target is the end as well', () => {
    expect(stepped([judged({ week: 2 }, passes, { goal: 120 })])).toEqual([['advance', true, [['warmed', 2, 1]]]]);
  });

  test('after a step back is gone through once more, in full', () => {
    expect(stepped([judged({ week: 3, factor: 0.7 }, passes)])).toEqual([['advance', true, [['warming', 3, 1]]]]);
  });
});

describe('a week whose gate does not hold', () => {
  test('steps back at once, by 30 %, and again by 30 % of that', () => {
    const over = failed('step-back', ['bounces', 'no']);
    const [step] = next([judged({ since: '2026-12-06' }, over)]).steps;
    expect(step).toMatchObject({
      kind: 'step-back',
      why: 'Too many bounces: it sends less, and the week begins anew.',
    });
    expect(stepped([judged({ since: '2026-12-06' }, over)])).toEqual([['step-back', true, [['warming', 1, 0.7]]]]);
    expect(stepped([judged({ factor: 0.7 }, over)])).toEqual([['step-back', true, [['warming', 1, 0.49]]]]);
  });

  test('does not step back below a tenth, where that would change nothing: then it needs a person', () => {
    const over = failed('step-back', ['bounces', 'no']);
    expect(stepped([judged({ factor: 0.118 }, over)])).toEqual([['step-back', true, [['warming', 1, 0.1]]]]);
    expect(next([judged({ factor: 0.1 }, over)])).toEqual({
      steps: [],
      waits: [
        { kind: 'stuck', says: expect.stringContaining('Week 1 of acme.example has too many bounces at a tenth') },
      ],
    });
  });

  test('stays where it was not really sent', () => {
    expect(next([judged({}, failed('stay', ['volume', 'no']))])).toEqual({
      steps: [],
      waits: [{ kind: 'stays', says: 'Week 1 of acme.example stays: volume as seen.' }],
    });
  });

  test('asks where something is unknown, and anew after another week', () => {
    const asks = failed('ask', ['complaints', 'unknown']);
    const [step] = next([judged({}, asks)]).steps;
    expect(step).toMatchObject({ sure: false, round: 1, why: 'Week 1 is over, and nobody knows its complaints.' });
    expect(next([judged({}, asks)], { today: '2026-12-15' }).steps[0]).toMatchObject({ round: 2 });
  });
});

describe('a block', () => {
  const blocks = ['acme.example is listed by spamhaus-dbl.'];

  test('holds all units of a domain at once, whatever their gates say', () => {
    const all = [
      judged({}, passes),
      judged({ week: 4, since: TODAY }, passes, { unit: 'mailbox', name: 'a@acme.example' }),
    ];
    expect(stepped(all, { blocks })).toEqual([
      [
        'hold',
        true,
        [
          ['held', 1, 1],
          ['held', 4, 1],
        ],
      ],
    ]);
    expect(next(all, { blocks }).steps[0]?.why).toBe(blocks[0]);
  });

  test('that is over is followed by two weeks of rest, and by a soft beginning', () => {
    const held = { state: 'held', cause: 'block', week: 5 } as const;
    expect(next([judged(held)], { blocks }).waits).toEqual([{ kind: 'held', says: blocks[0] }]);
    expect(next([judged(held)], { today: judged(held).progress.since }).waits).toMatchObject([{ kind: 'held' }]);
    expect(stepped([judged(held)])).toEqual([['rest', true, [['resting', 5, 1]]]]);
    const rests = judged({ ...held, state: 'resting' });
    expect(next([rests]).waits).toEqual([{ kind: 'time', says: 'It rests for 7 more days after a block.' }]);
    expect(stepped([rests], { today: '2026-12-15' })).toEqual([['restart', true, [['warming', 3, 1]]]]);
    expect(stepped([judged({ ...held, state: 'resting', week: 1 })], { today: '2026-12-15' })).toEqual([
      ['restart', true, [['warming', 1, 1]]],
    ]);
  });

  test('that comes back while it rests holds it again', () => {
    expect(stepped([judged({ state: 'resting', cause: 'block', week: 5 })], { blocks })).toEqual([
      ['hold', true, [['held', 5, 1]]],
    ]);
  });

  test('is nothing to what has not begun', () => {
    expect(next([judged({ state: 'waiting', week: 0 })], { blocks }).steps).toEqual([]);
  });
});

test('what a person held, only a person lets go on', () => {
  const found = next([judged({ state: 'held', cause: 'told' })], { today: '2027-06-01' });
  expect(found).toMatchObject({ steps: [], waits: [{ kind: 'held' }] });
});

describe('day one', () => {
  const waits = judged({ state: 'waiting', week: 0 });

  test('comes with SPF, DMARC and DKIM in order', () => {
    expect(stepped([waits], { ready })).toEqual([['start', true, [['warming', 1, 1]]]]);
  });

  test('does not come before its date', () => {
    const later = judged({ state: 'waiting', week: 0 }, undefined, { start: '2026-12-24' });
    expect(next([later], { ready })).toEqual({
      steps: [],
      waits: [{ kind: 'start', says: 'Its warm-up begins on 2026-12-24.' }],
    });
  });

  test('does not come with a failure, and asks where nobody knows', () => {
    const says = ['SPF: nobody answered.'];
    expect(next([waits], { ready: { verdict: 'no', says } })).toEqual({
      steps: [],
      waits: [{ kind: 'stuck', says: says[0] }],
    });
    expect(stepped([waits], { ready: { verdict: 'unknown', says } })).toEqual([['start', false, [['warming', 1, 1]]]]);
  });
});

describe('whatever is seen', () => {
  const checks = fc.array(
    fc.record({
      check: fc.constantFrom<GateCheck['check']>('bounces', 'complaints', 'volume', 'refusals'),
      verdict: fc.constantFrom<GateCheck['verdict']>('yes', 'no', 'unknown'),
      says: fc.constant('as seen'),
    }),
  );
  const anyone = fc.record({
    state: fc.constantFrom<WarmupState>('waiting', 'warming', 'held', 'resting', 'warmed'),
    week: fc.integer({ min: 1, max: 7 }),
    days: fc.integer({ min: -3, max: 40 }),
    factor: fc.constantFrom(1, 0.7, 0.49),
    verdict: fc.constantFrom<GateResult['verdict']>('pass', 'step-back', 'stay', 'ask'),
    checks,
    cause: fc.constantFrom<StoredProgress['cause']>('told', 'block'),
  });
  const seen = fc.record({
    blocks: fc.constantFrom<string[]>([], ['It is listed.']),
    ready: fc.option(
      fc.record({
        verdict: fc.constantFrom<Readiness['verdict']>('yes', 'no', 'unknown'),
        says: fc.constantFrom<string[]>(['Seen.']),
      }),
      { nil: undefined },
    ),
  });

  test('no step that is sure rests on what nobody knows, and none raises a week by more than one', () => {
    fc.assert(
      fc.property(fc.array(anyone, { minLength: 1, maxLength: 4 }), seen, (all, { blocks, ready }) => {
        const units = all.map(({ days, verdict, checks, ...parts }, index) =>
          judged(
            { ...parts, since: daysAfter(TODAY, -days) },
            parts.state === 'warming' ? { verdict, checks } : undefined,
            {
              ...{ unit: 'mailbox', name: `u${index}@acme.example` },
            },
          ),
        );
        for (const step of nextOf(units, { today: TODAY, blocks, ...(ready && { ready }) }).steps) {
          for (const { from, to } of step.moves) {
            const own = units.find(({ unit }) => unit.name === to.name);
            const before = perDay(six, from, TODAY) ?? 0;
            const after = perDay(six, { ...to, since: TODAY }, TODAY) ?? 0;
            if (step.kind === 'advance') {
              expect(to.week - from.week).toBeLessThanOrEqual(1);
              expect(step.sure && own?.gate?.verdict === 'ask').toBe(false);
              expect(['pass', 'ask']).toContain(own?.gate?.verdict);
            }
            if (step.kind === 'start') expect(step.sure).toBe(ready?.verdict === 'yes');
            if (step.kind === 'hold' || step.kind === 'rest') expect(after).toBe(0);
            if (step.kind === 'step-back' && from.since <= TODAY) expect(after).toBeLessThanOrEqual(before);
            if (blocks.length > 0) expect(step.kind).toBe('hold');
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
