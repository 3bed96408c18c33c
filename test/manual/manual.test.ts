/** Steps that providers leave to a person: which there are, and whether they are seen to be done, over real DNS and HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { query } from '../../src/dns/client.ts';
import { MAIL_DOMAIN, MAILBOX } from '../../src/estate/resource.ts';
import type { MailboxEntry } from '../../src/inventory/model.ts';
import { migadu } from '../../src/mail/migadu/index.ts';
import type { ManualSteps, ProviderStep } from '../../src/mail/provider-step.ts';
import { mailProviders } from '../../src/mail/providers.ts';
import { providerTasks } from '../../src/manual/by-provider.ts';
import { type Eyes, lookAtAll } from '../../src/manual/look.ts';
import type { Task } from '../../src/manual/task.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { startMigaduTwin } from '../../src/sandbox/mail/migadu/twin.ts';
import type { State } from '../../src/state/state.ts';
import { reply, serveDns } from '../dns/twin.ts';
import { adapters } from '../support/adapters.ts';
import { aDomain, anEstate, type DomainParts, templates } from '../support/estate.ts';

const none: State = { stacks: [] };
const known = { ...templates(), adapters };
const estateOf = (mailboxes: MailboxEntry[], more: DomainParts = {}) =>
  anEstate([aDomain({ mailProvider: 'migadu', mailboxes, ...more })], {
    templates: known,
    segments: { primary: { accounts: { migadu: { user: 'admin@acme.example' } } } },
  });

/** The made-up Migadu of these tests has aliases, which only a person can make. */
const tasksOf = (mailboxes: MailboxEntry[], more: DomainParts = {}, own: Record<string, ManualSteps> = {}) =>
  providerTasks(estateOf(mailboxes, more), known, none, own);

describe('what an API cannot do for a mailbox', () => {
  test('is a step for each that asks for it, with what to enter and how it is seen', () => {
    const [step, ...others] = tasksOf([{ user: 'alex', aliases: ['a', 'b@acme.example'] }, { user: 'sam' }]);
    expect(others).toEqual([]);
    expect(step).toMatchObject({
      id: 'aliases',
      mailbox: 'alex@acme.example',
      text: 'Set this for alex@acme.example at Migadu: no API of it does.',
      values: ['aliases: a, b@acme.example'],
      done: [
        { sees: 'alias', address: 'alex@acme.example', alias: 'a@acme.example' },
        { sees: 'alias', address: 'alex@acme.example', alias: 'b@acme.example' },
      ],
    });
  });

  test('is no step without an account, nor of a mailbox that is to be deleted', () => {
    const estate = anEstate([aDomain({ mailProvider: 'migadu', mailboxes: [{ user: 'a', aliases: ['b'] }] })], {
      templates: known,
    });
    expect(providerTasks(estate, known, none, {})).toEqual([]);
    const gone = { user: 'a', aliases: ['b'], lifecycle: { state: 'retired', since: '2026-01-01', graceDays: 30 } };
    expect(tasksOf([gone as MailboxEntry])).toEqual([]);
  });

  test('that nobody else can see is done when the inventory says so, until it is another step', () => {
    const resting = { user: 'alex', lifecycle: { state: 'resting', graceDays: 30 } } as const;
    const [task] = tasksOf([resting]);
    expect(task).toMatchObject({ id: 'mailbox-suspend', done: [], said: false, values: ['lifecycle: suspended'] });
    expect(task?.doneKey).toMatch(/^mailbox-suspend-alex-[0-9a-f]{6}$/);
    const done = [task?.doneKey ?? ''];
    expect(tasksOf([resting], { done })).toMatchObject([{ said: true }]);
    expect(tasksOf([{ ...resting, user: 'sam' }], { done })).toMatchObject([{ said: false }]);
    expect(tasksOf([{ ...resting, user: 'alex.o_reed' }])[0]?.doneKey).toMatch(
      /^mailbox-suspend-alex-o-reed-[0-9a-f]{6}$/,
    );
  });
});

test('a provider’s own steps know what is asked, what is known and what is made', () => {
  const steps: ManualSteps = (account, domains) => [
    ...domains.map(({ domain, values, mailboxes, isMade }) => ({
      ...{ id: 'licences', about: domain, title: `Buy ${mailboxes.filter(each => !isMade(each.address)).length}.` },
      ...{ commands: [JSON.stringify({ values, account, mailboxes })], after: [], done: [] },
    })),
    ...[{ id: 'imap', about: 'the account', title: 'Switch it on.', commands: [], after: [], done: [] }],
  ];
  const resource = (type: string, name: string, id: string, outputs = {}) => ({
    ...{ urn: '', type, name, id, inputs: {}, outputs },
  });
  const resources = [
    resource(MAIL_DOMAIN, 'acme.example/mail', 'acme.example', { verification: 'told', dkimKey: 'told too' }),
    resource(MAILBOX, 'acme.example/mailbox/alex', 'alex@acme.example'),
  ];
  const mailboxes = [{ user: 'alex', aliases: ['b', 'a@acme.example'], dailyLimit: 9 }, { user: 'sam' }];
  const estate = estateOf(mailboxes, { values: { migadu: { verification: 'pasted' } } });
  const tasks = providerTasks(estate, known, { stacks: [{ stack: 'primary', resources }] }, { migadu: steps });
  const [task, whole] = tasks;
  expect(whole).toMatchObject({ id: 'imap', domain: 'acme.example', doneKey: expect.stringMatching(/^imap-/) });
  expect(task).toMatchObject({ domain: 'acme.example', title: 'Migadu: licences', text: 'Buy 1.' });
  expect(task).not.toHaveProperty('mailbox');
  expect(JSON.parse(task?.values[0] ?? '')).toMatchObject({
    values: { verification: 'pasted', dkimKey: 'told too' },
    account: { user: 'admin@acme.example' },
    mailboxes: [
      { address: 'alex@acme.example', state: 'active', aliases: ['a@acme.example', 'b@acme.example'], dailyLimit: 9 },
      { address: 'sam@acme.example', aliases: [] },
    ],
  });
});

describe('whether a step is done', () => {
  const task = (done: Task['done'], after: Task['after'] = []): Task => ({
    ...{ id: 'a', provider: 'migadu', title: 'A', segment: 'primary', domain: 'acme.example', text: 'Do it.' },
    ...{ values: [], after, done },
  });
  const step = (done: ProviderStep['done']): Task => task(done);

  async function eyes(): Promise<Eyes> {
    const cnames: Record<string, string> = { 's1.acme.example': 'Target.Example.' };
    const dns = await serveDns(asked => {
      const { name, type } = asked;
      if (name === 'silent.acme.example') return undefined;
      if (type === 'CNAME' && cnames[name]) return reply(asked, [{ type, name, ttl: 60, data: cnames[name] }]);
      if (type === 'TXT' && name === 'key.example')
        return reply(asked, [{ type, name, ttl: 60, data: 'v=DKIM1; p=A' }]);
      return reply(asked, []);
    });
    const twin = await startMigaduTwin({ clock: sandboxClock(Date.UTC(2026, 10, 26)) });
    const folder = mkdtempSync(join(tmpdir(), 'mailyard-manual-'));
    onTestFinished(async () => {
      await twin.close();
      rmSync(folder, { recursive: true });
    });
    twin.addDomain('acme.example');
    twin.put({ address: 'alex@acme.example', name: 'Alex', aliases: ['a@acme.example'] });
    const rate = { calls: 1000, seconds: 1 };
    const providers = mailProviders({
      ...{ env: twin.env, folder, rate, adapter: async () => migadu, title: () => 'Migadu' },
    });
    return {
      dns: (name, type) => query({ name, type, server: dns.server, recursion: true, timeoutMs: 1500, tries: 1 }),
      value: (_, name) => (name === 'dkimKey' ? 'v=DKIM1; p=A' : undefined),
      provider: ({ domain }) => {
        if (domain !== 'acme.example') throw new Error('MIGADU_API_KEY is not set.');
        return providers.open('migadu', twin.account);
      },
    };
  }

  test('is seen in the inventory, in DNS and at the provider', async () => {
    const open = await eyes();
    const alias = (name: string, domain = 'acme.example'): Task => ({
      ...step([{ sees: 'alias', address: 'alex@acme.example', alias: `${name}@acme.example` }]),
      domain,
    });
    const value = (name: string) => step([{ sees: 'value', domain: 'acme.example', name }]);
    const cname = (name: string, target: string) => step([{ sees: 'cname', name: `${name}.acme.example`, target }]);
    const seen = await lookAtAll(
      [
        ...[value('dkimKey'), value('mx'), alias('a'), alias('b'), alias('a', 'other.example')],
        ...[cname('s1', 'target.example'), cname('s1', 'else.example'), cname('s2', 'target.example')],
        ...[cname('silent', 'target.example'), step([{ sees: 'txt', name: 'key.example', begins: 'v=DKIM1' }])],
        ...[step([{ sees: 'free-licences', licence: 'F1', atLeast: 2 }]), step([])],
      ],
      open,
    );
    expect(seen.map(({ state, seen }) => `${state}: ${seen}`)).toEqual([
      'done: It is in the inventory.',
      'open: `mx` is not pasted yet.',
      'done: alex@acme.example has the alias a@acme.example.',
      'open: alex@acme.example has not yet the alias b@acme.example.',
      'unknown: It could not be looked at: MIGADU_API_KEY is not set.',
      'done: The DNS serves CNAME at s1.acme.example.',
      'open: The DNS has another CNAME at s1.acme.example.',
      'open: The DNS has no CNAME at s2.acme.example.',
      expect.stringMatching(/^unknown: Nobody could say whether CNAME at silent\.acme\.example is served/),
      'done: The DNS serves TXT at key.example.',
      'unknown: Migadu does not tell its licences.',
      'open: Nobody but you can see whether it is done.',
    ]);
  });

  test('what is not so comes before what nobody knows, and what has to come first before both', async () => {
    const open = await eyes();
    const silent = { sees: 'cname', name: 'silent.acme.example', target: 'x.example' } as const;
    const missing = { sees: 'value', domain: 'acme.example', name: 'mx' } as const;
    const there = { ...missing, name: 'dkimKey' } as const;
    const seen = await lookAtAll([task([silent, missing]), task([there], [missing]), task([missing], [there])], open);
    expect(seen.map(({ state, seen }) => `${state}: ${seen}`)).toEqual([
      'open: `mx` is not pasted yet.',
      'open: It has to wait: `mx` is not pasted yet.',
      'open: `mx` is not pasted yet.',
    ]);
  });
});
