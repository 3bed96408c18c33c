/** Day after day: what a run tells is what has changed, and what is listed holds and is told of until the list itself lets go. */
import { expect, it } from 'vitest';
import { query } from '../../../src/dns/client.ts';
import type { Mode } from '../../../src/inventory/model.ts';
import { listDecisions, outcomeOf } from '../../../src/ledger/decisions.ts';
import { hold, holdsNow } from '../../../src/ledger/holds.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { openNotices } from '../../../src/ledger/notices.ts';
import { move } from '../../../src/ledger/warmup.ts';
import { actions } from '../../../src/runtime/actions.ts';
import { blocklists } from '../../../src/runtime/blocklists/job.ts';
import { reportOf } from '../../../src/runtime/blocklists/report.ts';
import { type BlocklistRun, runBlocklists } from '../../../src/runtime/blocklists/run.ts';
import { answer } from '../../../src/runtime/gate.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { aDomain, anEstate, type DomainParts, templates } from '../../support/estate.ts';
import { record } from '../../support/extra-record.ts';
import { onEachLedger, verdictHistory } from '../../support/ledger.ts';
import { aRuntime, NOON } from '../../support/runtime.ts';
import { blocklistWorld, shipped } from './world.ts';

const DAY = 86_400_000;
const LISTS = ['spamhaus-dbl', 'spamhaus-zen', 'surbl', 'uribl', 'uceprotect-2', 'barracuda'];

const modes = (blocklists: Mode) => ({
  modes: { dkim: 'observe', warmup: 'observe', health: 'observe', blocklists } as const,
});
const acme: DomainParts = {
  domain: 'acme.example',
  segment: 'pool-a',
  mailProvider: 'none',
  sendingIps: ['192.0.2.1'],
};

async function world(ledger: Ledger) {
  const { twins, dns } = await blocklistWorld();
  const clock = sandboxClock(NOON);
  const lists = new Map(shipped(...LISTS).map(list => [list.name, list]));
  const runtime = (...domains: DomainParts[]): Promise<Runtime> =>
    aRuntime({
      ...{ ledger, clock, resolver: dns, env: twins.env, estate: anEstate(domains.map(aDomain)) },
      query: request => query({ ...request, timeoutMs: 1000, tries: 1 }),
      templates: { ...templates(), blocklists: lists },
    });
  const run = async (...domains: DomainParts[]) => {
    clock.advance(DAY);
    return runBlocklists(await runtime(...domains), { confirmAfterMs: 0 });
  };
  return { twins, clock, lists, runtime, run };
}

const changes = ({ history }: BlocklistRun) => {
  const { listed = [], delisted = [], otherwise = [], unusable = [], usable = [] } = history?.changes ?? {};
  return [
    ...listed.map(({ target, list }) => `+ ${target.name} ${list.name}`),
    ...otherwise.map(({ target, list }) => `~ ${target.name} ${list.name}`),
    ...delisted.map(({ target, list }) => `- ${target} ${list}`),
    ...unusable.map(({ list }) => `! ${list}`),
    ...usable.map(({ list }) => `= ${list}`),
  ];
};
const standing = ({ history }: BlocklistRun) => history?.listings.map(({ span }) => `${span.target} ${span.list}`);
const notices = async (ledger: Ledger) => (await openNotices(ledger)).map(({ level, key }) => `${level} ${key}`);
const holds = async (ledger: Ledger) =>
  (await holdsNow(ledger, NOON)).map(({ unit, name, cause }) => `${unit} ${name} ${cause}`);
const decisions = async (ledger: Ledger) =>
  (await listDecisions(ledger)).map(each => `${each.action} ${each.subject} ${each.mode} ${outcomeOf(each)}`).reverse();

onEachLedger('blocklists, day after day', places => {
  it('tell the difference first: listed, listed otherwise, off the list', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    const first = await run(acme);
    expect([changes(first), first.history?.before]).toEqual([[], undefined]);
    twins.enter('spamhaus-dbl', 'acme.example');
    const second = await run(acme);
    expect([changes(second), second.history?.before]).toEqual([['+ acme.example spamhaus-dbl'], NOON + DAY]);
    expect(changes(await run(acme))).toEqual([]);
    twins.enter('spamhaus-dbl', 'acme.example', '127.0.1.4');
    expect(changes(await run(acme))).toEqual(['~ acme.example spamhaus-dbl']);
    twins.remove('spamhaus-dbl', 'acme.example');
    const last = await run(acme);
    expect([changes(last), standing(last)]).toEqual([['- acme.example spamhaus-dbl'], []]);
    const history = await verdictHistory(ledger, 'acme.example');
    expect(
      history.filter(({ list }) => list === 'spamhaus-dbl').map(({ verdict, codes }) => [verdict, ...codes]),
    ).toEqual([['clean'], ['listed', '127.0.1.4'], ['listed', '127.0.1.2'], ['clean']]);
  });

  it('keep a listing while its list cannot be believed, and alarm on the list alone', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    twins.enter('spamhaus-dbl', 'acme.example');
    await run(acme);
    for (const fault of ['wildcard', 'dead', 'error-code', 'refused', 'servfail', 'foreign'] as const) {
      twins.break('spamhaus-dbl', fault);
      const broken = await run(acme, { ...acme, domain: 'b.example' });
      expect([fault, standing(broken)]).toEqual([fault, ['acme.example spamhaus-dbl']]);
      expect(await notices(ledger)).toEqual([
        'critical blocklists/spamhaus-dbl/acme.example',
        'warning blocklists/list/spamhaus-dbl',
      ]);
    }
    twins.break('spamhaus-dbl');
    twins.remove('spamhaus-dbl', 'acme.example');
    const mended = await run(acme);
    expect(changes(mended)).toEqual(['- acme.example spamhaus-dbl', '= spamhaus-dbl']);
    expect(await notices(ledger)).toEqual([]);
  });

  it('tell of each by its weight, and anew where that has changed', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    twins.enter('spamhaus-zen', '192.0.2.1', '127.0.0.10');
    twins.enter('uceprotect-2', '192.0.2.1');
    twins.enter('uribl', 'acme.example', '127.0.0.8');
    await run(acme);
    expect(await notices(ledger)).toEqual([
      'warning blocklists/spamhaus-zen/192.0.2.1',
      'info blocklists/uribl/acme.example',
    ]);
    expect(await openNotices(ledger)).toMatchObject([
      {
        segment: 'pool-a',
        domain: 'acme.example',
        title: '192.0.2.1 is listed at Spamhaus ZEN (127.0.0.10: PBL: a range that should not send mail directly).',
        detail: expect.stringMatching(/^sending address of acme\.example\n- \[ \] Look the address up/),
      },
      {},
    ]);
    twins.enter('spamhaus-zen', '192.0.2.1', '127.0.0.4');
    await run(acme);
    expect(await notices(ledger)).toEqual([
      'info blocklists/uribl/acme.example',
      'critical blocklists/spamhaus-zen/192.0.2.1',
    ]);
    twins.enter('spamhaus-zen', '192.0.2.1', '127.0.0.10');
    await run(acme);
    expect(await notices(ledger)).toEqual([
      'info blocklists/uribl/acme.example',
      'warning blocklists/spamhaus-zen/192.0.2.1',
    ]);
  });

  it('say once that no list can be believed, where the resolver lies', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    await run(acme);
    twins.rewrite(true);
    expect((await run(acme)).checked.resolver).toMatch('203.0.113.80');
    expect(await notices(ledger)).toEqual(['warning blocklists/none']);
    twins.rewrite(false);
    await run(acme);
    expect(await notices(ledger)).toEqual([]);
  });

  it('are silent of a list that only registered resolvers may ask, until it has worked once', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    twins.break('barracuda', 'refused');
    await run(acme);
    expect(await notices(ledger)).toEqual([]);
    twins.break('barracuda');
    await run(acme);
    twins.break('barracuda', 'refused');
    await run(acme);
    expect(await notices(ledger)).toEqual(['warning blocklists/list/barracuda']);
  });

  it('are silent of a list whose key was taken away', async () => {
    const ledger = await places.open();
    const { twins, runtime } = await world(ledger);
    const keyed = { ...(await runtime(acme)), templates: templates() };
    twins.break('spamhaus-zrd', 'refused');
    await runBlocklists(keyed, { confirmAfterMs: 0 });
    expect(await notices(ledger)).toEqual(['warning blocklists/list/spamhaus-zrd']);
    const { checked } = await runBlocklists({ ...keyed, env: {} }, { confirmAfterMs: 0 });
    expect(checked.notAsked.map(({ list }) => list)).toContain('spamhaus-zrd');
    expect(await notices(ledger)).toEqual([]);
  });

  it('count what is listed where nobody may ask any more as listed, and as nothing else besides', async () => {
    const ledger = await places.open();
    const { twins, runtime } = await world(ledger);
    const keyed = { ...(await runtime(acme)), templates: templates() };
    twins.enter('spamhaus-zrd', 'acme.example');
    const summary = async (more: Partial<Runtime>) =>
      reportOf(await runBlocklists({ ...keyed, ...more }, { confirmAfterMs: 0 })).summary;
    expect(await summary({})).toBe('2 targets on 27 lists: 1 listed, 26 clean, 0 unknown.');
    expect(await summary({ env: {} })).toBe('2 targets on 24 lists: 1 listed, 24 clean, 0 unknown.');
  });

  it('end what is watched no more: the domain left, the list was switched off', async () => {
    const ledger = await places.open();
    const { twins, run, lists } = await world(ledger);
    twins.enter('spamhaus-dbl', 'acme.example');
    twins.enter('uribl', 'b.example');
    const enforced = { ...acme, ...modes('enforce') };
    const b = { ...acme, domain: 'b.example', sendingIps: [] };
    await run(enforced, b);
    expect([(await notices(ledger)).length, await holds(ledger)]).toEqual([2, ['domain acme.example blocklists']]);
    lists.set('uribl', {
      ...(lists.get('uribl') as NonNullable<ReturnType<typeof lists.get>>),
      disabled: 'No account.',
    });
    expect(standing(await run(b))).toEqual([]);
    expect([await notices(ledger), await holds(ledger)]).toEqual([[], []]);
  });
});

onEachLedger('a run that is stopped', places => {
  it('leaves nothing behind, least of all an alarm on lists that were not asked any more', async () => {
    const ledger = await places.open();
    const { twins, runtime } = await world(ledger);
    twins.enter('uribl', 'acme.example');
    const stop = new AbortController();
    const stopping = { ...(await runtime(acme)), signal: stop.signal, sleep: async () => stop.abort() };
    await expect(runBlocklists(stopping, { confirmAfterMs: 1 })).rejects.toThrow('aborted');
    expect([await notices(ledger), await verdictHistory(ledger, 'acme.example')]).toEqual([[], []]);
  });
});

onEachLedger('what a critical listing holds', places => {
  it('nothing where the mode is observe: it is written down, once', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    twins.enter('spamhaus-dbl', 'acme.example');
    await run(acme);
    await run(acme);
    expect(await decisions(ledger)).toEqual(['blocklists.hold domain/acme.example observe observed']);
    expect(await holds(ledger)).toEqual([]);
  });

  it('the domain, and the address by itself, where it is enforce; the end of the listing releases just that', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    const enforced = { ...acme, ...modes('enforce') };
    const other = { unit: 'domain', name: 'acme.example', cause: 'dkim', why: 'a gap', since: NOON } as const;
    await hold(ledger, other);
    twins.enter('spamhaus-dbl', 'acme.example');
    twins.enter('spamhaus-zen', '192.0.2.1');
    await run(enforced);
    await run(enforced);
    expect((await holds(ledger)).sort()).toEqual([
      'domain acme.example blocklists',
      'domain acme.example dkim',
      'ip 192.0.2.1 blocklists',
    ]);
    twins.remove('spamhaus-dbl', 'acme.example');
    await run(enforced);
    expect((await holds(ledger)).sort()).toEqual(['domain acme.example dkim', 'ip 192.0.2.1 blocklists']);
    expect((await decisions(ledger)).sort()).toEqual([
      'blocklists.hold domain/acme.example enforce done',
      'blocklists.hold ip/192.0.2.1 enforce done',
      'blocklists.release domain/acme.example mandate done',
    ]);
    const all = await listDecisions(ledger, { domain: 'acme.example' });
    expect(all.map(({ segment }) => segment)).toEqual(['pool-a', 'pool-a', 'pool-a']);
    const listed = { target: 'acme.example', list: 'spamhaus-dbl', since: new Date(NOON + DAY).toISOString() };
    expect(
      all.find(({ action, subject }) => action === 'blocklists.hold' && subject === 'domain/acme.example'),
    ).toMatchObject({
      parameters: { listings: [listed] },
      evidence: { listings: [{ ...listed, codes: ['127.0.1.2'] }] },
    });
  });

  it('of an address that only takes mail in nothing, and for what changes on the list the reason alone', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    const mx = record('@', 'MX', 'mx1.acme.example', { priority: 10 });
    const enforced = { ...acme, ...modes('enforce'), records: [mx, record('mx1', 'A', '192.0.2.25')] };
    twins.enter('spamhaus-zen', '192.0.2.25');
    twins.enter('spamhaus-dbl', 'acme.example');
    await run(enforced);
    const [held, ...others] = await holdsNow(ledger, NOON);
    expect([held?.name, held?.why, others]).toEqual(['acme.example', expect.stringContaining('127.0.1.2'), []]);
    twins.enter('spamhaus-dbl', 'acme.example', '127.0.1.4');
    await run(enforced);
    expect(await holdsNow(ledger, NOON)).toEqual([{ ...held, why: expect.stringContaining('127.0.1.4') }]);
  });

  it('asks where it is suggest, does it on a yes, and asks no more once the listing has ended', async () => {
    const ledger = await places.open();
    const { twins, run, runtime } = await world(ledger);
    const suggested = { ...acme, ...modes('suggest') };
    twins.enter('spamhaus-dbl', 'acme.example');
    await run(suggested);
    await run(suggested);
    const [pending] = await listDecisions(ledger, { outcome: 'pending' });
    expect([await decisions(ledger), await holds(ledger)]).toEqual([
      ['blocklists.hold domain/acme.example suggest pending'],
      [],
    ]);
    await answer(await runtime(suggested), actions, pending?.id ?? 0, true);
    expect(await holds(ledger)).toEqual(['domain acme.example blocklists']);
    twins.remove('spamhaus-dbl', 'acme.example');
    await run(suggested);
    expect(await holds(ledger)).toEqual([]);
    twins.enter('spamhaus-dbl', 'acme.example');
    await run(suggested);
    twins.remove('spamhaus-dbl', 'acme.example');
    await run(suggested);
    expect((await decisions(ledger)).at(-1)).toBe('blocklists.hold domain/acme.example suggest expired');
  });

  it('nothing, where the yes comes after the listing has ended', async () => {
    const ledger = await places.open();
    const { twins, run, runtime } = await world(ledger);
    const suggested = { ...acme, ...modes('suggest') };
    twins.enter('spamhaus-dbl', 'acme.example');
    await run(suggested);
    const [pending] = await listDecisions(ledger, { outcome: 'pending' });
    await ledger.db.updateTable('blocklist_verdicts').set({ ended: NOON }).execute();
    const { outcome, decision } = await answer(await runtime(suggested), actions, pending?.id ?? 0, true);
    expect([outcome, decision.steps.at(-1)?.detail, await holds(ledger)]).toEqual([
      'failed',
      'acme.example is listed no more, so nothing was held.',
      [],
    ]);
  });

  it('an address by the most careful of those who send from it', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    twins.enter('spamhaus-zen', '192.0.2.1');
    await run({ ...acme, ...modes('enforce') }, { ...acme, domain: 'b.example', ...modes('suggest') });
    expect(await decisions(ledger)).toEqual(['blocklists.hold ip/192.0.2.1 suggest pending']);
  });

  it('never for a major listing, nor for one that is not confirmed', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    twins.enter('spamhaus-zen', '192.0.2.1', '127.0.0.10');
    twins.enter('spamhaus-dbl', 'acme.example');
    twins.break('spamhaus-dbl', 'flapping');
    await run({ ...acme, ...modes('enforce') });
    expect([await decisions(ledger), await holds(ledger)]).toEqual([[], []]);
  });

  it('and nothing of a domain that is not chosen', async () => {
    const ledger = await places.open();
    const { twins, runtime } = await world(ledger);
    twins.enter('spamhaus-dbl', 'acme.example');
    const all = await runtime({ ...acme, ...modes('enforce') }, { ...acme, domain: 'b.example', sendingIps: [] });
    const chosen = { ...all, selects: ({ domain }: { domain: string }) => domain === 'b.example' };
    const { checked } = await runBlocklists(chosen, { confirmAfterMs: 0 });
    expect([...new Set(checked.results.map(({ target }) => target.name))]).toEqual(['b.example']);
    expect(await holds(ledger)).toEqual([]);
    // Nor for what an earlier run has found.
    const observing = await runtime(acme, { ...acme, domain: 'b.example', sendingIps: [] });
    await runBlocklists(observing, { confirmAfterMs: 0 });
    await runBlocklists(chosen, { confirmAfterMs: 0 });
    expect([(await notices(ledger)).length, await holds(ledger)]).toEqual([1, []]);
  });
});

onEachLedger('the job', places => {
  it('waits five minutes before it says that something is listed, by the clock of the runtime', async () => {
    const ledger = await places.open();
    const { twins, clock, runtime } = await world(ledger);
    twins.enter('uribl', 'acme.example');
    const report = await blocklists.run(await runtime(acme));
    expect([report.findings, report.failures, clock.now() - NOON]).toEqual([1, [], 5 * 60_000]);
    expect(report.summary).toBe('2 targets on 6 lists: 1 listed, 5 clean, 0 unknown.');
  });

  it('fails where no list can be believed: nobody would hear of a listing', async () => {
    const ledger = await places.open();
    const { twins, runtime } = await world(ledger);
    twins.break('*', 'refused');
    const report = await blocklists.run(await runtime(acme));
    expect(report.failures).toEqual([
      'No list can be believed: is the resolver one of your own? MAILYARD_DNS names it.',
    ]);
  });

  it('hold a warm-up with the run that confirms the listing, in the mode of the warm-up', async () => {
    const ledger = await places.open();
    const { twins, run } = await world(ledger);
    const warming = (warmup: Mode): DomainParts => ({
      ...acme,
      warmup: { domain: 'six-week', mailbox: 'none', ip: 'none', start: '2026-11-09' } as never,
      modes: { ...modes('observe').modes, warmup },
    });
    const row = { unit: 'domain', name: 'acme.example', schedule: 'six-week', week: 2, factor: 1 } as const;
    await move(ledger, undefined, { ...row, state: 'warming', since: '2026-11-20' }, NOON);
    twins.enter('surbl', 'acme.example');
    await run(warming('observe'));
    expect(await holds(ledger)).toEqual([]);
    await run(warming('enforce'));
    expect(await holds(ledger)).toEqual(['domain acme.example warmup']);
    const told = (await decisions(ledger)).filter(each => each.startsWith('warmup.'));
    expect(told).toEqual(['warmup.hold acme.example observe observed', 'warmup.hold acme.example enforce done']);
  });
});
