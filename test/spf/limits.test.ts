/** RFC 7208 §4.6.4. */
import { describe, expect, test } from 'vitest';
import { evaluateSpf } from '../../src/spf/evaluate.ts';
import { evaluate, resolverFor, SENDER, type Zone } from './zone.ts';

const elsewhere = { 'acme.example A': ['198.51.100.1'], 'acme.example MX': ['acme.example'] };
const times = (count: number, term: string) => Array(count).fill(term).join(' ');

describe('ten lookups', () => {
  test.each([
    ['a, mx, exists and ptr', `${times(4, 'a')} ${times(4, 'mx')} exists:x.example ptr`, 10],
    ['address networks', `${times(30, 'ip4:198.51.100.1')} ${times(30, 'ip6:::1')} ${times(10, 'a')}`, 10],
    ['names that no query can hold', times(10, 'a:b..example'), 10],
    ['%{p} on top of its term', `${times(4, 'a:%{p}.acme.example')} a a`, 10],
  ])('may be %s', async (_, terms, lookups) => {
    // A name that the client's own records do not confirm: %{p} is `unknown`.
    const reverse = { '10.2.0.192.in-addr.arpa PTR': ['x.example'], 'unknown.acme.example A': ['198.51.100.1'] };
    expect(await evaluate(`v=spf1 ${terms} ~all`, { ...elsewhere, ...reverse })).toMatchObject({
      result: 'softfail',
      lookups,
    });
  });

  test('and the eleventh is a permanent error, even where it would match', async () => {
    const { result, lookups, reason } = await evaluate(`v=spf1 ${times(10, 'a')} exists:acme.example -all`, elsewhere);
    expect([result, lookups]).toEqual(['permerror', 11]);
    expect(reason).toBe('"exists:acme.example" is lookup 11; the limit is 10');
  });

  test('but what is not reached does not count', async () => {
    const record = `v=spf1 ${times(10, 'a')} ip4:192.0.2.10 ${times(5, 'a')} -all`;
    expect(await evaluate(record, elsewhere)).toMatchObject({ result: 'pass', lookups: 10 });
  });

  test('count over all records together', async () => {
    const zone: Zone = { ...elsewhere, 'b.example TXT': [`v=spf1 ${times(8, 'a:acme.example')} -all`] };
    expect(await evaluate('v=spf1 a include:b.example ~all', zone)).toMatchObject({ result: 'softfail', lookups: 10 });
    expect(await evaluate('v=spf1 a a include:b.example ~all', zone)).toMatchObject({ result: 'permerror' });
    expect(await evaluate('v=spf1 a redirect=b.example', zone)).toMatchObject({ result: 'fail', lookups: 10 });
  });

  test.each(['include:', 'redirect='])('end a circle of %s', async term => {
    const zone: Zone = { 'b.example TXT': [`v=spf1 ${term}acme.example`] };
    expect(await evaluate(`v=spf1 ${term}b.example`, zone)).toMatchObject({ result: 'permerror', lookups: 11 });
  });
});

describe('two void lookups', () => {
  test.each([
    ['v=spf1 a:x.example exists:y.example ~all', 'softfail', 2],
    ['v=spf1 a:x.example mx:y.example exists:z.example ~all', 'permerror', 3],
    ['v=spf1 ptr a:x.example ~all', 'softfail', 2],
    ['v=spf1 a:x.example a:y.example ~all exp=z.example', 'softfail', 2],
    ['v=spf1 a:x.example a:y.example a:b..example ~all', 'softfail', 2],
    ['v=spf1 mx:empty.example a:x.example a:y.example ~all', 'softfail', 2],
  ])('%s: %s', async (record, result, voidLookups) => {
    // empty.example has MX hosts without addresses: the term's own query was answered.
    expect(await evaluate(record, { 'empty.example MX': ['gone.example', 'lost.example'] })).toMatchObject({
      result,
      voidLookups,
    });
  });

  test('are the same whether the name or the type is missing', async () => {
    const zone: Zone = { 'x.example TXT': ['here'], 'y.example AAAA': ['2001:db8::1'] };
    expect(await evaluate('v=spf1 a:x.example a:y.example a:z.example ~all', zone)).toMatchObject({
      result: 'permerror',
    });
  });
});

describe('ten hosts', () => {
  const many = (count: number, ip: string): Zone => ({
    'b.example MX': Array.from({ length: count }, (_, at) => `h${at}.example`),
    '10.2.0.192.in-addr.arpa PTR': Array.from({ length: count }, (_, at) => `h${at}.example`),
    ...Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`h${at}.example A`, [at === count - 1 ? '192.0.2.10' : ip]]),
    ),
  });

  test('of one mx may be looked at', async () => {
    expect((await evaluate('v=spf1 mx:b.example -all', many(10, '198.51.100.1'))).result).toBe('pass');
  });

  test.each(['198.51.100.1', '192.0.2.10'])(
    'with an eleventh the mx is a permanent error, wherever %s would match',
    async ip => {
      const { result, reason } = await evaluate('v=spf1 mx:b.example -all', many(11, ip));
      expect([result, reason]).toEqual(['permerror', 'b.example has 11 MX hosts; the limit is 10']);
    },
  );

  test('of one ptr are looked at, the others ignored', async () => {
    const { result, asked } = await evaluate('v=spf1 ptr:h10.example -all', many(11, '198.51.100.1'));
    expect([result, asked.length]).toEqual(['fail', 12]);
    expect((await evaluate('v=spf1 ptr:h9.example -all', many(10, '198.51.100.1'))).result).toBe('pass');
  });

  test('and no limit for the addresses of one name', async () => {
    const zone = { 'b.example A': [...Array.from({ length: 30 }, (_, at) => `198.51.100.${at}`), '192.0.2.10'] };
    expect((await evaluate('v=spf1 a:b.example -all', zone)).result).toBe('pass');
  });
});

test('twenty seconds for all of it, then a temporary error', async () => {
  const { resolve } = resolverFor({ 'acme.example TXT': ['v=spf1 a a a -all'], 'acme.example A': ['198.51.100.1'] });
  let clock = 0;
  const slow: typeof resolve = (name, type) => {
    clock += 9_000;
    return resolve(name, type);
  };
  expect(await evaluateSpf(SENDER, slow, () => clock)).toMatchObject({
    result: 'temperror',
    reason: 'the evaluation takes longer than 20 seconds',
    lookups: 3,
  });
});
