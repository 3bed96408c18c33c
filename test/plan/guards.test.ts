import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ZoneRecordsInputs } from '../../src/estate/resource.ts';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { Domain } from '../../src/inventory/model.ts';
import { allowFromEnvironment, parseAllow } from '../../src/plan/allow.ts';
import { guardNames } from '../../src/plan/plan.ts';
import { recordRefusals } from '../../src/plan/record-guards.ts';
import { servedDomain } from '../../src/plan/served-domain.ts';
import type { ZoneRecord } from '../../src/records/record.ts';
import { aDomain, type DomainParts } from '../support/estate.ts';
import { type PlanParts, planFor } from '../support/state.ts';
import { cname, mx, txt } from '../support/zone.ts';

const ses = { name: 'amazon-ses', region: 'eu-central-1' };
const tokens = { 'amazon-ses': { dkimToken1: 'a'.repeat(32), dkimToken2: 'b'.repeat(32), dkimToken3: 'c'.repeat(32) } };
const retired = { state: 'retired' as const, since: '2026-01-01', graceDays: 30 };

const refusals = (after: Domain[], before: Domain[], parts: PlanParts = {}) =>
  planFor(after, before, { segments: { primary: {} }, ...parts }).guards;
const names = (...plan: Parameters<typeof refusals>) =>
  refusals(...plan).map(({ guard, value }) => `${guard}=${value}`);

const inputs = (records: Record<string, ZoneRecord>, changes: Partial<ZoneRecordsInputs> = {}): ZoneRecordsInputs => ({
  zone: 'acme.example',
  records,
  domains: { 'acme.example': 'live' },
  ...changes,
});
const zoneRefusals = (olds: ZoneRecordsInputs, news: ZoneRecordsInputs) =>
  recordRefusals(olds, news).map(({ guard, value }) => `${guard}=${value}`);

describe('the guard last-mx', () => {
  const fastmail = aDomain({ mailProvider: 'fastmail' });

  test('fires where a domain loses its last MX', () => {
    const [refusal] = refusals([aDomain()], [fastmail]).filter(({ guard }) => guard === 'last-mx');
    expect(refusal).toMatchObject({
      value: 'acme.example',
      segment: 'primary',
      zone: 'acme.example',
      override: '--allow last-mx=acme.example',
    });
  });

  test('fires where only a null MX is left', () => {
    const news = inputs({ 'mx-1': mx('.', 0) });
    expect(zoneRefusals(inputs({ 'mx-1': mx('a.example') }), news)).toEqual(['last-mx=acme.example']);
  });

  test('does not fire where one of two goes, or another provider comes', () => {
    const two = inputs({ 'mx-1': mx('a.example'), 'mx-2': mx('b.example') });
    expect(zoneRefusals(two, inputs({ 'mx-1': mx('b.example') }))).toEqual([]);
    const moved = aDomain({ mailProvider: 'migadu', leaving: [{ name: 'fastmail', since: '2026-11-20' }] });
    expect(names([moved], [fastmail])).toEqual([]);
  });

  test('does not fire where the key is another one at the same name', () => {
    expect(zoneRefusals(inputs({ 'mx-1': mx('a.example') }), inputs({ 'mx-7': mx('a.example') }))).toEqual([]);
  });

  test('does not fire for a retired domain', () => {
    expect(names([aDomain({ mailProvider: 'fastmail', lifecycle: retired })], [fastmail])).toEqual([]);
  });
});

describe('the guards spf and dmarc', () => {
  const records = { spf: txt('v=spf1 -all'), dmarc: txt('v=DMARC1; p=none', '_dmarc.acme.example') };

  test('fire where the record goes, and where it becomes something else', () => {
    expect(zoneRefusals(inputs(records), inputs({}))).toEqual(['spf=acme.example', 'dmarc=acme.example']);
    const other = { spf: txt('hello'), dmarc: txt('hello', '_dmarc.acme.example') };
    expect(zoneRefusals(inputs(records), inputs(other))).toEqual(['spf=acme.example', 'dmarc=acme.example']);
  });

  test('do not fire for a new value or a new key', () => {
    expect(zoneRefusals(inputs(records), inputs({ ...records, spf: txt('v=spf1 mx -all') }))).toEqual([]);
    expect(zoneRefusals(inputs(records), inputs({ a: records.spf, b: records.dmarc }))).toEqual([]);
  });

  test('do not fire for released keys, a retired domain, or one that left this resource', () => {
    expect(zoneRefusals(inputs(records), inputs({}, { released: ['spf', 'dmarc'] }))).toEqual([]);
    expect(zoneRefusals(inputs(records), inputs({}, { domains: { 'acme.example': 'retired' } }))).toEqual([]);
    expect(zoneRefusals(inputs(records), inputs({}, { domains: {} }))).toEqual([]);
  });

  test('judge each domain of a zone by itself', () => {
    const news = {
      'spf@news': txt('v=spf1 -all', 'news.acme.example'),
      'spf@b.news': txt('v=spf1 -all', 'b.news.acme.example'),
    };
    const domains = { 'acme.example': 'live', 'news.acme.example': 'live' } as const;
    const before = inputs({ ...records, ...news }, { domains });
    expect(zoneRefusals(before, inputs(records, { domains: { ...domains, 'news.acme.example': 'retired' } }))).toEqual(
      [],
    );
    expect(zoneRefusals(before, inputs(records, { domains }))).toEqual([
      'spf=news.acme.example',
      'spf=b.news.acme.example',
    ]);
  });
});

describe('the guard dkim', () => {
  const using = aDomain({ mailProvider: 'fastmail', relays: [ses], values: tokens });
  const parts: DomainParts = { mailProvider: 'fastmail', values: tokens };

  test('fires where a relay is dropped without leaving, for each selector, with its return path', () => {
    expect(names([aDomain(parts)], [using])).toEqual([
      'last-mx=bounce.acme.example',
      'spf=bounce.acme.example',
      ...['a', 'b', 'c'].map(token => `dkim=${token.repeat(32)}._domainkey.acme.example`),
    ]);
  });

  test('does not fire while the relay is leaving, nor when it has left', () => {
    expect(names([aDomain({ ...parts, leaving: [{ ...ses, since: '2026-11-20' }] })], [using])).toEqual([]);
    expect(names([aDomain({ ...parts, leaving: [{ ...ses, since: '2026-01-01' }] })], [using])).toEqual([]);
  });

  test('does not fire for a new value, or where the selector stays under another key or role', () => {
    const name = 's1._domainkey.acme.example';
    const before = inputs({ 'dkim-s1': txt('v=DKIM1; p=AA', name) });
    expect(zoneRefusals(before, inputs({ 'dkim-s1': cname('x.example', name) }))).toEqual([]);
    expect(zoneRefusals(before, inputs({ 'dkim-other': txt('v=DKIM1; p=AA', name) }))).toEqual([]);
    expect(zoneRefusals(before, inputs({ 'extra-txt@s1._domainkey': txt('v=DKIM1; p=AA', name) }))).toEqual([]);
    expect(zoneRefusals(before, inputs({}))).toEqual([`dkim=${name}`]);
  });
});

describe('the guard mta-sts-mx', () => {
  const sts = { mode: 'enforce' as const, maxAge: 604_800, mx: [], policyHost: 'sts.example.net' };
  const migadu = (parts: DomainParts = {}) => aDomain({ mailProvider: 'migadu', mtaSts: sts, ...parts });
  const fastmail = (parts: DomainParts = {}) =>
    migadu({ mailProvider: 'fastmail', leaving: [{ name: 'migadu', since: '2026-11-20' }], ...parts });

  test('fires where the policy that senders keep does not allow the new MX, and says how long and what first', () => {
    expect(refusals([fastmail()], [migadu()])).toMatchObject([
      {
        guard: 'mta-sts-mx',
        value: 'acme.example',
        message: expect.stringMatching(
          /^Senders would not deliver to in1-smtp\.messagingengine\.com, in2-.*keep for 7 days, is enforced and allows aspmx1\.migadu\.com, aspmx2\.migadu\.com\.$/,
        ),
        fix: 'Name them under `mtaSts: { mx: […] }` first, and change the MX 7 days after that is served.',
        override: '--allow mta-sts-mx=acme.example',
      },
    ]);
    expect(names([fastmail()], [migadu()], { allow: ['mta-sts-mx=acme.example'] })).toEqual([]);
  });

  test('does not fire once the policy names the new hosts, one by one or by a pattern of one label', () => {
    const ready = (...mx: string[]) => migadu({ mtaSts: { ...sts, mx } });
    expect(names([fastmail()], [ready('in1-smtp.messagingengine.com', 'in2-smtp.messagingengine.com')])).toEqual([]);
    expect(names([fastmail()], [ready('*.messagingengine.com')])).toEqual([]);
    expect(names([fastmail()], [ready('*.com')])).toEqual(['mta-sts-mx=acme.example']);
    expect(names([ready('*.messagingengine.com')], [migadu()])).toEqual([]);
  });

  test('does not fire while the policy is only tested, without one, or where an MX goes', () => {
    const testing = { mtaSts: { ...sts, mode: 'testing' as const } };
    expect(names([fastmail()], [migadu(testing)])).toEqual([]);
    expect(names([fastmail()], [migadu({ mtaSts: builtIn.mtaSts })])).toEqual([]);
    expect(names([migadu({ overrides: { 'mx-2': 'none' } })], [migadu()])).toEqual([]);
  });

  test('fires where the policy goes with the old MX, and where the new policy itself does not know the new MX', () => {
    expect(names([fastmail({ mtaSts: builtIn.mtaSts })], [migadu()])).toEqual(['mta-sts-mx=acme.example']);
    const strange = migadu({ overrides: { 'mx-2': { content: 'mx.strange.example' } } });
    expect(names([strange], [migadu({ mtaSts: { ...sts, mx: ['*.strange.example'] } })])).toEqual([
      'mta-sts-mx=acme.example',
    ]);
  });

  test('fires where the state has the record and not the policy, as after an import', () => {
    const records = { 'mx-1': mx('a.example'), 'mta-sts': txt('v=STSv1; id=1', '_mta-sts.acme.example') };
    const news = inputs({ ...records, 'mx-1': mx('b.example') });
    expect(recordRefusals(inputs(records), news)).toMatchObject([
      { guard: 'mta-sts-mx', message: expect.stringContaining('that the state does not know') },
    ]);
    const known = { mtaSts: { 'acme.example': { ...sts, mode: 'testing' as const, mx: ['a.example'] } } };
    expect(zoneRefusals(inputs(records, known), news)).toEqual([]);
  });

  test('judges each domain of a zone by its own policy', () => {
    const news = 'news.acme.example';
    const policy = { mode: 'enforce' as const, maxAge: 86_400, mx: ['*.acme.example'] };
    const both = { domains: { 'acme.example': 'live', [news]: 'live' } as const, mtaSts: { [news]: policy } };
    const before = inputs({ 'mx-1': mx('mx.a.example'), 'mx-1@news': mx('a.acme.example', 10, news) }, both);
    const next = (host: string) => inputs({ 'mx-1': mx('mx.b.example'), 'mx-1@news': mx(host, 10, news) }, both);
    expect(zoneRefusals(before, next('b.acme.example'))).toEqual([]);
    expect(zoneRefusals(before, next('b.c.acme.example'))).toEqual([`mta-sts-mx=${news}`]);
  });

  test('does not fire for a retired domain', () => {
    expect(names([migadu({ lifecycle: retired })], [migadu()])).toEqual([]);
  });
});

describe('the guard dmarc-unaligned', () => {
  const policy = (policy: 'none' | 'quarantine' | 'reject', more: Partial<typeof builtIn.dmarc> = {}) => ({
    dmarc: { ...builtIn.dmarc, policy, ...more },
  });
  const strict = { alignment: { spf: 'strict', dkim: 'relaxed' } } as const;
  const brevo = { name: 'brevo' };
  const key = {
    brevo: { dkimTarget1: 'b1.acme-example.dkim.brevo.com', dkimTarget2: 'b2.acme-example.dkim.brevo.com' },
  };
  const through = (...relays: DomainParts['relays'] & object) => ({ mailProvider: 'migadu', relays });
  const raised = (
    parts: DomainParts,
    more: Partial<typeof builtIn.dmarc> = {},
    to: 'quarantine' | 'reject' = 'reject',
  ) => names([aDomain({ ...parts, ...policy(to, more) })], [aDomain({ ...parts, ...policy('none', more) })]);

  test('fires where a relay without a return path of the domain has no key there yet, and names it', () => {
    const parts = through(brevo);
    expect(refusals([aDomain({ ...parts, ...policy('quarantine') })], [aDomain(parts)])).toMatchObject([
      {
        guard: 'dmarc-unaligned',
        value: 'acme.example',
        message:
          'DMARC of acme.example would go from none to quarantine, and mail through Brevo passes it neither by DKIM nor by SPF: receivers would quarantine it.',
        override: '--allow dmarc-unaligned=acme.example',
      },
    ]);
    expect(raised(parts, { testing: true })).toEqual(['dmarc-unaligned=acme.example']);
  });

  test('does not fire once the key is there, for the hosts of mailboxes, or for a return path that aligns', () => {
    expect(raised({ ...through(brevo), values: key })).toEqual([]);
    expect(raised({ mailProvider: 'google-workspace' })).toEqual([]);
    expect(raised(through(ses))).toEqual([]);
    expect(raised(through({ name: 'smtp-relay', spfInclude: 'spf.relay.example' }))).toEqual([]);
    expect(raised({ sendingIps: ['192.0.2.1'], returnPath: 'bounce' })).toEqual([]);
  });

  test('fires under strict alignment of SPF, and not where a key of the domain makes up for it', () => {
    expect(raised(through(ses), strict)).toEqual(['dmarc-unaligned=acme.example']);
    expect(raised({ ...through(ses), values: tokens }, strict)).toEqual([]);
    expect(raised({ sendingIps: ['192.0.2.1'], returnPath: 'bounce' }, strict)).toEqual([
      'dmarc-unaligned=acme.example',
    ]);
    expect(raised({ sendingIps: ['192.0.2.1'] }, strict)).toEqual([]);
  });

  test('takes a key under `records` for that of a relay whose template knows none, unless it is revoked', () => {
    const relay = through({ name: 'smtp-relay', spfInclude: 'spf.relay.example' });
    const own = (content: string) => ({ records: [{ name: 's1._domainkey', type: 'TXT' as const, content }] });
    expect(raised({ ...relay, ...own('v=DKIM1; p=AA') }, strict)).toEqual([]);
    expect(raised({ ...relay, ...own('v=DKIM1; p=') }, strict)).toEqual(['dmarc-unaligned=acme.example']);
  });

  test('fires at each step up and where alignment becomes strict, and not where DMARC stays or is loosened', () => {
    const domain = (parts: DomainParts) => aDomain({ ...through(brevo), ...parts });
    const [none, quarantine, reject] = [domain(policy('none')), domain(policy('quarantine')), domain(policy('reject'))];
    expect(names([reject], [quarantine])).toEqual(['dmarc-unaligned=acme.example']);
    expect(names([quarantine], [reject])).toEqual([]);
    expect(names([none], [reject])).toEqual([]);
    expect(names([domain({ ...policy('reject'), caa: { issue: ['ca.example'] } })], [reject])).toEqual([]);
    const [relaxed, narrowed] = [policy('reject'), policy('reject', strict)].map(parts =>
      aDomain({ ...through(ses), ...parts }),
    );
    expect(names([narrowed as Domain], [relaxed as Domain])).toEqual(['dmarc-unaligned=acme.example']);
  });

  test('does not fire for a new or a retired domain', () => {
    expect(names([aDomain({ ...through(brevo), ...policy('reject') })], [])).toEqual([]);
    const parts = through(brevo);
    expect(names([aDomain({ ...parts, lifecycle: retired })], [aDomain(parts)])).toEqual([]);
  });

  test('goes by `sp` of the name above where a domain has no record of its own', () => {
    const news = {
      domain: 'news.acme.example',
      zone: 'acme.example',
      ...through(brevo),
      overrides: { 'dmarc@news': 'none' },
    } as const;
    const below = (parts: DomainParts) => [aDomain({ mailProvider: 'migadu', ...parts }), aDomain(news)];
    expect(names(below(policy('reject')), below({}))).toEqual(['dmarc-unaligned=news.acme.example']);
    expect(names(below(policy('reject', { subdomains: 'none' })), below({}))).toEqual([]);
  });

  test('in one zone sees what the records alone prove: a return path under strict SPF, and no key at all', () => {
    const zone = (dmarc: string, more: Record<string, ZoneRecord> = {}) =>
      inputs({
        dmarc: txt(dmarc, '_dmarc.acme.example'),
        'return-path@bounce': cname('relay.example', 'bounce.acme.example'),
        ...more,
      });
    const before = zone('v=DMARC1; p=none');
    expect(zoneRefusals(before, zone('v=DMARC1; p=reject'))).toEqual([]);
    expect(recordRefusals(before, zone('v=DMARC1; p=reject; aspf=s'))).toMatchObject([
      { guard: 'dmarc-unaligned', message: expect.stringContaining('the return path bounce.acme.example') },
    ]);
    const keyed = { 'dkim-s1': cname('k.example', 's1._domainkey.acme.example') };
    expect(zoneRefusals(before, zone('v=DMARC1; p=reject; aspf=s', keyed))).toEqual([]);
    const below = { 'dkim-s1': cname('k.example', 's1._domainkey.bounce.acme.example') };
    expect(zoneRefusals(before, zone('v=DMARC1; p=reject; aspf=s', below))).toEqual([]);
    expect(zoneRefusals(before, zone('v=DMARC1; p=reject; aspf=s; adkim=s', below))).toEqual([
      'dmarc-unaligned=acme.example',
    ]);
  });
});

test('what one zone may not lose, it may not lose on a move between segments, and is told where it goes', () => {
  const segments = { 'pool-a': {}, 'pool-b': {} };
  const from = aDomain({ segment: 'pool-a', mailProvider: 'fastmail' });
  const to = (parts: DomainParts = {}) => aDomain({ segment: 'pool-b', mailProvider: 'fastmail', ...parts });
  expect(names([to()], [from], { segments })).toEqual([]);
  expect(refusals([to({ overrides: { spf: 'none' } })], [from], { segments })).toMatchObject([
    { guard: 'spf', value: 'acme.example', segment: 'pool-b', zone: 'acme.example' },
  ]);
  const sts = { mode: 'enforce' as const, maxAge: 86_400, mx: [], policyHost: 'sts.example.net' };
  const enforced = aDomain({ segment: 'pool-a', mailProvider: 'fastmail', mtaSts: sts });
  const moved = to({ mailProvider: 'migadu', mtaSts: sts, leaving: [{ name: 'fastmail', since: '2026-11-20' }] });
  expect(names([moved], [enforced], { segments })).toEqual(['mta-sts-mx=acme.example']);
});

test('a domain is held to what another segment says above it in the zone', () => {
  const relays = [{ name: 'brevo' }];
  const news = aDomain({
    domain: 'news.acme.example',
    zone: 'acme.example',
    segment: 'pool-a',
    relays,
    overrides: { 'dmarc@news': 'none' },
  });
  const apex = (policy: 'none' | 'reject') => aDomain({ mailProvider: 'migadu', dmarc: { ...builtIn.dmarc, policy } });
  expect(refusals([apex('reject'), news], [apex('none'), news])).toMatchObject([
    { guard: 'dmarc-unaligned', value: 'news.acme.example', segment: 'pool-a' },
  ]);
});

describe('the guard domain', () => {
  test('fires where a live domain vanishes, with the better way', () => {
    expect(refusals([], [aDomain()])).toMatchObject([
      {
        guard: 'domain',
        value: 'acme.example',
        fix: expect.stringContaining('Retire it first'),
        override: '--allow domain=acme.example',
      },
    ]);
  });

  test('fires where it vanishes from a zone that stays, and within its grace time', () => {
    const news = aDomain({ domain: 'news.acme.example', zone: 'acme.example' });
    expect(names([aDomain()], [aDomain(), news])).toEqual(['domain=news.acme.example']);
    const retiring = aDomain({ lifecycle: { ...retired, since: '2026-11-20' } });
    expect(names([], [retiring])).toEqual(['domain=acme.example']);
  });

  test('does not fire for a retired domain or one in another segment', () => {
    expect(names([], [aDomain({ lifecycle: retired })])).toEqual([]);
    expect(names([aDomain({ segment: 'pool-a' })], [aDomain()])).toEqual([]);
  });
});

describe('the guard domains-per-change', () => {
  const reject = { ...builtIn.dmarc, policy: 'reject' as const };
  const many = (count: number, parts: DomainParts = {}) =>
    Array.from({ length: count }, (_, index) => aDomain({ domain: `d${index}.example`, ...parts }));

  test('fires above the limit of the segment, and not at it', () => {
    expect(names(many(10, { dmarc: reject }), many(10))).toEqual([]);
    expect(refusals(many(11, { dmarc: reject }), many(11))).toMatchObject([
      { guard: 'domains-per-change', value: '11', segment: 'primary', override: '--allow domains-per-change=11' },
    ]);
    const limits = { segments: { primary: { limits: { domainsPerChange: 2 } } } };
    expect(names(many(3, { dmarc: reject }), many(3), limits)).toEqual(['domains-per-change=3']);
  });

  test('does not count new domains, retired ones or those that stay as they are', () => {
    expect(names(many(20), [])).toEqual([]);
    const old = many(11, { lifecycle: retired });
    expect(names([], old)).toEqual([]);
    expect(names([...many(5, { dmarc: reject }), ...many(20).slice(5)], many(20))).toEqual([]);
  });

  test('does not count a move between segments, but the changes that come with it', () => {
    const segments = { 'pool-a': {}, 'pool-b': {} };
    const from = many(11, { segment: 'pool-a' });
    expect(names(many(11, { segment: 'pool-b' }), from, { segments })).toEqual([]);
    expect(refusals(many(11, { segment: 'pool-b', dmarc: reject }), from, { segments })).toMatchObject([
      { guard: 'domains-per-change', value: '11', segment: 'pool-b' },
    ]);
  });

  test('counts a domain of a zone that several segments share once, and the other not at all', () => {
    const limits = {
      segments: { primary: { limits: { domainsPerChange: 0 } }, 'pool-a': { limits: { domainsPerChange: 0 } } },
    };
    const news = (parts: DomainParts = {}) =>
      aDomain({ domain: 'news.acme.example', zone: 'acme.example', segment: 'pool-a', ...parts });
    expect(
      refusals([aDomain(), news({ dmarc: reject, mailProvider: 'fastmail' })], [aDomain(), news()], limits),
    ).toMatchObject([{ guard: 'domains-per-change', value: '1', segment: 'pool-a' }]);
  });

  test('is allowed by a number that is large enough', () => {
    const plan = [many(11, { dmarc: reject }), many(11)] as const;
    expect(names(...plan, { allow: ['domains-per-change=10'] })).toEqual(['domains-per-change=11']);
    expect(names(...plan, { allow: ['domains-per-change=25'] })).toEqual([]);
    expect(names(...plan, { allow: ['domains-per-change=*'] })).toEqual([]);
  });
});

describe('what is allowed by name', () => {
  const before = [aDomain({ mailProvider: 'fastmail' })];
  const after = [aDomain({ leaving: [{ name: 'fastmail', since: '2026-11-20' }] })];

  test('is that guard for that value, in whatever case', () => {
    expect(names(after, before)).toEqual(['last-mx=acme.example']);
    expect(names(after, before, { allow: ['last-mx=ACME.example'] })).toEqual([]);
    expect(names(after, before, { allow: ['last-mx=other.example'] })).toEqual(['last-mx=acme.example']);
    expect(names(after, before, { allow: ['spf=acme.example'] })).toEqual(['last-mx=acme.example']);
  });

  test('is every value by a star, and several at once', () => {
    expect(names(after, before, { allow: ['dkim=*', 'last-mx=*'] })).toEqual([]);
  });

  test('is what each refusal says', () => {
    const [refusal] = refusals(after, before);
    const allow = [refusal?.override.replace('--allow ', '') ?? ''];
    expect(names(after, before, { allow })).toEqual([]);
  });

  test.each([
    ['last-mxx=acme.example', 'There is no guard named "last-mxx".', 'Did you mean "last-mx"?'],
    ['everything', 'There is no guard named "everything".', 'Guards: last-mx, spf'],
    ['last-mx', '--allow last-mx says nothing', 'Write --allow last-mx=acme.example'],
    ['domain=', '--allow domain says nothing', 'Write --allow domain=acme.example'],
    ['domains-per-change=many', 'takes the number of domains, not "many"', 'Write --allow domains-per-change=25'],
  ])('as "%s" is refused', (text, message, fix) => {
    expect(() => parseAllow([text])).toThrow(
      expect.objectContaining({
        code: 'bad-allow',
        message: expect.stringContaining(message),
        fix: expect.stringContaining(fix),
      }),
    );
  });

  test('comes from the environment with commas or spaces between', () => {
    const allowed = parseAllow(allowFromEnvironment('last-mx=a.example, spf=*'));
    expect([allowed('last-mx', 'a.example'), allowed('spf', 'any'), allowed('dmarc', 'any')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(parseAllow(allowFromEnvironment(undefined))('spf', 'any')).toBe(false);
  });
});

test('a name belongs to the longest domain that it stands in', () => {
  const domains = { 'acme.example': 1, 'news.acme.example': 1 };
  expect(servedDomain('b.news.acme.example', domains)).toBe('news.acme.example');
  expect(servedDomain('_dmarc.acme.example', domains)).toBe('acme.example');
  expect(servedDomain('notacme.example', domains)).toBeUndefined();
});

test('docs/plans.md has each guard', () => {
  const table =
    readFileSync('docs/plans.md', 'utf8')
      .match(/^\| `.*$/gm)
      ?.join('\n') ?? '';
  expect([...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) => cell.match(/[a-z-]+/g))).toEqual([
    ...guardNames,
  ]);
});
