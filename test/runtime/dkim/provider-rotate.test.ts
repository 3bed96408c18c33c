/** Keys that the provider changes by its own call: the job asks Amazon SES's twin for new ones when they are old, and goes on by what SES says. */
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/dates.ts';
import { listDecisions, outcomeOf } from '../../../src/ledger/decisions.ts';
import { providerRotations } from '../../../src/ledger/dkim-provider-rotations.ts';
import { openLedger } from '../../../src/ledger/open.ts';
import { actions } from '../../../src/runtime/actions.ts';
import { dkim } from '../../../src/runtime/dkim/job.ts';
import { answer } from '../../../src/runtime/gate.ts';
import { startAmazonSesTwin } from '../../../src/sandbox/mail/amazon-ses/twin.ts';
import { aDomain, anEstate } from '../../support/estate.ts';
import { aRuntime } from '../../support/runtime.ts';
import { atProvider } from './signers/provider-story.ts';

const DOMAIN = 'acme.example';
const modes = { dkim: 'enforce', warmup: 'observe', blocklists: 'observe', health: 'observe' } as const;

describe('Easy DKIM of Amazon SES', () => {
  const at = atProvider({
    ...{ start: startAmazonSesTwin, use: { name: 'amazon-ses', keys: 'provider' }, kind: 'relay' },
  });

  async function aJob(mode: 'enforce' | 'suggest' = 'enforce') {
    const estate = anEstate([aDomain({ domain: DOMAIN, modes: { ...modes, dkim: mode } })]);
    const ledger = await openLedger({ file: ':memory:' });
    const signers = async () => [{ signer: await at.open(), signs: DOMAIN, algorithms: [] }];
    const runtime = await aRuntime({ estate, ledger, clock: at.clock, signers });
    const asked = () => at.twin.calls.filter(({ method, path }) => method === 'PUT' && path.includes('/dkim/')).length;
    const later = async (milliseconds: number) => {
      at.clock.advance(milliseconds);
      return dkim.run(runtime);
    };
    return { runtime, asked, later };
  }

  it('is asked once when its keys are old, again a day later for the second half, and not before the next turn', async () => {
    const { runtime, asked, later } = await aJob();
    await later(0);
    const [{ since = 0 } = {}] = await providerRotations(runtime.ledger);
    await later(since + 89 * DAY - at.clock.now());
    expect(asked()).toBe(0);
    const { detail, failures } = await later(2 * DAY);
    expect([detail, failures, asked()]).toEqual([[`- Amazon SES was asked to change the keys of ${DOMAIN}`], [], 1]);
    for (let hours = 0; hours < 20; hours += 5) await later(5 * HOUR);
    expect(asked()).toBe(1);
    await later(10 * HOUR);
    expect(asked()).toBe(2);
    for (let days = 0; days < 80; days += 20) await later(20 * DAY);
    expect(asked()).toBe(2);
    const [known] = await providerRotations(runtime.ledger);
    expect(known?.startedAt).toBeUndefined();
    const decisions = await listDecisions(runtime.ledger);
    expect(new Set(decisions.map(({ action, mode }) => `${action} ${mode}`))).toEqual(
      new Set(['dkim.provider-rotate enforce']),
    );
  });

  it('asks a person first in suggest, and tells a refusal of SES', async () => {
    const { runtime, asked, later } = await aJob('suggest');
    await later(0);
    expect((await later(91 * DAY)).findings).toBe(1);
    expect(asked()).toBe(0);
    const [pending] = await listDecisions(runtime.ledger);
    at.twin.faults.add({ method: 'PUT', kind: 'server-error', status: 400, times: 50 });
    const failed = await answer(runtime, actions, pending?.id ?? 0, true);
    expect([failed.outcome, failed.decision.steps.at(-1)?.detail]).toEqual(['failed', expect.stringContaining('400')]);
    at.twin.faults.clear();
    await later(HOUR);
    const [next] = await listDecisions(runtime.ledger);
    expect(next && outcomeOf(next)).toBe('pending');
    expect((await answer(runtime, actions, next?.id ?? 0, true)).outcome).toBe('done');
    expect((await providerRotations(runtime.ledger))[0]?.startedAt).toBe(at.clock.now());
  });
});
