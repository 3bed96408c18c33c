import { describe, expect, test } from 'vitest';
import { clientOf, no, ok, serve } from './server.ts';

const zone = (number: number, changes = {}) => ({
  id: number.toString(16).padStart(32, '0'),
  name: `d${number}.example`,
  status: 'active',
  plan: { id: 'x', legacy_id: 'free' },
  ...changes,
});

const paged = (zones: unknown[]) =>
  serve(({ query }) => {
    const [page, per] = [Number(query.get('page')), Number(query.get('per_page'))];
    const info = { page, per_page: per, total_pages: Math.ceil(zones.length / per), total_count: zones.length };
    return ok(zones.slice((page - 1) * per, page * per), info);
  });

describe('zones', () => {
  test('all pages are listed once, fifty zones a page', async () => {
    const server = await paged(Array.from({ length: 120 }, (_, index) => zone(index)));
    const client = clientOf(server.url);
    const found = await Promise.all([
      client.zone('d0.example'),
      client.zone('d119.example'),
      client.zone('none.example'),
    ]);
    expect(found.map(each => each?.name)).toEqual(['d0.example', 'd119.example', undefined]);
    expect(await client.zone('D60.Example.')).toEqual({
      id: zone(60).id,
      name: 'd60.example',
      status: 'active',
      plan: 'free',
    });
    const lists = server.asked.filter(({ query }) => !query.has('name'));
    expect(lists.map(({ query }) => `${query.get('page')}/${query.get('per_page')}`).sort()).toEqual([
      '1/50',
      '2/50',
      '3/50',
    ]);
    expect(client.calls).toBe(4);
  });

  test('a zone that was made after the list is asked for by its name, once', async () => {
    const zones: ReturnType<typeof zone>[] = [];
    const server = await serve(({ query }) =>
      ok(zones.filter(({ name }) => !query.has('name') || name === query.get('name'))),
    );
    const client = clientOf(server.url);
    expect(await client.zone('d1.example')).toBeUndefined();
    zones.push(zone(1, { status: 'pending' }));
    expect(await client.zone('d1.example')).toMatchObject({ id: zone(1).id, status: 'pending' });
    expect(await client.zone('d1.example')).toMatchObject({ id: zone(1).id });
    expect(client.calls).toBe(3);
  });

  test('a zone in U-labels is found by either form', async () => {
    const client = clientOf((await paged([zone(1, { name: 'bücher.example' })])).url);
    expect((await client.zone('xn--bcher-kva.example'))?.name).toBe('xn--bcher-kva.example');
    expect((await client.zone('Bücher.example'))?.name).toBe('xn--bcher-kva.example');
  });

  test('of two zones of one name the active one counts', async () => {
    const client = clientOf(
      (await paged([zone(1, { name: 'x.example' }), zone(2, { name: 'x.example', status: 'moved' })])).url,
    );
    expect((await client.zone('x.example'))?.id).toBe(zone(1).id);
  });

  test('a failed list is the answer to all who ask for a minute, and is then asked for again', async () => {
    let calls = 0;
    let now = 0;
    const server = await serve(() => (++calls === 1 ? no(403, 10000, 'Authentication error') : ok([zone(1)])));
    const client = clientOf(server.url, { clock: () => now });
    for (const name of ['d1.example', 'd2.example'])
      await expect(client.zone(name)).rejects.toThrow(expect.objectContaining({ code: 'forbidden' }));
    expect(client.calls).toBe(1);
    now = 61_000;
    expect((await client.zone('d1.example'))?.id).toBe(zone(1).id);
  });
});
