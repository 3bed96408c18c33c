/** Keys that the provider changes by its own call: when it is asked, and when it is seen to be over. */
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/dates.ts';
import { noteState, type ProviderState, providerStep } from '../../../src/runtime/dkim/provider-step.ts';
import type { RingSettings } from '../../../src/runtime/dkim/ring.ts';

const START = Date.parse('2026-11-22T12:00:00Z');
const settings: RingSettings = { prefix: 'my', rotate: 90 * DAY, overlap: 14 * DAY, propagation: DAY, ttl: 3600 };
const of = { domain: 'acme.example', signer: 'amazon-ses' };
const quiet: ProviderState = { rotating: false, selectors: ['b', 'a'] };
const ses = { title: 'Amazon SES', asks: true };

const at = (now: number, known = noteState(undefined, quiet, of, START), seen = quiet, asks = true) =>
  providerStep(noteState(known, seen, of, now), seen, settings, { ...ses, asks }, now);

describe('a provider that rotates by itself', () => {
  it('is asked when its keys are old, counted from when it says or from when they were first seen', () => {
    expect(at(START + 89 * DAY)).toEqual({ do: 'wait', for: 'the next rotation', until: START + 90 * DAY });
    expect(at(START + 90 * DAY)).toEqual({
      do: 'rotate',
      why: 'the keys at Amazon SES are from 2026-11-22, and are changed after 90 days',
    });
    const told = noteState(undefined, { ...quiet, rotatedAt: START - 95 * DAY }, of, START);
    expect(at(START, told)).toMatchObject({ do: 'rotate' });
  });

  it('is never asked where it has no call, or where keys are never changed', () => {
    expect(at(START + 200 * DAY, undefined, quiet, false)).toEqual({
      do: 'wait',
      for: 'Amazon SES, which rotates in its own time',
    });
    const known = noteState(undefined, quiet, of, START);
    const never = providerStep(known, quiet, { ...settings, rotate: undefined }, ses, START + 900 * DAY);
    expect(never).toMatchObject({ do: 'wait' });
  });

  it('is not asked twice: until it begins, while it goes on, and when it is over', () => {
    const asked = { ...noteState(undefined, quiet, of, START), startedAt: START + 90 * DAY };
    const moments = [10 * 60_000, HOUR].map(later => START + 90 * DAY + later);
    expect(at(moments[0] ?? 0, asked)).toEqual({ do: 'wait', for: 'Amazon SES to begin' });
    expect(at(moments[1] ?? 0, asked)).toEqual({ do: 'wait', for: 'the next rotation', until: START + 180 * DAY });
    const rotating = { ...quiet, rotating: true };
    expect(at(moments[1] ?? 0, asked, rotating)).toMatchObject({
      do: 'rotate',
      why: expect.stringContaining('goes on'),
    });
    expect(at(moments[1] ?? 0, undefined, rotating)).toEqual({ do: 'wait', for: 'Amazon SES to end its rotation' });
  });

  it('new selectors mean that it has rotated, whoever asked for it', () => {
    const known = noteState(undefined, quiet, of, START);
    const renewed = noteState(
      { ...known, startedAt: START + DAY },
      { ...quiet, selectors: ['c', 'd'] },
      of,
      START + 2 * DAY,
    );
    expect(renewed).toEqual({ ...of, selectors: ['c', 'd'], since: START + 2 * DAY });
  });
});
