/** Addresses: of people (RFC 5321), and of machines with their networks (RFC 4632, RFC 4291). */
import { isIPv4, isIPv6 } from 'node:net';
import { nameProblem } from './names.ts';
import type { Problem } from './problem.ts';

// RFC 5321 §4.1.2 Dot-string of RFC 5322 atext; quoted local parts are legal and break every sending tool.
const DOT_STRING = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/** The part before the @. RFC 5321 §4.5.3.1.1: at most 64 octets. */
export function userProblem(user: string): Problem | undefined {
  const bad = (why: string): Problem => ({
    rule: 'bad-address',
    message: `\`${user}\` cannot stand before an @: ${why}.`,
  });
  if (user.includes('@')) return { ...bad('it is a whole address'), fix: `Write only \`${user.split('@')[0]}\`.` };
  if (user.length > 64) return bad(`it has ${user.length} characters, and 64 is the most`);
  if (!DOT_STRING.test(user))
    return bad("letters, digits and !#$%&'*+/=?^_`{|}~- are allowed, with single dots between");
}

/** What stands behind the @ of an address; a name without one is its own. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** What stands before it. */
export const userOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));

export function mailAddressProblem(address: string): Problem | undefined {
  const at = address.lastIndexOf('@');
  const bad = (why: string): Problem => ({
    rule: 'bad-address',
    message: `\`${address}\` is not a mail address: ${why}.`,
  });
  if (/^mailto:/i.test(address)) return { ...bad('it is a URI'), fix: `Write \`${address.slice(7)}\`.` };
  if (at < 0) return bad('it has no @');
  const fault = userProblem(address.slice(0, at)) ?? nameProblem(address.slice(at + 1));
  if (fault) return bad(fault.message.replace(/\.$/, ''));
  if (!address.slice(at + 1).includes('.')) return bad('the part after the @ has one label');
}

/** An address of a machine, or a network in CIDR form whose host bits are all zero. */
export function networkProblem(text: string): Problem | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIPv4(address) ? 4 : isIPv6(address) && !address.includes('%') ? 6 : 0;
  if (version === 0 || rest.length > 0) {
    return { rule: 'bad-cidr', message: `\`${text}\` is neither an IP address nor a network such as 192.0.2.0/24.` };
  }
  if (prefix === undefined) return undefined;
  const width = version === 4 ? 32 : 128;
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > width) {
    return {
      rule: 'bad-cidr',
      message: `\`${text}\`: the prefix of an IPv${version} network is a number from 0 to ${width}.`,
    };
  }
  const meant = `${networkOf(address, version, Number(prefix))}/${prefix}`;
  const value = version === 4 ? address : canonical6(address);
  if (`${value}/${prefix}` === meant) return undefined;
  return {
    rule: 'bad-cidr',
    message: `\`${text}\` has bits set to the right of its prefix; its network is ${meant}.`,
    fix: `Write \`${meant}\` for the network, or \`${address}\` for the one address.`,
  };
}

function networkOf(address: string, version: 4 | 6, prefix: number): string {
  const groupBits = version === 4 ? 8 : 16;
  const masked = groupsOf(address, version).map((group, index) => {
    const kept = Math.min(groupBits, Math.max(0, prefix - index * groupBits));
    return group & ~((1 << (groupBits - kept)) - 1);
  });
  return version === 4 ? masked.join('.') : canonical6(masked.map(group => group.toString(16)).join(':'));
}

function groupsOf(address: string, version: 4 | 6): number[] {
  if (version === 4) return address.split('.').map(Number);
  const [head = '', tail] = canonical6(address).split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16)));
  const [first, last] = [groups(head), groups(tail ?? '')];
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}

/** RFC 5952 form, by way of the URL parser, which must know it. */
const canonical6 = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);
