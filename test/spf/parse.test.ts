import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSpf, parseSpf } from '../../src/spf/parse.ts';

const names = (text: string) => parseSpf(text).terms.map(({ name }) => name);

describe('the version (§4.5)', () => {
  test.each(['v=spf1', 'v=spf1 -all', 'V=SPF1 -all', 'v=spf1 '])('%j is an SPF record', text => {
    expect(isSpf(text)).toBe(true);
    expect(parseSpf(text).faults).toEqual([]);
  });

  test.each(['v=spf10 -all', ' v=spf1 -all', 'v=spf1-all', 'v=spf2.0/pra -all', 'v = spf1', '', 'v=spf1\t-all'])(
    '%j is not',
    text => {
      expect(isSpf(text)).toBe(false);
      expect(parseSpf(text).faults).toMatchObject([{ at: 0, reference: 'RFC 7208 §4.5' }]);
    },
  );
});

describe('a record without faults', () => {
  test.each([
    ['v=spf1 a  mx   -all ', ['a', 'mx', 'all']],
    ['v=spf1 A MX IP4:192.0.2.1 Include:b.example ALL', ['a', 'mx', 'ip4', 'include', 'all']],
    ['v=spf1 +a -a ~a ?a', ['a', 'a', 'a', 'a']],
    ['v=spf1 a/24 a//64 a/24//64 a/0 a//0 a/32//128', ['a', 'a', 'a', 'a', 'a', 'a']],
    ['v=spf1 a:b.example/24 mx:b.example//64 mx:b.example/24//64', ['a', 'mx', 'mx']],
    ['v=spf1 ip4:0.0.0.0/0 ip4:255.255.255.255 ip6:::/0 ip6:2001:db8::192.0.2.1/128', ['ip4', 'ip4', 'ip6', 'ip6']],
    ['v=spf1 ptr ptr:b.example exists:%{i}.b.example', ['ptr', 'ptr', 'exists']],
    ['v=spf1 redirect=b.example', ['redirect']],
    ['v=spf1 exp=b.example -all REDIRECT=c.example', ['exp', 'all', 'redirect']],
    ['v=spf1 x=1 x=2 moo.cow-far_out=man:dog/cat y= z=%{c}%{r}%{t} -all', [...Array(5).fill('unknown'), 'all']],
    ['v=spf1 a:b.example. a:%{d} a:x%% a:%{d}.b-1.example a:b.xn--zckzah a:b.1a', Array(6).fill('a')],
    ['v=spf1 a:foo:bar/baz.example a:_spf.b.example', ['a', 'a']],
    ['v=spf1', []],
  ])('%s', (text, expected) => {
    expect(parseSpf(text).faults).toEqual([]);
    expect(names(text)).toEqual(expected);
  });

  test('gives each term its text, place and qualifier, plus where none is written', () => {
    expect(parseSpf('v=spf1  mx ~a:b.example/24//64').directives).toMatchObject([
      { text: 'mx', at: 8, qualifier: '+', prefix4: 32, prefix6: 128 },
      { text: '~a:b.example/24//64', at: 11, qualifier: '~', prefix4: 24, prefix6: 64 },
    ]);
  });
});

describe('a fault', () => {
  test.each([
    // term, offset in the term, section, part of the message
    ['all.', 0, '4.6.1', '"all." is not a mechanism'],
    ['-all:b.example', 4, '5.1', '"all" takes nothing'],
    ['all/8', 3, '5.1', '"all" takes nothing'],
    ['include', 7, '5.2', '"include" needs a domain'],
    ['include:', 7, '5.2', '"include" needs a domain'],
    ['include:b.example/24', 17, '5.2', 'no prefix length'],
    ['exists', 6, '5.7', '"exists" needs a domain'],
    ['exists:b.example//64', 16, '5.7', 'no prefix length'],
    ['ptr/24', 3, '5.5', 'no prefix length'],
    ['ptr:', 3, '5.5', '"ptr" needs a domain'],
    ['a:', 1, '5.3', '"a:" needs a domain'],
    ['mx:/24', 2, '5.4', '"mx:" needs a domain'],
    ['a/33', 1, '5.6', '"/33" is not a prefix length from 0 to 32'],
    ['a/024', 1, '5.6', '"/024"'],
    ['a:b.example/24//129', 14, '5.6', '"/129" is not a prefix length from 0 to 128'],
    ['a/24/64', 1, '5.3', 'is no prefix length'],
    ['a/', 1, '5.3', 'is no prefix length'],
    ['mx/x', 2, '5.4', 'is no prefix length'],
    ['ip4', 3, '5.6', '"ip4" needs an address'],
    ['ip4:', 3, '5.6', '"ip4" needs an address'],
    ['ip4:192.0.2', 4, '5.6', 'is not an IPv4 address'],
    ['ip4:192.0.2.256', 4, '5.6', 'is not an IPv4 address'],
    ['ip4:192.0.02.1', 4, '5.6', 'is not an IPv4 address'],
    ['ip4:192.0.2.1:25', 4, '5.6', 'is not an IPv4 address'],
    ['ip4:192.0.2.1/33', 13, '5.6', '"/33"'],
    ['ip4:192.0.2.1/', 13, '5.6', '"/"'],
    ['ip4:192.0.2.1//32', 13, '5.6', 'one slash'],
    ['ip6', 3, '5.6', '"ip6" needs an address'],
    ['ip6::2001::db8', 4, '5.6', 'is not an IPv6 address'],
    ['ip6:2001:db8::/129', 14, '5.6', '"/129"'],
    ['ip6:2001:db8::/064', 14, '5.6', '"/064"'],
    ['ip6:fe80::1%eth0', 4, '5.6', 'is not an IPv6 address'],
    ['moo', 0, '4.6.1', '"moo" is not a mechanism'],
    ['-', 1, '4.6.1', 'is not a mechanism'],
    ['--all', 1, '4.6.1', 'is not a mechanism'],
    ['moo.cow:far_out=man', 0, '4.6.1', '"moo.cow" is not a mechanism'],
    ['redirect:b.example', 0, '4.6.1', '"redirect" is a modifier'],
    ['redirect=', 9, '4.8', 'the domain is missing'],
    ['exp=-all', 4, '7.1', 'has no dot'],
    ['=all', 0, '4.6.1', 'cannot be the name of a modifier'],
    ['1up=foo', 0, '4.6.1', 'cannot be the name of a modifier'],
    ['-include=b.example', 0, '4.6.1', 'cannot be the name of a modifier'],
    ['x=%abc', 2, '7.3', '"%" stands alone'],
    ['a:museum', 2, '7.1', 'has no dot'],
    ['a:museum.', 2, '7.1', 'has no dot'],
    ['a:b.123', 4, '7.1', '"123" cannot be the top label'],
    ['a:b.-example', 4, '7.1', '"-example" cannot be the top label'],
    ['a:b.example-', 4, '7.1', '"example-" cannot be the top label'],
    ['a:b.example:8080', 4, '7.1', '"example:8080" cannot be the top label'],
    ['a:%{d}com', 2, '7.1', 'has no dot'],
    ['a:%{d}.', 2, '7.1', 'has no dot'],
    ['a:192.0.2.1', 2, '7.1', 'is an address, not a name'],
    ['a:%(d).example', 2, '7.3', '"%" stands alone'],
    ['a:b%', 3, '7.3', '"%" stands alone'],
    ['a:%{x}.example', 2, '7.1', '%{x} is not a macro'],
    ['a:%{d', 2, '7.1', '%{d is not a macro'],
    ['a:%{d2rr}.example', 2, '7.1', 'is not a macro'],
    ['a:%{d0}.example', 2, '7.3', 'must not be zero'],
    ['a:%{c}.example', 2, '7.2', '%{c} is allowed in the text of an explanation only'],
    ['exp=%{t}.example', 4, '7.2', '%{t} is allowed'],
    ['a:b\u00e9.example', 3, '7.1', 'U+00E9 is not visible ASCII'],
    ['a:b.example\rptr', 11, '7.1', 'U+000D is not visible ASCII'],
    ['a:b.example\n', 11, '7.1', 'U+000A is not visible ASCII'],
    ['ip4:192.0.2.1\n', 4, '5.6', 'is not an IPv4 address'],
    ['\u0096all', 0, '4.6.1', 'is not a mechanism'],
  ])('in %j is at its place, by its clause', (term, at, section, message) => {
    const before = 'v=spf1 mx ';
    const { faults, directives } = parseSpf(`${before}${term} -all`);
    expect(faults).toMatchObject([{ at: before.length + at, term, reference: `RFC 7208 §${section}` }]);
    expect(faults[0]?.message).toContain(message);
    expect(directives.map(({ text }) => text)).toEqual(['mx', '-all']);
  });

  test.each([
    ['ipv4:192.0.2.1', 'Did you mean "ip4"?'],
    ['ip4:2001:db8::1', 'Write ip6:2001:db8::1.'],
    ['ip6:192.0.2.1', 'Write ip4:192.0.2.1.'],
    ['192.0.2.1', 'Write ip4:192.0.2.1.'],
    ['a:192.0.2.1', 'Write ip4:192.0.2.1.'],
    ['ip4:192.0.2.1,192.0.2.2', 'Write one term for each address: ip4:… ip4:….'],
    ['redirect:b.example', 'Write redirect=b.example.'],
    ['-include=b.example', 'Write -include:b.example.'],
  ])('in %s comes with the way out', (term, fix) => {
    expect(parseSpf(`v=spf1 ${term} -all`).faults).toMatchObject([{ fix }]);
  });

  test.each(['redirect', 'exp'])('is a second %s=, where it stands (§6)', name => {
    const { faults } = parseSpf(`v=spf1 ${name}=b.example x=1 ${name.toUpperCase()}=c.example`);
    expect(faults).toMatchObject([{ at: `v=spf1 ${name}=b.example x=1 `.length, reference: 'RFC 7208 §6' }]);
  });

  test('does not hide the next', () => {
    expect(parseSpf('v=spf1 ip4:x mx a:y -all z').faults.map(({ term }) => term)).toEqual(['ip4:x', 'a:y', 'z']);
  });

  test('shows control characters by number, so that a terminal is not played with', () => {
    expect(parseSpf('v=spf1 \u001b[31mred').faults[0]?.message).toBe('"\\u{1b}[31mred" is not a mechanism');
  });
});

test('whatever the text, the parser answers, and every place is within the text', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'a',
      'mx',
      'ip4:',
      'ip6:',
      'include:',
      '%{',
      '}',
      '/',
      '//',
      '=',
      '%',
      'exp=',
      'redirect=',
      'all',
      '.',
    ),
  );
  fc.assert(
    fc.property(fc.array(word), words => {
      const text = `v=spf1 ${words.join('')}`;
      const { faults, terms } = parseSpf(text);
      for (const { at } of faults) expect(at).toBeLessThanOrEqual(text.length);
      for (const term of terms) expect(text.slice(term.at)).toMatch(new RegExp(`^${RegExp.escape(term.text)}( |$)`));
      expect(faults.length + terms.length).toBeGreaterThanOrEqual(text.split(' ').filter(Boolean).length - 1);
    }),
  );
});
