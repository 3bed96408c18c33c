/** Files of faults that nobody wrote: every kind, at any time, one over the other. */
import fc from 'fast-check';
import type { Fault } from '../../src/simulation/faults.ts';

export const DOMAINS = ['one.example', 'two.example', 'three.example', 'news.example'];

const lists = fc.constantFrom('spamhaus-zen', 'spamhaus-dbl', 'surbl');
const domain = fc.option(fc.constantFrom(...DOMAINS, 't*.example'), { nil: undefined });
const length = fc.oneof(
  fc.record({ hours: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 8 }) }),
);
const rate = fc.constantFrom(0, 0.0009, 0.01, 0.03, 0.2, 1);

const kinds: fc.Arbitrary<Omit<Fault, 'day' | 'hour'>>[] = [
  fc.record({ fault: fc.constant('listing' as const), list: fc.constantFrom('spamhaus-dbl', 'surbl'), domain }),
  fc.record({
    ...{ fault: fc.constant('listing' as const), list: fc.constant('spamhaus-zen') },
    target: fc.constant('192.0.2.10'),
  }),
  fc.record({
    ...{ fault: fc.constant('broken-list' as const), list: lists },
    kind: fc.constantFrom('wildcard', 'error-code', 'dead'),
  }),
  fc.record({
    ...{ fault: fc.constant('bounces' as const), rate, domain },
    class: fc.constantFrom('recipient' as const, 'sender' as const, 'content' as const, 'temporary' as const),
  }),
  fc.record({ fault: fc.constant('complaints' as const), rate, domain }),
  fc.record({ fault: fc.constant('silence' as const), domain }),
  fc.record({ fault: fc.constant('quiet' as const), rate, domain }),
  fc.record({
    ...{ fault: fc.constant('outage' as const) },
    of: fc.constantFrom('cloudflare' as const, 'receivers' as const, 'feedback' as const),
  }),
  fc.record({
    ...{ fault: fc.constant('outage' as const), of: fc.constant('cloudflare' as const) },
    kind: fc.constant('answer-lost'),
  }),
  fc.record({
    ...{ fault: fc.constant('dns' as const), domain },
    kind: fc.constantFrom('servfail', 'refused', 'disagree'),
  }),
  fc.record({ fault: fc.constant('signer' as const), kind: fc.constantFrom('fails', 'ignores'), domain }),
  fc.record({ fault: fc.constant('leaked-key' as const), domain: fc.constantFrom(...DOMAINS, '*') }),
  fc.record({ fault: fc.constant('rotation' as const), domain: fc.constantFrom(...DOMAINS, '*') }),
  fc.record({ fault: fc.constant('held' as const), domain: fc.constantFrom(...DOMAINS, '*') }),
  fc.record({
    ...{ fault: fc.constant('clock' as const) },
    by: fc.constantFrom(-86_400, -3600, -61, 59, 3600, 7200, 86_400),
  }),
  fc.record({ fault: fc.constant('restart' as const) }),
  fc.record({ fault: fc.constant('killed' as const) }),
  fc.record({
    ...{ fault: fc.constant('mailbox-removed' as const) },
    mailbox: fc.constantFrom('alex@one.example', 'sam@two.example', 'alex@three.example'),
  }),
];

export const anyFaults = (days: number): fc.Arbitrary<Fault[]> =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: days }), fc.integer({ min: 0, max: 23 }), fc.oneof(...kinds), length)
      .map(([day, hour, fault, length]) => JSON.parse(JSON.stringify({ day, hour, ...fault, ...length })) as Fault),
    { minLength: 1, maxLength: 8 },
  );
