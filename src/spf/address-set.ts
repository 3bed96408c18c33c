/** Sets of addresses: what a record lets pass, joined, cut and written as the fewest networks. */
import { type Address, BITS, type Network } from './address.ts';

/** `first` to `last`, both in it. */
export interface Range {
  family: Address['family'];
  first: bigint;
  last: bigint;
}

/** IPv4 first, each family in its order, without overlaps and without ranges that touch. */
export type AddressSet = readonly Range[];

/** Bits right of the prefix do not count. */
export function rangeOf({ address: { family, value }, prefix }: Network): Range {
  const rest = BigInt(BITS[family] - prefix);
  const first = (value >> rest) << rest;
  return { family, first, last: first + (1n << rest) - 1n };
}

/** All of them together, in any order, overlapping or not. */
export function union(ranges: readonly Range[]): AddressSet {
  const joined: Range[] = [];
  for (const range of ranges.toSorted(inOrder)) {
    const before = joined.at(-1);
    if (before?.family !== range.family || range.first > before.last + 1n) joined.push({ ...range });
    else if (range.last > before.last) before.last = range.last;
  }
  return joined;
}

/** What is in `set` and not in `removed`. */
export function without(set: AddressSet, removed: AddressSet): AddressSet {
  return set.flatMap(range => removed.reduce((left, hole) => left.flatMap(part => cut(part, hole)), [range]));
}

/** The fewest networks that hold just these addresses. RFC 4632 §3.1. */
export function networksOf(set: AddressSet): Network[] {
  return set.flatMap(({ family, first, last }) => {
    const networks: Network[] = [];
    for (let at = first; at <= last; ) {
      const bits = largestAt(at, last, BITS[family]);
      networks.push({ address: { family, value: at }, prefix: BITS[family] - bits });
      at += 1n << BigInt(bits);
    }
    return networks;
  });
}

/** Host bits of the largest network that begins at `at` and ends before or at `last`. */
function largestAt(at: bigint, last: bigint, most: number): number {
  let bits = 0;
  while (bits < most && at % (1n << BigInt(bits + 1)) === 0n && at + (1n << BigInt(bits + 1)) - 1n <= last) bits++;
  return bits;
}

function cut(range: Range, hole: Range): Range[] {
  if (hole.family !== range.family || hole.last < range.first || hole.first > range.last) return [range];
  const [left, right] = [
    { ...range, last: hole.first - 1n },
    { ...range, first: hole.last + 1n },
  ];
  return [left, right].filter(({ first, last }) => first <= last);
}

function inOrder(a: Range, b: Range): number {
  return a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0);
}
