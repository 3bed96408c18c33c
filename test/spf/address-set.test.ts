import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressText, contains, networkText, parseAddress, parseNetwork } from '../../src/spf/address.ts';
import { type AddressSet, networksOf, rangeOf, union, without } from '../../src/spf/address-set.ts';

const setOf = (...texts: string[]): AddressSet => union(texts.flatMap(text => rangeOf(parseNetwork(text) as never)));
const textsOf = (set: AddressSet): string[] => networksOf(set).map(networkText);

describe('a union', () => {
  test.each([
    ['neighbours become one', ['192.0.2.128/25', '192.0.2.0/25'], ['192.0.2.0/24']],
    ['what another holds goes', ['192.0.2.0/24', '192.0.2.7', '192.0.2.0/24'], ['192.0.2.0/24']],
    ['neighbours of two networks stay apart', ['192.0.2.2', '192.0.2.1'], ['192.0.2.1', '192.0.2.2']],
    ['three in a row', ['192.0.2.0', '192.0.2.1', '192.0.2.2'], ['192.0.2.0/31', '192.0.2.2']],
    ['families stay apart, IPv4 first', ['::/0', '0.0.0.0/1', '128.0.0.0/1'], ['0.0.0.0/0', '::/0']],
    ['IPv4 ends where IPv6 begins', ['::', '255.255.255.255'], ['255.255.255.255', '::']],
    ['host bits do not count', ['192.0.2.77/24', '2001:db8::1/32'], ['192.0.2.0/24', '2001:db8::/32']],
    [
      'the last address of all',
      ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127'],
      ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127'],
    ],
    ['of nothing', [], []],
  ])('%s', (_, texts, expected) => {
    expect(textsOf(setOf(...texts))).toEqual(expected);
  });
});

test('what is cut out is gone, and its neighbours stay', () => {
  const set = without(setOf('192.0.2.0/29', '2001:db8::/127'), setOf('192.0.2.3', '2001:db8::/128', '198.51.100.0/24'));
  expect(textsOf(set)).toEqual(['192.0.2.0/31', '192.0.2.2', '192.0.2.4/30', '2001:db8::1']);
  expect(without(setOf('192.0.2.0/24'), setOf('192.0.0.0/16'))).toEqual([]);
});

describe('whatever the networks', () => {
  // A small part of the space, so that they meet.
  const network4 = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 22, max: 32 })).map(([low, prefix]) => {
    const value = BigInt((0xc0000200 + low) >>> 0);
    const { first } = rangeOf({ address: { family: 4, value }, prefix });
    return `${addressText({ family: 4, value: first })}/${prefix}`;
  });
  const networks = fc.array(network4, { maxLength: 12 });
  const client = fc
    .integer({ min: 0, max: 1023 })
    .map(low => addressText({ family: 4, value: BigInt(0xc0000000 + low) }));
  const holds = (list: string[], text: string): boolean => {
    const blocks = new BlockList();
    for (const each of list) blocks.addSubnet(each.split('/')[0] as string, Number(each.split('/')[1] ?? 32), 'ipv4');
    return blocks.check(text, 'ipv4');
  };
  const isIn = (set: AddressSet, text: string): boolean =>
    networksOf(set).some(network => contains(network, parseAddress(text) as never));

  test("union and difference hold what Node's own lists say, in networks that do not overlap and cannot be joined", () => {
    fc.assert(
      fc.property(networks, networks, client, (plus, minus, ip) => {
        const set = setOf(...plus);
        expect(isIn(set, ip)).toBe(holds(plus, ip));
        expect(isIn(without(set, setOf(...minus)), ip)).toBe(holds(plus, ip) && !holds(minus, ip));
        expect(setOf(...textsOf(set))).toEqual(set);
        expect(textsOf(set).length).toBeLessThanOrEqual(new Set(plus).size);
      }),
      { numRuns: 500 },
    );
  });
});
