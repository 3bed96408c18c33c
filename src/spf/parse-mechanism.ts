/** One mechanism with its argument. RFC 7208 §5. */
import { isIPv4, isIPv6 } from 'node:net';
import { nearest } from '../inventory/nearest.ts';
import { type Network, parseAddress } from './address.ts';
import { parseDomainSpec } from './domain-spec.ts';
import { SpfSyntaxError } from './syntax-error.ts';
import type { HostMechanism, Mechanism, MechanismName } from './term.ts';

/** @throws SpfSyntaxError with the offset in `text`, which has no qualifier */
export function parseMechanism(text: string): Mechanism {
  const [, name = '', argument = ''] = /^([^:/]*)(.*)$/s.exec(text) ?? [];
  const read = Object.hasOwn(readers, name.toLowerCase()) ? readers[name.toLowerCase() as MechanismName] : undefined;
  if (!read) throw unknownName(name, text);
  return within(name.length, () => read(argument));
}

/** Moves the place of an error to the text around. */
export function within<T>(offset: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SpfSyntaxError)) throw error;
    throw new SpfSyntaxError(offset + error.at, error.message, error.section, error.fix);
  }
}

/** Each reads what follows the name: `:domain`, `/24`, or nothing. */
const readers: Record<MechanismName, (argument: string) => Mechanism> = {
  all: argument => {
    if (argument) throw new SpfSyntaxError(0, `"all" takes nothing behind it, not "${argument}"`, '5.1');
    return { name: 'all' };
  },
  include: argument => ({ name: 'include', domain: domainOf('include', argument, '5.2') }),
  exists: argument => ({ name: 'exists', domain: domainOf('exists', argument, '5.7') }),
  ptr: argument => (argument ? { name: 'ptr', domain: domainOf('ptr', argument, '5.5') } : { name: 'ptr' }),
  a: argument => ({ name: 'a', ...hostOf('a', argument, '5.3') }),
  mx: argument => ({ name: 'mx', ...hostOf('mx', argument, '5.4') }),
  ip4: argument => ({ name: 'ip4', network: networkOf(4, argument) }),
  ip6: argument => ({ name: 'ip6', network: networkOf(6, argument) }),
};

function domainOf(name: string, argument: string, section: string) {
  if (argument === '' || argument === ':') {
    throw new SpfSyntaxError(0, `"${name}" needs a domain`, section, `Write ${name}:domain.`);
  }
  const prefix = /\/+\d+$/.exec(argument);
  if (prefix) throw new SpfSyntaxError(prefix.index, `"${name}" takes no prefix length`, section);
  return within(1, () => parseDomainSpec(argument.slice(1)));
}

/** §5.3, §5.4: `[":" domain-spec] ["/" n] ["//" n]`; a domain may hold slashes itself, so lengths are read from the end. */
function hostOf(name: string, argument: string, section: string): Omit<HostMechanism, 'name'> {
  const [, domain = '', length4, length6] = /^(.*?)(?:\/(\d+))?(?:\/\/(\d+))?$/s.exec(argument) ?? [];
  if (domain === ':') throw new SpfSyntaxError(0, `"${name}:" needs a domain`, section);
  if (domain !== '' && !domain.startsWith(':')) {
    throw new SpfSyntaxError(
      0,
      `"${domain}" is no prefix length`,
      section,
      `Write ${name}/24, ${name}//64 or ${name}/24//64.`,
    );
  }
  const prefix4 = prefixOf(length4, 32, domain.length);
  const prefix6 = prefixOf(length6, 128, argument.length - (length6?.length ?? 0) - 2);
  if (domain === '') return { prefix4, prefix6 };
  return { prefix4, prefix6, domain: within(1, () => parseDomainSpec(domain.slice(1))) };
}

function networkOf(family: 4 | 6, argument: string): Network {
  const name = `ip${family}`;
  const [, text = '', slashes = '', length = ''] = /^:([^/]*)(\/*)(.*)$/s.exec(argument) ?? [];
  if (text === '')
    throw new SpfSyntaxError(0, `"${name}" needs an address`, '5.6', `Write ${name}:${EXAMPLES[family]}.`);
  const address = parseAddress(text);
  if (address?.family !== family) throw badAddress(family, text);
  if (slashes === '') return { address, prefix: family === 4 ? 32 : 128 };
  const at = 1 + text.length;
  if (slashes !== '/') throw new SpfSyntaxError(at, `"${name}" takes one prefix length, behind one slash`, '5.6');
  return { address, prefix: prefixOf(length, family === 4 ? 32 : 128, at) };
}

const EXAMPLES = { 4: '192.0.2.0/24', 6: '2001:db8::/32' } as const;

/** §5.6: no leading zeros, at most all the bits. */
function prefixOf(digits: string | undefined, bits: number, at: number): number {
  if (digits === undefined) return bits;
  if (!/^(0|[1-9]\d{0,2})$/.test(digits) || Number(digits) > bits) {
    throw new SpfSyntaxError(at, `"/${digits}" is not a prefix length from 0 to ${bits}`, '5.6');
  }
  return Number(digits);
}

function badAddress(family: 4 | 6, text: string): SpfSyntaxError {
  const other = family === 4 ? isIPv6(text) && 6 : isIPv4(text) && 4;
  if (other) return new SpfSyntaxError(1, `"${text}" is an IPv${other} address`, '5.6', `Write ip${other}:${text}.`);
  const fix = text.includes(',') ? `Write one term for each address: ip${family}:… ip${family}:….` : undefined;
  return new SpfSyntaxError(1, `"${text}" is not an IPv${family} address`, '5.6', fix);
}

function unknownName(name: string, text: string): SpfSyntaxError {
  const lower = name.toLowerCase();
  if (lower === 'redirect' || lower === 'exp') {
    return new SpfSyntaxError(0, `"${name}" is a modifier`, '4.6.1', `Write ${lower}=${text.slice(name.length + 1)}.`);
  }
  const parsed = /[:/]/.test(text) ? undefined : parseAddress(name);
  const guess = lower ? nearest(lower, Object.keys(readers)) : undefined;
  const fix = parsed ? `Write ip${parsed.family}:${name}.` : guess && `Did you mean "${guess}"?`;
  return new SpfSyntaxError(0, `"${name}" is not a mechanism`, '4.6.1', fix);
}
