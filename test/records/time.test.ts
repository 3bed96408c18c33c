import { describe, expect, test } from 'vitest';
import { builtIn } from '../../src/inventory/defaults.ts';
import type { DomainSettings } from '../../src/inventory/model.ts';
import { phaseOf } from '../../src/records/phase.ts';
import type { DomainParts } from '../support/estate.ts';
import { contentOf, keysOf, recordsOf, releasedOf, theRecord } from '../support/records.ts';

const ses = { name: 'amazon-ses', region: 'eu-central-1' };
const tokens = { dkimToken1: 'a'.repeat(32), dkimToken2: 'b'.repeat(32), dkimToken3: 'c'.repeat(32) };
const lifecycle = (state: 'retired' | 'resting' | 'active'): DomainSettings['lifecycle'] => ({
  state,
  since: '2026-10-01',
  graceDays: 30,
});
const lastDay = { today: '2026-10-30' };
const after = { today: '2026-10-31' };

describe('a retired domain', () => {
  const domain: DomainParts = {
    mailProvider: 'fastmail',
    relays: [ses, { name: 'postmark' }],
    values: { 'amazon-ses': tokens },
    caa: { issue: [';'] },
    records: [
      { name: 'www', type: 'CNAME', content: 'acme.example' },
      { name: '@', type: 'MX', content: 'old.example', priority: 30 },
    ],
  };
  const retired = { ...domain, lifecycle: lifecycle('retired') };

  test('keeps every record up to the last day of its grace time', () => {
    expect(recordsOf(retired, lastDay)).toEqual(recordsOf(domain));
    expect(releasedOf(retired, lastDay)).toEqual([]);
  });

  test('then refuses mail in every direction and keeps only what is not mail', () => {
    const records = recordsOf(retired, after);
    expect(keysOf(records).sort()).toEqual(['dmarc', 'extra-cname@www', 'mx-1', 'spf', 'spf@bounce', 'spf@pm-bounces']);
    expect(theRecord(records, 'mx-1')).toMatchObject({ content: '.', priority: 0, type: 'MX' });
    for (const key of ['spf', 'spf@bounce', 'spf@pm-bounces']) expect(contentOf(records, key)).toBe('v=spf1 -all');
    expect(contentOf(records, 'dmarc')).toBe('v=DMARC1; p=reject; sp=reject; np=reject');
  });

  test('releases exactly the keys that it no longer has', () => {
    const [live, left] = [keysOf(recordsOf(domain)), keysOf(recordsOf(retired, after))];
    expect(releasedOf(retired, after).sort()).toEqual(live.filter(key => !left.includes(key)).sort());
    expect(releasedOf(retired, after)).toEqual(expect.arrayContaining(['mx-2', 'dkim-ses-1', 'return-path@bounce']));
  });

  test('without a date stops sending and keeps its records', () => {
    const undated = { state: 'retired', graceDays: 30 } as const;
    expect(phaseOf(undated, '2030-01-01')).toBe('retiring');
    expect(recordsOf({ ...domain, lifecycle: undated })).toEqual(recordsOf(domain));
  });

  test('with no grace time changes on the day itself', () => {
    const at = (today: string) => phaseOf({ state: 'retired', since: '2026-10-01', graceDays: 0 }, today);
    expect([at('2026-09-30'), at('2026-10-01')]).toEqual(['retiring', 'retired']);
  });

  test.each(['resting', 'active'] as const)('that is only %s keeps all', state => {
    expect(recordsOf({ ...domain, lifecycle: lifecycle(state) }, after)).toEqual(recordsOf(domain));
  });
});

describe('a relay that is being left', () => {
  const relay = { ...ses, tracking: 'click' };
  const values = { 'amazon-ses': tokens };
  const using = { relays: [relay], values };
  const leaving = { leaving: [{ ...relay, since: '2026-10-01' }], values };

  test('keeps its selectors and its return path with SPF through the grace time, under the same keys', () => {
    const records = recordsOf(leaving, lastDay);
    for (const record of recordsOf(using)) {
      if (record.role !== 'dkim' && !record.key.endsWith('@bounce')) continue;
      expect(theRecord(records, record.key)).toEqual(record);
    }
    expect(keysOf(records)).toEqual(expect.arrayContaining(['dkim-ses-1', 'return-path@bounce', 'spf@bounce']));
    expect(releasedOf(leaving, lastDay)).toEqual([]);
  });

  test('keeps nothing but these', () => {
    const roles = new Set(recordsOf(leaving, lastDay).map(({ role }) => role));
    expect([...roles].sort()).toEqual(['dkim', 'dmarc', 'return-path', 'spf']);
  });

  test('then loses them, and their keys are free to go', () => {
    expect(keysOf(recordsOf(leaving, after))).toEqual(['spf', 'dmarc']);
    expect(releasedOf(leaving, after).sort()).toEqual([
      'dkim-ses-1',
      'dkim-ses-2',
      'dkim-ses-3',
      'return-path@bounce',
      'spf@bounce',
    ]);
  });

  test('does not release what another sender uses now', () => {
    const other = { ...leaving, relays: [{ name: 'smtp-relay', spfInclude: 'a.example', bounceHost: 'b.example' }] };
    expect(releasedOf(other, after).sort()).toEqual(['dkim-ses-1', 'dkim-ses-2', 'dkim-ses-3']);
  });

  test('waits as long as the domain says', () => {
    const longer = { ...leaving, lifecycle: { ...builtIn.lifecycle, graceDays: 60 } };
    expect(keysOf(recordsOf(longer, after))).toContain('dkim-ses-1');
  });
});

describe('what a provider has to tell', () => {
  test('is waited for under a stable key, without content', () => {
    const records = recordsOf({ mailProvider: 'google-workspace', relays: [ses] });
    expect(theRecord(records, 'dkim-google')).toMatchObject({
      name: 'google._domainkey.acme.example',
      content: '',
      provided: { provider: 'google-workspace', values: ['dkimKey'] },
    });
    const known = recordsOf({ relays: [ses], values: { 'amazon-ses': tokens } });
    expect(theRecord(known, 'dkim-ses-1').name).toBe(`${tokens.dkimToken1}._domainkey.acme.example`);
    expect(keysOf(records)).toEqual(expect.arrayContaining(keysOf(known).filter(key => key.startsWith('dkim'))));
  });

  test('is left out where it is optional', () => {
    expect(keysOf(recordsOf({ mailProvider: 'google-workspace' }))).not.toContain('verification-google-workspace');
    const values = { 'google-workspace': { verification: `google-site-verification=${'A'.repeat(43)}` } };
    expect(
      theRecord(recordsOf({ mailProvider: 'google-workspace', values }), 'verification-google-workspace'),
    ).toMatchObject({
      name: 'acme.example',
      type: 'TXT',
    });
  });

  test('is waited for only until another value does its job', () => {
    const waiting = recordsOf({ relays: [{ name: 'mailgun' }] }).filter(({ provided }) => provided);
    expect(keysOf(waiting)).toEqual(['dkim-pdk1@mg', 'dkim-pdk2@mg']);
    const values = { mailgun: { dkimKey: 'k=rsa; p=AAAA' } };
    expect(recordsOf({ relays: [{ name: 'mailgun' }], values }).filter(({ provided }) => provided)).toEqual([]);
  });

  test('and what a variable leaves open is left out: no label, no tracking', () => {
    const tracking = (label?: string) =>
      keysOf(recordsOf({ relays: [{ name: 'mailgun', tracking: label }] })).filter(key => key.startsWith('tracking'));
    expect(tracking()).toEqual([]);
    expect(tracking('email')).toEqual(['tracking@email.mg']);
  });
});
