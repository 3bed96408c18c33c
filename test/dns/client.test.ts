import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { DNSSEC_OK, type OptAnswer, TRUNCATED_RESPONSE } from 'dns-packet';
import { expect, test } from 'vitest';
import { query } from '../../src/dns/client.ts';
import { reply, serveDns, zoneReply } from './twin.ts';

const RA = 0x80;
const a = (name: string, data = '192.0.2.1') => ({ name, type: 'A', ttl: 60, data });
const cname = (name: string, data: string) => ({ name, type: 'CNAME', ttl: 60, data });
const soa = {
  name: 'acme.example',
  type: 'SOA' as const,
  ttl: 60,
  data: { mname: 'ns1.acme.example', rname: 'dns.acme.example', serial: 1 },
};

test('an answer carries its records, its authority and its server', async () => {
  const { server, asked } = await serveDns(query => reply(query, [a('Acme.example')]));
  const answer = await query({ name: 'acme.example.', type: 'A', server });
  expect(answer).toMatchObject({
    status: 'answer',
    rcode: 'NOERROR',
    authoritative: true,
    records: [{ name: 'acme.example', type: 'A', ttl: 60, content: '192.0.2.1' }],
    chain: [],
    server,
  });
  expect(asked).toMatchObject([{ over: 'udp', edns: true, packet: { flag_rd: false } }]);
});

test('signatures are asked for only on request, and come beside the records', async () => {
  const mail = { name: 'acme.example', type: 'MX', ttl: 60, data: { preference: 10, exchange: 'MX.acme.example' } };
  const made = {
    ...{ algorithm: 13, labels: 2, originalTTL: 60, expiration: 2, inception: 1 },
    signersName: 'acme.example',
  };
  const rrsig = (typeCovered: string, keyTag: number) => ({
    ...{ name: 'acme.example', type: 'RRSIG', ttl: 60 },
    data: { ...made, typeCovered, keyTag, signature: Buffer.alloc(64) },
  });
  const opt = { type: 'OPT', name: '.', udpPayloadSize: 1232, flags: DNSSEC_OK, options: [] };
  const { server, asked } = await serveDns(query =>
    reply(query, [mail, rrsig('MX', 1), rrsig('TXT', 2)], { additionals: [opt as never] }),
  );
  const question = { name: 'Acme.example', type: 'MX', server } as const;
  expect((await query(question)).signed).toBeUndefined();
  expect((await query({ ...question, signatures: true })).signed).toMatchObject({
    name: 'acme.example',
    records: [Buffer.from('\0\x0a\x02mx\x04acme\x07example\0')],
    signatures: [{ keyTag: 1 }],
  });
  const flags = asked.map(({ packet }) => packet.additionals?.map(record => (record as OptAnswer).flag_do));
  expect(flags).toEqual([[false], [true]]);
});

test('recursion is asked for only on request', async () => {
  const { server, asked } = await serveDns(query => reply(query));
  await query({ name: 'acme.example', type: 'A', server, recursion: true });
  expect(asked[0]?.packet.flag_rd).toBe(true);
});

test.each([
  [0, 'nodata', 'NOERROR'],
  [2, 'servfail', 'SERVFAIL'],
  [3, 'nxdomain', 'NXDOMAIN'],
  [5, 'refused', 'REFUSED'],
  [9, 'refused', 'NOTAUTH'],
])('an empty answer with response code %i is %s', async (rcode, status, name) => {
  const { server } = await serveDns(query => reply(query, [], { rcode }));
  expect(await query({ name: 'acme.example', type: 'A', server })).toMatchObject({ status, rcode: name, records: [] });
});

test('silence is a time-out after every try, each from another port', async () => {
  const { server, asked } = await serveDns(() => undefined);
  const answer = await query({ name: 'acme.example', type: 'A', server, timeoutMs: 40, tries: 3 });
  expect(answer).toMatchObject({ status: 'timeout', detail: 'no answer within 40 ms', records: [] });
  expect(asked).toHaveLength(3);
  expect(new Set(asked.map(({ port }) => port)).size).toBe(3);
  expect(new Set(asked.map(({ packet }) => packet.id)).size).toBeGreaterThan(1);
});

test('the second try may succeed', async () => {
  let queries = 0;
  const { server } = await serveDns(query => (++queries === 1 ? undefined : reply(query, [a('acme.example')])));
  expect(await query({ name: 'acme.example', type: 'A', server, timeoutMs: 300 })).toMatchObject({ status: 'answer' });
});

test('a port where nobody listens is a time-out with its cause, and at once', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const server = { host: '127.0.0.1', port: socket.address().port };
  await new Promise<void>(resolve => socket.close(() => resolve()));
  const answer = await query({ name: 'acme.example', type: 'A', server, timeoutMs: 2500 });
  expect(answer.status).toBe('timeout');
  expect(answer.detail).toContain('ECONNREFUSED');
});

test('an address that the system refuses to connect to is a time-out with its cause', async () => {
  // The broadcast address: the kernel refuses it before anything is sent.
  const server = { host: '255.255.255.255', port: 53 };
  const answer = await query({ name: 'acme.example', type: 'A', server, timeoutMs: 2500 });
  expect(answer).toMatchObject({ status: 'timeout', detail: expect.stringContaining('EACCES') });
});

test('answers with another id, another question or no answer flag are passed over until the right one comes', async () => {
  const { server } = await serveDns(query => {
    const wrongId = reply(query, [a('acme.example', '203.0.113.1')]);
    wrongId.writeUInt16BE((wrongId.readUInt16BE(0) + 1) & 0xffff, 0);
    const wrongName = reply(query, [a('other.example', '203.0.113.2')], {
      questions: [{ name: 'other.example', type: 'A' }],
    });
    const wrongType = reply(query, [], { questions: [{ name: 'acme.example', type: 'TXT' }] });
    const noAnswer = reply(query, [a('acme.example', '203.0.113.3')], { type: 'query' });
    return [wrongId, wrongName, wrongType, noAnswer, Buffer.from([1]), reply(query, [a('acme.example')])];
  });
  const answer = await query({ name: 'acme.example', type: 'A', server, timeoutMs: 1000, tries: 1 });
  expect(answer.records.map(({ content }) => content)).toEqual(['192.0.2.1']);
});

test('an answer from another port than the one asked is never read', async () => {
  const stranger = createSocket('udp4').bind(0, '127.0.0.1');
  await once(stranger, 'listening');
  const { server } = await serveDns(query => {
    stranger.send(reply(query, [a('acme.example', '203.0.113.9')]), query.port, '127.0.0.1');
    return undefined;
  });
  const answer = await query({ name: 'acme.example', type: 'A', server, timeoutMs: 80, tries: 1 });
  stranger.close();
  expect(answer.status).toBe('timeout');
});

test('a truncated answer is asked again over TCP and read in pieces', async () => {
  const texts = Array.from({ length: 40 }, (_, at) => `token-${at}-${'x'.repeat(100)}`);
  const { server, asked } = await serveDns(query =>
    query.over === 'udp'
      ? // Cut in the middle of a record, as some servers do: only the header can be read.
        reply(query, [a('acme.example')], { flags: TRUNCATED_RESPONSE }).subarray(0, 35)
      : reply(
          query,
          texts.map(data => ({ name: 'acme.example', type: 'TXT', ttl: 60, data: [data] })),
        ),
  );
  const answer = await query({ name: 'acme.example', type: 'TXT', server });
  expect(answer.records.map(({ content }) => content)).toEqual(texts);
  expect(asked.map(({ over }) => over)).toEqual(['udp', 'tcp']);
});

test('a truncated answer whose TCP side is silent is a time-out, not an empty answer', async () => {
  const { server } = await serveDns(query =>
    query.over === 'udp' ? reply(query, [], { flags: TRUNCATED_RESPONSE }) : undefined,
  );
  const answer = await query({ name: 'acme.example', type: 'TXT', server, timeoutMs: 300 });
  expect(answer).toMatchObject({ status: 'timeout', detail: 'no answer over TCP within 300 ms' });
});

test('an answer truncated even over TCP is malformed', async () => {
  const { server } = await serveDns(query => reply(query, [], { flags: TRUNCATED_RESPONSE }));
  expect((await query({ name: 'acme.example', type: 'A', server })).status).toBe('malformed');
});

test.each([
  ['FORMERR', 1],
  ['NOTIMP', 4],
])('a server that answers EDNS with %s is asked again without it', async (_, rcode) => {
  const { server, asked } = await serveDns(query =>
    query.edns ? reply(query, [], { rcode, questions: [] }) : reply(query, [a('acme.example')]),
  );
  expect((await query({ name: 'acme.example', type: 'A', server })).status).toBe('answer');
  expect(asked.map(({ edns }) => edns)).toEqual([true, false]);
});

test('BADVERS, a code of EDNS itself, is asked again without it', async () => {
  const opt = { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 1, flags: 0, options: [] };
  const { server } = await serveDns(query =>
    query.edns ? reply(query, [], { additionals: [opt as never] }) : reply(query, [a('acme.example')]),
  );
  expect((await query({ name: 'acme.example', type: 'A', server })).status).toBe('answer');
});

test('a server that refuses the question in either form is servfail with its code', async () => {
  const { server } = await serveDns(query => reply(query, [], { rcode: 1 }));
  const answer = await query({ name: 'acme.example', type: 'A', server });
  expect(answer).toMatchObject({ status: 'servfail', rcode: 'FORMERR', detail: 'FORMERR' });
});

test.each([
  ['cut within a TXT string', (whole: Buffer) => whole.subarray(0, whole.length - 4)],
  ['shorter than a header', (whole: Buffer) => whole.subarray(0, 7)],
  [
    'with a name that points at itself',
    (whole: Buffer) => Buffer.concat([whole.subarray(0, 12), Buffer.from([0xc0, 12, 0, 16, 0, 1])]),
  ],
])('an answer %s is malformed', async (_, spoil) => {
  const { server } = await serveDns(query =>
    spoil(reply(query, [{ name: 'acme.example', type: 'TXT', ttl: 60, data: ['v=spf1 -all'] }])),
  );
  const answer = await query({ name: 'acme.example', type: 'TXT', server, tries: 1, timeoutMs: 500 });
  expect(answer).toMatchObject({ status: 'malformed', records: [] });
});

test('TXT strings are joined by their bytes, also where a character is cut in two', async () => {
  const text = `v=x; n=${'grüße '.repeat(60)}€`;
  const bytes = Buffer.from(text);
  const cut = bytes.indexOf(Buffer.from('ü')) + 1;
  const strings = [bytes.subarray(0, cut), bytes.subarray(cut, cut + 250), bytes.subarray(cut + 250)];
  const { server } = await serveDns(zoneReply({ 'acme.example TXT': [strings] }));
  const answer = await query({ name: 'acme.example', type: 'TXT', server });
  expect(answer.records.map(({ content }) => content)).toEqual([text]);
});

test.each([
  ['MX', { preference: 10, exchange: 'MX.acme.example' }, { content: 'mx.acme.example', priority: 10 }],
  [
    'SRV',
    { priority: 1, weight: 2, port: 443, target: 'a.acme.example' },
    { content: '2 443 a.acme.example', priority: 1 },
  ],
  ['CAA', { flags: 0, tag: 'issue', value: 'ca.example' }, { content: '0 issue "ca.example"' }],
  [
    'TLSA',
    { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from('abcd', 'hex') },
    { content: '3 1 1 abcd' },
  ],
  ['AAAA', '2001:db8::1', { content: '2001:db8::1' }],
] as const)('%s data comes in the form of a zone record', async (type, data, value) => {
  const { server } = await serveDns(zoneReply({ [`acme.example ${type}`]: [data] }));
  const answer = await query({ name: 'acme.example', type, server });
  expect(answer.records).toMatchObject([{ type, ...value }]);
});

test('types that dns-packet does not know are asked for by number; undecoded data is marked raw', async () => {
  const { server, asked } = await serveDns(
    zoneReply({
      'acme.example UNKNOWN_65': [Buffer.from('000100', 'hex')],
      'acme.example UNKNOWN_53': [Buffer.from('030101ab', 'hex')],
    }),
  );
  const https = await query({ name: 'acme.example', type: 'HTTPS', server });
  expect(https.records).toMatchObject([{ type: 'HTTPS', content: '\\# 3 000100', raw: true }]);
  const smimea = await query({ name: 'acme.example', type: 'SMIMEA', server });
  expect(smimea.records).toMatchObject([{ type: 'SMIMEA', content: '3 1 1 ab' }]);
  expect(asked.map(({ type }) => type)).toEqual(['UNKNOWN_65', 'UNKNOWN_53']);
});

test('aliases are followed inside the answer, whatever the order of the records', async () => {
  const { server } = await serveDns(query =>
    reply(query, [a('C.example'), cname('b.example', 'c.example'), cname('www.acme.example', 'B.example')]),
  );
  const answer = await query({ name: 'www.acme.example', type: 'A', server });
  expect(answer).toMatchObject({
    status: 'answer',
    chain: ['b.example', 'c.example'],
    records: [{ name: 'c.example' }],
  });
});

test('an alias itself can be asked for', async () => {
  const { server } = await serveDns(zoneReply({ 'www.acme.example CNAME': ['b.example'] }));
  const answer = await query({ name: 'www.acme.example', type: 'CNAME', server });
  expect(answer).toMatchObject({ status: 'answer', chain: [], records: [{ content: 'b.example' }] });
});

test('aliases in a circle, and more than eight in a row, are servfail', async () => {
  const { server } = await serveDns(query =>
    query.name === 'a.example'
      ? reply(query, [cname('a.example', 'b.example'), cname('b.example', 'A.example')])
      : reply(
          query,
          Array.from({ length: 12 }, (_, at) => cname(`l${at}.example`, `l${at + 1}.example`)),
        ),
  );
  expect((await query({ name: 'a.example', type: 'A', server })).detail).toBe(
    'the aliases run in a circle at a.example',
  );
  expect(await query({ name: 'l0.example', type: 'A', server })).toMatchObject({
    status: 'servfail',
    detail: 'more than 8 aliases in a row',
  });
});

test('an authoritative alias that leaves the zone does not say that the target is empty', async () => {
  const { server } = await serveDns(query => reply(query, [cname('www.acme.example', 'host.example')]));
  const answer = await query({ name: 'www.acme.example', type: 'A', server });
  expect(answer).toMatchObject({ status: 'servfail', chain: ['host.example'], records: [] });
  expect(answer.detail).toContain('host.example');
});

test('a referral is not an empty answer, but one with a SOA record or from a resolver is', async () => {
  const ns = { name: 'acme.example', type: 'NS' as const, ttl: 60, data: 'ns1.acme.example' };
  const { server } = await serveDns(query => {
    if (query.name === 'referred.acme.example') return reply(query, [], { flags: 0, authorities: [ns] });
    if (query.name === 'soa.acme.example') return reply(query, [], { flags: 0, authorities: [soa] });
    return reply(query, [], { flags: RA });
  });
  const ask = (name: string, recursion = false) => query({ name, type: 'A', server, recursion });
  expect((await ask('referred.acme.example')).status).toBe('servfail');
  expect(await ask('soa.acme.example')).toMatchObject({ status: 'nodata', zone: 'acme.example' });
  expect((await ask('resolved.acme.example', true)).status).toBe('nodata');
  expect((await ask('uncached.acme.example')).status).toBe('servfail');
});

test.each([
  ['an empty label', 'a..example'],
  ['a label of 64 bytes', `${'a'.repeat(64)}.example`],
  ['more than 253 bytes', `${'abcdefg.'.repeat(32)}example`],
  ['a line break', 'a.\n.example'],
  ['nothing in it', ''],
])('a name with %s is never sent', async (_, name) => {
  const { server, asked } = await serveDns(query => reply(query));
  expect((await query({ name, type: 'A', server })).status).toBe('malformed');
  expect(asked).toEqual([]);
});

test('a name may hold spaces, which macros of SPF records make (RFC 7208 §7.1, RFC 2181 §11)', async () => {
  const { server, asked } = await serveDns(query => reply(query));
  await query({ name: 'a b.example', type: 'A', server });
  expect(asked.map(({ name }) => name)).toEqual(['a b.example']);
});

test('names beyond ASCII are asked in their A-label form, ASCII ones as they are', async () => {
  const { server, asked } = await serveDns(query => reply(query));
  await query({ name: '_dmarc.bücher.example', type: 'TXT', server });
  await query({ name: '2.0.0.127.dnsbl.4', type: 'A', server });
  expect(asked.map(({ name }) => name)).toEqual(['_dmarc.xn--bcher-kva.example', '2.0.0.127.dnsbl.4']);
});

test('a server that cannot even be connected to is unreachable, and leaves no refusal behind that nobody hears', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => void unheard.push(reason);
  process.on('unhandledRejection', hear);
  const answer = await query({
    name: 'a.example',
    type: 'A',
    server: { host: '127.0.0.1', port: 70_000 },
    timeoutMs: 20,
  });
  await new Promise(done => setTimeout(done, 60));
  process.off('unhandledRejection', hear);
  expect(answer.records).toEqual([]);
  expect(answer.status).not.toBe('answer');
  expect(unheard).toEqual([]);
});
