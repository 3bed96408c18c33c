import { describe, expect, onTestFinished, test } from 'vitest';
import { dsOf, lookAbove } from '../../src/delegation/parent.ts';
import type { DnsAnswer } from '../../src/dns/answer.ts';
import { type DnsQuery, query } from '../../src/dns/client.ts';
import { startSandbox } from '../../src/sandbox/start.ts';

async function world() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  sandbox.cloudflare.addZone('acme.example', { status: 'pending' });
  const { host, port } = sandbox.dns;
  return { ...sandbox, options: { resolver: { host, port }, query } };
}

describe('the zone above', () => {
  test('tells name servers and DS record, and when either is gone', async () => {
    const { cloudflare, options } = await world();
    cloudflare.register('acme.example', { ds: ['7 13 2 AB'] });
    const before = await lookAbove('acme.example', options);
    expect(before.nameServers).toEqual([]);
    expect(before.ds).toMatchObject({ state: 'live', records: ['7 13 2 ab'], ttl: 3600 });

    cloudflare.register('acme.example', { ds: [] });
    const servers = cloudflare.zones.get('acme.example')?.nameServers ?? [];
    cloudflare.register('acme.example', { nameServers: servers });
    expect(await lookAbove('acme.example', options)).toMatchObject({ nameServers: servers, ds: { state: 'none' } });
  });

  test('is unknown where nobody answers, and where only the zone itself does', async () => {
    const { cloudflare, dns, options } = await world();
    expect((await dsOf('acme.example', options)).state).toBe('unknown');
    cloudflare.activate('acme.example');
    // The zone's own servers say that there is none, which says nothing: RFC 4035 §3.1.4.1.
    expect((await dsOf('acme.example', options)).state).toBe('unknown');
    dns.faults.add({ kind: 'drop', times: 9 });
    const timed = { ...options, query: (ask: DnsQuery) => query({ ...ask, timeoutMs: 50, tries: 1 }) };
    expect(await lookAbove('acme.example', timed)).toMatchObject({ nameServers: undefined, ds: { state: 'unknown' } });
  });
});

/** Answers by server, name and type; anything else is a time-out. */
function answering(answers: Record<string, Partial<DnsAnswer> & { values?: string[] }>) {
  return async ({ server, name, type }: DnsQuery): Promise<DnsAnswer> => {
    const { values = [], ...found } = answers[`${server.host} ${name} ${type}`] ?? { status: 'timeout' as const };
    const records = values.map(content => ({ name, type, content, ttl: 300 }));
    return {
      status: values.length > 0 ? 'answer' : 'nodata',
      authoritative: false,
      records,
      chain: [],
      server,
      ...found,
    };
  };
}

describe('a resolver’s cache', () => {
  const resolver = { host: 'resolver', port: 53 };
  const parents = {
    'resolver example NS': { values: ['a.nic.example', 'b.nic.example'] },
    'resolver a.nic.example A': { values: ['192.0.2.1'] },
    'resolver b.nic.example A': { values: ['192.0.2.2'] },
  };
  const none = { status: 'nodata' as const, authoritative: true };

  test('is not believed that there is none, the parent’s servers are: all of them', async () => {
    const sure = {
      'resolver acme.example DS': {},
      '192.0.2.1 acme.example DS': none,
      '192.0.2.2 acme.example DS': none,
    };
    expect((await dsOf('acme.example', { resolver, query: answering({ ...parents, ...sure }) })).state).toBe('none');
    const { '192.0.2.2 acme.example DS': _, ...half } = sure;
    expect((await dsOf('acme.example', { resolver, query: answering({ ...parents, ...half }) })).state).toBe('unknown');
    const fresh = { ...sure, '192.0.2.2 acme.example DS': { values: ['1 13 2 ab'] } };
    expect((await dsOf('acme.example', { resolver, query: answering({ ...parents, ...fresh }) })).state).toBe('live');
  });

  test('that still has a DS record keeps it live', async () => {
    const seen = answering({ ...parents, 'resolver acme.example DS': { values: ['1 13 2 ab'] } });
    expect(await dsOf('acme.example', { resolver, query: seen })).toMatchObject({ state: 'live', ttl: 300 });
  });

  test('a chain is whole where a served key fits the DS record', async () => {
    // RFC 6605 §6.1, the example zone.
    const key = '257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==';
    const ds = '55648 13 2 b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17';
    const answers = { 'resolver example.net DS': { values: [ds] }, 'resolver example.net DNSKEY': { values: [key] } };
    expect(await dsOf('example.net', { resolver, query: answering(answers) })).toMatchObject({ whole: true });
  });
});
