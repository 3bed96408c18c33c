/** When new volume can be used. */
import { expect, test } from 'vitest';
import { gainLines } from '../../src/cli/changes/gain-text.ts';
import { gainsOf } from '../../src/estate/capacity/gain.ts';
import type { DomainParts } from '../support/estate.ts';
import { aDomain, anEstate, templates } from '../support/estate.ts';

/** A Wednesday. */
const TODAY = '2026-11-25';
const boxes = (count: number) => Array.from({ length: count }, (_, index) => ({ user: `u${index}` }));

function gains(domains: DomainParts[], { fresh = [], added = [] }: { fresh?: string[]; added?: string[] }) {
  const estate = anEstate(
    domains.map(parts => aDomain({ mailProvider: 'fastmail', segment: 'pool', ...parts })),
    { segments: { pool: { profile: 'high-volume' } } },
    TODAY,
  );
  return gainLines(gainsOf(estate, templates(), { domains: new Set(fresh), mailboxes: new Set(added) }), TODAY);
}

const added = ['u1@acme.example', 'u2@acme.example'];

test('new mailboxes of a domain that sends begin at the first step of their schedule', () => {
  expect(gains([{ mailboxes: boxes(3) }], { added })).toEqual([
    'acme.example: +2 mailboxes: 10 a day from today, 80 a day from 2026-12-09',
  ]);
});

test('they come with a domain that is yet to begin, and on the days on which it sends', () => {
  expect(gains([{ mailboxes: boxes(3), warmup: { start: '2026-12-01' } }], { added })).toEqual([
    'acme.example: +2 mailboxes: 10 a day from 2026-12-01, 80 a day from 2026-12-15',
  ]);
  const sendingHours = { from: 8, to: 18 };
  expect(gains([{ mailboxes: boxes(3), sendingHours: { ...sendingHours, days: ['mon'] } }], { added })).toEqual([
    'acme.example: +2 mailboxes: 18 a day from 2026-11-30, 80 a day from 2026-12-14',
  ]);
});

test('what the domain itself does not let through is no gain', () => {
  expect(gains([{ mailboxes: boxes(4) }], { added: ['u3@acme.example'] })).toEqual([
    'acme.example: +1 mailbox: 5 a day from today, 30 a day from 2026-12-08',
  ]);
  expect(gains([{ mailboxes: boxes(6), lifecycle: { state: 'reserve', graceDays: 30 } }], { added })).toEqual([]);
});

test('new domains that are alike share a line; one without a limit says so', () => {
  const warming = { mailboxes: boxes(2), lifecycle: { state: 'warming', since: TODAY, graceDays: 30 } } as const;
  const names = ['a.example', 'b.example'];
  expect(
    gains(
      names.map(domain => ({ ...warming, mailboxes: boxes(2), domain })),
      { fresh: names },
    ),
  ).toEqual(['2 domains of pool, each: new, with 2 mailboxes: 10 a day from today, 80 a day from 2026-12-09']);
  expect(gains([{ mailboxes: boxes(2) }], { fresh: ['acme.example'] })).toEqual([
    'acme.example: new, with 2 mailboxes: 80 a day from today',
  ]);
});
