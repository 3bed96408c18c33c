/** Each rule of a simulation can fail: a story that breaks it, beside one that does not. */
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/ledger/decisions.ts';
import type { Evidence } from '../../src/simulation/evidence.ts';
import { invariants } from '../../src/simulation/invariants.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Date.parse('2026-12-01T12:00:00Z');
const DATE = '2026-12-01';

const sending = { at: NOON, by: NOON, mailbox: 'alex@acme.example', domain: 'acme.example', messages: 5 };

const delivery = {
  ...{ at: NOON, from: 'alex@acme.example', to: ['a@b.example'], domain: 'acme.example', authenticated: true },
  signatures: [{ domain: 'acme.example', selector: 'my1', result: 'pass' }],
};

const decision = (more: Partial<Decision> = {}): Decision => ({
  ...{ id: 1, at: NOON, job: 'warmup', action: 'warmup.advance', domain: 'acme.example', subject: 'acme.example' },
  ...{ parameters: {}, why: 'Week 1 is over.', evidence: { sent: 5 }, mode: 'enforce', who: 'daemon' },
  steps: [{ at: NOON, outcome: 'done', detail: '', who: 'daemon' }],
  ...more,
});

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  ...{ sendings: [sending], deliveries: [delivery], held: [], decisions: [decision()], quietSince: NOON },
  stopped: new Set(),
  ceilings: [{ name: 'alex@acme.example', date: DATE, messages: 5 }],
  rolling: [{ mailbox: 'alex@acme.example', milliseconds: DAY, messages: 5 }],
  rings: [{ at: NOON, ring: 'acme.example/opendkim/rsa-2048', active: ['my1'], leaked: false }],
  signedWith: [{ at: NOON, name: 'my1._domainkey.acme.example', there: true }],
  listings: [{ list: 'spamhaus-dbl', target: 'acme.example', from: NOON }],
  rates: [{ at: NOON, domain: 'acme.example', condition: 'bounces', rate: 0.07 }],
  notices: [
    { key: 'blocklists/spamhaus-dbl/acme.example', at: NOON + HOUR },
    { key: 'bounces/acme.example', at: NOON - HOUR },
  ],
  plays: domain => domain === 'acme.example',
  modeOf: () => 'enforce',
  dateOf: (_, at) => new Date(at).toISOString().slice(0, 10),
  ...more,
});

const broken = (more: Partial<Evidence>) =>
  invariants(evidence(more)).flatMap(({ rule, broken }) => broken.map(each => `${rule}: ${each}`));

test('a story in which all is well', () => {
  expect(broken({})).toEqual([]);
  expect(invariants(evidence()).filter(({ looked }) => looked === 0)).toMatchObject([
    { rule: 'nothing was sent that was held' },
    { rule: 'no hold outlasts its cause' },
    { rule: 'every later step goes by a decision that was let through' },
  ]);
});

test('a warm-up that is stopped holds for as long as it is', () => {
  const held = {
    unit: 'domain',
    name: 'acme.example',
    cause: 'warmup',
    from: NOON + 1,
    to: Number.POSITIVE_INFINITY,
  } as const;
  expect(broken({ held: [held], stopped: new Set(['acme.example']) })).toEqual([]);
});

describe('it breaks where', () => {
  const cases: [string, Partial<Evidence>, string][] = [
    [
      'more was sent than the day lets through',
      { rolling: [], sendings: [sending, { ...sending, messages: 1 }] },
      'sent 6 on',
    ],
    [
      'more was sent than a rolling day lets through, over midnight',
      { ceilings: [], sendings: [sending, { ...sending, by: NOON + 20 * HOUR, messages: 1 }] },
      'sent 6 within 24 h',
    ],
    ['a message was not signed', { deliveries: [{ ...delivery, signatures: [], authenticated: false }] }, 'not signed'],
    [
      'a key was not in DNS when its message arrived',
      {
        deliveries: [
          {
            ...delivery,
            authenticated: false,
            signatures: [{ domain: 'acme.example', selector: 'my1', result: 'neutral', comment: 'no key' }],
          },
        ],
      },
      'my1: neutral (no key)',
    ],
    [
      'something was sent that was held',
      { held: [{ unit: 'domain', name: 'acme.example', cause: 'dkim', from: NOON - 1, to: NOON + 1 }] },
      'held by dkim',
    ],
    [
      'a hold does not end',
      {
        held: [{ unit: 'ip', name: '192.0.2.1', cause: 'blocklists', from: NOON - 1, to: Number.POSITIVE_INFINITY }],
      },
      '192.0.2.1 is held by blocklists since',
    ],
    [
      'a warm-up that goes on is held by it',
      {
        held: [{ unit: 'domain', name: 'acme.example', cause: 'warmup', from: NOON + 1, to: Number.POSITIVE_INFINITY }],
      },
      'acme.example is held by warmup since',
    ],
    ['something was done in a mode that only observes', { modeOf: () => 'observe' }, 'was carried out in mode enforce'],
    ['something was done that waited for a yes', { decisions: [decision({ mode: 'suggest' })] }, 'in mode suggest'],
    ['a decision does not say why', { decisions: [decision({ why: ' ' })] }, 'does not say why'],
    [
      'a later step goes by nothing',
      { decisions: [decision({ mode: 'mandate', evidence: { mandate: 9 } })] },
      'goes by none',
    ],
    [
      'a later step goes by what was only observed',
      {
        decisions: [
          decision({ id: 1, mode: 'observe', steps: [] }),
          decision({ id: 2, mode: 'mandate', evidence: { mandate: 1 } }),
        ],
      },
      'goes by decision 1',
    ],
    ['something was decided for others', { plays: () => false }, 'is about acme.example'],
    [
      'a ring has two active keys',
      { rings: [{ at: NOON, ring: 'acme.example/opendkim/rsa-2048', active: ['my1', 'my2'], leaked: false }] },
      'had my1 and my2',
    ],
    [
      'a ring has lost its key',
      {
        rings: [
          { at: NOON, ring: 'r', active: ['my1'], leaked: false },
          { at: NOON + HOUR, ring: 'r', active: [], leaked: false },
        ],
      },
      'r had no key',
    ],
    [
      'what signs is not in the zone',
      { signedWith: [{ at: NOON, name: 'my1._domainkey.acme.example', there: false }] },
      'not in the zone',
    ],
    ['nobody was told of a listing', { notices: [{ key: 'bounces/acme.example', at: NOON }] }, 'is on spamhaus-dbl'],
    [
      'nobody was told of bounces in time',
      {
        notices: [
          { key: 'blocklists/spamhaus-dbl/acme.example', at: NOON },
          { key: 'bounces/acme.example', at: NOON - DAY, ended: NOON - HOUR },
        ],
      },
      'nobody was told of 7.00 % bounces',
    ],
  ];

  test.each(cases)('%s', (_, more, says) => {
    const found = broken(more);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(says);
  });
});

test('a key that leaked may leave its ring without one until another is proved, and an unknown key is not an unsigned message', () => {
  expect(
    broken({
      rings: [
        { at: NOON, ring: 'r', active: ['my1'], leaked: false },
        { at: NOON + HOUR, ring: 'r', active: [], leaked: true },
      ],
      deliveries: [
        {
          ...delivery,
          authenticated: false,
          signatures: [{ domain: 'acme.example', selector: 'my1', result: 'temperror' }],
        },
      ],
    }),
  ).toEqual([]);
});
