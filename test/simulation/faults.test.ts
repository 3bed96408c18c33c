/** Files of faults: what is said of bad ones, and when which of them is in force. */
import { describe, expect, test } from 'vitest';
import { withoutName } from '../../src/cli/sandbox/sandbox-simulate-text.ts';
import { chart } from '../../src/simulation/chart.ts';
import { sentenceOf } from '../../src/simulation/fault-words.ts';
import { type Fault, inForce, readFaults, spanOf } from '../../src/simulation/faults.ts';
import { staged } from '../../src/simulation/inventory.ts';
import { chance } from '../../src/simulation/random.ts';
import { smallInventory } from './estate.ts';

const places = {
  domains: ['acme.example', 'acme-two.example'],
  mailboxes: ['alex@acme.example'],
  lists: ['spamhaus-dbl'],
  days: 14,
};

function read(text: string) {
  try {
    return readFaults('/faults.yaml', text, places);
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a file', () => {
  test.each([
    ['an unknown kind', 'faults:\n  - { day: 1, fault: meteor }\n', /\/faults\.yaml:2:22 /],
    ['a listing without a list', 'faults:\n  - { day: 1, fault: listing }\n', /\/faults\.yaml:2:\d+ .*list/],
    ['a kind of another fault', 'faults:\n  - { day: 1, fault: dns, kind: wildcard }\n', /\/faults\.yaml:2:33 /],
    [
      'an unknown list',
      'faults:\n  - { day: 1, fault: listing, list: spamhouse }\n',
      /:2:37 There is no blocklist "spamhouse"/,
    ],
    [
      'an unknown domain',
      'faults:\n  - { day: 1, fault: silence, domain: b.example }\n',
      /:2:39 No domain .* "b\.example": acme\.example, acme-two/,
    ],
    [
      'an unknown mailbox',
      'faults:\n  - { day: 1, fault: mailbox-removed, mailbox: x@y.example }\n',
      /:2:48 No mailbox .* "x@y\.example"/,
    ],
    ['no YAML', 'faults: [\n', /\/faults\.yaml:\d+:\d+ /],
  ])('with %s is refused before anything begins', (_, text, says) => {
    expect(read(text)).toMatch(says);
  });

  test('whose fault comes after the end is read, and that is said', () => {
    expect(
      read(
        'faults:\n  - { day: 15, fault: restart }\n  - { day: 2, fault: quiet, domain: "*-two.example", rate: 0.5 }\n',
      ),
    ).toMatchObject({
      faults: [{ day: 15, fault: 'restart' }, { day: 2 }],
      warnings: [expect.stringMatching(/:2:12 Day 15 is after the end, which is day 14\./)],
    });
  });
});

const DAY = 86_400_000;

test('what lasts ends when it says, or never; what happens is over at once', () => {
  const listing: Fault = { day: 2, hour: 0, fault: 'listing', list: 'spamhaus-dbl' };
  expect(spanOf({ ...listing, days: 1, hours: 12 }, 0)).toEqual([DAY, 2.5 * DAY]);
  expect(spanOf(listing, 0)).toEqual([DAY, Number.POSITIVE_INFINITY]);
  expect(spanOf({ day: 1, fault: 'restart', days: 3 }, 0)).toEqual([DAY / 4, DAY / 4]);
  const faults: Fault[] = [{ ...listing, days: 1 }];
  expect([DAY - 1, DAY, 2 * DAY - 1, 2 * DAY].map(now => inForce(faults, 'listing', 0, now).length)).toEqual([
    0, 1, 1, 0,
  ]);
});

test('every kind has a sentence', () => {
  expect(sentenceOf({ day: 1, fault: 'complaints', rate: 0.0009 })).toBe('0.09 % of its recipients complain');
  expect(sentenceOf({ day: 1, fault: 'outage', of: 'cloudflare', kind: 'answer-lost' })).toContain('answers are lost');
});

test('chance is the same each time, and evenly spread', () => {
  expect(chance(1, 'a', 2)).toBe(chance(1, 'a', 2));
  expect(chance(2, 'a', 2)).not.toBe(chance(1, 'a', 2));
  const below = Array.from({ length: 10_000 }, (_, index) => chance(7, index)).filter(each => each < 0.1).length;
  expect(below).toBeGreaterThan(850);
  expect(below).toBeLessThan(1150);
});

test('the inventory that is played: every domain begins on day 1, signs with keys of ours, and has no account', () => {
  const played = staged(smallInventory(), {
    ...{ start: '2026-11-30', mode: 'observe', keys: '/keys' },
    removed: new Set(['alex@one.example']),
    plays: ({ domain }) => domain !== 'two.example',
  });
  const [one, two] = played.segments
    .flatMap(({ domains }) => domains)
    .filter(({ domain }) => /^(one|two)/.test(domain));
  expect(one?.settings).toMatchObject({
    warmup: { start: '2026-11-30' },
    dkim: { signers: [{ name: 'opendkim', folder: '/keys' }] },
    modes: { dkim: 'observe' },
    mailboxes: [{ user: 'sam' }],
  });
  expect(two?.settings.dkim.signers).toEqual([]);
  expect(played.segments.every(({ accounts }) => Object.keys(accounts).length === 0)).toBe(true);
});

test('a chart is well-formed, names what happened, and escapes it', () => {
  const svg = chart({
    ...{ start: '2026-11-30', weeks: 1 },
    days: Array.from({ length: 7 }, (_, index) => ({
      ...{
        day: index + 1,
        date: `2026-12-0${index + 1}`,
        segment: 's',
        domain: 'acme.example',
        state: 'warming',
        week: 1,
      },
      ...{ allowed: 10, sent: index, delivered: index, bounced: 0, complained: 0 },
    })),
    happenings: [{ day: 2, at: 0, kind: 'fault', domain: 'acme.example', text: '<b> & "c"' }],
  });
  expect(svg).toMatch(/^<svg [^>]*viewBox/);
  expect(svg).toContain('acme.example: &#60;b&#62; &#38; &#34;c&#34;');
  expect(svg).not.toContain('<b>');
  expect(svg.match(/<title>Day \d/g)).toHaveLength(7);
});

test.each([
  ['my1._domainkey.acme.example is published', 'my1._domainkey is published'],
  ['acme.example: it went on', 'it went on'],
  ['job dkim: acme.example: no answer', 'job dkim: no answer'],
  ['acme.example is held: nothing is sent.', 'it is held: nothing is sent.'],
  ['The warm-up of acme.example does not go on.', 'Its warm-up does not go on.'],
  ['asked to list the records of acme.example (HTTP 502).', 'asked to list its records (HTTP 502).'],
  ['warmup.start of alex@acme.example', 'warmup.start of alex'],
  ['acme.example/opendkim/rsa-2048 of my-acme.example', 'it/opendkim/rsa-2048 of my-acme.example'],
  ['acme.example.net is listed', 'acme.example.net is listed'],
])('behind the name of its domain a timeline says %j as %j', (text, told) => {
  expect(withoutName(text, 'acme.example')).toBe(told);
});
