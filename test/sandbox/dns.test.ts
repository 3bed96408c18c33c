import { randomBytes } from 'node:crypto';
import type { DecodedPacket } from 'dns-packet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { type DnsTwin, startDnsTwin } from '../../src/sandbox/dns/twin.ts';
import { ask, query, tcp, udp } from './dns-client.ts';

let cloudflare: CloudflareTwin;
let dns: DnsTwin;

beforeEach(async () => {
  cloudflare = await startCloudflareTwin({ zones: ['a.example', 'b.example'] });
  dns = await startDnsTwin({ source: () => cloudflare.zones });
});

afterEach(async () => {
  await dns.close();
  await cloudflare.close();
});

function add(record: Record<string, unknown>, zone = 'a.example') {
  cloudflare.editByHand(zone, { add: record });
}

type Code = DecodedPacket & { rcode: string; flag_aa: boolean; flag_tc: boolean; flag_rd: boolean; flag_ra: boolean };

async function answers(name: string, type: string) {
  const reply = (await ask(dns.port, name, type)) as Code;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look at rdata of every type
  return reply.answers?.map((answer: any) => ({
    name: answer.name,
    type: answer.type,
    ttl: answer.ttl,
    data: answer.data,
  }));
}

async function status(name: string, type: string) {
  const reply = (await ask(dns.port, name, type)) as Code;
  return { rcode: reply.rcode, aa: reply.flag_aa, answers: reply.answers?.length, soa: reply.authorities?.[0]?.type };
}

const NODATA = { rcode: 'NOERROR', aa: true, answers: 0, soa: 'SOA' };
const NXDOMAIN = { rcode: 'NXDOMAIN', aa: true, answers: 0, soa: 'SOA' };

describe('answers', () => {
  test('are authoritative, repeat the question with its case, and offer no recursion', async () => {
    add({ name: 'www', type: 'A', content: '192.0.2.10', ttl: 600 });
    const reply = (await ask(dns.port, 'wWw.A.exAmple', 'A', { recursion: true, id: 99 })) as Code;
    expect(reply).toMatchObject({
      id: 99,
      rcode: 'NOERROR',
      flag_aa: true,
      flag_tc: false,
      flag_rd: true,
      flag_ra: false,
    });
    expect(reply.questions).toMatchObject([{ name: 'wWw.A.exAmple', type: 'A' }]);
    expect(reply.answers).toMatchObject([{ name: 'wWw.A.exAmple', type: 'A', ttl: 600, data: '192.0.2.10' }]);
  });

  test.each([
    ['MX', { type: 'MX', content: 'mx.b.example', priority: 10 }, { preference: 10, exchange: 'mx.b.example' }],
    ['MX', { type: 'MX', content: '.', priority: 0 }, { preference: 0, exchange: '.' }],
    ['AAAA', { type: 'AAAA', content: '2001:db8::a:0:1' }, '2001:db8::a:0:1'],
    [
      'SRV',
      { type: 'SRV', data: { priority: 1, weight: 2, port: 443, target: 'h.example' } },
      { priority: 1, weight: 2, port: 443, target: 'h.example' },
    ],
    [
      'CAA',
      { type: 'CAA', data: { flags: 128, tag: 'issue', value: 'ca.example; x=y' } },
      expect.objectContaining({ flags: 128, tag: 'issue', value: 'ca.example; x=y' }),
    ],
    [
      'TLSA',
      { type: 'TLSA', data: { usage: 3, selector: 1, matching_type: 1, certificate: 'ab01' } },
      { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from('ab01', 'hex') },
    ],
    [
      'NAPTR',
      { type: 'NAPTR', data: { order: 1, preference: 2, flags: 's', service: 'SIP', regex: '', replacement: '.' } },
      { order: 1, preference: 2, flags: 's', services: 'SIP', regexp: '', replacement: '.' },
    ],
    [
      'HTTPS',
      { type: 'HTTPS', data: { priority: 1, target: '.', value: 'port=443 alpn="h3,h2" ipv4hint=192.0.2.1' } },
      Buffer.from('000100000100060268330268320003000201bb00040004c0000201', 'hex'),
    ],
    [
      'URI',
      { type: 'URI', priority: 5, data: { weight: 1, target: 'https://h.example' } },
      Buffer.concat([Buffer.of(0, 5, 0, 1), Buffer.from('https://h.example')]),
    ],
    [
      'CERT',
      { type: 'CERT', data: { type: 1, key_tag: 2, algorithm: 3, certificate: 'AAEC' } },
      Buffer.of(0, 1, 0, 2, 3, 0, 1, 2),
    ],
  ])('carry %s records', async (type, record, data) => {
    add({ name: 'x', ...record });
    expect(await answers('x.a.example', type)).toEqual([expect.objectContaining({ ttl: 300, data })]);
  });

  test('carry TXT in the character-strings that are stored', async () => {
    add({ name: 'one', type: 'TXT', content: 'v=spf1 -all' });
    add({ name: 'two', type: 'TXT', content: '"a" "b \\"c\\" \\195\\188"' });
    add({ name: 'long', type: 'TXT', content: `"${'x'.repeat(300)}"` });
    add({ name: 'raw', type: 'TXT', content: 'ü'.repeat(150) });
    const strings = async (name: string) => (await answers(name, 'TXT'))?.[0]?.data.map((b: Buffer) => b.toString());
    expect(await strings('one.a.example')).toEqual(['v=spf1 -all']);
    expect(await strings('two.a.example')).toEqual(['a', 'b "c" ü']);
    expect(await strings('long.a.example')).toEqual(['x'.repeat(255), 'x'.repeat(45)]);
    const raw = (await answers('raw.a.example', 'TXT'))?.[0]?.data as Buffer[];
    expect(raw.map(({ length }) => length)).toEqual([255, 45]);
    expect(Buffer.concat(raw).toString()).toBe('ü'.repeat(150));
  });

  test('follow the zone as it changes, and its serial grows', async () => {
    const serial = async () => (await answers('a.example', 'SOA'))?.[0]?.data.serial;
    const before = await serial();
    expect(await status('www.a.example', 'A')).toEqual(NXDOMAIN);
    add({ name: 'www', type: 'A', content: '192.0.2.10' });
    expect(await answers('www.a.example', 'A')).toHaveLength(1);
    expect(await serial()).toBe(before + 1);
  });

  test('for a proxied name are addresses of the proxy and nothing else', async () => {
    add({ name: 'www', type: 'CNAME', content: 'h.b.example', proxied: true });
    expect(await answers('www.a.example', 'A')).toMatchObject([{ data: '192.0.2.1', ttl: 300 }]);
    expect(await answers('www.a.example', 'AAAA')).toMatchObject([{ data: '2001:db8::1' }]);
    expect(await status('www.a.example', 'CNAME')).toEqual(NODATA);
  });

  test('for ANY say no with an HINFO, and AXFR is refused', async () => {
    expect(await answers('a.example', 'ANY')).toMatchObject([{ type: 'HINFO', data: { cpu: 'RFC8482' } }]);
    expect((await status('a.example', 'AXFR')).rcode).toBe('REFUSED');
  });
});

describe('the tree of names', () => {
  test('a name without the type is NODATA, a name that is not there NXDOMAIN, both with the SOA', async () => {
    add({ name: 'k._domainkey', type: 'TXT', content: 'v=DKIM1' });
    expect(await status('k._domainkey.a.example', 'A')).toEqual(NODATA);
    expect(await status('_domainkey.a.example', 'TXT')).toEqual(NODATA);
    expect(await status('other._domainkey.a.example', 'TXT')).toEqual(NXDOMAIN);
    expect(await status('a.example', 'MX')).toEqual(NODATA);
  });

  test('the apex has NS and SOA that no API lists', async () => {
    const servers = await answers('A.example', 'NS');
    expect(servers).toMatchObject([
      { name: 'A.example', data: 'ada.ns.cloudflare.example' },
      { name: 'A.example', data: 'bob.ns.cloudflare.example' },
    ]);
    expect(await answers('a.example', 'SOA')).toMatchObject([
      { data: { mname: 'ada.ns.cloudflare.example', rname: 'dns.ns.cloudflare.example', minimum: 1800 } },
    ]);
  });

  test('other zones, pending zones and other classes are refused', async () => {
    cloudflare.addZone('p.example', { status: 'pending' });
    const refused = { rcode: 'REFUSED', aa: false, answers: 0, soa: undefined };
    expect(await status('c.example', 'A')).toEqual(refused);
    expect(await status('p.example', 'SOA')).toEqual(refused);
    expect(((await ask(dns.port, 'a.example', 'SOA', { class: 3 })) as Code).rcode).toBe('REFUSED');
    cloudflare.activate('p.example');
    expect((await status('p.example', 'SOA')).answers).toBe(1);
  });

  test('a zone below another one answers for its names', async () => {
    cloudflare.addZone('sub.a.example');
    add({ name: 'x.sub', type: 'A', content: '192.0.2.10' });
    add({ name: 'x', type: 'A', content: '192.0.2.20' }, 'sub.a.example');
    expect(await answers('x.sub.a.example', 'A')).toMatchObject([{ data: '192.0.2.20' }]);
  });

  test('a CNAME is followed inside of its zone and not beyond', async () => {
    add({ name: 'one', type: 'CNAME', content: 'two.a.example' });
    add({ name: 'two', type: 'CNAME', content: 'three.a.example' });
    add({ name: 'three', type: 'A', content: '192.0.2.10' });
    add({ name: 'out', type: 'CNAME', content: 'x.b.example' });
    add({ name: 'dead', type: 'CNAME', content: 'nobody.a.example' });
    add({ name: 'x', type: 'A', content: '192.0.2.20' }, 'b.example');
    const chain = await answers('one.a.example', 'A');
    expect(chain?.map(({ type }) => type)).toEqual(['CNAME', 'CNAME', 'A']);
    expect(await answers('out.a.example', 'A')).toMatchObject([{ type: 'CNAME', data: 'x.b.example' }]);
    expect(await answers('one.a.example', 'CNAME')).toHaveLength(1);
    expect(await status('dead.a.example', 'A')).toEqual({ ...NXDOMAIN, answers: 1 });
    add({ name: 'loop', type: 'CNAME', content: 'loop2.a.example' });
    add({ name: 'loop2', type: 'CNAME', content: 'loop.a.example' });
    expect((await status('loop.a.example', 'A')).rcode).toBe('NOERROR');
  });

  test('a TXT beside a CNAME is found', async () => {
    add({ name: 'x', type: 'CNAME', content: 'h.b.example' });
    add({ name: 'x', type: 'TXT', content: 'hello' });
    expect(await answers('x.a.example', 'TXT')).toMatchObject([{ type: 'TXT' }]);
  });

  test('a CNAME at the apex is flattened', async () => {
    add({ name: '@', type: 'CNAME', content: 'h.b.example' });
    add({ name: 'h', type: 'A', content: '192.0.2.20' }, 'b.example');
    expect(await answers('a.example', 'A')).toMatchObject([{ name: 'a.example', type: 'A', data: '192.0.2.20' }]);
    expect(await status('a.example', 'AAAA')).toEqual(NODATA);
    expect(await status('a.example', 'CNAME')).toEqual(NODATA);
  });

  test('a wildcard covers names that are not there, and no others', async () => {
    add({ name: '*._report._dmarc', type: 'TXT', content: 'v=DMARC1' });
    add({ name: 'www.known._report._dmarc', type: 'A', content: '192.0.2.1' });
    expect(await answers('x.y._report._dmarc.a.example', 'TXT')).toMatchObject([
      { name: 'x.y._report._dmarc.a.example' },
    ]);
    expect(await status('known._report._dmarc.a.example', 'TXT')).toEqual(NODATA);
    expect(await status('x.known._report._dmarc.a.example', 'TXT')).toEqual(NXDOMAIN);
    expect(await status('x._report._dmarc.a.example', 'A')).toEqual(NODATA);
  });

  test('NS below the apex are a referral, and their DS is here', async () => {
    add({ name: 'sub', type: 'NS', content: 'ns.b.example' });
    add({ name: 'sub', type: 'DS', data: { key_tag: 1, algorithm: 13, digest_type: 2, digest: 'ab' } });
    const reply = (await ask(dns.port, 'deep.sub.a.example', 'A')) as Code;
    expect(reply).toMatchObject({ rcode: 'NOERROR', flag_aa: false, answers: [] });
    expect(reply.authorities).toMatchObject([{ type: 'NS', name: 'sub.a.example', data: 'ns.b.example' }]);
    expect(await answers('sub.a.example', 'DS')).toMatchObject([{ data: { keyTag: 1 } }]);
  });

  test('LOC is not answered', async () => {
    const north = { lat_degrees: 51, lat_minutes: 30, lat_seconds: 12.5, lat_direction: 'N' };
    const west = { long_degrees: 0, long_minutes: 7, long_seconds: 39, long_direction: 'W' };
    const data = { ...north, ...west, altitude: 0, size: 0, precision_horz: 0, precision_vert: 0 };
    add({ name: 'x', type: 'LOC', data });
    expect((await status('x.a.example', 'LOC')).answers).toBe(0);
  });
});

describe('transport', () => {
  beforeEach(() => {
    for (let i = 0; i < 4; i++) add({ name: 'big', type: 'TXT', content: `"${i}${'x'.repeat(200)}"` });
  });

  test('an answer over 512 bytes is truncated over UDP and whole over TCP', async () => {
    const cut = (await ask(dns.port, 'big.a.example', 'TXT')) as Code;
    expect(cut).toMatchObject({ flag_tc: true, flag_aa: true, answers: [] });
    const [whole] = await tcp(dns.port, [query('big.a.example', 'TXT')]);
    expect(whole).toMatchObject({ flag_tc: false });
    expect(whole?.answers).toHaveLength(4);
  });

  test('EDNS allows more, up to what the client takes and 1,232 bytes', async () => {
    const answersAt = async (edns: number) => {
      const reply = (await ask(dns.port, 'big.a.example', 'TXT', { edns })) as Code;
      expect(reply.additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232 }]);
      return reply.flag_tc ? 'truncated' : reply.answers?.length;
    };
    expect(await answersAt(1232)).toBe(4);
    expect(await answersAt(900)).toBe('truncated');
    expect(await answersAt(100)).toBe('truncated');
    for (let i = 4; i < 8; i++) add({ name: 'big', type: 'TXT', content: `"${i}${'x'.repeat(200)}"` });
    expect(await answersAt(4096)).toBe('truncated');
    expect(((await ask(dns.port, 'big.a.example', 'TXT')) as Code).additionals).toEqual([]);
  });

  test('one TCP connection takes several queries', async () => {
    const questions = [1, 2, 3].map(id => query('big.a.example', 'TXT', { id }));
    expect((await tcp(dns.port, questions)).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  test('rubbish is answered with FORMERR or silence, and the server lives on', async () => {
    const broken = query('a.example', 'SOA');
    broken[12] = 200;
    expect((await udp(dns.port, broken))?.readUInt16BE(2)).toBe(0x8001);
    expect(await udp(dns.port, Buffer.of(1, 2, 3))).toBeUndefined();
    const response = query('a.example', 'SOA');
    response[2] = 0x80;
    expect(await udp(dns.port, response)).toBeUndefined();
    const status = query('a.example', 'SOA');
    status[2] = 0x10;
    expect((await udp(dns.port, status))?.readUInt16BE(2)).toBe(0x9004);
    const sender = Array.from({ length: 50 }, () =>
      udp(dns.port, Buffer.concat([Buffer.of(0, 1, 0, 0), randomBytes(60)])),
    );
    await Promise.all(sender);
    expect((await ask(dns.port, 'a.example', 'SOA')).answers).toHaveLength(1);
  });

  test('an unknown EDNS version is BADVERS', async () => {
    const message = query('a.example', 'SOA', { edns: 1232 });
    message[message.length - 5] = 1;
    const reply = await udp(dns.port, message);
    expect((reply?.readUInt16BE(2) ?? 0) & 15).toBe(0);
    expect(reply?.at(-6)).toBe(1);
  });
});

describe('faults', () => {
  beforeEach(() => add({ name: 'x', type: 'TXT', content: 'here' }));

  test('drop queries for a name, as often as they should', async () => {
    dns.faults.add({ kind: 'drop', name: 'X.a.example', transport: 'udp', times: 1 });
    expect(await udp(dns.port, query('x.a.example', 'TXT'))).toBeUndefined();
    expect(await answers('x.a.example', 'TXT')).toHaveLength(1);
  });

  test('answer SERVFAIL or REFUSED for a name and type until they are cleared', async () => {
    dns.faults.add({ kind: 'servfail', name: 'x.a.example', type: 'TXT' }, { kind: 'refused', name: 'x.a.example' });
    expect((await status('x.a.example', 'TXT')).rcode).toBe('SERVFAIL');
    expect((await status('x.a.example', 'TXT')).rcode).toBe('SERVFAIL');
    expect((await status('x.a.example', 'A')).rcode).toBe('REFUSED');
    expect((await status('a.example', 'SOA')).rcode).toBe('NOERROR');
    dns.faults.clear();
    expect(await answers('x.a.example', 'TXT')).toHaveLength(1);
  });

  test('delay an answer', async () => {
    dns.faults.add({ kind: 'delay', delayMs: 60, times: 1 });
    const start = performance.now();
    await ask(dns.port, 'x.a.example', 'TXT');
    expect(performance.now() - start).toBeGreaterThan(50);
  });

  test('queries are on record', async () => {
    await ask(dns.port, 'X.a.example', 'TXT');
    expect(dns.queries).toEqual([{ name: 'X.a.example', type: 'TXT', transport: 'udp' }]);
  });
});

test('a record that cannot be put on the wire is SERVFAIL, not absence', async () => {
  const records = [{ name: 'z.example', type: 'TXT', content: '"never" closed"', ttl: 300 }];
  const zones = new Map([['z.example', { name: 'z.example', nameServers: ['ns.z.example'], serial: 1, records }]]);
  const other = await startDnsTwin({ source: () => zones });
  expect(((await ask(other.port, 'z.example', 'TXT')) as Code).rcode).toBe('SERVFAIL');
  await other.close();
});
