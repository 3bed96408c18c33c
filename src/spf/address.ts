/** IP addresses as numbers, and the forms in which SPF writes them. */
import { isIPv4, isIPv6 } from 'node:net';

export interface Address {
  family: 4 | 6;
  value: bigint;
}

export interface Network {
  address: Address;
  /** High-order bits that count: 0-32 or 0-128. */
  prefix: number;
}

export const BITS = { 4: 32, 6: 128 } as const;

/** RFC 7208 §5.6: four full octets without leading zeros, or RFC 4291 §2.2; a zone index is no part of an address. */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { family: 4, value: fromHex(text.split('.').map(octet => hex(Number(octet), 2))) };
  if (isIPv6(text) && !text.includes('%')) return { family: 6, value: fromHex(groupsOf(text)) };
  return undefined;
}

/** RFC 7208 §5: an IPv4-mapped IPv6 address is a client on IPv4. */
export function clientAddress(text: string): Address | undefined {
  const address = parseAddress(text.trim());
  const mapped = address?.family === 6 && address.value >> 32n === 0xffffn;
  return mapped ? { family: 4, value: address.value & 0xffffffffn } : address;
}

/** Families never match each other, not even with a prefix of 0. */
export function contains({ address, prefix }: Network, other: Address): boolean {
  const rest = BigInt(BITS[address.family] - prefix);
  return address.family === other.family && address.value >> rest === other.value >> rest;
}

/** Whether all of `inner` is in `outer`. */
export function covers(outer: Network, inner: Network): boolean {
  return outer.prefix <= inner.prefix && contains(outer, inner.address);
}

/** `192.0.2.1`, `2001:db8::/32`. The prefix must be a number of bits already: inventories and the parser of SPF see to it. */
export function parseNetwork(text: string): Network | undefined {
  const [host = '', prefix] = text.split('/');
  const address = parseAddress(host);
  return address && { address, prefix: prefix === undefined ? BITS[address.family] : Number(prefix) };
}

/** The same back: a single address without its prefix. */
export function networkText({ address, prefix }: Network): string {
  return prefix === BITS[address.family] ? addressText(address) : `${addressText(address)}/${prefix}`;
}

/** For people: `192.0.2.1`, `2001:db8::1`. */
export function addressText(address: Address): string {
  if (address.family === 4) return dotted(address);
  const groups = digitsOf(address).match(/.{4}/g) ?? [];
  // The URL rules give the short form of RFC 5952.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/**
 * What `%{i}` stands for: `192.0.2.1`, `2.0.0.1.0.D.B.8.…` (RFC 7208 §7.3). The clause leaves the case open; the OpenSPF suite
 * prints capitals, and names compare without case (RFC 4343).
 */
export function dotted(address: Address): string {
  const digits = digitsOf(address);
  if (address.family === 6) return [...digits.toUpperCase()].join('.');
  return (digits.match(/../g) ?? []).map(octet => Number.parseInt(octet, 16)).join('.');
}

/** The name under which PTR records of the address stand. */
export function reverseName(address: Address): string {
  return `${dotted(address).split('.').reverse().join('.')}.${familyLabel(address)}.arpa`;
}

/** What `%{v}` stands for. */
export function familyLabel({ family }: Address): string {
  return family === 4 ? 'in-addr' : 'ip6';
}

/** Eight groups of four hex digits: `::` filled up, a dotted tail turned into its two groups. */
function groupsOf(text: string): string[] {
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...octets: string[]) => {
    const digits = octets.slice(0, 4).map(octet => hex(Number(octet), 2));
    return `${digits[0]}${digits[1]}:${digits[2]}${digits[3]}`;
  });
  const [head = '', tail = ''] = plain.split('::');
  const [left, right] = [head, tail].map(side => side.split(':').filter(Boolean)) as [string[], string[]];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].map(group => group.padStart(4, '0'));
}

function digitsOf({ family, value }: Address): string {
  return value.toString(16).padStart(BITS[family] / 4, '0');
}

function hex(number: number, length: number): string {
  return number.toString(16).padStart(length, '0');
}

function fromHex(parts: string[]): bigint {
  return BigInt(`0x${parts.join('')}`);
}
