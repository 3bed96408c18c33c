import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CloudflareZone, RecordBatch } from '../../src/cloudflare/api.ts';
import { sameRecord } from '../../src/records/canonical.ts';
import { type RecordType, recordTypes, type ZoneRecord } from '../../src/records/record.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import type { Fault } from '../../src/sandbox/cloudflare/faults.ts';
import { type CloudflareTwinOptions, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { clientOf } from './server.ts';

async function story(options: CloudflareTwinOptions = {}) {
  const clock = sandboxClock(Date.UTC(2027, 0, 1));
  const twin = await startCloudflareTwin({ clock, zones: ['acme.example'], ...options });
  onTestFinished(() => twin.close());
  const newClient = (more: Parameters<typeof clientOf>[1] = {}) =>
    clientOf(twin.url, {
      token: twin.token,
      clock: () => clock.now(),
      sleep: async milliseconds => clock.advance(milliseconds),
      ...more,
    });
  const client = newClient();
  const zone = (await client.zone('acme.example')) as CloudflareZone;
  return { twin, clock, client, newClient, zone };
}

const batchOf = (batch: Partial<RecordBatch>): RecordBatch => ({ deletes: [], patches: [], posts: [], ...batch });

const examples: Record<RecordType, [before: string, after: string]> = {
  A: ['192.0.2.1', '192.0.2.2'],
  AAAA: ['2001:db8::1', '2001:db8:0:0::2'],
  CAA: ['0 issue "ca.example"', '0 Iodef "mailto:x@acme.example"'],
  CERT: ['1 0 0 AAEC', '1 0 0 AwQF'],
  CNAME: ['a.example', 'B.example.'],
  DNSKEY: ['257 3 13 AAEC', '256 3 13 AAEC'],
  DS: ['1 13 2 ab12', '1 13 2 AB 34'],
  HTTPS: ['1 . alpn="h3,h2"', '1 svc.example port=8443'],
  LOC: ['52 22 23 N 4 53 32 E -2m 1m 10000m 10m', '52 22 N 4 53 E 10'],
  MX: ['mx1.example', 'mx2.example.'],
  NAPTR: ['100 10 "u" "E2U+sip" "!^.*$!sip:x@acme.example!" .', '100 10 "s" "SIP+D2U" "" _sip._udp.acme.example'],
  NS: ['ns1.example', 'ns2.example'],
  OPENPGPKEY: ['AAECAwQF', 'BQQDAgEA'],
  PTR: ['a.example', 'b.example'],
  SMIMEA: ['3 1 1 ab12', '3 1 1 ab34'],
  SRV: ['5 993 imap.acme.example', '0 0 .'],
  SSHFP: ['4 2 ab12', '4 2 AB34'],
  SVCB: ['0 svc.example', '1 svc.example alpn=dot'],
  TLSA: ['3 1 1 ab12', '3 1 1 ab34'],
  TXT: [`v=DKIM1; p=${'k'.repeat(400)}`, 'say "ü" \\ done'],
  URI: ['1 "https://acme.example/"', '2 "https://acme.example/a b"'],
};

const exampleOf = (type: RecordType, index: 0 | 1): ZoneRecord => ({
  name: `${type.toLowerCase()}.acme.example`,
  type,
  content: examples[type][index],
  ttl: 300,
  ...(['MX', 'SRV', 'URI'].includes(type) ? { priority: 10 + index } : {}),
});

describe('against the twin', () => {
  test('a record of every type is posted, read back as wanted, patched and deleted', async () => {
    const { client, zone, twin } = await story();
    // A DS needs the NS records of its name.
    const parent: ZoneRecord = { name: 'ds.acme.example', type: 'NS', content: 'ns.example', ttl: 300 };
    const posts = recordTypes.map(type => ({ key: type, record: exampleOf(type, 0), comment: `x:${type}` }));
    const made = await client.batch(
      zone,
      batchOf({ posts: [...posts, { key: 'ns', record: parent, comment: 'x:ns' }] }),
    );
    expect(made.refused).toEqual([]);
    for (const index of [0, 1] as const) {
      const live = new Map((await client.records(zone.id)).map(record => [record.id, record]));
      for (const type of recordTypes) {
        const found = live.get(made.ids[type] ?? '');
        expect(found, type).toMatchObject({ comment: `x:${type}` });
        expect(found && sameRecord(found, exampleOf(type, index)), `${type}: ${found?.content}`).toBe(true);
      }
      const patches = recordTypes.map(type => ({
        key: type,
        id: made.ids[type] ?? '',
        record: exampleOf(type, 1),
        comment: `x:${type}`,
      }));
      expect((await client.batch(zone, batchOf({ patches }))).refused).toEqual([]);
    }
    const deletes = (await client.records(zone.id)).map(record => ({ key: record.id, id: record.id, record }));
    expect((await client.batch(zone, batchOf({ deletes }))).deleted).toHaveLength(recordTypes.length + 1);
    expect(twin.records('acme.example')).toEqual([]);
  });

  test('a type changes at its name in one transaction', async () => {
    const { client, zone } = await story();
    const cname: ZoneRecord = { name: 'm.acme.example', type: 'CNAME', content: 'a.example', ttl: 300 };
    const { ids } = await client.batch(zone, batchOf({ posts: [{ key: 'old', record: cname, comment: '' }] }));
    const outcome = await client.batch(
      zone,
      batchOf({
        deletes: [{ key: 'old', id: ids.old ?? '', record: cname }],
        posts: [{ key: 'new', record: { ...cname, type: 'A', content: '192.0.2.1' }, comment: '' }],
      }),
    );
    expect(outcome).toEqual({ ids: { new: expect.any(String) }, deleted: ['old'], refused: [] });
  });

  test('a token without the right to edit is told which zone and which rights', async () => {
    const { twin, newClient, zone } = await story();
    const token = twin.addToken({ name: 'reader', scopes: ['zone:read', 'dns:read'] });
    const posts = [{ key: 'a', record: exampleOf('A', 0), comment: '' }];
    await expect(newClient({ token }).batch(zone, batchOf({ posts }))).rejects.toThrow(
      expect.objectContaining({
        code: 'forbidden',
        message: expect.stringContaining('acme.example'),
        fix: expect.stringContaining('DNS:Edit'),
      }),
    );
  });

  test('an account of 120 zones is read in three calls, each once', async () => {
    const { twin, newClient } = await story({
      zones: ['acme.example', ...Array.from({ length: 119 }, (_, index) => `d${index}.example`)],
    });
    twin.resetCalls();
    const client = newClient();
    const found = await Promise.all(Array.from({ length: 119 }, (_, index) => client.zone(`d${index}.example`)));
    expect(found.every(zone => zone?.plan === 'free')).toBe(true);
    expect(twin.count()).toBe(3);
  });

  test('calls of a whole account stay within the rate, and none is refused', async () => {
    const { twin, clock, newClient, zone } = await story({ rate: { quota: 60, windowSeconds: 300 } });
    const client = newClient({ rate: { calls: 50, seconds: 300 } });
    const started = clock.now();
    for (let round = 0; round < 120; round++) await client.records(zone.id);
    expect(twin.calls.filter(({ status }) => status === 429)).toEqual([]);
    expect(clock.now() - started).toBeGreaterThanOrEqual(600_000);
    expect(clock.now() - started).toBeLessThan(1_000_000);
  });

  test('a rate that Cloudflare has lowered is learnt from its headers before it refuses', async () => {
    const { twin, newClient, zone } = await story({ rate: { quota: 20, windowSeconds: 300 } });
    const client = newClient({ rate: { calls: 1000, seconds: 300 } });
    for (let round = 0; round < 60; round++) await client.records(zone.id);
    expect(twin.calls.filter(({ status }) => status === 429)).toEqual([]);
  });

  test('whatever goes wrong on the way, the zone ends as wanted and each record stands once', async () => {
    const fault = fc.constantFrom<Fault>(
      { kind: 'server-error', method: 'POST' },
      { kind: 'bad-gateway' },
      { kind: 'connection-lost' },
      { kind: 'applied-but-connection-lost', method: 'POST' },
      { kind: 'success-false' },
      { kind: 'rate-limit' },
      { kind: 'rate-limit', retryAfter: null },
    );
    const { twin, newClient, zone } = await story();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 2 }), fc.integer({ min: 1, max: 60 }), async (faults, count) => {
        round += 1;
        const client = newClient();
        const old = await client.records(zone.id);
        twin.faults.add(...faults);
        const records = Array.from({ length: count }, (_, index) => ({
          key: `k${index}`,
          record: {
            name: `h${index % 40}.acme.example`,
            type: 'TXT',
            content: `round ${round} ${index}`,
            ttl: 300,
          } as ZoneRecord,
          comment: `x:k${index}`,
        }));
        const outcome = await client.batch(zone, {
          deletes: old.slice(records.length).map(record => ({ key: record.id, id: record.id, record })),
          patches: records.slice(0, old.length).map((each, index) => ({ ...each, id: old[index]?.id ?? '' })),
          posts: records.slice(old.length),
        });
        twin.faults.clear();
        expect(outcome.refused).toEqual([]);
        const live = new Map((await client.records(zone.id)).map(record => [record.id, record]));
        expect(live.size).toBe(count);
        for (const { key, record } of records) expect(live.get(outcome.ids[key] ?? '')).toMatchObject(record);
      }),
      { numRuns: 30 },
    );
  });

  test('a refused name stays whole while all others change, pointer or not', async () => {
    for (const pointer of [true, false]) {
      const { twin, client, zone } = await story();
      const names = Array.from({ length: 30 }, (_, index) => `h${index}.acme.example`);
      const old = names.map((name, index) => ({
        key: `o${index}`,
        record: { name, type: 'TXT', content: 'old', ttl: 300 } as ZoneRecord,
        comment: '',
      }));
      const { ids } = await client.batch(zone, batchOf({ posts: old }));
      twin.faults.add({ kind: 'refuse-record', record: { name: 'h7.acme.example' }, pointer });
      const outcome = await client.batch(
        zone,
        batchOf({
          deletes: old.map(({ key, record }) => ({ key, record, id: ids[key] ?? '' })),
          posts: names.map((name, index) => ({
            key: `n${index}`,
            record: { name, type: 'TXT', content: 'new', ttl: 300 },
            comment: '',
          })),
        }),
      );
      expect(outcome.refused.flatMap(({ keys }) => keys).sort()).toEqual(['n7', 'o7']);
      expect(outcome.deleted).toHaveLength(29);
      const contents = twin.records('acme.example').map(({ name, content }) => `${name} ${content}`);
      expect(contents.sort()).toEqual(
        names.map(name => `${name} ${name === 'h7.acme.example' ? '"old"' : '"new"'}`).sort(),
      );
    }
  });
});
