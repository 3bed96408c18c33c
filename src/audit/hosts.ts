/** Host names that records point to, and where they lead. */
import { BlockList, isIP } from 'node:net';
import type { Seen, View } from './view.ts';
import { isUnanswered, textsOf } from './view.ts';

export interface Host {
  name: string;
  addresses: string[];
  /** The first alias on the way. RFC 2181 §10.3: MX and NS must name the host itself. */
  alias?: string;
  /** Neither an address nor a plain no. */
  unanswered?: Seen;
  /** What was seen where there is no address. */
  seen: Seen;
}

export async function lookUpHost(name: string, view: View): Promise<Host> {
  const answers = await Promise.all([view.ask(name, 'A'), view.ask(name, 'AAAA')]);
  const [first] = answers;
  const addresses = answers.flatMap(textsOf);
  const unanswered = addresses.length === 0 ? answers.find(isUnanswered) : undefined;
  return { name, addresses, alias: answers.find(each => each.chain.length > 0)?.chain[0], unanswered, seen: first };
}

/** RFC 1918, 6598, 5735, 4193, 4291: nothing of the internet reaches them. */
const private4 = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'];
const private6 = ['::/127', 'fc00::/7', 'fe80::/10'];
const unreachable = new BlockList();
for (const network of [...private4, '192.168.0.0/16', '224.0.0.0/3', ...private6]) {
  const [address = '', prefix] = network.split('/');
  unreachable.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

export function isUnreachable(address: string): boolean {
  return unreachable.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
