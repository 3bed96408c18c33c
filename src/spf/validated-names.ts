/** The names of a client that its PTR records give and its address records confirm. RFC 7208 §5.5. */
import { type Address, parseAddress, reverseName } from './address.ts';
import { type Ask, HOST_LIMIT, SpfError } from './limits.ts';

/** `askPtr` may count; names past the tenth are ignored (§4.6.4), and so is any whose addresses nobody knows. */
export async function validatedNames(ip: Address, askPtr: Ask, ask: Ask): Promise<string[]> {
  const names = (await orNone(askPtr(reverseName(ip), 'PTR'))).slice(0, HOST_LIMIT);
  const confirmed = await Promise.all(
    names.map(async name => {
      const addresses = await orNone(ask(name, ip.family === 4 ? 'A' : 'AAAA'));
      return addresses.some(text => parseAddress(text)?.value === ip.value);
    }),
  );
  return names.filter((_, at) => confirmed[at]);
}

/** The value of `%{p}` (§7.3): the domain itself, else a name below it, else any, else `unknown`. */
export function bestName(names: string[], domain: string): string {
  const sameFirst = names.find(name => isBelow(name, domain) && name.length === domain.length);
  return sameFirst ?? names.find(name => isBelow(name, domain)) ?? names[0] ?? 'unknown';
}

/** Whether the name is the domain or below it. */
export function isBelow(name: string, domain: string): boolean {
  const [folded, above] = [name.toLowerCase(), domain.toLowerCase()];
  return folded === above || folded.endsWith(`.${above}`);
}

/** §5.5: a DNS error on the way is no match. A limit is not such an error. */
async function orNone(values: Promise<string[]>): Promise<string[]> {
  try {
    return await values;
  } catch (error) {
    if (error instanceof SpfError && error.result === 'temperror') return [];
    throw error;
  }
}
