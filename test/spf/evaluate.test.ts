/** `check_host()` clause by clause. The client is 192.0.2.10, the sender alex@acme.example, HELO mx.acme.example. */
import { describe, expect, test } from 'vitest';
import type { SpfQuestion } from '../../src/spf/evaluate.ts';
import { evaluate, type Zone } from './zone.ts';

const V6 = { ip: '2001:db8::10' };
const b = (record: string): Zone => ({ 'b.example TXT': [record] });

describe('the domain (§4.3)', () => {
  test.each([
    ['a label of 64 octets', `alex@${'a'.repeat(64)}.example`],
    ['an empty label', 'alex@a..example'],
    ['one label', 'alex@localhost'],
    ['an address literal', 'alex@[192.0.2.1]'],
    ['nothing', 'alex@'],
    ['more than 253 octets', `alex@${'abcdefg.'.repeat(32)}example`],
  ])('with %s has no policy and is not asked for', async (_, mailFrom) => {
    expect(await evaluate('', {}, { mailFrom })).toMatchObject({ result: 'none', asked: [], lookups: 0 });
  });

  test('that does not exist, or has no record, has no policy', async () => {
    expect(await evaluate('', {}, { mailFrom: 'x@other.example' })).toMatchObject({ result: 'none' });
    expect(await evaluate('some text')).toMatchObject({ result: 'none', voidLookups: 0 });
  });

  test('may end in a dot, and may be beyond ASCII', async () => {
    expect((await evaluate('v=spf1 -all', {}, { mailFrom: 'x@acme.example.' })).result).toBe('fail');
    const zone: Zone = { 'xn--bcher-kva.example TXT': ['v=spf1 exists:%{o}.list.example -all'] };
    const { result, asked } = await evaluate('', zone, { mailFrom: 'x@bücher.example' });
    expect([result, asked.at(-1)]).toEqual(['fail', 'xn--bcher-kva.example.list.example A']);
  });

  test('may be given apart from the sender, who stays in the macros', async () => {
    const { asked, domain } = await evaluate(
      'v=spf1 exists:%{d}.%{s}.list.example -all',
      {},
      { mailFrom: 'x@y.example', domain: 'acme.example' },
    );
    expect(asked.at(-1)).toBe('acme.example.x@y.example.list.example A');
    expect(domain).toBe('acme.example');
  });
});

describe('the sender', () => {
  test.each([
    ['alex@acme.example', 'alex@acme.example'],
    ['<alex@acme.example>', 'alex@acme.example'],
    ['@acme.example', 'postmaster@acme.example'],
    ['acme.example', 'postmaster@acme.example'],
    ['"a@b"@acme.example', '"a@b"@acme.example'],
  ])('%s is %s', async (mailFrom, sender) => {
    const { explanation } = await evaluate('v=spf1 -all exp=e.example', { 'e.example TXT': ['%{s}'] }, { mailFrom });
    expect(explanation).toBe(sender);
  });

  test.each(['', '<>'])('of a bounce (%j) is the postmaster of the HELO name (§2.4)', async mailFrom => {
    const zone: Zone = { 'mx.acme.example TXT': ['v=spf1 -all exp=e.example'], 'e.example TXT': ['%{s}'] };
    expect(await evaluate('', zone, { mailFrom })).toMatchObject({
      result: 'fail',
      explanation: 'postmaster@mx.acme.example',
    });
  });

  test('with a local part beyond ASCII meets no term that holds it (RFC 8616 §4)', async () => {
    const zone: Zone = { ...b('v=spf1 +all'), 'list.example A': ['127.0.0.2'] };
    const record = 'v=spf1 exists:%{l}.list.example include:%{s}.b.example include:%{L1r}.b.example ?all';
    expect(await evaluate(record, zone, { mailFrom: 'grüße@acme.example' })).toMatchObject({
      result: 'neutral',
      lookups: 3,
      asked: ['acme.example TXT'],
    });
  });
});

describe('the record (§4.4, §4.5, §4.6)', () => {
  test('of two there is none to choose', async () => {
    const zone: Zone = { 'acme.example TXT': ['v=spf1 -all', 'note', 'V=spf1 +all'] };
    expect(await evaluate('', zone)).toMatchObject({ result: 'permerror', reason: 'acme.example has 2 SPF records' });
  });

  test('stands among other texts', async () => {
    const zone: Zone = { 'acme.example TXT': ['note', 'v=spf10 +all', 'v=spf1 ~all', 'grüße'] };
    expect((await evaluate('', zone)).result).toBe('softfail');
  });

  test('that nobody gave is a temporary error, never none', async () => {
    expect(await evaluate('', { 'acme.example TXT': 'failed' })).toMatchObject({ result: 'temperror' });
  });

  test('with a fault anywhere is a permanent error before anything is asked', async () => {
    const { result, reason, asked } = await evaluate('v=spf1 ip4:192.0.2.10 -all a:x');
    expect([result, asked]).toEqual(['permerror', ['acme.example TXT']]);
    expect(reason).toContain('character 30), RFC 7208 §7.1');
  });
});

describe('the end (§4.6.2, §4.7)', () => {
  test.each([
    ['v=spf1 all', 'pass'],
    ['v=spf1 +all', 'pass'],
    ['v=spf1 -all', 'fail'],
    ['v=spf1 ~all', 'softfail'],
    ['v=spf1 ?all', 'neutral'],
    ['v=spf1', 'neutral'],
    ['v=spf1 ip4:198.51.100.1', 'neutral'],
    ['v=spf1 -all +all', 'fail'],
  ])('of %s is %s', async (record, result) => {
    expect((await evaluate(record)).result).toBe(result);
  });

  test('names the directive that matched, and none where the default did', async () => {
    expect(await evaluate('v=spf1 A:b.example ~ip4:192.0.2.0/24 -all')).toMatchObject({
      mechanism: '~ip4:192.0.2.0/24',
      domain: 'acme.example',
    });
    expect((await evaluate('v=spf1')).mechanism).toBeUndefined();
  });
});

describe('a mechanism matches', () => {
  const hosts: Zone = {
    'acme.example A': ['192.0.2.10'],
    'acme.example AAAA': ['2001:db8::10'],
    'acme.example MX': ['mx1.example', 'mx2.example'],
    'mx1.example A': ['198.51.100.1'],
    'mx2.example A': ['198.51.100.2', '192.0.2.10'],
    'mx2.example AAAA': ['2001:db8::10'],
    'near.example A': ['192.0.2.77'],
    'near.example AAAA': ['2001:db8::77'],
    'six.example AAAA': ['2001:db8::10'],
    'null.example MX': ['.'],
    'onlya.example A': ['192.0.2.10'],
    '10.2.0.192.in-addr.arpa PTR': ['mail.acme.example', 'other.example', 'liar.acme.example'],
    'mail.acme.example A': ['192.0.2.10'],
    'other.example A': ['192.0.2.10'],
    'liar.acme.example A': ['198.51.100.9'],
    'foo:bar/baz.example A': ['192.0.2.10'],
    '192.0.2.10.list.example A': ['127.0.0.2'],
    '0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.list.example A': ['127.0.0.2'],
  };
  const pass = 'pass';
  test.each([
    ['ip4:192.0.2.10', {}, pass],
    ['ip4:192.0.2.11', {}, 'fail'],
    ['ip4:192.0.2.0/28', {}, pass],
    ['ip4:192.0.2.0/29', {}, 'fail'],
    ['ip6:::/0', {}, 'fail'],
    ['ip6:2001:db8::/32', V6, pass],
    ['ip4:0.0.0.0/0', V6, 'fail'],
    ['ip4:192.0.2.10', { ip: '::ffff:192.0.2.10' }, pass],
    ['ip6:::ffff:192.0.2.10', { ip: '::ffff:192.0.2.10' }, 'fail'],
    ['a', {}, pass],
    ['a', V6, pass],
    ['a:near.example', {}, 'fail'],
    ['a:near.example/24', {}, pass],
    ['a:near.example/24', V6, 'fail'],
    ['a:near.example//64', V6, pass],
    ['a:near.example//64', {}, 'fail'],
    ['a:near.example/24//64', V6, pass],
    ['a:six.example/0', {}, 'fail'],
    ['a:six.example//0', { ip: '::ffff:192.0.2.10' }, 'fail'],
    ['a:foo:bar/baz.example', {}, pass],
    ['a:nowhere.example', {}, 'fail'],
    ['mx', {}, pass],
    ['mx', V6, pass],
    ['mx:near.example/0', {}, 'fail'],
    ['mx:onlya.example', {}, 'fail'],
    ['mx:null.example/0', {}, 'fail'],
    ['ptr', {}, pass],
    ['ptr:acme.EXAMPLE', {}, pass],
    ['ptr:mail.acme.example', {}, pass],
    ['ptr:other.example', {}, pass],
    ['ptr:liar.acme.example', {}, 'fail'],
    ['ptr:e.example', {}, 'fail'],
    ['ptr', V6, 'fail'],
    ['exists:%{i}.list.example', {}, pass],
    ['exists:%{ir}.list.example', V6, pass],
    ['exists:six.example', V6, 'fail'],
    ['exists:%{p}', {}, pass],
    ['a:%{h}', { helo: 'ONLYA.example' }, pass],
    ['a:%{h}', { helo: "JUMPIN' JUPITER" }, 'fail'],
    ['a:%{h}', { helo: '[192.0.2.10]' }, 'fail'],
    [`a:${'a'.repeat(64)}.example`, {}, 'fail'],
    ['a:b...example', {}, 'fail'],
  ] as [string, Partial<SpfQuestion>, string][])('%s for %j: %s', async (term, question, result) => {
    expect((await evaluate(`v=spf1 ${term} -all`, hosts, question)).result).toBe(result);
  });

  test.each(['a', 'mx', 'exists:b.example', 'a:b.example', 'mx:b.example'])(
    '%s that nobody answers is a temporary error (§5)',
    async term => {
      const types = ['A', 'MX'].flatMap(type => [`acme.example ${type}`, `b.example ${type}`]);
      const zone = Object.fromEntries(types.map(key => [key, 'failed' as const]));
      expect((await evaluate(`v=spf1 ${term} -all`, zone)).result).toBe('temperror');
    },
  );

  test('an MX host that nobody answers for is one too, but not one behind a match', async () => {
    const zone: Zone = {
      'b.example MX': ['one.example', 'two.example'],
      'one.example A': ['192.0.2.10'],
      'two.example A': 'failed',
    };
    expect((await evaluate('v=spf1 mx:b.example -all', zone)).result).toBe('pass');
    expect((await evaluate('v=spf1 mx:b.example -all', { ...zone, 'one.example A': 'failed' })).result).toBe(
      'temperror',
    );
  });

  test('ptr passes over what nobody answers (§5.5)', async () => {
    expect((await evaluate('v=spf1 ptr -all', { '10.2.0.192.in-addr.arpa PTR': 'failed' })).result).toBe('fail');
    const zone: Zone = { ...hosts, 'other.example A': 'failed' };
    expect((await evaluate('v=spf1 ptr -all', zone)).result).toBe('pass');
  });
});

describe('include (§5.2)', () => {
  test.each([
    ['v=spf1 +all', 'pass'],
    ['v=spf1 -all', 'softfail'],
    ['v=spf1 ~all', 'softfail'],
    ['v=spf1 ?all', 'softfail'],
    ['v=spf1', 'softfail'],
    ['v=spf1 a:x', 'permerror'],
    ['no spf', 'permerror'],
  ])('of %j gives %s', async (record, result) => {
    expect((await evaluate('v=spf1 include:b.example ~all', b(record))).result).toBe(result);
  });

  test('of nothing, of a bad name, of silence', async () => {
    expect((await evaluate('v=spf1 include:nowhere.example ~all')).result).toBe('permerror');
    expect((await evaluate('v=spf1 include:b..example ~all')).result).toBe('permerror');
    expect((await evaluate('v=spf1 include:b.example ~all', { 'b.example TXT': 'failed' })).result).toBe('temperror');
  });

  test('keeps the sender and changes the domain, for as long as it lasts', async () => {
    const record = 'v=spf1 include:b.example exists:%{d}.out.example -all';
    const { asked } = await evaluate(record, b('v=spf1 exists:%{d}.%{o}.in.example -all'));
    expect(asked.slice(-2)).toEqual(['b.example.acme.example.in.example A', 'acme.example.out.example A']);
  });

  test('with a qualifier gives that', async () => {
    expect(await evaluate('v=spf1 -include:b.example +all', b('v=spf1 +all'))).toMatchObject({
      result: 'fail',
      mechanism: '-include:b.example',
    });
  });
});

describe('redirect (§6.1)', () => {
  test.each([
    ['v=spf1 redirect=b.example', 'v=spf1 ~all', 'softfail'],
    ['v=spf1 redirect=b.example ip4:192.0.2.10', 'v=spf1 -all', 'pass'],
    ['v=spf1 redirect=b.example ?all', 'v=spf1 -all', 'neutral'],
    ['v=spf1 redirect=b.example', 'v=spf1', 'neutral'],
    ['v=spf1 redirect=b.example', 'no spf', 'permerror'],
    ['v=spf1 redirect=nowhere.example', '', 'permerror'],
    ['v=spf1 redirect=b..example', '', 'permerror'],
    ['v=spf1 redirect=b.%{d1}', 'v=spf1 -all', 'fail'],
  ])('%s with %j there is %s', async (record, target, result) => {
    expect((await evaluate(record, b(target))).result).toBe(result);
  });

  test('makes the other domain decide', async () => {
    const zone: Zone = { ...b('v=spf1 a -all'), 'b.example A': ['192.0.2.10'] };
    expect(await evaluate('v=spf1 redirect=b.example', zone)).toMatchObject({
      result: 'pass',
      mechanism: 'a',
      domain: 'b.example',
      lookups: 2,
    });
  });
});

describe('an explanation (§6.2)', () => {
  const say = async (text: string | string[] | 'failed', record = 'v=spf1 -all exp=e.example', zone: Zone = {}) =>
    evaluate(record, { 'e.example TXT': text === 'failed' ? text : [text].flat(), ...zone });

  test.each([
    ['Mail from %{d} comes from its own servers.', 'Mail from acme.example comes from its own servers.'],
    ['%{i} %{c} is not one of %{d}', '192.0.2.10 192.0.2.10 is not one of acme.example'],
    ['See http://%{d}/why.html?s=%{S}&i=%{I}', 'See http://acme.example/why.html?s=alex%40acme.example&i=192.0.2.10'],
    ['%{r} at %{t}, 100%%', 'unknown at 1700000000, 100%'],
    ['connect from %{p}', 'connect from unknown'],
  ])('%j', async (text, explanation) => {
    expect((await say(text)).explanation).toBe(explanation);
  });

  test.each([
    ['two texts', ['one', 'two']],
    ['no text', []],
    ['a fault', 'The %{x}-files'],
    ['a sign alone', '100 %'],
    ['text beyond ASCII', 'grüße'],
    ['silence', 'failed'],
  ] as const)('is none with %s, and the result stays', async (_, text) => {
    const { result, explanation, voidLookups } = await say(text as string);
    expect([result, explanation, voidLookups]).toEqual(['fail', undefined, 0]);
  });

  test('goes with a fail alone, and with its own record alone', async () => {
    const zone = { ...b('v=spf1 -all exp=e.example'), 'own.example TXT': ['own'] };
    expect((await say('x', 'v=spf1 ~all exp=e.example')).explanation).toBeUndefined();
    expect((await say('x', 'v=spf1 include:b.example -all', zone)).explanation).toBeUndefined();
    expect((await say('x', 'v=spf1 -include:b.example -all exp=own.example', zone)).explanation).toBe('own');
    expect((await say('x', 'v=spf1 redirect=b.example exp=own.example', zone)).explanation).toBe('x');
    expect(
      (await say('x', 'v=spf1 redirect=b.example exp=own.example', { ...zone, ...b('v=spf1 -all') })).explanation,
    ).toBeUndefined();
  });

  test('costs nothing, not even with %{p}', async () => {
    const record = `v=spf1 ${'a '.repeat(10)}-all exp=%{p}.e.example`;
    const zone = { 'acme.example A': ['198.51.100.1'], 'unknown.e.example TXT': ['said by %{p}'] };
    expect(await evaluate(record, zone)).toMatchObject({
      result: 'fail',
      lookups: 10,
      voidLookups: 0,
      explanation: 'said by unknown',
    });
  });
});

test('a client that is no address is refused in words', async () => {
  await expect(evaluate('v=spf1 -all', {}, { ip: '192.0.2' })).rejects.toMatchObject({ code: 'SPF_IP' });
});
