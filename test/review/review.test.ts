/** What a change does, from two estates: every case on the smallest that shows it. */
import { describe, expect, test } from 'vitest';
import type { Estate } from '../../src/estate/estate.ts';
import type { Finding } from '../../src/inventory/finding.ts';
import { parseAllow } from '../../src/plan/allow.ts';
import { type EstateChange, type Review, review } from '../../src/review/review.ts';
import { aDomain, anEstate, type InventoryParts, TODAY, templates } from '../support/estate.ts';

const loaded = (estate: Estate | undefined, findings: Finding[] = estate?.findings ?? []) => ({
  ...{ estate, findings, templates: templates() },
});

function reviewOf(
  base: Estate | undefined,
  head: Estate | undefined,
  more: { base?: Finding[]; head?: Finding[] } = {},
): Review {
  const sides = { base: loaded(base, more.base), head: loaded(head, more.head) };
  return review({ ...sides, changed: new Map(), allowed: parseAllow([]), today: TODAY });
}

function change(base: Estate, head: Estate): EstateChange {
  const { change } = reviewOf(base, head);
  if (!change) throw new Error('no change');
  return change;
}

const migadu = { mailProvider: 'migadu' };
const mail = (domain: string, segment: string, more: object = {}) => aDomain({ domain, segment, ...migadu, ...more });
const people: InventoryParts = {
  identities: [
    { user: 'alex', name: 'Alex' },
    { user: 'sam', name: 'Sam' },
  ],
};

describe('a new project', () => {
  test('is all new', () => {
    const { change, baseErrors } = reviewOf(undefined, anEstate([mail('a.example', 'pool-a')]));
    expect(baseErrors).toBe(0);
    expect(change?.totals).toEqual({ create: 11, update: 0, delete: 0, handedOver: 0 });
    expect(change?.domains).toMatchObject([{ domain: 'a.example', kind: 'added', segment: 'pool-a' }]);
    expect(change?.segments).toMatchObject([{ segment: 'pool-a', domains: { before: 0, after: 1 } }]);
  });
});

describe('no change', () => {
  test('is none', () => {
    const estate = anEstate([mail('a.example', 'pool-a')]);
    expect(change(estate, anEstate([mail('a.example', 'pool-a')]))).toMatchObject({
      ...{ totals: { create: 0, update: 0, delete: 0, handedOver: 0 }, domains: [], guards: [], spf: [], zones: [] },
    });
  });
});

describe('a domain that moves', () => {
  const [before, after] = [
    anEstate([mail('a.example', 'pool-a'), mail('b.example', 'pool-b')]),
    anEstate([mail('a.example', 'pool-b'), mail('b.example', 'pool-b')]),
  ];

  test('is handed over: nothing is new and nothing goes', () => {
    const { totals, domains, guards, zones, goneSegments } = change(before, after);
    expect(totals).toEqual({ create: 0, update: 0, delete: 0, handedOver: 11 });
    expect(domains).toEqual([{ domain: 'a.example', kind: 'moved', segment: 'pool-b', from: 'pool-a', settings: [] }]);
    expect(guards).toEqual([]);
    expect(zones[0]?.handedOver[0]).toMatchObject({ from: 'pool-a', to: 'pool-b' });
    // Its segment has no file any more, which `plan` would refuse.
    expect(goneSegments).toEqual(['pool-a']);
  });

  test('and changes on the way shows only what changes', () => {
    const other = anEstate([
      mail('a.example', 'pool-b', { spf: { all: '~all', include: [], flatten: 'never' } }),
      mail('b.example', 'pool-b'),
    ]);
    const { totals, zones } = change(before, other);
    expect(totals).toEqual({ create: 0, update: 1, delete: 0, handedOver: 10 });
    expect(zones[0]?.changes).toMatchObject([
      { action: 'update', key: 'spf', segment: 'pool-b', old: { content: 'v=spf1 include:spf.migadu.com -all' } },
    ]);
  });
});

describe('a domain that goes', () => {
  const before = anEstate([mail('a.example', 'pool-a'), mail('b.example', 'pool-a')]);

  test('without being retired meets its guard', () => {
    const { guards, domains, totals } = change(before, anEstate([mail('a.example', 'pool-a')]));
    expect(guards).toMatchObject([{ guard: 'domain', value: 'b.example', override: '--allow domain=b.example' }]);
    expect(domains).toMatchObject([{ domain: 'b.example', kind: 'removed', segment: 'pool-a' }]);
    expect(totals.delete).toBe(11);
  });

  test('with its whole segment is told of that segment', () => {
    const more = anEstate([mail('a.example', 'pool-a'), mail('c.example', 'pool-b')]);
    const { goneSegments, segments } = change(more, anEstate([mail('a.example', 'pool-a')]));
    expect(goneSegments).toEqual(['pool-b']);
    expect(segments.find(({ segment }) => segment === 'pool-b')).toMatchObject({
      domains: { before: 1, after: 0 },
      records: { delete: 11 },
    });
  });
});

test('records of a segment whose file nobody touched are in the change: consent crosses segments', () => {
  const parts: InventoryParts = { contacts: { dmarcReports: 'dmarc@c.example' } };
  const head = [mail('c.example', 'primary'), mail('a.example', 'pool-a')];
  const { segments } = change(anEstate([mail('c.example', 'primary')], parts), anEstate(head, parts));
  expect(segments).toMatchObject([
    { segment: 'pool-a', records: { create: 11 } },
    { segment: 'primary', records: { create: 1 } },
  ]);
});

test('settings are told by their paths; what stands under `values` is not shown', () => {
  const values = (dkimKey: string) => ({
    mailProvider: 'google-workspace',
    values: { 'google-workspace': { dkimKey } },
  });
  const { dmarc } = aDomain().settings;
  const [domain] = change(
    anEstate([aDomain({ domain: 'a.example', ...values('old-value'), dmarc })]),
    anEstate([
      aDomain({
        domain: 'a.example',
        ...values('new-value'),
        dmarc: { ...dmarc, policy: 'reject' },
        sendingIps: ['192.0.2.1'],
      }),
    ]),
  ).domains;
  expect(domain?.settings).toEqual([
    { setting: 'sendingIps', before: [], after: ['192.0.2.1'] },
    { setting: 'dmarc.policy', before: 'none', after: 'reject' },
    { setting: 'values.google-workspace.dkimKey' },
  ]);
});

test('mailboxes are told one by one, counted or listed', () => {
  const listed = [{ user: 'alex', dailyLimit: 20 }, { user: 'kim' }];
  const { domains, segments } = change(
    anEstate([mail('a.example', 'pool-a', { mailboxes: 2 })], people),
    anEstate([mail('a.example', 'pool-a', { mailboxes: listed })], people),
  );
  expect(domains[0]?.mailboxes).toEqual({
    ...{ before: 2, after: 2, added: ['kim@a.example'], removed: ['sam@a.example'], changed: ['alex@a.example'] },
  });
  expect(segments[0]?.mailboxes).toEqual({ before: 2, after: 2 });
});

test("SPF is priced as the rules price it, and a record of the user's own by its terms", () => {
  const relays = [{ name: 'mailgun', returnPath: 'mg', envelope: 'apex' as const }];
  const own = [
    { name: 'news', type: 'TXT' as const, content: 'v=spf1 include:mailgun.org include:other.example -all' },
  ];
  const { spf } = change(
    anEstate([mail('a.example', 'pool-a')]),
    anEstate([mail('a.example', 'pool-a', { relays, records: own })]),
  );
  expect(spf).toMatchObject([
    { host: 'a.example', before: { lookups: 1 }, after: { lookups: 6 } },
    { host: 'news.a.example', after: { lookups: 6 } },
  ]);
  expect(spf[1]).not.toHaveProperty('before');
  // As the rule `spf-long` counts them: the name, and every TXT there.
  expect(spf[0]?.before?.octets).toBe('a.example'.length + 'v=spf1 include:spf.migadu.com -all'.length);
});

test('a template that learns another price, and a text beside SPF, change its budget without its record', () => {
  const estate = anEstate([mail('a.example', 'pool-a')]);
  const { providers } = templates();
  const known = providers.get('migadu');
  if (!known?.spf) throw new Error('no template');
  const dearer = new Map(providers).set('migadu', { ...known, spf: { ...known.spf, lookups: 3 } });
  const head = { ...loaded(estate), templates: { ...templates(), providers: dearer } };
  const made = review({ base: loaded(estate), head, changed: new Map(), allowed: parseAllow([]), today: TODAY });
  expect(made.change?.spf).toMatchObject([{ host: 'a.example', before: { lookups: 1 }, after: { lookups: 3 } }]);
  const records = [{ name: '@', type: 'TXT' as const, content: 'site=1' }];
  expect(change(estate, anEstate([mail('a.example', 'pool-a', { records })])).spf).toMatchObject([
    { host: 'a.example', before: { octets: 43 }, after: { octets: 49 } },
  ]);
});

test('capacity and cost are told before and after', () => {
  const google = (count: number) =>
    aDomain({ domain: 'a.example', mailProvider: 'google-workspace', mailboxes: count });
  const { capacity, cost } = change(anEstate([google(1)], people), anEstate([google(2)], people));
  expect(capacity).toEqual([
    {
      segment: 'primary',
      today: { before: 100, after: 200 },
      best: { before: 100, after: 200 },
      unlimited: { before: 0, after: 0 },
    },
  ]);
  const months = [cost.before, cost.after].map(({ fixed }) => fixed[0]?.monthCents);
  expect(months[1]).toBe((months[0] ?? 0) + 700);
  const same = change(anEstate([google(1)], people), anEstate([google(1)], people));
  expect([same.capacity, same.cost.before]).toEqual([[], same.cost.after]);
});

test('what the calendar will bring is told once: by the change that asks for it', () => {
  const retired = mail('a.example', 'pool-a', { lifecycle: { state: 'retired', since: TODAY, graceDays: 30 } });
  const { upcoming } = change(anEstate([mail('a.example', 'pool-a')]), anEstate([retired]));
  expect(upcoming).toMatchObject([{ date: '2026-12-22', domain: 'a.example', reasons: ['retired since 2026-11-22'] }]);
  expect(change(anEstate([retired]), anEstate([retired, mail('b.example', 'pool-a')])).upcoming).toEqual([]);
});

test('records that wait for a value are told, those of before apart', () => {
  const google = (domain: string) => aDomain({ domain, mailProvider: 'google-workspace' });
  const { waiting } = change(anEstate([google('a.example')]), anEstate([google('a.example'), google('b.example')]));
  expect(waiting).toMatchObject([
    { domain: 'a.example', values: ['dkimKey'], new: false },
    { domain: 'b.example', provider: 'google-workspace', records: 1, new: true },
  ]);
});

describe('findings', () => {
  const finding = (line: number, message: string, severity: Finding['severity'] = 'warning'): Finding => ({
    ...{ file: 'domains/a.yaml', line, column: 1, rule: 'some-rule', severity, message },
  });

  test('are shown where they are new or their line is touched, the gravest first; lines that only moved are old', () => {
    const estate = anEstate([mail('a.example', 'pool-a')]);
    const { findings } = review({
      base: loaded(estate, [finding(3, 'old'), finding(4, 'touched'), finding(5, 'settled'), finding(6, 'twice')]),
      head: loaded(estate, [
        finding(13, 'old'),
        finding(4, 'touched'),
        finding(8, 'new', 'info'),
        finding(6, 'twice'),
        finding(7, 'twice', 'error'),
      ]),
      changed: new Map([['domains/a.yaml', [[4, 4]]]]),
      allowed: parseAllow([]),
      today: TODAY,
    });
    expect(findings.shown.map(({ message, line, new: fresh }) => [message, line, fresh])).toEqual([
      ['twice', 7, true],
      ['touched', 4, false],
      ['new', 8, true],
    ]);
    expect(findings.others).toEqual({ error: 0, warning: 2, info: 0 });
    expect(findings.settled).toBe(1);
  });

  test('that leave out a part of the head leave no change to trust; those of the base are told', () => {
    const estate = anEstate([mail('a.example', 'pool-a')]);
    expect(reviewOf(estate, estate, { head: [finding(1, 'unreadable', 'error')] })).not.toHaveProperty('change');
    expect(reviewOf(estate, estate, { head: [finding(1, 'odd', 'warning')] })).toHaveProperty('change');
    expect(reviewOf(undefined, estate, { base: [finding(1, 'unreadable', 'error')] })).toMatchObject({
      baseErrors: 1,
      change: { totals: { create: 11 } },
    });
  });

  test('of the rules speak of what is there, so the change is told', () => {
    const own = [{ name: '@', type: 'TXT' as const, content: 'v=spf1 +all' }];
    const broken = anEstate([mail('a.example', 'pool-a', { records: own })]);
    expect(broken.findings.some(({ severity }) => severity === 'error')).toBe(true);
    expect(reviewOf(anEstate([mail('a.example', 'pool-a')]), broken)).toHaveProperty('change');
  });
});
