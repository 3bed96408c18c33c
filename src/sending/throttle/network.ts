/** The networks of `sendingIps`, and which of them an address is in. */
import { contains, parseAddress, parseNetwork } from '../../spf/address.ts';

export function networkOf(networks: string[], ip: string): string | undefined {
  const address = parseAddress(ip);
  return networks.find(text => {
    const network = parseNetwork(text);
    return text === ip || (address !== undefined && network !== undefined && contains(network, address));
  });
}
