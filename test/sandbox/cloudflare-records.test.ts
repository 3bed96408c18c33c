import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { type Api, api, recordsPath } from './api.ts';

let twin: CloudflareTwin;
let call: Api;
let path: string;

beforeEach(async () => {
  twin = await startCloudflareTwin({ clock: sandboxClock(Date.UTC(2026, 10, 22)), zones: ['a.example'] });
  twin.addZone('paid.example', { plan: 'pro' });
  call = api(twin);
  path = recordsPath(twin, 'a.example');
});

afterEach(() => twin.close());

const a = { name: 'www', type: 'A', content: '192.0.2.1' };
const post = (record: object) => call('POST', path, record);
const stored = async (record: object) => (await post(record)).result;

async function expectRefusal(record: object, code: number, status = 400) {
  const before = twin.records('a.example').length;
  expect(await post(record)).toMatchObject({ status, success: false, result: null, errors: [{ code }] });
  expect(twin.records('a.example')).toHaveLength(before);
}

describe('a record', () => {
  test('comes back whole, with its defaults and microseconds', async () => {
    const made = await stored(a);
    expect(made).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'www.a.example',
      type: 'A',
      content: '192.0.2.1',
      proxiable: true,
      proxied: false,
      ttl: 1,
      settings: {},
      meta: {},
      comment: null,
      tags: [],
      created_on: '2026-11-22T00:00:00.000000Z',
      modified_on: '2026-11-22T00:00:00.000000Z',
    });
    expect((await call('GET', `${path}/${made.id}`)).result).toEqual(made);
  });

  test.each([
    ['@', 'a.example'],
    ['a.example', 'a.example'],
    ['WWW.A.Example.', 'www.a.example'],
    ['s1._domainkey', 's1._domainkey.a.example'],
    ['*', '*.a.example'],
    ['münchen', 'xn--mnchen-3ya.a.example'],
  ])('named %s is stored as %s', async (given, name) => {
    expect((await stored({ ...a, name: given })).name).toBe(name);
  });

  test.each([
    'www.b.example',
    'www.example.com',
    'x.other.',
    'a..b',
    `${'x'.repeat(64)}`,
    'sp ace',
    'w*.a.example',
    `${'abcdefg.'.repeat(32)}a.example`,
  ])('named %s is refused with 9000', name => expectRefusal({ ...a, name }, 9000));

  test.each([
    ['an unknown field', { ...a, colour: 'red' }, 'colour'],
    ['a misspelt field', { ...a, Proxied: true }, 'Proxied'],
    ['a TTL as text', { ...a, ttl: '300' }, 'ttl'],
    ['a number as content', { ...a, content: 1 }, 'content'],
    ['no name', { type: 'A', content: '192.0.2.1' }, 'name'],
    ['no type', { name: 'www', content: '192.0.2.1' }, 'type'],
    ['no content', { name: 'www', type: 'A' }, 'content'],
    ['an unknown type', { ...a, type: 'SPF' }, 'SPF'],
    ['an unknown setting', { ...a, settings: { fast: true } }, 'settings.fast'],
    ['a priority on an A record', { ...a, priority: 10 }, 'priority'],
    ['data for a content type', { ...a, data: {} }, 'data'],
    ['content for a data type', { name: '@', type: 'CAA', content: '0 issue "ca.example"' }, 'content'],
    [
      'an unknown part of data',
      { name: '@', type: 'CAA', data: { flags: 0, tag: 'issue', value: 'x', y: 1 } },
      'data.y',
    ],
    ['a part of data too few', { name: '@', type: 'CAA', data: { flags: 0, tag: 'issue' } }, 'data.value'],
    ['a flag out of range', { name: '@', type: 'CAA', data: { flags: 256, tag: 'issue', value: 'x' } }, 'data.flags'],
  ])('with %s is refused with 9207 and the name of the field', async (_, record, field) => {
    const reply = await post(record);
    expect(reply).toMatchObject({ status: 400, errors: [{ code: 9207 }] });
    expect(reply.errors[0]?.message).toContain(`"${field}"`);
  });

  test('that is not JSON is refused with 9207', async () => {
    const response = await fetch(twin.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${twin.token}` },
      body: '{name:',
    });
    expect(await response.json()).toMatchObject({ success: false, errors: [{ code: 9207 }] });
  });
});

describe('content', () => {
  test.each([
    ['AAAA', '2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['CNAME', 'Host.Example.', 'host.example'],
    ['NS', 'ns1.Example.', 'ns1.Example'],
    ['PTR', 'host.example.', 'host.example'],
    ['CNAME', 'bücher.example', 'xn--bcher-kva.example'],
  ])('of %s %s is stored as %s', async (type, content, expected) => {
    expect((await stored({ name: 'x', type, content })).content).toBe(expected);
  });

  test.each([
    ['A', '192.0.2', 9005],
    ['A', '2001:db8::1', 9005],
    ['AAAA', '192.0.2.1', 9006],
    ['CNAME', 'not a host', 9007],
    ['CNAME', '192.0.2.1', 9007],
    ['CNAME', 'x.a.example.', 9039],
    ['TXT', '', 1004],
    ['TXT', '"a"b"', 1004],
    ['TXT', '"a\\999"', 1004],
  ])('of %s %j is refused with %d', (type, content, code) => expectRefusal({ name: 'x', type, content }, code));

  test('of MX needs a priority, and a null MX keeps its dot', async () => {
    await expectRefusal({ name: '@', type: 'MX', content: 'mx.example' }, 1004);
    await expectRefusal({ name: '@', type: 'MX', content: '192.0.2.1', priority: 1 }, 9009);
    await expectRefusal({ name: '@', type: 'MX', content: 'mx.example', priority: 65536 }, 9207);
    expect(await stored({ name: '@', type: 'MX', content: '.', priority: 0 })).toMatchObject({
      content: '.',
      priority: 0,
    });
    expect(await stored({ name: '@', type: 'MX', content: 'MX.example.', priority: 1 })).toMatchObject({
      content: 'MX.example',
      priority: 1,
    });
  });

  test.each([
    ['CAA', { flags: 0, tag: 'issue', value: 'ca.example' }, '0 issue "ca.example"'],
    ['SRV', { priority: 1, weight: 2, port: 443, target: 'h.example.' }, '2 443 h.example'],
    ['TLSA', { usage: 3, selector: 1, matching_type: 1, certificate: 'AB01' }, '3 1 1 ab01'],
    ['HTTPS', { priority: 1, target: '.', value: 'alpn="h3,h2"' }, '1 . alpn="h3,h2"'],
    ['SSHFP', { algorithm: 4, type: 2, fingerprint: '00ff' }, '4 2 00ff'],
    [
      'NAPTR',
      { order: 1, preference: 2, flags: 's', service: 'SIP', regex: '', replacement: 'h.example' },
      '1 2 "s" "SIP" "" h.example',
    ],
  ])('of %s is made from its data', async (type, data, content) => {
    expect(await stored({ name: 'x', type, data })).toMatchObject({ content, proxiable: false });
  });

  test('of SRV shows its priority on top, and of URI takes it there', async () => {
    const data = { priority: 7, weight: 0, port: 1, target: 'h.example' };
    expect((await stored({ name: 'x', type: 'SRV', data })).priority).toBe(7);
    const uri = { name: 'x', type: 'URI', priority: 5, data: { weight: 1, target: 'https://h.example' } };
    expect(await stored(uri)).toMatchObject({ content: '1 "https://h.example"', priority: 5 });
  });
});

describe('TXT', () => {
  const txt = (content: string) => ({ name: 't', type: 'TXT', content });

  test('is stored as it is sent, quoted or not', async () => {
    expect((await stored(txt('v=spf1 -all'))).content).toBe('v=spf1 -all');
    expect((await stored(txt('"v=spf1 -all"'))).content).toBe('"v=spf1 -all"');
    expect((await stored(txt('"a" "b\\"c"'))).content).toBe('"a" "b\\"c"');
    expect((await stored(txt('x'.repeat(300)))).content).toBe('x'.repeat(300));
  });

  test('in one quoted string of more than 255 bytes is split again', async () => {
    const made = await stored(txt(`"${'x'.repeat(256)}"`));
    expect(made.content).toBe(`"${'x'.repeat(255)}" "x"`);
  });

  test('of more than 4,096 bytes on the wire is refused with 9015, and 8,192 characters a name with 83011', async () => {
    await expectRefusal(txt('x'.repeat(4090)), 9015);
    await post(txt('x'.repeat(4070)));
    await post(txt('y'.repeat(4070)));
    await expectRefusal(txt('z'.repeat(100)), 83011);
    expect((await post({ ...txt('z'.repeat(100)), name: 'elsewhere' })).success).toBe(true);
  });
});

describe('TTL, proxying, comments, tags and settings', () => {
  test.each([0, 30, 59, 86401])('a TTL of %d is refused with 9021', ttl => expectRefusal({ ...a, ttl }, 9021));

  test('an Enterprise zone may have 30 seconds', async () => {
    twin.addZone('big.example', { plan: 'enterprise' });
    expect((await call('POST', recordsPath(twin, 'big.example'), { ...a, ttl: 30 })).result.ttl).toBe(30);
  });

  test('a proxied record is automatic, and only addresses and CNAME can be proxied', async () => {
    expect(await stored({ ...a, ttl: 300, proxied: true })).toMatchObject({ ttl: 1, proxied: true });
    await expectRefusal({ name: 't', type: 'TXT', content: 'x', proxied: true }, 9004);
    expect((await stored({ name: 't', type: 'TXT', content: 'x', proxied: false })).proxiable).toBe(false);
  });

  test('a comment has 100 characters on Free and 500 on paid plans, and no line break', async () => {
    await expectRefusal({ ...a, comment: 'x'.repeat(101) }, 1004);
    await expectRefusal({ ...a, comment: 'x\ny' }, 1004);
    expect(await stored({ ...a, comment: 'x'.repeat(100) })).toHaveProperty('comment_modified_on');
    const paid = await call('POST', recordsPath(twin, 'paid.example'), { ...a, comment: 'x'.repeat(500) });
    expect(paid.success).toBe(true);
  });

  test('tags are refused on Free with 9300', async () => {
    await expectRefusal({ ...a, tags: ['team:mail'] }, 9300);
    const paid = recordsPath(twin, 'paid.example');
    expect((await call('POST', paid, { ...a, tags: ['team:mail'] })).result.tags).toEqual(['team:mail']);
    expect((await call('POST', paid, { ...a, name: 'x', tags: ['cf-x:1'] })).success).toBe(false);
  });

  test('flattening is for CNAME records of paid plans', async () => {
    const cname = { name: 'c', type: 'CNAME', content: 'h.example', settings: { flatten_cname: true } };
    await expectRefusal(cname, 1004);
    const paid = await call('POST', recordsPath(twin, 'paid.example'), cname);
    expect(paid.result.settings).toEqual({ flatten_cname: true });
    expect((await stored({ ...cname, settings: {} })).settings).toEqual({ flatten_cname: false });
  });
});

describe('changes', () => {
  test('PATCH keeps what is not sent, PUT takes it back to the default', async () => {
    const made = await stored({ ...a, ttl: 300, comment: 'mine' });
    twin.clock.advance(1000);
    const patched = (await call('PATCH', `${path}/${made.id}`, { content: '192.0.2.2' })).result;
    expect(patched).toEqual({ ...made, content: '192.0.2.2', modified_on: '2026-11-22T00:00:01.000000Z' });
    const replaced = (await call('PUT', `${path}/${made.id}`, { ...a, content: '192.0.2.3' })).result;
    expect(replaced).toMatchObject({ ttl: 1, comment: null, content: '192.0.2.3', created_on: made.created_on });
    expect((await call('DELETE', `${path}/${made.id}`)).result).toEqual({ id: made.id });
    expect(twin.records('a.example')).toEqual([]);
  });

  test('PATCH of a data type replaces the data', async () => {
    const made = await stored({ name: '@', type: 'CAA', data: { flags: 0, tag: 'issue', value: 'ca.example' } });
    const change = { data: { flags: 128, tag: 'issue', value: 'ca.example' } };
    expect((await call('PATCH', `${path}/${made.id}`, change)).result.content).toBe('128 issue "ca.example"');
  });

  test('another type is refused, the same type is not', async () => {
    const made = await stored(a);
    const change = { type: 'AAAA', content: '2001:db8::1' };
    expect(await call('PATCH', `${path}/${made.id}`, change)).toMatchObject({ status: 400, success: false });
    expect(await call('PUT', `${path}/${made.id}`, { ...a, ...change })).toMatchObject({ status: 400 });
    expect((await call('PATCH', `${path}/${made.id}`, { type: 'A', ttl: 60 })).result.ttl).toBe(60);
    expect(await call('PATCH', `${path}/${made.id}`, { colour: 1 })).toMatchObject({ errors: [{ code: 9207 }] });
  });

  test('a rename moves the record', async () => {
    const made = await stored(a);
    await call('PATCH', `${path}/${made.id}`, { name: 'mail' });
    expect((await call('GET', `${path}?name=www.a.example`)).result).toEqual([]);
    expect((await call('GET', `${path}?name=mail.a.example`)).result).toHaveLength(1);
    expect((await post(a)).success).toBe(true);
  });

  test('read-only records refuse every change', async () => {
    const add = { name: '@', type: 'MX', content: 'route1.mx.example', priority: 1 };
    const [record] = twin.editByHand('a.example', { add, readOnly: true });
    expect((await call('GET', `${path}/${record?.id}`)).result.meta).toEqual({ read_only: true });
    for (const [method, body] of [['PATCH', { ttl: 60 }], ['PUT', add], ['DELETE']] as const) {
      expect(await call(method, `${path}/${record?.id}`, body)).toMatchObject({ status: 400, success: false });
    }
    expect(twin.records('a.example')).toEqual([record]);
  });
});

describe('conflicts', () => {
  const cname = { name: 'www', type: 'CNAME', content: 'h.example' };

  test('a CNAME and an address exclude each other', async () => {
    await post(a);
    await expectRefusal(cname, 81053);
    await post({ ...cname, name: 'c' });
    await expectRefusal({ ...a, name: 'c' }, 81054);
    await expectRefusal({ ...cname, name: 'c', content: 'other.example' }, 81053);
  });

  test('a CNAME may have TXT and MX beside it, also at the apex', async () => {
    await post({ ...cname, name: '@' });
    expect((await post({ name: '@', type: 'TXT', content: 'v=spf1 -all' })).success).toBe(true);
    expect((await post({ name: '@', type: 'MX', content: 'mx.example', priority: 1 })).success).toBe(true);
  });

  test('a delegation excludes all but NS and DS, except at the apex', async () => {
    const ns = { name: 'sub', type: 'NS', content: 'ns1.example' };
    const ds = { name: 'sub', type: 'DS', data: { key_tag: 1, algorithm: 13, digest_type: 2, digest: 'ab' } };
    await expectRefusal(ds, 1004);
    await post(ns);
    expect((await post({ ...ns, content: 'ns2.example' })).success).toBe(true);
    expect((await post(ds)).success).toBe(true);
    await expectRefusal({ ...a, name: 'sub' }, 81056);
    expect((await post({ ...a, name: 'below.sub' })).success).toBe(true);
    await post(a);
    await expectRefusal({ ...ns, name: 'www' }, 81056);
    await post({ ...ns, name: '@' });
    expect((await post({ ...a, name: '@' })).success).toBe(true);
  });

  test('an identical record is refused with 81058, by what is stored', async () => {
    await post(a);
    await expectRefusal({ ...a, ttl: 300, comment: 'another' }, 81058);
    await post({ name: 't', type: 'TXT', content: 'x' });
    expect((await post({ name: 't', type: 'TXT', content: '"x"' })).success).toBe(true);
    await post({ name: '@', type: 'MX', content: 'mx.example', priority: 1 });
    await expectRefusal({ name: '@', type: 'MX', content: 'mx.example.', priority: 1 }, 81058);
    expect((await post({ name: '@', type: 'MX', content: 'mx.example', priority: 2 })).success).toBe(true);
  });

  test('a change is judged like a new record', async () => {
    await post(a);
    const other = await stored({ ...a, content: '192.0.2.2' });
    const reply = await call('PATCH', `${path}/${other.id}`, { content: '192.0.2.1' });
    expect(reply).toMatchObject({ status: 400, errors: [{ code: 81058 }] });
    expect((await call('PATCH', `${path}/${other.id}`, { content: '192.0.2.2' })).success).toBe(true);
  });

  test('the quota of the plan ends with 81045', async () => {
    twin.addZone('small.example', { quota: 2 });
    const small = recordsPath(twin, 'small.example');
    await call('POST', small, a);
    await call('POST', small, { ...a, name: 'x' });
    expect(await call('POST', small, { ...a, name: 'y' })).toMatchObject({ errors: [{ code: 81045 }] });
    expect((await call('GET', `${small}/usage`)).result).toEqual({ record_quota: 2, record_usage: 2 });
  });
});

describe('lists', () => {
  beforeEach(() => {
    for (let i = 0; i < 150; i++) {
      const comment = i % 2 ? `mailyard:x/y:k${i}` : null;
      twin.editByHand('a.example', { add: { name: `h${i}`, type: 'A', content: `192.0.2.${i}`, comment } });
    }
  });

  test('have 100 records a page, or as many as one asks for, and an empty page past the end', async () => {
    const first = await call('GET', path);
    expect(first.result_info).toEqual({ page: 1, per_page: 100, count: 100, total_count: 150, total_pages: 2 });
    expect((await call('GET', `${path}?page=2`)).result).toHaveLength(50);
    expect((await call('GET', `${path}?page=3`)).result).toEqual([]);
    expect((await call('GET', `${path}?per_page=5000000`)).result).toHaveLength(150);
  });

  test('keep their order', async () => {
    const names = async () => (await call('GET', `${path}?per_page=200`)).result.map((r: { id: string }) => r.id);
    expect(await names()).toEqual(await names());
    const down = await call('GET', `${path}?order=name&direction=desc`);
    expect(down.result[0].name).toBe('h99.a.example');
  });

  test.each([
    ['name=h7.a.example', 1],
    ['name.exact=H7.A.EXAMPLE', 1],
    ['name.startswith=h14', 11],
    ['name.endswith=9.a.example', 15],
    ['content.contains=2.14', 11],
    ['comment.startswith=MAILYARD:', 75],
    ['comment.absent=true', 75],
    ['type=TXT', 0],
    ['proxied=true', 0],
    ['search=K149', 1],
    ['name=h1.a.example&content=192.0.2.2&match=any', 2],
    ['name=h1.a.example&content=192.0.2.2', 0],
    ['nmae=h7.a.example', 150],
  ])('filtered by %s have %d', async (query, count) => {
    expect((await call('GET', `${path}?${query}`)).result_info?.total_count).toBe(count);
  });
});

test('the export is a zone file with SOA and NS', async () => {
  await post({ name: '@', type: 'MX', content: 'mx.example', priority: 10, comment: 'mail' });
  await post({ name: '@', type: 'TXT', content: 'v=spf1 "x" -all' });
  await post({ ...a, proxied: true });
  const response = await fetch(`${twin.url}${path}/export`, { headers: { authorization: `Bearer ${twin.token}` } });
  const text = await response.text();
  expect(text).toMatch(/^a\.example\.\t3600\tIN\tSOA\t/m);
  expect(text.match(/\tIN\tNS\t/g)).toHaveLength(2);
  expect(text).toContain('a.example.\t1\tIN\tMX\t10 mx.example. ; mail\n');
  expect(text).toContain('a.example.\t1\tIN\tTXT\t"v=spf1 \\"x\\" -all"\n');
  expect(text).toContain('www.a.example.\t1\tIN\tA\t192.0.2.1 ; cf_tags=cf-proxied:true\n');
});
