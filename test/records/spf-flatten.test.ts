/** Which includes give way to addresses, and where the addresses go. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refreshLock } from '../../src/flatten/refresh.ts';
import type { LockedInclude, SpfLock } from '../../src/inventory/model.ts';
import { type SpfHost, spfHosts } from '../../src/records/spf-hosts.ts';
import { evaluateSpf } from '../../src/spf/evaluate.ts';
import { resolverFor, type Zone } from '../spf/zone.ts';
import { aDomain, anInventory, type DomainParts, TODAY, templates } from '../support/estate.ts';
import { contextOf, recordsOf } from '../support/records.ts';

const dates = { resolved: '2026-11-20', refreshBy: '2026-12-20' };
const locked = (...networks: string[]): LockedInclude => ({ ...dates, lookups: 1, networks });
const cannot: LockedInclude = { ...dates, cannot: 'it has a macro' };

/** Unknown to the templates: one lookup each. */
const cheap = (count: number): string[] => Array.from({ length: count }, (_, at) => `r${at}.example`);
const dear = (...include: string[]): DomainParts => ({ spf: { all: '-all', include, flatten: 'whenNeeded' } });
const apexOf = (parts: DomainParts, spfLock: SpfLock): SpfHost => spfHosts(contextOf(parts, { spfLock }))[0] as SpfHost;
const replaced = (parts: DomainParts, spfLock: SpfLock): string[] | undefined =>
  apexOf(parts, spfLock).flattening?.replaced.map(({ name }) => name);

/** Of the space for benchmarks (RFC 2544), none beside another. */
const scattered = (count: number, step = 2): string[] =>
  Array.from({ length: count }, (_, at) => `198.${18 + ((at * step) >> 8)}.${(at * step) & 255}.0/24`);

describe('the includes that give way', () => {
  // Mailgun costs 5 and SendGrid 2, by their templates.
  const all = ['mailgun.org', 'sendgrid.net'];

  test.each<[string, string[], SpfLock, string[] | undefined]>([
    ['are none while ten lookups are enough', [...all, ...cheap(3)], {}, undefined],
    ['are the dearest', [...all, ...cheap(4)], {}, ['mailgun.org']],
    ['are as few as it takes', [...all, ...cheap(9)], {}, ['mailgun.org', 'sendgrid.net']],
    [
      'are those that the lock has already, where they do',
      [...all, ...cheap(4)],
      { 'r2.example': locked('192.0.2.1') },
      ['r2.example'],
    ],
    [
      'are the dearest again where those do not',
      [...all, ...cheap(6)],
      { 'r2.example': locked('192.0.2.1') },
      ['mailgun.org'],
    ],
    ['are others where the dearest cannot', [...all, ...cheap(4)], { 'mailgun.org': cannot }, ['sendgrid.net']],
    [
      'are found whatever their case',
      ['Mailgun.org', ...cheap(6)],
      { 'mailgun.org': locked('192.0.2.1') },
      ['mailgun.org'],
    ],
    ['are not those whose name depends on the message', ['%{i}.mailgun.org', ...cheap(10)], {}, ['r0.example']],
  ])('%s', (_, include, lock, expected) => {
    expect(replaced(dear(...include), lock)).toEqual(expected);
  });

  test('are said and not replaced while their addresses are unknown', () => {
    const { record, flattening } = apexOf(dear('mailgun.org', ...cheap(6)), {});
    expect(record.content).toContain('include:mailgun.org');
    expect(flattening).toMatchObject({ before: 11, missing: ['mailgun.org'], own: [], fits: true });
  });

  test('are not enough: the record says what is left', () => {
    const lock = Object.fromEntries(cheap(12).map(name => [name, cannot]));
    const { record, flattening } = apexOf(dear('mailgun.org', ...cheap(12)), {
      ...lock,
      'mailgun.org': locked('192.0.2.1'),
    });
    expect([record.lookups, flattening?.fits]).toEqual([12, false]);
  });
});

describe('their addresses', () => {
  const withOwn: DomainParts = { ...dear('mailgun.org', ...cheap(6)), sendingIps: ['192.0.2.0/25', '2001:db8::1'] };

  test("stand first, joined with the domain's own", () => {
    const lock = { 'mailgun.org': locked('192.0.2.128/25', '198.51.100.1') };
    expect(apexOf(withOwn, lock).record.content).toBe(
      `v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.1 ip6:2001:db8::1 ${cheap(6)
        .map(name => `include:${name}`)
        .join(' ')} -all`,
    );
  });

  test('that do not fit an answer stand in own includes, which each cost a lookup', () => {
    const lock = { 'mailgun.org': locked(...scattered(40)) };
    const records = recordsOf(withOwn, { spfLock: lock }).filter(({ role }) => role === 'spf');
    expect(records.map(({ key, name }) => `${key} ${name}`)).toEqual([
      'spf acme.example',
      'spf-1 _spf1.acme.example',
      'spf-2 _spf2.acme.example',
    ]);
    expect(records[0]?.content).toMatch(
      /^v=spf1 ip4:192\.0\.2\.0\/25 ip6:2001:db8::1 include:_spf1\.acme\.example include:_spf2/,
    );
    expect(apexOf(withOwn, lock).record.lookups).toBe(8);
    expect(
      records
        .slice(1)
        .flatMap(({ content }) => content.split(' ').slice(1, -1))
        .sort(),
    ).toEqual(
      scattered(40)
        .map(network => `ip4:${network}`)
        .sort(),
    );
  });

  test('make room for the other texts at the host', () => {
    const lock = { 'mailgun.org': locked(...scattered(10)) };
    const verification = { name: '@', type: 'TXT' as const, content: 'x'.repeat(200) };
    expect(apexOf(withOwn, lock).flattening?.own).toHaveLength(0);
    expect(apexOf({ ...withOwn, records: [verification] }, lock).flattening?.own).toHaveLength(1);
  });

  test('keep their place when one comes or goes', () => {
    const placesOf = (networks: string[]) => {
      const own = apexOf(withOwn, { 'mailgun.org': locked(...networks) }).flattening?.own ?? [];
      return new Map(
        own.flatMap(({ name, content }) => content.match(/ip4:\S+/g)?.map(term => [term, name] as const) ?? []),
      );
    };
    const all = scattered(30);
    const [before, after] = [placesOf(all), placesOf(all.filter((_, at) => at !== 20))];
    expect(new Set(before.values()).size).toBe(new Set(after.values()).size);
    expect(before.size).toBe(after.size + 1);
    for (const [term, name] of after) expect(before.get(term)).toBe(name);
  });

  test('go to a return path that is too dear, below its own name', () => {
    const relay = { name: 'smtp-relay', spfInclude: 'spf.relay.example', returnPath: 'bounce' };
    const parts: DomainParts = {
      ...dear(),
      relays: ['a', 'b', 'c'].map(label => ({ ...relay, spfInclude: `${label}.relay.example` })),
    };
    const spfLock = {
      'a.relay.example': locked(...scattered(30)),
      'b.relay.example': locked(...scattered(60).slice(30)),
    };
    const keys = recordsOf(parts, { spfLock }).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(['spf', 'spf@bounce', 'spf-1@bounce', 'spf-3@bounce']));
  });

  test('are gone with everything else when the domain is retired', () => {
    const parts: DomainParts = { ...withOwn, lifecycle: { state: 'retired', since: '2026-01-01', graceDays: 30 } };
    const keys = recordsOf(parts, { spfLock: { 'mailgun.org': locked(...scattered(40)) } }).map(({ key }) => key);
    expect(keys.filter(key => key.startsWith('spf'))).toEqual(['spf']);
  });
});

/** Each include costs what its template says, so that what is counted offline is what receivers count. */
describe('whatever is included', () => {
  const address = fc.integer({ min: 0, max: 4095 }).map(low => `192.0.${2 + (low >> 8)}.${low & 255}`);
  const network = fc.tuple(address, fc.integer({ min: 25, max: 32 })).map(([ip, prefix]) => `ip4:${ip}/${prefix}`);
  const list = fc
    .array(
      fc.oneof(
        network,
        address.map(ip => `-ip4:${ip}`),
      ),
      { minLength: 1, maxLength: 30 },
    )
    .map(terms => terms.join(' '));
  const names = ['mailgun.org', 'sendgrid.net', 'spf.zoho.example', ...cheap(12)];
  const estates = fc.record({
    include: fc.subarray(names, { minLength: 8 }),
    lists: fc.array(list, { minLength: names.length + 5, maxLength: names.length + 5 }),
    macro: fc.subarray(names, { maxLength: 4 }),
    all: fc.constantFrom('-all' as const, '~all' as const),
    sendingIps: fc.subarray(['192.0.2.0/28', '2001:db8::/32']),
    ips: fc.array(address, { minLength: 6, maxLength: 6 }),
  });

  const zoneOf = (lists: string[], macro: string[]): Zone => {
    const zone: Zone = {};
    for (const [at, name] of names.entries()) zone[`${name} TXT`] = [`v=spf1 ${lists[at]} ~all`];
    const below = ['a', 'b', 'c', 'd'].map((label, at) => [`${label}.mailgun.org`, lists[names.length + at]]);
    for (const [name, text] of below) zone[`${name} TXT`] = [`v=spf1 ${text} -all`];
    zone['mailgun.org TXT'] = [`v=spf1 ${below.map(([name]) => `include:${name}`).join(' ')} ~all`];
    zone['sendgrid.net TXT'] = [`v=spf1 ${lists[1]} include:a.sendgrid.net ~all`];
    zone['a.sendgrid.net TXT'] = [`v=spf1 ${lists.at(-1)} -all`];
    // No list holds who passes these; none of the clients does.
    for (const name of macro) if (name.startsWith('r')) zone[`${name} TXT`] = ['v=spf1 -ip4:192.0.0.0/16 +all'];
    return zone;
  };

  test('the same clients pass, nothing takes over ten lookups, and every record fits an answer', async () => {
    let flattened = 0;
    await fc.assert(
      fc.asyncProperty(estates, async ({ include, lists, macro, all, sendingIps, ips }) => {
        const zone = zoneOf(lists, macro);
        const parts: DomainParts = { spf: { all, include, flatten: 'whenNeeded' }, sendingIps };
        const { resolve } = resolverFor(zone);
        const { lock, hosts } = await refreshLock(anInventory([aDomain(parts)]), templates(), TODAY, resolve);
        expect(hosts.flatMap(({ flattening }) => flattening.missing)).toEqual([]);
        if (hosts.some(({ flattening }) => !flattening.fits)) return;
        flattened += hosts.length;
        const records = recordsOf(parts, { spfLock: lock }).filter(({ role }) => role === 'spf');
        for (const { name, content } of records.slice(hosts.length > 0 ? 0 : 1)) {
          if (name !== 'acme.example') expect(name.length + content.length).toBeLessThanOrEqual(450);
        }
        const published = resolverFor({
          ...zone,
          ...Object.fromEntries(records.map(({ name, content }) => [`${name} TXT`, [content]])),
        }).resolve;
        const ask = (domain: string, ip: string, by = published) =>
          evaluateSpf({ ip, domain, mailFrom: 'a@acme.example', helo: 'mx.example' }, by);
        for (const ip of ips) {
          const own = await evaluateSpf(
            { ip, mailFrom: 'a@acme.example', helo: 'mx.example' },
            resolverFor({
              'acme.example TXT': [
                `v=spf1 ${sendingIps.map(each => `ip${each.includes(':') ? 6 : 4}:${each}`).join(' ')} -all`,
              ],
            }).resolve,
          );
          const passes = await Promise.all(include.map(async name => (await ask(name, ip)).result === 'pass'));
          const expected =
            own.result === 'pass' || passes.includes(true) ? 'pass' : all === '-all' ? 'fail' : 'softfail';
          const { result, lookups, reason } = await ask('acme.example', ip);
          expect([result, reason], JSON.stringify(records)).toEqual([expected, undefined]);
          expect(lookups).toBeLessThanOrEqual(10);
        }
      }),
      { numRuns: 60 },
    );
    expect(flattened).toBeGreaterThan(20);
  });
});

describe('the lock', () => {
  const zone: Zone = Object.fromEntries(
    ['mailgun.org', ...cheap(12)].map((name, at) => [`${name} TXT`, [`v=spf1 ip4:192.0.2.${at} -all`]]),
  );
  const refreshed = (include: string[], spfLock: SpfLock, today = TODAY) =>
    refreshLock(anInventory([aDomain(dear(...include))], { spfLock }), templates(), today, resolverFor(zone).resolve);

  test('keeps what a record has though it is not needed now, so that the decision stays', async () => {
    const old = { 'r0.example': locked('192.0.2.1'), 'r9.example': locked('192.0.2.10') };
    const { lock, hosts, changes } = await refreshed(['mailgun.org', ...cheap(9)], old);
    expect(hosts[0]?.flattening.replaced.map(({ name }) => name)).toEqual(['mailgun.org']);
    expect(changes.map(({ include, status }) => `${include} ${status}`)).toEqual([
      'mailgun.org new',
      'r0.example unchanged',
      'r9.example dropped',
    ]);
    const again = await refreshed(['mailgun.org', ...cheap(9)], lock);
    expect([again.lock, again.hosts]).toEqual([lock, hosts]);
  });

  test('asks for another where what it found leaves too much', async () => {
    zone['mailgun.org TXT'] = [
      `v=spf1 ${scattered(120)
        .map(network => `ip4:${network}`)
        .join(' ')} -all`,
    ];
    const { lock, hosts } = await refreshed(['mailgun.org', ...cheap(6)], {});
    expect(hosts[0]).toMatchObject({ flattening: { fits: true, missing: [] } });
    expect(hosts[0]?.flattening.replaced.map(({ name }) => name)).toEqual(['r0.example']);
    expect((await refreshed(['mailgun.org', ...cheap(6)], lock)).lock).toEqual(lock);
  });
});
