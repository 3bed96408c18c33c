/** Does a mechanism match? One function for each. RFC 7208 §5. */
import { contains, parseAddress } from './address.ts';
import { HOST_LIMIT, SpfError } from './limits.ts';
import { isForOthers, type Scope, targetOf } from './scope.ts';
import { costsLookup, type Directive, type HostMechanism, type Mechanism, type MechanismName } from './term.ts';
import { isBelow, validatedNames } from './validated-names.ts';

type Matcher<M> = (mechanism: M, scope: Scope) => Promise<boolean>;

/** Throws SpfError where the evaluation ends. */
export async function matches(directive: Directive, scope: Scope): Promise<boolean> {
  if (costsLookup(directive)) scope.limits.spend(directive.text);
  if ('domain' in directive && isForOthers(directive.domain, scope.message)) return false;
  return (matchers[directive.name] as Matcher<Directive>)(directive, scope);
}

const network: Matcher<Extract<Mechanism, { network: unknown }>> = async (mechanism, { message }) =>
  contains(mechanism.network, message.ip);

const matchers: { [N in MechanismName]: Matcher<Mechanism & { name: N }> } = {
  all: async () => true,
  ip4: network,
  ip6: network,

  async include({ domain }, scope) {
    const target = await targetOf(domain, scope);
    if (target === undefined)
      throw new SpfError('permerror', `an include in the record of ${scope.domain} has no valid name`);
    const { result } = await scope.check(target);
    // §5.2: pass matches, fail, softfail and neutral do not; an error has been thrown from within.
    if (result === 'none')
      throw new SpfError('permerror', `${target}, which ${scope.domain} includes, has no SPF record`);
    return result === 'pass';
  },

  async a(mechanism, scope) {
    const target = await targetOf(mechanism.domain, scope);
    return target !== undefined && holds(mechanism, await scope.limits.askCounted(target, addressType(scope)), scope);
  },

  async mx(mechanism, scope) {
    const target = await targetOf(mechanism.domain, scope);
    if (target === undefined) return false;
    const hosts = (await scope.limits.askCounted(target, 'MX')).filter(isHost);
    // §4.6.4. Up front, not at the eleventh: the order of equal preferences is random, and the result must not be.
    if (hosts.length > HOST_LIMIT) {
      throw new SpfError('permerror', `${target} has ${hosts.length} MX hosts; the limit is ${HOST_LIMIT}`);
    }
    for (const host of hosts) {
      if (holds(mechanism, await scope.limits.ask(host, addressType(scope)), scope)) return true;
    }
    return false;
  },

  async ptr({ domain }, scope) {
    const target = await targetOf(domain, scope);
    if (target === undefined) return false;
    const { askCounted, ask } = scope.limits;
    const names = await validatedNames(scope.message.ip, askCounted, ask);
    return names.some(name => isBelow(name, target));
  },

  /** §5.7: the type is A even for a client on IPv6. */
  async exists({ domain }, scope) {
    const target = await targetOf(domain, scope);
    return target !== undefined && (await scope.limits.askCounted(target, 'A')).length > 0;
  },
};

/** §5: A for a client on IPv4, AAAA for one on IPv6. */
function addressType({ message }: Scope): 'A' | 'AAAA' {
  return message.ip.family === 4 ? 'A' : 'AAAA';
}

function holds({ prefix4, prefix6 }: HostMechanism, addresses: string[], { message }: Scope): boolean {
  const prefix = message.ip.family === 4 ? prefix4 : prefix6;
  return addresses.some(text => {
    const address = parseAddress(text);
    return address !== undefined && contains({ address, prefix }, message.ip);
  });
}

/** The null MX (RFC 7505) names no host. */
function isHost(name: string): boolean {
  return name !== '' && name !== '.';
}
