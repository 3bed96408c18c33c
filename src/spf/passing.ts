/**
 * Which clients pass a record, whatever the message: what may stand in place of its include. RFC 7208 §5.2: an include asks for
 * nothing but a pass, so the addresses that reach one are all that it means.
 */
import { networkText, parseAddress } from './address.ts';
import { type AddressSet, networksOf, type Range, rangeOf, union, without } from './address-set.ts';
import { isDnsName, isPolicyDomain, targetName } from './domain-spec.ts';
import { HOST_LIMIT } from './limits.ts';
import type { MacroString, MacroValues } from './macro.ts';
import { faultText, isSpf, parseSpf, type SpfPolicy } from './parse.ts';
import type { SpfResolver, SpfType } from './resolver.ts';
import { costsLookup, type Directive, type HostMechanism } from './term.ts';

/**
 * `flat`: just these networks, sorted, and no others. `cannot`: no list of addresses says the same. `failed`: nobody answered, or
 * the record is broken, so that receivers answer permerror; what was known before stays the best that there is.
 */
export type Passing =
  | { status: 'flat'; networks: string[] /** The include itself counted. */; lookups: number }
  | { status: 'cannot'; reason: string }
  | { status: 'failed'; reason: string };

/** A record that leads to more is a trap, as in live-facts.ts. */
const MOST_POLICIES = 50;

/** Never rejects. */
export async function passingNetworks(domain: string, resolve: SpfResolver): Promise<Passing> {
  const walk: Walk = { resolve, policies: 0, lookups: 1 };
  try {
    const set = await passing(domain, [], walk);
    return { status: 'flat', networks: networksOf(set).map(networkText), lookups: walk.lookups };
  } catch (error) {
    if (!(error instanceof NotFlat)) throw error;
    return { status: error.status, reason: error.message };
  }
}

interface Walk {
  resolve: SpfResolver;
  policies: number;
  lookups: number;
}

class NotFlat extends Error {
  readonly status: 'cannot' | 'failed';

  constructor(status: 'cannot' | 'failed', message: string) {
    super(message);
    this.status = status;
  }
}

/** The first directive that matches decides (§4.6.2): what fails before it may pass is cut out. `path`: the records that lead here. */
async function passing(domain: string, path: string[], walk: Walk): Promise<AddressSet> {
  const policy = await policyOf(domain, path, walk);
  const within = [...path, domain.toLowerCase()];
  let passed: AddressSet = [];
  let decided: AddressSet = [];
  for (const directive of policy.directives) {
    if (directive.name === 'all') return atEnd(directive, passed, domain);
    const matched = await matchedBy(directive, domain, within, walk);
    if (directive.qualifier === '+') passed = union([...passed, ...without(matched, decided)]);
    decided = union([...decided, ...matched]);
  }
  if (!policy.redirect) return passed;
  // §6.1: the other record decides on whatever nothing has matched.
  walk.lookups++;
  const rest = await passing(nameOf(policy.redirect.domain, policy.redirect.text, domain), within, walk);
  return union([...passed, ...without(rest, decided)]);
}

/** Fail, softfail and neutral are all the same to an include: no match (§5.2). */
function atEnd({ qualifier, text }: Directive, passed: AddressSet, domain: string): AddressSet {
  if (qualifier !== '+') return passed;
  throw new NotFlat('cannot', `"${text}" in the record of ${domain} lets everybody pass`);
}

async function policyOf(domain: string, path: string[], walk: Walk): Promise<SpfPolicy> {
  if (path.includes(domain.toLowerCase())) throw new NotFlat('failed', `${path.at(-1)} leads back to ${domain}`);
  if (++walk.policies > MOST_POLICIES) throw new NotFlat('failed', `it leads to more than ${MOST_POLICIES} records`);
  const texts = isPolicyDomain(domain) ? await ask(domain, 'TXT', walk) : [];
  const [record, ...more] = texts.filter(isSpf);
  if (record === undefined) throw new NotFlat('failed', `${domain} has no SPF record`);
  if (more.length > 0) throw new NotFlat('failed', `${domain} has ${more.length + 1} SPF records`);
  const policy = parseSpf(record);
  const [fault] = policy.faults;
  if (fault) throw new NotFlat('failed', `the record of ${domain}: ${faultText(fault)}`);
  return policy;
}

async function matchedBy(directive: Directive, domain: string, path: string[], walk: Walk): Promise<AddressSet> {
  if (costsLookup(directive)) walk.lookups++;
  switch (directive.name) {
    case 'ip4':
    case 'ip6':
      return [rangeOf(directive.network)];
    case 'include':
      return passing(nameOf(directive.domain, directive.text, domain), path, walk);
    case 'a':
      return union(await hostRanges(nameOf(directive.domain, directive.text, domain), directive, walk));
    case 'mx':
      return union(await exchangeRanges(nameOf(directive.domain, directive.text, domain), directive, domain, walk));
    default:
      throw new NotFlat('cannot', `"${directive.text}" in the record of ${domain} is asked anew for each message`);
  }
}

/** A name with a macro is another one for each message, client or domain (§7.2). */
function nameOf(spec: MacroString | undefined, text: string, domain: string): string {
  if (spec === undefined) return domain;
  if (spec.some(piece => 'letter' in piece)) {
    throw new NotFlat('cannot', `"${text}" in the record of ${domain} has a macro: its name depends on the message`);
  }
  return targetName(spec, {} as MacroValues);
}

async function hostRanges(name: string, { prefix4, prefix6 }: HostMechanism, walk: Walk): Promise<Range[]> {
  if (!isDnsName(name)) return [];
  const addresses = await Promise.all([ask(name, 'A', walk), ask(name, 'AAAA', walk)]);
  return addresses.flat().flatMap(text => {
    const address = parseAddress(text);
    return address ? [rangeOf({ address, prefix: address.family === 4 ? prefix4 : prefix6 })] : [];
  });
}

async function exchangeRanges(name: string, mechanism: HostMechanism, domain: string, walk: Walk): Promise<Range[]> {
  const hosts = (await ask(name, 'MX', walk)).filter(host => host !== '' && host !== '.');
  if (hosts.length > HOST_LIMIT) {
    throw new NotFlat('failed', `${name} in the record of ${domain} has ${hosts.length} MX hosts, over ${HOST_LIMIT}`);
  }
  return (await Promise.all(hosts.map(host => hostRanges(host, mechanism, walk)))).flat();
}

async function ask(name: string, type: SpfType, { resolve }: Walk): Promise<string[]> {
  const answer = await resolve(name, type);
  if (answer.status === 'failed') throw new NotFlat('failed', answer.reason);
  return answer.status === 'found' ? answer.values : [];
}
