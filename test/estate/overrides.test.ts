import { describe, expect, test } from 'vitest';
import { aDomain, anEstate, type DomainParts } from '../support/estate.ts';

const recordsOf = (parts: DomainParts) => anEstate([aDomain(parts)]).zones[0]?.records ?? [];
const byKey = (parts: DomainParts) => new Map(recordsOf(parts).map(record => [record.key, record]));

describe('overrides keep what the settings would render differently', () => {
  const parts: DomainParts = {
    mailProvider: 'google-workspace',
    overrides: {
      'mx-1': { content: 'ASPMX.l.google.com.', priority: 5 },
      dmarc: { content: 'v=DMARC1;p=none', ttl: 60 },
      spf: 'none',
      'dkim-google': { content: 'v=DKIM1; p=AB' },
    },
  };

  test('fields replace fields, and the record keeps its key and role', () => {
    const records = byKey(parts);
    expect(records.get('mx-1')).toMatchObject({ role: 'mx', content: 'aspmx.l.google.com', priority: 5, ttl: 3600 });
    expect(records.get('dmarc')).toMatchObject({ role: 'dmarc', content: 'v=DMARC1;p=none', ttl: 60 });
  });

  test('`none` is not written', () => expect(byKey(parts).has('spf')).toBe(false));

  test('a value that only a provider could tell is told', () => {
    const key = byKey(parts).get('dkim-google');
    expect(key).toMatchObject({ role: 'dkim', content: 'v=DKIM1; p=AB' });
    expect(key?.provided).toBeUndefined();
    const other = byKey({ ...parts, overrides: { 'dkim-google': { ttl: 60 } } }).get('dkim-google');
    expect(other?.provided).toBeDefined();
  });

  test('proxied means an automatic TTL', () => {
    const autodiscover = byKey({ mailProvider: 'microsoft-365', overrides: { autodiscover: { proxied: true } } });
    expect(autodiscover.get('autodiscover')).toMatchObject({ proxied: true, ttl: 1 });
  });

  test('a retired domain refuses mail whatever its overrides say', () => {
    const lifecycle = { state: 'retired' as const, since: '2026-01-01', graceDays: 30 };
    const retired = byKey({ ...parts, lifecycle });
    expect(retired.get('spf')?.content).toBe('v=spf1 -all');
    expect(retired.get('dmarc')?.content).toContain('p=reject');
  });
});

test('ttl is that of every record that says nothing else', () => {
  const records = byKey({
    mailProvider: 'migadu',
    ttl: 300,
    records: [
      { name: 'www', type: 'A', content: '192.0.2.1' },
      { name: 'api', type: 'A', content: '192.0.2.1', ttl: 60 },
    ],
  });
  const { 'extra-a@api': api, ...rest } = Object.fromEntries([...records].map(([key, { ttl }]) => [key, ttl]));
  expect(api).toBe(60);
  expect(new Set(Object.values(rest))).toEqual(new Set([300]));
});
