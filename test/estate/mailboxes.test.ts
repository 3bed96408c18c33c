/** What a mailbox is on a day: in its life, under its signature, and with its limit. */
import { describe, expect, test } from 'vitest';
import { mailboxTotal } from '../../src/estate/mailboxes.ts';
import type { MailboxEntry, MailboxLifecycle } from '../../src/inventory/model.ts';
import { aDomain, anEstate, type DomainParts, type InventoryParts } from '../support/estate.ts';

const TODAY = '2026-11-22';
const estateOf = (mailboxes: DomainParts['mailboxes'], domain: DomainParts = {}, parts: InventoryParts = {}) =>
  anEstate([aDomain({ mailProvider: 'fastmail', mailboxes, ...domain })], parts, TODAY);
const boxOf = (entry: Partial<MailboxEntry> = {}, domain: DomainParts = {}, parts: InventoryParts = {}) =>
  estateOf([{ user: 'alex', ...entry }], domain, parts).domains[0]?.mailboxes()[0];

describe('the standing of a mailbox', () => {
  const standing = (lifecycle?: Partial<MailboxLifecycle>, domain: DomainParts = {}) =>
    boxOf(lifecycle && { lifecycle: { state: 'active', graceDays: 30, ...lifecycle } }, domain)?.standing;
  const domain = (state: 'reserve' | 'resting' | 'retired', since?: string): DomainParts => ({
    lifecycle: { state, since, graceDays: 30 },
  });

  test.each([
    [{ state: 'active' }, 'active'],
    [{ state: 'resting' }, 'suspended'],
    [{ state: 'resting', since: TODAY }, 'suspended'],
    [{ state: 'resting', since: '2026-11-23' }, 'active'],
    [{ state: 'retired', since: '2026-11-23' }, 'active'],
    [{ state: 'retired', since: TODAY }, 'leaving'],
    [{ state: 'retired', since: '2026-10-24' }, 'leaving'],
    [{ state: 'retired', since: '2026-10-23' }, 'gone'],
    [{ state: 'retired', since: TODAY, graceDays: 0 }, 'gone'],
    // An error elsewhere: nobody said since when, so nothing is deleted.
    [{ state: 'retired' }, 'leaving'],
  ] as const)('%j: %s', (lifecycle, expected) => {
    expect(standing(lifecycle)).toBe(expected);
  });

  test('follows its domain only to the suspension, and only beyond the grace time', () => {
    expect(standing(undefined, domain('reserve'))).toBe('active');
    expect(standing(undefined, domain('resting'))).toBe('active');
    expect(standing(undefined, domain('retired', '2026-11-01'))).toBe('active');
    expect(standing(undefined, domain('retired', '2026-01-01'))).toBe('suspended');
    const retired = { state: 'retired', since: '2026-01-01' } as const;
    expect(standing(retired, domain('retired', '2026-01-01'))).toBe('gone');
  });

  test('beyond it, it is counted no more', () => {
    const gone: MailboxEntry = { user: 'sam', lifecycle: { state: 'retired', since: '2026-01-01', graceDays: 30 } };
    expect(mailboxTotal(estateOf([{ user: 'alex' }, gone]))).toBe(1);
    const identities = [{ user: 'alex', name: 'Alex' }];
    expect(mailboxTotal(estateOf(3, {}, { identities }))).toBe(1);
  });
});

describe('the signature of a mailbox', () => {
  const parts = { organization: 'Acme & Sons' };
  const signature = (text: string, own: Partial<MailboxEntry> = {}) =>
    boxOf({ name: 'Alex <Reed>', ...own }, { signature: text }, parts)?.signature;

  test('is that of its domain, with its variables filled in', () => {
    expect(signature('{name}\n{organization} | {address} | {user} at {domain}\n')).toBe(
      'Alex &lt;Reed&gt;<br>\nAcme &amp; Sons | alex@acme.example | alex at acme.example',
    );
  });

  test('is its own where it has one', () => {
    expect(signature('{name}', { signature: 'Yours, {persona}', persona: 'Sales' })).toBe('Yours, Sales');
    expect(boxOf()).not.toHaveProperty('signature');
  });

  test('is HTML where it has a tag, and then only values are escaped', () => {
    expect(signature('<p style="x{color:red}">{name}</p>\n<b>{organization}</b>')).toBe(
      '<p style="x{color:red}">Alex &lt;Reed&gt;</p>\n<b>Acme &amp; Sons</b>',
    );
  });

  test('is text where angle brackets hold an address or a sum', () => {
    expect(signature('Alex <alex@acme.example>, 1 < 2 & "so"')).toBe(
      'Alex &lt;alex@acme.example&gt;, 1 &lt; 2 &amp; &quot;so&quot;',
    );
  });
});

describe('the limit of a mailbox today', () => {
  const cold = { warmup: { mailbox: 'mailbox-cold', start: '2026-11-16' } };
  const high = { segments: { primary: { profile: 'high-volume' } } };
  const limit = (entry: Partial<MailboxEntry>, domain: DomainParts, parts: InventoryParts = high) =>
    boxOf(entry, domain, parts)?.limitToday;

  test('is the lowest of entry, profile, provider and the week of its warm-up', () => {
    expect(limit({}, {})).toBe(40);
    expect(limit({ dailyLimit: 25 }, {})).toBe(25);
    expect(limit({ dailyLimit: 60 }, {})).toBe(40);
    expect(limit({ dailyLimit: 25 }, cold)).toBe(5);
    expect(limit({}, { warmup: { ...cold.warmup, start: '2026-11-10' } })).toBe(10);
    expect(limit({ dailyLimit: 0 }, cold)).toBe(0);
  });

  test('is that of the first week before the first day: 0 would mean no limit to some providers', () => {
    expect(limit({}, { warmup: { ...cold.warmup, start: '2026-12-01' } })).toBe(5);
  });

  test('does not follow the days of the week', () => {
    expect(limit({}, { ...cold, sendingHours: { from: 8, to: 18, days: ['mon'] } })).toBe(5);
  });

  test('is none where nothing limits it', () => {
    const notifications = { segments: { primary: { profile: 'notifications' } } };
    expect(limit({}, {}, notifications)).toBeUndefined();
  });
});
