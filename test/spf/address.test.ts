import { isIPv6, SocketAddress } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressText,
  clientAddress,
  contains,
  covers,
  type Network,
  parseAddress,
  reverseName,
} from '../../src/spf/address.ts';

function network(text: string): Network {
  const [address = '', prefix] = text.split('/');
  const parsed = parseAddress(address);
  if (!parsed) throw new Error(`${address} is no address`);
  return { address: parsed, prefix: Number(prefix) };
}

const inside = (net: string, ip: string) => {
  const address = clientAddress(ip);
  return address !== undefined && contains(network(net), address);
};

describe('a network holds', () => {
  test.each([
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/24', '192.0.3.0', false],
    ['192.0.2.77/24', '192.0.2.1', true],
    ['192.0.2.1/32', '192.0.2.1', true],
    ['192.0.2.1/32', '192.0.2.2', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['128.0.0.0/1', '127.255.255.255', false],
    ['2001:db8:8000::/33', '2001:db8:8000::1', true],
    ['2001:db8:8000::/33', '2001:db8::1', false],
    ['::/0', '2001:db8::1', true],
    ['::/0', '192.0.2.1', false],
    ['::/0', '::ffff:192.0.2.1', false],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['192.0.2.0/24', '::ffff:192.0.2.1', true],
    ['192.0.2.0/24', '::ffff:c000:201', true],
    // Not mapped: the old compatible form is an IPv6 address like any other.
    ['192.0.2.0/24', '::192.0.2.1', false],
    ['::192.0.2.0/120', '::192.0.2.1', true],
    ['::ffff:192.0.2.0/120', '::192.0.2.1', false],
  ])('%s, the client %s: %s', (net, ip, expected) => {
    expect(inside(net, ip)).toBe(expected);
  });
});

test.each(['192.0.2', '192.0.02.1', '2001:db8', 'fe80::1%eth0', '', 'x', '192.0.2.1/24'])('%j is no address', text => {
  expect(parseAddress(text)).toBeUndefined();
});

test('IPv6 text is read as the system reads it', () => {
  fc.assert(
    fc.property(fc.ipV6(), text => {
      fc.pre(isIPv6(text));
      const parsed = parseAddress(text);
      const canonical = new SocketAddress({ address: text, family: 'ipv6' }).address;
      expect(parsed).toEqual(parseAddress(canonical));
      expect(parsed && parseAddress(addressText(parsed))).toEqual(parsed);
    }),
  );
});

test('IPv4 text survives the way there and back', () => {
  fc.assert(
    fc.property(fc.ipV4(), text => {
      const address = parseAddress(text);
      expect(address && addressText(address)).toBe(text);
    }),
  );
});

test('covering is being wider and holding the address', () => {
  expect(covers(network('192.0.2.0/24'), network('192.0.2.128/25'))).toBe(true);
  expect(covers(network('192.0.2.128/25'), network('192.0.2.0/24'))).toBe(false);
  expect(covers(network('192.0.2.0/24'), network('198.51.100.0/25'))).toBe(false);
});

test('names of PTR records', () => {
  const [four, six] = ['192.0.2.1', '2001:db8::1'].map(text => parseAddress(text));
  expect(four && reverseName(four)).toBe('1.2.0.192.in-addr.arpa');
  expect(six && reverseName(six).toLowerCase()).toBe(`1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`);
});
