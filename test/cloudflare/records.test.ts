import { describe, expect, test } from 'vitest';
import { clientOf, ok, serve } from './server.ts';

const base = { ttl: 3600, proxied: false, comment: null, tags: [], settings: {}, meta: {} };

describe('records', () => {
  test('a zone is listed in one call and decoded', async () => {
    const listed = [
      { ...base, id: '1', name: 'acme.example', type: 'TXT', content: '"v=spf1 " "-all"', comment: 'mailyard:a/b:spf' },
      { ...base, id: '2', name: 'k._domainkey.acme.example', type: 'TXT', content: 'v=DKIM1; p=abc' },
      {
        ...base,
        id: '3',
        name: 'acme.example',
        type: 'MX',
        content: 'MX.Acme.example.',
        priority: 10,
        meta: { read_only: true },
      },
      {
        ...base,
        id: '4',
        name: '_imaps._tcp.acme.example',
        type: 'SRV',
        content: '5 993 imap.acme.example',
        priority: 1,
        data: { priority: 1, weight: 5, port: 993, target: 'imap.acme.example' },
      },
      {
        ...base,
        id: '5',
        name: 'acme.example',
        type: 'CAA',
        content: '0 issue "ca.example"',
        data: { flags: 0, tag: 'issue', value: 'ca.example' },
      },
      { ...base, id: '6', name: 'www.acme.example', type: 'A', content: '192.0.2.1', ttl: 1, proxied: true },
      {
        ...base,
        id: '7',
        name: 'acme.example',
        type: 'HTTPS',
        content: '1 . alpn="h2"',
        data: { priority: 1, target: '.', value: 'alpn="h2"' },
      },
    ];
    const server = await serve(() => ok(listed, { page: 1, per_page: 5000, total_pages: 1, total_count: 7 }));
    const client = clientOf(server.url);
    const common = { comment: '', readOnly: false, ttl: 3600 };
    expect(await client.records('f'.repeat(32))).toEqual([
      { ...common, id: '1', name: 'acme.example', type: 'TXT', content: 'v=spf1 -all', comment: 'mailyard:a/b:spf' },
      { ...common, id: '2', name: 'k._domainkey.acme.example', type: 'TXT', content: 'v=DKIM1; p=abc' },
      {
        ...common,
        id: '3',
        name: 'acme.example',
        type: 'MX',
        content: 'mx.acme.example',
        priority: 10,
        readOnly: true,
      },
      {
        ...common,
        id: '4',
        name: '_imaps._tcp.acme.example',
        type: 'SRV',
        content: '5 993 imap.acme.example',
        priority: 1,
      },
      { ...common, id: '5', name: 'acme.example', type: 'CAA', content: '0 issue "ca.example"' },
      { ...common, id: '6', name: 'www.acme.example', type: 'A', content: '192.0.2.1', ttl: 1, proxied: true },
      { ...common, id: '7', name: 'acme.example', type: 'HTTPS', content: '1 . alpn="h2"' },
    ]);
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.query.get('per_page')).toBe('5000');
  });

  test('further pages are followed, and a record that shifted between them counts once', async () => {
    const server = await serve(({ query }) => {
      const page = Number(query.get('page'));
      const records = [page, page + 1].map(id => ({
        ...base,
        id: `${id}`,
        name: `h${id}.acme.example`,
        type: 'A',
        content: '192.0.2.1',
      }));
      return ok(records, { page, per_page: 5000, total_pages: 3 });
    });
    const records = await clientOf(server.url).records('f'.repeat(32));
    expect(records.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
    expect(server.asked).toHaveLength(3);
  });
});
