/** Servers that differ, are lame, refuse, are slow or silent, truncate, run in circles: none of it is "missing". */
import { setTimeout as sleep } from 'node:timers/promises';
import { TRUNCATED_RESPONSE } from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { withPatience } from '../../src/audit/patience.ts';
import { targetsOf } from '../../src/audit/targets.ts';
import { failedAnswer } from '../../src/dns/answer.ts';
import type { EstateRecord } from '../../src/records/record.ts';
import { reply } from '../dns/twin.ts';
import { aDomain, anEstate } from '../support/estate.ts';
import { auditIn, GOOD, type Handler, type Names, namesReply, referralTo, soa } from './world.ts';

const good = namesReply(GOOD);
const saying = (names: Names): Handler => namesReply({ ...GOOD, ...names });

describe('two servers', () => {
  test('that differ fail, each with what it said', async () => {
    const { finding } = await auditIn(GOOD, { second: saying({ 'acme.example TXT': ['v=spf1 ~all'] }) });
    expect(finding('servers-differ')).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('TXT acme.example'),
    });
    expect(finding('servers-differ').evidence).toBe(
      '192.0.2.53: "v=spf1 ip4:192.0.2.0/24 -all"; 192.0.2.54: "v=spf1 ~all"',
    );
  });

  test('of which one lacks a record fail', async () => {
    const { rules } = await auditIn(GOOD, { second: saying({ 'acme.example MX': [] }) });
    expect(rules('servers')).toEqual({ 'servers-differ': 'fail' });
  });

  test('with different serials are a warning', async () => {
    const { rules } = await auditIn(GOOD, { second: saying({ 'acme.example SOA': [soa(2)] }) });
    expect(rules('servers')).toEqual({ 'serials-differ': 'warn' });
  });

  test('of which one is lame: that fails, and the other one speaks for the zone', async () => {
    const lame: Handler = asked => reply(asked, [], { flags: 0 });
    const { rules, check } = await auditIn(GOOD, { second: lame });
    expect(rules('delegation')).toEqual({ 'server-lame': 'fail' });
    expect(check('mx').verdict).toBe('pass');
  });

  test('of which one refuses', async () => {
    const { rules, finding } = await auditIn(GOOD, { second: asked => reply(asked, [], { rcode: 5, flags: 0 }) });
    expect(rules('delegation')).toEqual({ 'server-lame': 'fail' });
    expect(finding('server-unanswered')).toMatchObject({ verdict: 'unknown', evidence: '192.0.2.54: refused' });
  });

  test('of which one is silent: unknown, and the other one speaks for the zone', async () => {
    const { rules, check } = await auditIn(GOOD, { second: () => undefined });
    expect(rules('delegation')).toEqual({ 'server-silent': 'unknown' });
    expect(rules('servers')).toEqual({ 'server-unanswered': 'unknown' });
    expect(check('spf').verdict).toBe('pass');
  });
});

describe('the zone above', () => {
  test('that leads to other servers than the zone names', async () => {
    const { rules, finding } = await auditIn(GOOD, { parent: referralTo('ns1.acme.example', 'ns9.acme.example') });
    expect(rules('parent')).toEqual({ 'parent-differs': 'warn' });
    expect(finding('parent-differs').evidence).toContain(
      'NS acme.example at 192.0.2.55: ns1.acme.example, ns9.acme.example',
    );
  });

  test('that holds the lower zone too answers for it', async () => {
    const { check } = await auditIn(GOOD, { parent: namesReply(GOOD) });
    expect(check('parent').verdict).toBe('pass');
  });

  test.each<[string, Handler]>([
    ['silent', () => undefined],
    ['refusing', asked => reply(asked, [], { rcode: 5, flags: 0 })],
    ['referring to itself', asked => reply(asked, [], { flags: 0 })],
  ])('that is %s: unknown', async (_, parent) => {
    expect((await auditIn(GOOD, { parent })).rules('parent')).toEqual({ 'parent-unanswered': 'unknown' });
  });
});

describe('all servers', () => {
  test.each<[string, Handler]>([
    ['silent', () => undefined],
    ['in trouble (SERVFAIL)', asked => reply(asked, [], { rcode: 2 })],
    ['refusing', asked => reply(asked, [], { rcode: 5, flags: 0 })],
    ['talking nonsense', asked => good(asked).subarray(0, 20)],
  ])('%s: unknown, never missing', async (_, handler) => {
    const { check } = await auditIn(GOOD, { first: handler, second: handler });
    for (const name of ['mx', 'spf', 'dkim', 'dmarc', 'mta-sts', 'tls-rpt', 'bimi', 'caa']) {
      expect([name, check(name).verdict, check(name).message]).toEqual([
        name,
        'unknown',
        expect.not.stringContaining('has no'),
      ]);
    }
  });

  test('slow, but in time, pass', async () => {
    const slow: Handler = async asked => {
      await sleep(60);
      return good(asked);
    };
    expect((await auditIn(GOOD, { first: slow, second: slow })).rules()).toEqual({ 'dkim-selector': 'unknown' });
  });

  test('that truncate are asked over TCP', async () => {
    const truncating: Handler = asked =>
      asked.over === 'udp' ? reply(asked, [], { flags: TRUNCATED_RESPONSE | 0x0400 }) : good(asked);
    const { rules, twins } = await auditIn(GOOD, { first: truncating, second: truncating });
    expect(rules()).toEqual({ 'dkim-selector': 'unknown' });
    expect(twins.first.asked.filter(({ over }) => over === 'tcp').length).toBeGreaterThan(10);
  });
});

test('aliases that run in a circle are unknown, and end', async () => {
  const circle = {
    '_dmarc.acme.example TXT': [],
    '_dmarc.acme.example CNAME': ['a.acme.example'],
    'a.acme.example CNAME': ['_dmarc.acme.example'],
  };
  const { check } = await auditIn({ ...GOOD, ...circle });
  expect(check('dmarc')).toMatchObject({ verdict: 'unknown', evidence: expect.stringContaining('circle') });
});

test('aliases that run in a circle between two zones end too', async () => {
  const leaving: Handler = asked => {
    const alias = { name: asked.name, type: 'CNAME', ttl: 300, data: '_dmarc.other.example' };
    return asked.name === '_dmarc.acme.example' ? reply(asked, [alias]) : good(asked);
  };
  const back = { '_dmarc.other.example CNAME': ['_dmarc.acme.example'], '_dmarc.acme.example TXT': [] };
  const there = { '_dmarc.acme.example CNAME': ['_dmarc.other.example'] };
  const { check } = await auditIn({ ...GOOD, ...back, ...there }, { first: leaving, second: leaving });
  expect(check('dmarc').verdict).toBe('unknown');
});

describe('delegation', () => {
  test('to a single server is a warning', async () => {
    const { rules } = await auditIn({ ...GOOD, 'acme.example NS': ['ns1.acme.example'] });
    expect(rules('delegation')).toEqual({ 'server-single': 'warn' });
  });

  test('to a server without an address is unknown', async () => {
    const { rules } = await auditIn({ ...GOOD, 'ns2.acme.example A': [] });
    expect(rules('delegation')).toEqual({ 'server-address': 'unknown' });
  });

  test('that nobody answers for is unknown', async () => {
    const { check } = await auditIn(
      { ...GOOD },
      { resolver: { host: '192.0.2.54', port: 53 }, second: () => undefined },
    );
    expect(check('delegation').verdict).toBe('unknown');
  });
});

describe('questions', () => {
  test('are asked once of each server', async () => {
    const { twins } = await auditIn(GOOD, { targets: [{ domain: 'acme.example' }, { domain: 'news.acme.example' }] });
    for (const { asked } of Object.values(twins)) {
      const keys = asked.map(({ name, type }) => `${name} ${type}`);
      expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    }
  });

  test('are no longer put to a server that left many in a row unanswered', async () => {
    let asked = 0;
    const server = { host: '192.0.2.53', port: 53 };
    const patient = withPatience(async () => {
      asked++;
      return failedAnswer('timeout', server, 'no answer');
    }, 3);
    for (let at = 0; at < 10; at++)
      expect((await patient({ name: 'acme.example', type: 'A', server })).status).toBe('timeout');
    expect(asked).toBe(3);
  });
});

describe('a domain of the estate', () => {
  const estate = anEstate([
    aDomain({
      mailProvider: 'migadu',
      dmarc: { policy: 'reject', testing: false, alignment: { spf: 'relaxed', dkim: 'relaxed' }, reports: [] },
    }),
  ]);
  const targets = targetsOf(estate);
  const records = estate.zones.flatMap(zone => zone.records).filter(({ provided }) => !provided);
  const served: Names = { ...GOOD, 'acme.example TXT': [], 'acme.example MX': [], '_dmarc.acme.example TXT': [] };
  for (const record of records) {
    const key = `${record.name} ${record.type}`;
    served[key] = [...(served[key] ?? []), dataOf(record)];
  }

  test('has each planned record held against what is served', async () => {
    const { found } = await auditIn(served, { targets });
    expect(found.records.map(({ record, verdict }) => `${record.key} ${verdict}`)).toEqual(
      records.map(({ key }) => `${key} pass`),
    );
  });

  test('that serves another record fails in that check, with both values', async () => {
    const { finding, found } = await auditIn(
      { ...served, '_dmarc.acme.example TXT': ['v=DMARC1; p=none'] },
      { targets },
    );
    expect(found.verdict).toBe('fail');
    expect(finding('not-as-planned').evidence).toContain('expected "v=DMARC1; p=reject"; seen "v=DMARC1; p=none";');
  });

  test('whose servers are silent is unknown', async () => {
    const { found } = await auditIn(served, { targets, first: () => undefined, second: () => undefined });
    expect(found.verdict).toBe('unknown');
    expect(new Set(found.records.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  });

  test('is told that others than Cloudflare serve it', async () => {
    expect((await auditIn(served, { targets })).rules('delegation')).toEqual({ 'not-cloudflare': 'warn' });
  });
});

test('resolvers that still hand out an old answer are a warning', async () => {
  const { finding } = await auditIn(GOOD, {
    compareWith: [{ host: '192.0.2.54', port: 53 }],
    second: saying({ 'acme.example MX': [] }),
  });
  expect(finding('resolver-differs')).toMatchObject({
    verdict: 'warn',
    message: expect.stringContaining('MX acme.example'),
  });
});

function dataOf({ type, content, priority }: EstateRecord): unknown {
  if (type === 'MX') return { preference: priority, exchange: content };
  if (type !== 'SRV') return content;
  const [weight, port, target] = content.split(' ');
  return { priority, weight: Number(weight), port: Number(port), target };
}
