/** What the estate costs: what is paid once, what by the piece, and what nobody knows the price of. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, domainCosts } from '../../src/estate/cost/cost.ts';
import { due, totals } from '../../src/estate/cost/money.ts';
import type { Price } from '../../src/inventory/price.ts';
import type { Templates } from '../../src/inventory/template.ts';
import { aDomain, anEstate, type DomainParts, templates } from '../support/estate.ts';

const TODAY = '2026-11-25';

const price = (parts: Partial<Price> & Pick<Price, 'for' | 'amount'>): Price => ({
  currency: 'USD',
  source: 'https://vendor.example/',
  checked: TODAY,
  verified: 'documentation',
  ...parts,
});

/** The shipped templates with other prices: the tests are not about what vendors ask for today. */
function priced(prices: Record<string, Price[]>): Templates {
  const known = templates();
  const providers = new Map(known.providers);
  for (const [name, own] of Object.entries(prices)) {
    providers.set(name, { ...known.providers.get(name), prices: own } as never);
  }
  return { ...known, providers };
}

const estate = (domains: DomainParts[]) =>
  anEstate(
    domains.map(parts => aDomain({ segment: 'pool', ...parts })),
    { segments: { pool: { profile: 'notifications' }, primary: { profile: 'standard' } } },
    TODAY,
  );

const cost = (domains: DomainParts[], known = templates(), chosen?: Parameters<typeof costOf>[3]) =>
  costOf(estate(domains), known, TODAY, chosen);

const outline = ({ lines }: ReturnType<typeof costOf>) =>
  lines.map(({ segment, for: what, of, quantity }) => `${segment ?? '-'} ${what} ${of} ${quantity}`);

describe('money', () => {
  test('36,000 a month at $0.10 per 1,000 are $3.60, 10 domains at $12 are $120 a year', () => {
    expect(due(price({ for: 'thousand', amount: 0.1 }), 36_000)).toEqual({
      currency: 'USD',
      monthCents: 360,
      yearCents: 4320,
    });
    expect(due(price({ for: 'domain', amount: 12, every: 'year' }), 10)).toMatchObject({
      monthCents: 1000,
      yearCents: 12_000,
    });
  });

  test('never loses a cent to the way floats are', () => {
    const amounts = fc.integer({ min: 0, max: 1e7 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 1e5 }), (cents, quantity) => {
        const { monthCents, yearCents } = due(price({ for: 'mailbox', amount: cents / 100 }), quantity);
        expect(monthCents).toBe(cents * quantity);
        expect(yearCents).toBe(cents * quantity * 12);
      }),
    );
  });

  test('is summed by currency', () => {
    const [euros, dollars] = [
      due(price({ for: 'mailbox', amount: 5, currency: 'EUR' }), 1),
      due(price({ for: 'mailbox', amount: 7 }), 1),
    ];
    expect(totals([dollars, euros, dollars])).toEqual([
      { currency: 'EUR', monthCents: 500, yearCents: 6000 },
      { currency: 'USD', monthCents: 1400, yearCents: 16_800 },
    ]);
  });
});

describe('an estate pays', () => {
  test('for a registered name and a zone once, where the name itself is', () => {
    const found = cost([
      { domain: 'notify.acme.example', zone: 'acme.example', segment: 'notify' },
      { domain: 'acme.example', segment: 'primary' },
      { domain: 'mail.other.example', zone: 'other.example', segment: 'notify' },
    ]);
    expect(outline(found)).toEqual([
      'notify domain domain 1',
      'notify zone zone 1',
      'primary domain domain 1',
      'primary zone zone 1',
    ]);
  });

  test('for a retired name still, and for its mailboxes no more', () => {
    const lifecycle = { state: 'retired' as const, since: '2026-10-01', graceDays: 30 };
    const gone = { domain: 'gone.example', mailProvider: 'zoho', mailboxes: [{ user: 'a' }], lifecycle };
    expect(outline(cost([gone]))).toEqual(['pool domain domain 1', 'pool zone zone 1']);
    const going = { ...gone, lifecycle: { ...lifecycle, since: TODAY } };
    expect(outline(cost([going]))).toContain('pool mailbox zoho 1');
  });

  test('for a suspended mailbox like any other, for one that is to be deleted no more', () => {
    const leaving = (since: string) => ({ lifecycle: { state: 'retired', since, graceDays: 30 } }) as const;
    const mailboxes = [{ user: 'a' }, { user: 'b', ...leaving('2026-11-20') }, { user: 'c', ...leaving('2026-01-01') }];
    expect(outline(cost([{ mailProvider: 'fastmail', mailboxes }]))).toContain('pool mailbox fastmail 2');
  });

  test('for each mailbox, or for one account with as many as one likes', () => {
    const known = priced({
      zoho: [price({ for: 'mailbox', amount: 1, every: 'month' })],
      purelymail: [price({ for: 'account', amount: 10, every: 'year' })],
    });
    const mailboxes = [{ user: 'a' }, { user: 'b' }];
    const found = cost(
      [
        { domain: 'a.example', mailProvider: 'zoho', mailboxes },
        { domain: 'b.example', mailProvider: 'purelymail', mailboxes },
        { domain: 'c.example', mailProvider: 'purelymail', mailboxes, segment: 'primary' },
      ],
      known,
    );
    expect(outline(found).filter(line => !/domain|zone/.test(line))).toEqual([
      'pool mailbox zoho 2',
      '- account purelymail 1',
    ]);
    expect(found.total).toEqual([{ currency: 'USD', monthCents: 300 + 200 + 83, yearCents: 3600 + 2400 + 1000 }]);
  });

  test('a relay for what it may carry in thirty days, beyond what its account contains', () => {
    const known = priced({
      postmark: [price({ for: 'account', amount: 15, includes: 10_000 }), price({ for: 'thousand', amount: 2 })],
    });
    const relays = [{ name: 'postmark' }];
    const warmup = { target: 500 };
    const found = cost(
      [
        { domain: 'a.example', relays, warmup },
        { domain: 'b.example', relays, warmup, segment: 'primary' },
      ],
      known,
    );
    expect(outline(found).slice(-2)).toEqual(['- account postmark 1', '- messages postmark 20000']);
    expect(found.usage).toEqual([{ currency: 'USD', monthCents: 4000, yearCents: 48_000 }]);
    expect(found.fixed).toEqual([{ currency: 'USD', monthCents: 1500 + 200, yearCents: 18_000 + 2400 }]);
  });

  test('of several relays the dearest, so that the sum is not too low', () => {
    const known = priced({
      postmark: [price({ for: 'thousand', amount: 2 })],
      mailgun: [price({ for: 'thousand', amount: 1 })],
    });
    const found = cost([{ relays: [{ name: 'mailgun' }, { name: 'postmark' }], warmup: { target: 10 } }], known);
    expect(outline(found).slice(-1)).toEqual(['pool messages postmark 300']);
  });

  test('what has no price is named and in no sum', () => {
    const found = cost(
      [{ mailProvider: 'zoho', mailboxes: [{ user: 'a' }], relays: [{ name: 'brevo' }] }],
      priced({ zoho: [], brevo: [] }),
    );
    expect(found.unknown.map(({ for: what, of }) => `${what} ${of}`)).toEqual(['mailbox zoho', 'messages brevo']);
    expect(found.total).toEqual([{ currency: 'USD', monthCents: 100, yearCents: 1200 }]);
  });

  test('and a part of it is what its own domains ask for', () => {
    const known = priced({ purelymail: [price({ for: 'account', amount: 10, every: 'year' })] });
    const shared = { mailProvider: 'purelymail', mailboxes: [{ user: 'a' }] };
    const domains = [
      { domain: 'a.example', ...shared },
      { domain: 'b.example', ...shared, segment: 'primary' },
      { domain: 'sub.a.example', zone: 'a.example', segment: 'primary' },
    ];
    const part = cost(domains, known, ({ segment }) => segment === 'primary');
    expect(outline(part)).toEqual(['primary domain domain 1', 'primary zone zone 1', '- account purelymail 1']);
  });
});

test('what one domain asks for can be had by itself', () => {
  const [own] = domainCosts(
    estate([{ domain: 'a.example', mailProvider: 'zoho', mailboxes: [{ user: 'a' }] }]),
    templates(),
    TODAY,
  );
  expect(own).toEqual({
    domain: 'a.example',
    segment: 'pool',
    items: [
      { for: 'domain', of: 'domain', once: 'a.example', quantity: 1 },
      { for: 'zone', of: 'zone', once: 'a.example', quantity: 1 },
      { for: 'mailbox', of: 'zoho', quantity: 1 },
    ],
  });
});
