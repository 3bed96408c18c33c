/** The networks of `sendingIps`, and which of them an address is in. */
import { addressText, BITS, contains, parseAddress, parseNetwork } from '../../spf/address.ts';

export function networkOf(networks: string[], ip: string): string | undefined {
  const address = parseAddress(ip);
  return networks.find(text => {
    const network = parseNetwork(text);
    return text === ip || (address !== undefined && network !== undefined && contains(network, address));
  });
}

/** A /24 or smaller, one by one; undefined for more than anybody would list. */
export function addressesOf(text: string): string[] | undefined {
  const network = parseNetwork(text);
  if (!network) return undefined;
  const { address, prefix } = network;
  const free = BITS[address.family] - prefix;
  if (free > 8) return undefined;
  const first = (address.value >> BigInt(free)) << BigInt(free);
  return Array.from({ length: 2 ** free }, (_, index) => addressText({ ...address, value: first + BigInt(index) }));
}
