/** What a list said stays until it says otherwise; what it did not say changes nothing. */
import { expect, it } from 'vitest';
import {
  healthNow,
  recordBlocklists,
  type SeenRun,
  type SeenVerdict,
  verdictsNow,
} from '../../src/ledger/blocklists.ts';
import { onEachLedger, verdictHistory } from '../support/ledger.ts';

const DAY = 86_400_000;

const said = (verdict: SeenVerdict['verdict'], codes: string[] = [], target = 'acme.example'): SeenVerdict => ({
  ...{ target, list: 'spamhaus-dbl', verdict, codes, evidence: codes.join(', ') || 'nxdomain' },
  weight: verdict === 'listed' ? 'critical' : 'none',
});

const run = (...verdicts: SeenVerdict[]): SeenRun => ({ verdicts, health: [], gone: [] });

onEachLedger('blocklists in the ledger', places => {
  it('keeps each verdict as a span, and begins one with each change', async () => {
    const ledger = await places.open();
    await recordBlocklists(ledger, run(said('clean')), 0);
    await recordBlocklists(ledger, run(said('clean')), DAY);
    await recordBlocklists(ledger, run(said('listed', ['127.0.1.2'])), 2 * DAY);
    await recordBlocklists(ledger, run(said('listed', ['127.0.1.4'])), 3 * DAY);
    await recordBlocklists(ledger, run(said('listed', ['127.0.1.4'])), 4 * DAY);
    await recordBlocklists(ledger, run(said('clean')), 5 * DAY);
    const history = await verdictHistory(ledger, 'acme.example');
    expect(history.map(({ verdict, codes, since, seen, ended }) => [verdict, ...codes, since, seen, ended])).toEqual([
      ['clean', 5 * DAY, 5 * DAY, undefined],
      ['listed', '127.0.1.4', 3 * DAY, 4 * DAY, 5 * DAY],
      ['listed', '127.0.1.2', 2 * DAY, 2 * DAY, 3 * DAY],
      ['clean', 0, DAY, 2 * DAY],
    ]);
  });

  it('keeps what is listed when a run does not know', async () => {
    const ledger = await places.open();
    await recordBlocklists(ledger, run(said('listed', ['127.0.1.2'])), 0);
    await recordBlocklists(ledger, run(said('clean', [], 'acme-team.example')), DAY);
    expect(await verdictsNow(ledger, 'listed')).toEqual([{ ...said('listed', ['127.0.1.2']), since: 0, seen: 0 }]);
  });

  it('ends what is watched no more', async () => {
    const ledger = await places.open();
    await recordBlocklists(ledger, run(said('listed', ['127.0.1.2']), said('clean', [], 'acme-team.example')), 0);
    await recordBlocklists(ledger, { ...run(), gone: [{ target: 'acme.example', list: 'spamhaus-dbl' }] }, DAY);
    expect((await verdictsNow(ledger)).map(({ target }) => target)).toEqual(['acme-team.example']);
    expect(await verdictHistory(ledger, 'acme.example')).toMatchObject([{ verdict: 'listed', ended: DAY }]);
  });

  it('takes more verdicts in one run than one statement can hold values', async () => {
    const ledger = await places.open();
    const many = Array.from({ length: 7000 }, (_, at) => said('clean', [], `d${at}.example`));
    await recordBlocklists(ledger, run(...many), 0);
    await recordBlocklists(ledger, run(...many), DAY);
    const now = await verdictsNow(ledger);
    expect([now.length, now.every(({ since, seen }) => since === 0 && seen === DAY)]).toEqual([7000, true]);
  });

  it('takes runs that end at once one after the other', async () => {
    const ledger = await places.open();
    const seen: SeenRun = {
      ...run(said('listed', ['127.0.1.2'])),
      health: [{ list: 'uribl', health: 'ok', reason: '' }],
    };
    await Promise.all([1, 2, 3].map(now => recordBlocklists(ledger, seen, now)));
    expect(await verdictHistory(ledger, 'acme.example')).toMatchObject([{ verdict: 'listed' }]);
    expect(await healthNow(ledger)).toMatchObject([{ list: 'uribl' }]);
  });

  it('tells since when a list cannot be used, whatever the reason of today', async () => {
    const ledger = await places.open();
    const health = (health: 'ok' | 'unusable', reason = '') => ({
      ...run(),
      health: [{ list: 'uribl', health, reason }],
    });
    await recordBlocklists(ledger, health('ok'), 0);
    await recordBlocklists(ledger, health('unusable', 'it lists everybody'), DAY);
    await recordBlocklists(ledger, health('unusable', 'no answer'), 2 * DAY);
    expect(await healthNow(ledger)).toEqual([
      { list: 'uribl', health: 'unusable', reason: 'no answer', since: DAY, seen: 2 * DAY },
    ]);
    await recordBlocklists(ledger, health('ok'), 3 * DAY);
    expect(await healthNow(ledger)).toMatchObject([{ health: 'ok', since: 3 * DAY }]);
  });
});
