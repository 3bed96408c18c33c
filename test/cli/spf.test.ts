/** `mailyard spf` and `spf evaluate` as they are typed, asking a DNS server on loopback. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatServer } from '../../src/dns/server.ts';
import { type Asked, serveDns, zoneReply } from '../dns/twin.ts';

const BIN = join(import.meta.dirname, '../../bin/mailyard');

const resolver = zoneReply({
  'acme.example TXT': [['v=spf1 include:relay.example a:gone.example ', '-all exp=why.example'], ['verification=1']],
  'relay.example TXT': [['v=spf1 include:one.relay.example include:two.relay.example ~all']],
  'one.relay.example TXT': [['v=spf1 ip4:192.0.2.0/25 ip4:198.51.100.1 -all']],
  'two.relay.example TXT': [['v=spf1 a:mx.acme.example -all']],
  'mx.acme.example A': ['203.0.113.7'],
  'why.example TXT': [['%{i} does not send for %{d}.']],
  'loop.example TXT': [['v=spf1 include:loop.example -all']],
  'broken.example TXT': [['v=spf1 ip4:192.0.2.300 -all']],
  'good.example TXT': [['v=spf1 ip4:192.0.2.1 -all']],
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

async function mailyard(args: string[], handle: (asked: Asked) => Buffer | undefined = resolver): Promise<Ended> {
  const { server } = await serveDns(handle);
  const env = { ...process.env, MAILYARD_DNS: formatServer(server) };
  const child = spawn(BIN, args, { env });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', data => (said[stream] += data));
  const code = await new Promise<number | null>(resolve => child.on('close', resolve));
  return { code, ...said };
}

describe('the tree', () => {
  test('shows each term with its price, the totals and what is wrong', async () => {
    const { code, stdout } = await mailyard(['spf', 'acme.example']);
    expect(stdout).toBe(
      [
        'acme.example  5 of 10 lookups, 1 of 2 void, 90 of 450 octets',
        'v=spf1 include:relay.example a:gone.example -all exp=why.example',
        '   4  include:relay.example  ~all',
        '   1    include:one.relay.example  2 networks, -all',
        '   2    include:two.relay.example  -all',
        '   1      a:mx.acme.example',
        '   1  a:gone.example  void',
        '      -all',
        '      exp=why.example',
        '',
        'warning  spf-void',
        '  a:gone.example in SPF of acme.example: gone.example is not there. (RFC 7208 §4.6.4)',
        '',
      ].join('\n'),
    );
    expect(code).toBe(0);
  });

  test('is one JSON document for scripts', async () => {
    const { code, stdout } = await mailyard(['spf', 'ACME.example.', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      domain: 'acme.example',
      record: 'v=spf1 include:relay.example a:gone.example -all exp=why.example',
      ...{ lookups: 5, limit: 10, voidLookups: 1, voidLimit: 2, octets: 90 },
      terms: [
        {
          term: 'include:relay.example',
          lookups: 4,
          target: 'relay.example',
          terms: [{ lookups: 1 }, { lookups: 2 }, {}],
        },
        { term: 'a:gone.example', lookups: 1 },
        { term: '-all', lookups: 0 },
        { term: 'exp=why.example', lookups: 0 },
      ],
      findings: [{ rule: 'spf-void', severity: 'warning' }],
    });
    expect(code).toBe(0);
  });

  test.each([
    ['loop.example', 'spf-loop'],
    ['broken.example', 'spf-syntax'],
    ['missing.example', 'spf-missing'],
  ])('of %s ends with 2 and %s', async (domain, rule) => {
    const { code, stdout } = await mailyard(['spf', domain]);
    expect([code, stdout]).toEqual([2, expect.stringContaining(`error  ${rule}`)]);
  });
});

describe('an evaluation', () => {
  const evaluate = (ip: string, ...more: string[]) =>
    mailyard(['spf', 'evaluate', '--ip', ip, '--mail-from', 'alex@acme.example', '--helo', 'mx.acme.example', ...more]);

  test.each([
    ['192.0.2.9', { result: 'pass', mechanism: 'include:relay.example', lookups: 2, voidLookups: 0 }],
    ['203.0.113.7', { result: 'pass', mechanism: 'include:relay.example', lookups: 4, voidLookups: 0 }],
    [
      '203.0.113.9',
      {
        result: 'fail',
        mechanism: '-all',
        explanation: '203.0.113.9 does not send for acme.example.',
        lookups: 5,
        voidLookups: 1,
      },
    ],
  ])('of %s as JSON', async (ip, expected) => {
    const { code, stdout } = await evaluate(ip, '--json');
    expect(JSON.parse(stdout)).toEqual({ version: 1, domain: 'acme.example', ...expected });
    expect(code).toBe(0);
  });

  test('as text says by what, whose words the explanation is, and what it took', async () => {
    const { stdout } = await evaluate('203.0.113.9');
    expect(stdout).toBe(
      [
        'fail  203.0.113.9 by -all of acme.example',
        'acme.example explains: 203.0.113.9 does not send for acme.example.',
        '5 lookups of 10, 1 of 2 void',
        '',
      ].join('\n'),
    );
  });

  test('of another domain, and of a bounce by its HELO name', async () => {
    const { stdout } = await evaluate('192.0.2.1', 'good.example', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ result: 'pass', mechanism: 'ip4:192.0.2.1', domain: 'good.example' });
    const bounce = ['spf', 'evaluate', '--ip', '192.0.2.1', '--mail-from', '', '--helo', 'good.example', '--json'];
    expect(JSON.parse((await mailyard(bounce)).stdout)).toMatchObject({ result: 'pass', domain: 'good.example' });
  });

  test('that ends in an error ends with 2 and says why', async () => {
    const { code, stdout } = await evaluate('192.0.2.1', 'loop.example');
    expect(code).toBe(2);
    expect(stdout).toContain('permerror  192.0.2.1 "include:loop.example" is lookup 11; the limit is 10');
  });

  test.each([
    [['spf', 'evaluate'], 'needs the client and a name'],
    [['spf', 'evaluate', '--ip', '192.0.2', '--helo', 'a.example'], '"192.0.2" is not an IP address'],
    [['spf', 'not a domain'], '"not a domain" is not a domain'],
    [['spf', '192.0.2.1'], '"192.0.2.1" is not a domain'],
    [['spf'], "Missing required argument 'domain'"],
  ])('%j is answered with what is wrong', async (args, message) => {
    const { code, stdout, stderr } = await mailyard(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('→');
  });
});

test('a resolver that refuses is a failure, not a domain without SPF', async () => {
  const { code, stdout, stderr } = await mailyard(['spf', 'acme.example'], asked => {
    const refused = resolver(asked);
    refused.writeUInt8((refused.readUInt8(3) & 0xf0) | 5, 3);
    return refused;
  });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('Nobody could say whether acme.example has an SPF record: TXT acme.example: REFUSED.');
});
