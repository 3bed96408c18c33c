import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordBatch } from '../../src/cloudflare/api.ts';
import {
  batchLimit,
  groupByName,
  operationsOf,
  packChunks,
  pointedAt,
  toBody,
} from '../../src/cloudflare/operations.ts';
import type { RecordType } from '../../src/records/record.ts';

const record = (name: string, type: RecordType = 'A', content = '192.0.2.1') => ({ name, type, content, ttl: 3600 });

const anyBatch: fc.Arbitrary<RecordBatch> = fc
  .array(fc.tuple(fc.constantFrom('deletes', 'patches', 'posts'), fc.integer({ min: 0, max: 30 })), { maxLength: 80 })
  .map(operations => {
    const batch: RecordBatch = { deletes: [], patches: [], posts: [] };
    for (const [index, [kind, host]] of operations.entries()) {
      const operation = { key: `k${index}`, id: `i${index}`, record: record(`h${host}.example`), comment: '' };
      batch[kind as keyof RecordBatch].push(operation as never);
    }
    return batch;
  });

describe('the transactions of a batch', () => {
  test('every operation is in exactly one chunk, no chunk is above the limit, no name is split', () => {
    fc.assert(
      fc.property(anyBatch, fc.integer({ min: 20, max: 40 }), (batch, limit) => {
        const chunks = packChunks(groupByName(batch), limit);
        const keys = chunks.flatMap(chunk => operationsOf(chunk).map(({ key }) => key));
        const given = [...batch.deletes, ...batch.patches, ...batch.posts].map(({ key }) => key);
        expect([...keys].sort()).toEqual([...given].sort());
        for (const chunk of chunks) expect(operationsOf(chunk).length).toBeLessThanOrEqual(limit);
        const names = chunks.flatMap(chunk => [...new Set(chunk.map(({ name }) => name))]);
        if (groupByName(batch).every(({ operations }) => operations.length <= limit))
          expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  test('a name above the limit is cut, its deletes first', () => {
    const batch: RecordBatch = {
      deletes: [{ key: 'd', id: 'd', record: record('x.example') }],
      patches: [],
      posts: Array.from({ length: 5 }, (_, index) => ({ key: `p${index}`, record: record('x.example'), comment: '' })),
    };
    const chunks = packChunks(groupByName(batch), 4);
    expect(chunks.map(chunk => operationsOf(chunk).map(({ key }) => key))).toEqual([
      ['d', 'p0', 'p1', 'p2'],
      ['p3', 'p4'],
    ]);
  });

  test('names that lose records come first, and NS records before a DS of their name', () => {
    const batch: RecordBatch = {
      deletes: [{ key: 'old', id: 'i', record: record('b.example') }],
      patches: [],
      posts: [
        { key: 'new', record: record('a.example'), comment: '' },
        { key: 'ds', record: record('c.example', 'DS', '1 13 2 ab'), comment: '' },
        { key: 'ns', record: record('c.example', 'NS', 'ns.example'), comment: '' },
      ],
    };
    expect(operationsOf(groupByName(batch)).map(({ key }) => key)).toEqual(['old', 'ns', 'ds', 'new']);
  });

  test('plans set the limit; what is unknown counts as free', () => {
    expect(['free', 'pro', 'business', 'enterprise', 'new-plan'].map(batchLimit)).toEqual([200, 3500, 3500, 3500, 200]);
  });

  test('a pointer names an operation of its own array', () => {
    const operations = operationsOf(
      groupByName({
        deletes: [{ key: 'd0', id: 'i', record: record('a.example') }],
        patches: [],
        posts: ['p0', 'p1'].map(key => ({ key, record: record('a.example'), comment: '' })),
      }),
    );
    expect(pointedAt(operations, '/posts/1/content')?.key).toBe('p1');
    expect(pointedAt(operations, '/deletes/0')?.key).toBe('d0');
    expect(pointedAt(operations, '/posts/7')).toBeUndefined();
    expect(pointedAt(operations, '/name')).toBeUndefined();
    expect(pointedAt(operations, undefined)).toBeUndefined();
  });

  test('a body holds quoted TXT, data instead of content, and no type in patches', () => {
    const body = toBody(
      operationsOf(
        groupByName({
          deletes: [{ key: 'd', id: 'd1', record: record('a.example') }],
          patches: [{ key: 'p', id: 'p1', record: record('b.example'), comment: 'c' }],
          posts: [
            { key: 't', record: record('c.example', 'TXT', 'v=spf1 "x"'), comment: 'c' },
            { key: 'm', record: { ...record('c.example', 'MX', '.'), priority: 0 }, comment: 'c' },
            { key: 's', record: { ...record('_s._tcp.c.example', 'SRV', '0 0 .'), priority: 3 }, comment: 'c' },
            { key: 'w', record: { ...record('w.c.example'), proxied: true }, comment: 'c' },
          ],
        }),
      ),
    );
    expect(body).toEqual({
      deletes: [{ id: 'd1' }],
      patches: [{ id: 'p1', name: 'b.example', ttl: 3600, content: '192.0.2.1', proxied: false, comment: 'c' }],
      posts: [
        { type: 'TXT', name: 'c.example', ttl: 3600, content: '"v=spf1 \\"x\\""', comment: 'c' },
        { type: 'MX', name: 'c.example', ttl: 3600, content: '.', priority: 0, comment: 'c' },
        {
          type: 'SRV',
          name: '_s._tcp.c.example',
          ttl: 3600,
          data: { priority: 3, weight: 0, port: 0, target: '.' },
          comment: 'c',
        },
        { type: 'A', name: 'w.c.example', ttl: 1, content: '192.0.2.1', proxied: true, comment: 'c' },
      ],
    });
  });
});
