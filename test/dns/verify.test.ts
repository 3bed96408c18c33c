import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Server } from '../../src/dns/server.ts';
import { verifyRecords } from '../../src/dns/verify.ts';
import type { RecordType, ZoneRecord } from '../../src/records/record.ts';
import { reply, serveDns, zoneReply } from './twin.ts';

const SPF = 'v=spf1 include:_spf.mail.example -all';

function wanted(name: string, type: RecordType, content: string, more: Partial<ZoneRecord> = {}): ZoneRecord {
  return { name, type, content, ttl: 3600, ...more };
}

function at(...servers: Server[]) {
  return { zones: new Map([['acme.example', servers]]), timeoutMs: 400, tries: 1 };
}

async function verdictOf(zone: Record<string, unknown[]>, ...records: ZoneRecord[]) {
  const { server } = await serveDns(zoneReply(zone));
  return verifyRecords(records, at(server));
}

test('a record that is served passes, with the server as evidence', async () => {
  const { server } = await serveDns(zoneReply({ 'acme.example TXT': ['site-token=1', SPF] }));
  const record = wanted('acme.example', 'TXT', SPF);
  expect(await verifyRecords([record], at(server))).toEqual([
    { record, verdict: 'pass', evidence: `served (127.0.0.1:${server.port})`, seen: ['site-token=1', SPF].sort() },
  ]);
});

test('other content fails and is shown', async () => {
  const [result] = await verdictOf({ 'acme.example TXT': ['v=spf1 ~all'] }, wanted('acme.example', 'TXT', SPF));
  expect(result).toMatchObject({ verdict: 'fail', seen: ['v=spf1 ~all'] });
  expect(result?.evidence).toContain('other content');
});

test('no such name and no such type both fail, each in its own words', async () => {
  const results = await verdictOf(
    { 'acme.example A': ['192.0.2.1'] },
    wanted('acme.example', 'TXT', SPF),
    wanted('_dmarc.acme.example', 'TXT', 'v=DMARC1; p=none'),
  );
  expect(results).toMatchObject([
    { verdict: 'fail', evidence: expect.stringContaining('no record of this type'), seen: [] },
    { verdict: 'fail', evidence: expect.stringContaining('NXDOMAIN'), seen: [] },
  ]);
});

test.each([
  ['a time-out', undefined, 'timeout: no answer within 400 ms'],
  ['SERVFAIL', 2, 'servfail: SERVFAIL'],
  ['REFUSED', 5, 'refused'],
])('%s is unknown, never absent', async (_, rcode, evidence) => {
  const { server } = await serveDns(query => (rcode === undefined ? undefined : reply(query, [], { rcode })));
  const [result] = await verifyRecords([wanted('acme.example', 'TXT', SPF)], at(server));
  expect(result).toMatchObject({ verdict: 'unknown', evidence: expect.stringContaining(evidence), seen: [] });
});

test('every server counts: one that lacks the record fails it, one that is silent leaves it unknown', async () => {
  const good = await serveDns(zoneReply({ 'acme.example TXT': [SPF] }));
  const stale = await serveDns(zoneReply({ 'acme.example TXT': ['v=spf1 -all'] }));
  const silent = await serveDns(() => undefined);
  const record = wanted('acme.example', 'TXT', SPF);
  const [unknown] = await verifyRecords([record], at(good.server, silent.server));
  expect(unknown).toMatchObject({ verdict: 'unknown', seen: [SPF] });
  const [failed] = await verifyRecords([record], at(good.server, stale.server, silent.server));
  expect(failed?.verdict).toBe('fail');
  expect(failed?.evidence).toContain(`served (127.0.0.1:${good.server.port})`);
  expect(failed?.evidence).toContain(`other content is served (127.0.0.1:${stale.server.port})`);
});

test('a second SPF record fails the first, another TXT record does not', async () => {
  const record = wanted('acme.example', 'TXT', SPF);
  const [alone] = await verdictOf({ 'acme.example TXT': [SPF, 'v=spf10 is something else'] }, record);
  expect(alone?.verdict).toBe('pass');
  const [double] = await verdictOf({ 'acme.example TXT': [SPF, 'V=SPF1 mx'] }, record);
  expect(double).toMatchObject({ verdict: 'fail', evidence: expect.stringContaining('among 2 SPF records') });
});

test.each([
  ['_dmarc.acme.example', 'v=DMARC1; p=none', 'v=DMARC1; p=reject', 'DMARC'],
  ['_mta-sts.acme.example', 'v=STSv1; id=1', 'v=STSv1; id=2', 'MTA-STS'],
  [
    '_smtp._tls.acme.example',
    'v=TLSRPTv1; rua=mailto:a@acme.example',
    'v=TLSRPTv1;rua=mailto:b@acme.example',
    'TLS-RPT',
  ],
  ['s1._domainkey.acme.example', 'v=DKIM1; p=abc', 'anything', 'DKIM'],
])('a rival at %s fails the record', async (name, content, rival, slot) => {
  const [result] = await verdictOf({ [`${name} TXT`]: [content, rival] }, wanted(name, 'TXT', content));
  expect(result).toMatchObject({ verdict: 'fail', evidence: expect.stringContaining(`2 ${slot} records`) });
});

test('the MX set must be equal: a surplus host or another priority fails, the order does not matter', async () => {
  const mx = (exchange: string, priority: number) => wanted('acme.example', 'MX', exchange, { priority });
  const data = (exchange: string, preference: number) => ({ exchange, preference });
  const zone = (...hosts: unknown[]) => ({ 'acme.example MX': hosts });
  const both = [mx('mx1.mail.example', 10), mx('mx2.mail.example', 20)];
  const verdicts = async (...hosts: unknown[]) =>
    (await verdictOf(zone(...hosts), ...both)).map(({ verdict }) => verdict);

  expect(await verdicts(data('MX2.mail.example', 20), data('mx1.mail.example', 10))).toEqual(['pass', 'pass']);
  expect(await verdicts(data('mx1.mail.example', 10), data('mx2.mail.example', 30))).toEqual(['fail', 'fail']);
  expect(await verdicts(data('mx1.mail.example', 10), data('mx2.mail.example', 20), data('old.example', 5))).toEqual([
    'fail',
    'fail',
  ]);
});

test('presentation forms compare by their data: case, quotes, groups and compressed addresses', async () => {
  const results = await verdictOf(
    {
      'acme.example CAA': [{ flags: 0, tag: 'issue', value: 'ca.example' }],
      'acme.example AAAA': ['2001:db8::1'],
      'acme.example MX': [{ preference: 0, exchange: '.' }],
      '_25._tcp.mx.acme.example TLSA': [
        { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from('abcdef', 'hex') },
      ],
      '_sip._tcp.acme.example SRV': [{ priority: 5, weight: 0, port: 5060, target: 'Sip.acme.example' }],
    },
    wanted('acme.example', 'CAA', '0 ISSUE ca.example'),
    wanted('acme.example', 'AAAA', '2001:0DB8:0:0::1'),
    wanted('acme.example', 'MX', '', { priority: 0 }),
    wanted('_25._tcp.mx.acme.example', 'TLSA', '3 1 1 ABC DEF'),
    wanted('_sip._tcp.acme.example', 'SRV', '0 5060 sip.acme.example', { priority: 5 }),
  );
  expect(results.map(({ record, verdict }) => `${record.type} ${verdict}`)).toEqual([
    'CAA pass',
    'AAAA pass',
    'MX pass',
    'TLSA pass',
    'SRV pass',
  ]);
});

test('a type whose data is not read is unknown where it is served, and a failure where it is not', async () => {
  const results = await verdictOf(
    { 'acme.example UNKNOWN_65': [Buffer.from('000100', 'hex')] },
    wanted('acme.example', 'HTTPS', '1 . alpn=h2'),
    wanted('www.acme.example', 'HTTPS', '1 . alpn=h2'),
  );
  expect(results.map(({ verdict }) => verdict)).toEqual(['unknown', 'fail']);
});

test('an alias in the place of another record fails it, even where the target says the right thing', async () => {
  const { server } = await serveDns(query =>
    reply(query, [
      { name: query.name, type: 'CNAME', data: 'spf.example' },
      { name: 'spf.example', type: 'TXT', data: [SPF] },
    ]),
  );
  const [result] = await verifyRecords([wanted('bounce.acme.example', 'TXT', SPF)], at(server));
  expect(result).toMatchObject({ verdict: 'fail', seen: ['CNAME spf.example'] });
});

test('a proxied record passes by any address, fails without one, and the evidence says so', async () => {
  const results = await verdictOf(
    { 'www.acme.example AAAA': ['2001:db8::ff'] },
    wanted('www.acme.example', 'CNAME', 'acme.example', { proxied: true }),
    wanted('shop.acme.example', 'A', '192.0.2.1', { proxied: true }),
  );
  expect(results).toMatchObject([
    { verdict: 'pass', evidence: expect.stringContaining("Cloudflare's own"), seen: ['2001:db8::ff'] },
    { verdict: 'fail', evidence: expect.stringContaining('no address is served') },
  ]);
});

test('an alias at the apex is flattened by Cloudflare and passes by any address; elsewhere it must be the alias', async () => {
  const zone = { 'acme.example A': ['192.0.2.1'], 'www.acme.example A': ['192.0.2.1'] };
  const results = await verdictOf(
    zone,
    wanted('acme.example', 'CNAME', 'host.example'),
    wanted('www.acme.example', 'CNAME', 'host.example'),
  );
  expect(results.map(({ verdict }) => verdict)).toEqual(['pass', 'fail']);
});

test('through a resolver, recursion is asked for', async () => {
  const { server, asked } = await serveDns(zoneReply({ 'acme.example TXT': [SPF] }));
  const [result] = await verifyRecords([wanted('acme.example', 'TXT', SPF)], { resolver: server });
  expect(result?.verdict).toBe('pass');
  expect(asked[0]?.packet.flag_rd).toBe(true);
});

test('records of a subdomain zone are asked at its own servers; a zone without servers is unknown', async () => {
  const parent = await serveDns(zoneReply({}));
  const child = await serveDns(zoneReply({ 'x.mail.acme.example TXT': ['here'] }));
  const zones = new Map([
    ['acme.example', [parent.server]],
    ['mail.acme.example', [child.server]],
  ]);
  const records = [wanted('x.mail.acme.example', 'TXT', 'here'), wanted('other.example', 'TXT', 'there')];
  expect(await verifyRecords(records, { zones })).toMatchObject([
    { verdict: 'pass' },
    { verdict: 'unknown', evidence: 'no server of its zone is known' },
  ]);
  expect(parent.asked).toEqual([]);
});

test('a thousand records are asked at most 25 at a time, no question twice, each reported', async () => {
  let pending = 0;
  let most = 0;
  const { server, asked } = await serveDns(async query => {
    most = Math.max(most, ++pending);
    await sleep(5);
    pending--;
    const data = query.name.startsWith('h7.') ? ['wrong'] : ['one', 'two'];
    return reply(
      query,
      data.map(text => ({ name: query.name, type: 'TXT', data: [text] })),
    );
  });
  const records = Array.from({ length: 1000 }, (_, n) =>
    wanted(`h${Math.floor(n / 2)}.acme.example`, 'TXT', n % 2 ? 'one' : 'two'),
  );
  const progress: number[] = [];
  const results = await verifyRecords(records, {
    zones: new Map([['acme.example', [server]]]),
    concurrency: 25,
    onProgress: (done, total) => progress.push(total === 1000 ? done : -1),
  });
  expect(results.map(({ record }) => record)).toEqual(records);
  expect(results.filter(({ verdict }) => verdict !== 'pass').map(({ record }) => record.name)).toEqual([
    'h7.acme.example',
    'h7.acme.example',
  ]);
  expect(asked).toHaveLength(500);
  expect(new Set(asked.map(({ name }) => name)).size).toBe(500);
  expect(most).toBeGreaterThan(5);
  expect(most).toBeLessThanOrEqual(25);
  expect(progress).toEqual(Array.from({ length: 1000 }, (_, n) => n + 1));
});
