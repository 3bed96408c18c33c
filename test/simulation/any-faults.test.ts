/** Files of faults that nobody has seen keep the invariants. `SIMULATIONS=40 SEED=7` plays more of them, and others. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyFaults } from './any-faults.ts';
import { playSmall } from './estate.ts';

const RUNS = Number(process.env.SIMULATIONS ?? 2);
const SEED = Number(process.env.SEED ?? 1);
const WEEKS = 2;

test(
  'whatever goes wrong, what must hold does',
  async () => {
    const mode = fc.constantFrom('observe' as const, 'suggest' as const, 'enforce' as const, undefined);
    await fc.assert(
      fc.asyncProperty(anyFaults(WEEKS * 7), mode, fc.integer({ min: 1, max: 1000 }), async (faults, mode, seed) => {
        const { invariants } = await playSmall(faults, { weeks: WEEKS, mode, seed });
        expect(invariants.filter(({ broken }) => broken.length > 0)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true, verbose: 1 },
    );
  },
  Math.max(120_000, RUNS * 60_000),
);
