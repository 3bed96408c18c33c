/** Addresses, networks and names as people type them, as targets. Pure. */
import { domainToASCII } from 'node:url';
import { MailyardError } from '../../error.ts';
import { addressesOf } from '../../estate/watched-addresses.ts';
import { networkProblem } from '../../inventory/addresses.ts';
import { nameProblem } from '../../inventory/names.ts';
import { addressText, parseNetwork } from '../../spf/address.ts';
import { namesToAsk, type Target, type Watched } from './targets.ts';

/** With whose they are, where they are of the estate. Throws `bad-target`, `network-too-large`. */
export function namedTargets(texts: readonly string[], watched: Watched | undefined): Target[] {
  const named = texts.flatMap(targetsOf).map(target => watched?.targets.get(target.name) ?? target);
  return [...new Map(named.map(target => [target.name, target])).values()];
}

function targetsOf(text: string): Target[] {
  const network = parseNetwork(text);
  if (network && !networkProblem(text)) {
    const addresses = addressesOf(network);
    if (!addresses) throw tooLarge(text);
    return addresses.map(address => ({ kind: `ipv${address.family}`, name: addressText(address), uses: [] }));
  }
  const name = (domainToASCII(text.replace(/\.$/, '')) || text).toLowerCase();
  if (network || !name.includes('.') || /\.\d+$/.test(name) || nameProblem(name)) throw noTarget(text);
  return namesToAsk(name).map(name => ({ kind: 'domain', name, uses: [] }));
}

const tooLarge = (text: string): MailyardError =>
  new MailyardError('network-too-large', `${text} has more than 256 addresses: each would be asked for by itself.`, {
    fix: 'Name the addresses that send, or a /24.',
  });

const noTarget = (text: string): MailyardError =>
  new MailyardError('bad-target', `"${text}" is neither an address, a network nor a domain.`, {
    fix: 'For example: mailyard blocklists check 192.0.2.1 2001:db8::1 acme.example',
  });
