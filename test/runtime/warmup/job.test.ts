/** The job over weeks: a real ledger, real DNS for day one, events as evidence, and the gate of each mode. */
import { expect, test } from 'vitest';
import { daysAfter } from '../../../src/dates.ts';
import type { Estate } from '../../../src/estate/estate.ts';
import type { Mode } from '../../../src/inventory/model.ts';
import { recordBlocklists } from '../../../src/ledger/blocklists.ts';
import { listDecisions, outcomeOf } from '../../../src/ledger/decisions.ts';
import { holdsNow } from '../../../src/ledger/holds.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { openNotices } from '../../../src/ledger/notices.ts';
import { allProgress } from '../../../src/ledger/warmup.ts';
import { actions } from '../../../src/runtime/actions.ts';
import { answer } from '../../../src/runtime/gate.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { evaluateAll } from '../../../src/runtime/warmup/evaluate.ts';
import { reportOf, warmupJob } from '../../../src/runtime/warmup/job.ts';
import { outcomeOf as became } from '../../../src/runtime/warmup/outcome.ts';
import { holdNow, resumeNow } from '../../../src/runtime/warmup/told.ts';
import type { DomainParts } from '../../support/estate.ts';
import { onEachLedger } from '../../support/ledger.ts';
import { internetOf, type Mail, servedNames, tell, warmingAt, warmingEstate } from './world.ts';

const START = '2026-12-01';
const SIX_WEEKS = { domain: 'six-week', mailbox: 'none' };
const modes = (warmup: Mode) => ({ dkim: 'observe', warmup, blocklists: 'observe', health: 'observe' }) as const;

/** Mailboxes that are warm: only the domain's own schedule counts. */
const warmBoxes = (mode: Mode, more: DomainParts = {}): DomainParts => ({
  ...{ modes: modes(mode), mailboxes: boxes(5), warmup: { domain: 'six-week', mailbox: 'none', start: START } },
  ...more,
});

/** Both schedules, as its profile has them. */
const newBoxes = (mode: Mode, more: DomainParts = {}): DomainParts => ({
  ...{ modes: modes(mode), mailboxes: boxes(3), warmup: { start: START } },
  ...more,
});

const boxes = (count: number) => Array.from({ length: count }, (_, index) => ({ user: `u${index}` }));

const states = async (ledger: Ledger) =>
  Object.fromEntries((await allProgress(ledger)).map(({ name, state, week, factor }) => [name, [state, week, factor]]));

const run = async (runtime: Runtime) => {
  const found = await evaluateAll(runtime);
  expect(found.failures).toEqual([]);
  return found.evaluated.map(each => [each.group.subject, became(each)]);
};

onEachLedger('the job warmup', places => {
  async function story(domains: DomainParts[], from = START) {
    const ledger = await places.open();
    const estateOn = (today: string): Estate => warmingEstate(today, domains);
    const internet = await internetOf(servedNames(estateOn(from)));
    const { on } = await warmingAt(from, ledger, estateOn, { query: internet.query });
    return {
      ...{ ledger, internet, on, domains },
      /** A week of so many a day, told at noon of each of its days. */
      async week(first: string, mail: Mail) {
        for (let day = 0; day < 7; day++) await tell(ledger, Date.parse(`${daysAfter(first, day)}T10:00:00Z`), mail);
      },
    };
  }

  test('starts with an audit that passes, and goes on week by week to the end of its schedule', async () => {
    const { on, week, ledger } = await story([
      warmBoxes('enforce', { warmup: { domain: 'six-week', mailbox: 'none', start: START, target: 1000 } }),
    ]);
    expect(await run(await on('2026-11-30'))).toEqual([['acme.example', 'waiting']]);
    expect(await states(ledger)).toEqual({ 'acme.example': ['waiting', 0, 1] });
    expect(await run(await on(START))).toEqual([['acme.example', 'started']]);
    await week(START, { sent: 45 });
    expect(await run(await on('2026-12-07'))).toEqual([['acme.example', 'going']]);
    expect(await run(await on('2026-12-08'))).toEqual([['acme.example', 'advanced']]);
    expect(await states(ledger)).toEqual({ 'acme.example': ['warming', 2, 1] });
    await week('2026-12-08', { sent: 140 });
    await run(await on('2026-12-15'));
    await week('2026-12-15', { sent: 150 });
    await run(await on('2026-12-22'));
    expect(await states(ledger)).toEqual({ 'acme.example': ['warmed', 3, 1] });
    const decisions = await listDecisions(ledger, { job: 'warmup' });
    expect(decisions.map(({ action, mode }) => [action, mode]).reverse()).toEqual([
      ['warmup.start', 'enforce'],
      ...Array.from({ length: 3 }, () => ['warmup.advance', 'enforce']),
    ]);
    expect(JSON.stringify(decisions[0]?.evidence)).toContain('0 % bounces (0 of 1050), the limit is 2 %');
  });

  test('does not start with an audit that fails, and asks where nobody answers', async () => {
    const { on, internet, ledger } = await story([warmBoxes('enforce')]);
    delete internet.names['_dmarc.acme.example TXT'];
    const report = reportOf(await evaluateAll(await on(START)));
    expect(report).toMatchObject({ summary: '1 warm-up: 1 stuck.', findings: 1 });
    expect(report.detail.join()).toContain('DMARC');
    expect(await openNotices(ledger)).toMatchObject([
      { key: 'warmup/stopped/acme.example', level: 'warning', title: 'The warm-up of acme.example does not go on.' },
    ]);
    internet.fail();
    expect(await run(await on('2026-12-02'))).toEqual([['acme.example', 'asks']]);
    expect(await states(ledger)).toEqual({ 'acme.example': ['waiting', 0, 1] });
  });

  test('a week asks where nobody tells of complaints, and goes on by a yes', async () => {
    const { on, week, ledger } = await story([warmBoxes('enforce')]);
    await run(await on(START));
    await week(START, { sent: 45, tellsComplaints: false });
    const runtime = await on('2026-12-09');
    expect(await run(runtime)).toEqual([['acme.example', 'asks']]);
    expect(await run(runtime)).toEqual([['acme.example', 'asks']]);
    const pending = await listDecisions(ledger, { outcome: 'pending' });
    expect(pending).toMatchObject([
      { action: 'warmup.advance', why: 'Week 1 is over, and nobody knows its complaints.' },
    ]);
    expect((await openNotices(ledger)).map(({ title }) => title)).toEqual([
      'The warm-up of acme.example waits for a decision.',
    ]);
    await answer(await on('2026-12-10'), actions, pending[0]?.id ?? 0, true);
    expect(await allProgress(ledger)).toMatchObject([{ week: 2, since: '2026-12-10' }]);
  });

  test('in suggest mode nothing moves without a yes; the yes to a week covers its days', async () => {
    const { on, week, ledger } = await story([newBoxes('suggest')]);
    expect(await run(await on(START))).toEqual([['acme.example', 'asks']]);
    const [start] = await listDecisions(ledger, { outcome: 'pending' });
    await answer(await on(START), actions, start?.id ?? 0, true);
    expect(await states(ledger)).toMatchObject({
      'acme.example': ['warming', 1, 1],
      'u0@acme.example': ['warming', 1, 1],
    });
    await week(START, { sent: 20 });
    for (let day = 1; day < 7; day++)
      expect(await run(await on(daysAfter(START, day)))).toEqual([['acme.example', 'going']]);
    expect(await run(await on('2026-12-08'))).toEqual([['acme.example', 'asks']]);
    expect(await states(ledger)).toMatchObject({ 'u0@acme.example': ['warming', 1, 1] });
  });

  test('in observe mode the calendar goes on, and what should be held is told loudly', async () => {
    const { on, week, ledger } = await story([warmBoxes('observe')]);
    await run(await on(START));
    expect(await states(ledger)).toEqual({ 'acme.example': ['warming', 1, 1] });
    await week(START, { sent: 45, bounced: 2 });
    expect(await run(await on('2026-12-08'))).toEqual([['acme.example', 'observed']]);
    expect(await states(ledger)).toEqual({ 'acme.example': ['warming', 2, 1] });
    expect(await openNotices(ledger)).toMatchObject([{ level: 'critical', title: 'acme.example should send less.' }]);
    expect((await listDecisions(ledger)).map(({ action, mode }) => [action, mode])).toContainEqual([
      'warmup.step-back',
      'observe',
    ]);
    expect(await holdsNow(ledger, Date.now())).toEqual([]);
  });

  test('too many bounces step back by 30 % at once, and the week begins anew', async () => {
    const { on, ledger } = await story([warmBoxes('enforce')]);
    await run(await on(START));
    await tell(ledger, Date.parse('2026-12-02T10:00:00Z'), { sent: 50, bounced: 1 });
    expect(await run(await on('2026-12-03'))).toEqual([['acme.example', 'stepped back']]);
    expect(await allProgress(ledger)).toMatchObject([{ week: 1, factor: 0.7, since: '2026-12-03', state: 'warming' }]);
    expect(await run(await on('2026-12-04'))).toEqual([['acme.example', 'going']]);
  });

  test('what made it step back makes it do so once, and is no reason to do so again', async () => {
    const { on, ledger } = await story([warmBoxes('enforce')]);
    await run(await on(START));
    // Two hours before the job looks, as after a night on which no machine ran.
    await tell(ledger, Date.parse('2026-12-03T10:00:00Z'), { sent: 50, bounced: 2 });
    expect(await run(await on('2026-12-03'))).toEqual([['acme.example', 'stepped back']]);
    expect(await run(await on('2026-12-04'))).toEqual([['acme.example', 'going']]);
    await tell(ledger, Date.parse('2026-12-04T14:00:00Z'), { sent: 50, bounced: 2 });
    expect(await run(await on('2026-12-05'))).toEqual([['acme.example', 'stepped back']]);
    expect(await states(ledger)).toEqual({ 'acme.example': ['warming', 1, 0.49] });
  });

  test('a person who lets it go on has seen what was refused before; a refusal after that holds it again', async () => {
    const { on, ledger } = await story([warmBoxes('enforce')]);
    await run(await on(START));
    await tell(ledger, Date.parse('2026-12-02T10:00:00Z'), { sent: 20, bounced: 1, class: 'sender' });
    expect(await run(await on('2026-12-02'))).toEqual([['acme.example', 'held']]);
    await resumeNow(await on('2026-12-03'), 'acme.example');
    expect(await run(await on('2026-12-04'))).toEqual([['acme.example', 'going']]);
    await tell(ledger, Date.parse('2026-12-04T14:00:00Z'), { sent: 20, bounced: 1, class: 'sender' });
    expect(await run(await on('2026-12-05'))).toEqual([['acme.example', 'held']]);
  });

  test('a refusal because of the sender holds at once; it rests two weeks and begins again softly', async () => {
    const { on, ledger, week } = await story([
      warmBoxes('enforce', { warmup: { domain: 'six-week', mailbox: 'none', start: '2026-11-03' } }),
    ]);
    await run(await on(START));
    expect(await states(ledger)).toEqual({ 'acme.example': ['warming', 5, 1] });
    await tell(ledger, Date.parse('2026-12-02T10:00:00Z'), { sent: 20, bounced: 1, class: 'sender' });
    expect(await run(await on('2026-12-02'))).toEqual([['acme.example', 'held']]);
    expect(await holdsNow(ledger, Date.parse('2026-12-02T12:00:00Z'))).toMatchObject([
      { unit: 'domain', name: 'acme.example', cause: 'warmup', why: 'Receivers refuse it because of who sends.' },
    ]);
    expect((await openNotices(ledger)).map(({ level, title }) => [level, title])).toEqual([
      ['critical', 'acme.example is held: nothing is sent.'],
    ]);
    expect(await run(await on('2026-12-03'))).toEqual([['acme.example', 'resting']]);
    expect(await run(await on('2026-12-16'))).toEqual([['acme.example', 'going']]);
    expect(await run(await on('2026-12-17'))).toEqual([['acme.example', 'restarted']]);
    expect(await states(ledger)).toEqual({ 'acme.example': ['warming', 3, 1] });
    expect(await holdsNow(ledger, Date.parse('2026-12-17T13:00:00Z'))).toEqual([]);
    await week('2026-12-17', { sent: 150 });
    expect(await run(await on('2026-12-24'))).toEqual([['acme.example', 'advanced']]);
  });

  test('a listing holds until it is gone; what is minor does not', async () => {
    const { on, ledger } = await story([warmBoxes('enforce')]);
    await run(await on(START));
    const seen = { target: 'acme.example', list: 'spamhaus-dbl', codes: ['127.0.1.2'], evidence: 'as seen' };
    const list = (verdict: 'listed' | 'clean', weight: 'major' | 'minor' | 'none', day: string) =>
      recordBlocklists(ledger, { verdicts: [{ ...seen, verdict, weight }], health: [], gone: [] }, Date.parse(day));
    await list('listed', 'minor', '2026-12-02');
    expect(await run(await on('2026-12-02'))).toEqual([['acme.example', 'going']]);
    await list('clean', 'none', '2026-12-03');
    await list('listed', 'major', '2026-12-03T01:00:00Z');
    expect(await run(await on('2026-12-03'))).toEqual([['acme.example', 'held']]);
    expect(await run(await on('2026-12-20'))).toEqual([['acme.example', 'held']]);
    await list('clean', 'none', '2026-12-21');
    expect(await run(await on('2026-12-21'))).toEqual([['acme.example', 'resting']]);
  });

  test('a mailbox that comes later starts gently; one that is gone starts anew should it come back', async () => {
    const { on, ledger, domains } = await story([newBoxes('enforce', { warmup: { start: '2026-10-01' } })]);
    await run(await on(START));
    expect(await states(ledger)).toMatchObject({ 'u2@acme.example': ['warmed', 3, 1] });
    domains[0] = { ...domains[0], mailboxes: boxes(4) };
    expect(await run(await on('2026-12-02'))).toEqual([['acme.example', 'started']]);
    expect(await states(ledger)).toMatchObject({
      'u2@acme.example': ['warmed', 3, 1],
      'u3@acme.example': ['warming', 1, 1],
    });
    domains[0] = { ...domains[0], mailboxes: boxes(2) };
    await run(await on('2026-12-03'));
    expect(await states(ledger)).toMatchObject({
      'u2@acme.example': ['waiting', 0, 1],
      'u3@acme.example': ['waiting', 0, 1],
    });
    domains[0] = { ...domains[0], mailboxes: boxes(3) };
    await run(await on('2026-12-04'));
    expect(await states(ledger)).toMatchObject({ 'u2@acme.example': ['warming', 1, 1] });
  });

  test('a domain that moves to another segment goes on; under another schedule where that allows no more', async () => {
    const { on, ledger, domains } = await story([warmBoxes('enforce')]);
    await run(await on(START));
    domains[0] = { ...domains[0], segment: 'primary' };
    await run(await on('2026-12-03'));
    expect(await allProgress(ledger)).toMatchObject([{ schedule: 'six-week', week: 1, since: START }]);
    domains[0] = warmBoxes('enforce', { warmup: { domain: 'new-domain-cold', mailbox: 'none', start: START } });
    const [found] = (await evaluateAll(await on('2026-12-04'))).evaluated;
    expect(found?.adopted).toEqual([
      { name: 'acme.example', why: 'Its schedule is new-domain-cold now, and was six-week.' },
    ]);
    // 50 a day were allowed: week 3 of the new schedule has 40, week 4 has 60.
    expect(await allProgress(ledger)).toMatchObject([{ schedule: 'new-domain-cold', week: 3, since: '2026-12-04' }]);
  });

  test('two runs at once make each move once, and so does one that was killed before it wrote that it was done', async () => {
    const { on, ledger } = await story([newBoxes('enforce')]);
    const runtime = await on(START);
    await Promise.all([evaluateAll(runtime), evaluateAll(runtime)]);
    const after = await allProgress(ledger);
    expect(after.map(({ state, week }) => [state, week])).toEqual(Array.from({ length: 4 }, () => ['warming', 1]));
    const [start] = await listDecisions(ledger, { job: 'warmup' });
    const again = actions.find(({ name }) => name === 'warmup.start');
    await again?.perform(await on('2026-12-02'), start?.parameters as never, start?.id ?? 0);
    expect(await allProgress(ledger)).toEqual(after);
  });

  test('a hold that is approved after its warm-up has moved on is refused, and holds nothing', async () => {
    const { on, ledger } = await story([warmBoxes('suggest', { warmup: { ...SIX_WEEKS, start: '2026-11-20' } })]);
    await run(await on(START));
    await tell(ledger, Date.parse('2026-12-02T08:00:00Z'), { sent: 50, bounced: 2 });
    expect(await run(await on('2026-12-02'))).toEqual([['acme.example', 'asks']]);
    await tell(ledger, Date.parse('2026-12-02T10:00:00Z'), { sent: 20, bounced: 1, class: 'sender' });
    expect(await run(await on('2026-12-03'))).toEqual([['acme.example', 'asks']]);
    const pending = await listDecisions(ledger, { outcome: 'pending' });
    expect(pending.map(({ action }) => action)).toEqual(['warmup.hold', 'warmup.step-back']);
    const [hold, stepBack] = pending.map(({ id }) => id);
    await answer(await on('2026-12-03'), actions, stepBack ?? 0, true);
    expect((await answer(await on('2026-12-03'), actions, hold ?? 0, true)).outcome).toBe('failed');
    expect(await states(ledger)).toEqual({ 'acme.example': ['warming', 2, 0.7] });
    expect(await holdsNow(ledger, Date.parse('2026-12-03T13:00:00Z'))).toEqual([]);
  });

  test('what is held when the inventory takes its schedule away is let go on by a person', async () => {
    const { on, ledger, domains } = await story([warmBoxes('enforce')]);
    await run(await on(START));
    await holdNow(await on('2026-12-02'), 'acme.example');
    domains[0] = warmBoxes('enforce', { warmup: { domain: 'none', mailbox: 'none' } });
    expect((await resumeNow(await on('2026-12-03'), 'acme.example')).says).toBe('acme.example: it goes on.');
    expect(await holdsNow(ledger, Date.parse('2026-12-03T13:00:00Z'))).toEqual([]);
    await expect(resumeNow(await on('2026-12-03'), 'acme.example')).rejects.toThrow('acme.example has no warm-up');
  });

  test('clocks that go back and time zones change no week', async () => {
    const { on, ledger } = await story([warmBoxes('enforce', { timezone: 'America/Los_Angeles' })]);
    await run(await on(START));
    expect(await run(await on('2026-11-28'))).toEqual([['acme.example', 'going']]);
    expect(await allProgress(ledger)).toMatchObject([{ week: 1, since: START, state: 'warming' }]);
  });

  test('an address that two domains send from is one warm-up, by the most careful of their modes, and a listing of it holds it', async () => {
    const shared = (mode: Mode, domain: string): DomainParts =>
      warmBoxes(mode, {
        ...{ domain, sendingIps: ['192.0.2.1'] },
        warmup: { domain: 'none', mailbox: 'none', ip: 'new-ip', start: '2026-11-20' },
      });
    const { on, ledger } = await story([shared('enforce', 'acme.example'), shared('suggest', 'other.example')]);
    await run(await on(START));
    expect(await states(ledger)).toEqual({ '192.0.2.1': ['warming', 2, 1] });
    const listed = { target: '192.0.2.1', list: 'spamhaus-zen', codes: ['127.0.0.2'], evidence: 'as seen' };
    const verdicts = [{ ...listed, verdict: 'listed', weight: 'critical' } as const];
    await recordBlocklists(ledger, { verdicts, health: [], gone: [] }, Date.parse('2026-12-02'));
    expect(await run(await on('2026-12-02'))).toEqual([['192.0.2.1', 'asks']]);
    const [hold] = await listDecisions(ledger, { outcome: 'pending' });
    await answer(await on('2026-12-02'), actions, hold?.id ?? 0, true);
    expect(await holdsNow(ledger, Date.parse('2026-12-02T13:00:00Z'))).toMatchObject([
      { unit: 'ip', name: '192.0.2.1', cause: 'warmup', why: '192.0.2.1 is listed by spamhaus-zen.' },
    ]);
  });

  test('a reserve domain is left alone, and the job says what it did', async () => {
    const { on, ledger } = await story([
      warmBoxes('enforce'),
      warmBoxes('enforce', { domain: 'spare.example', lifecycle: { state: 'reserve', graceDays: 30 } }),
    ]);
    const report = await warmupJob.run(await on(START));
    expect(report.summary).toBe('1 warm-up: 1 started.');
    expect(Object.keys(await states(ledger))).toEqual(['acme.example']);
    expect((await listDecisions(ledger)).map(outcomeOf)).toEqual(['done']);
  });
});
