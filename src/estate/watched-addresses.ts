/** Addresses that are watched one by one: each of a small network. Pure. */
import { type Address, BITS, type Network } from '../spf/address.ts';

/** A /24 of IPv4, a /120 of IPv6: more would cost thousands of questions a day, and no sender has more. */
const HOST_BITS = 8;

/** Undefined: the network is too large for it. */
export function addressesOf({ address: { family, value }, prefix }: Network): Address[] | undefined {
  const hostBits = BITS[family] - prefix;
  if (hostBits > HOST_BITS) return undefined;
  return Array.from({ length: 2 ** hostBits }, (_, at) => ({ family, value: value + BigInt(at) }));
}
