/** Purelymail's words and ours. Pure. */
import type { LiveMailbox } from '../mailbox.ts';

/** Where mail for an address goes. Only exact ones are ours: prefixes and catch-alls are left as they are. */
export interface Rule {
  id: number;
  domainName: string;
  prefix: boolean;
  matchUser: string;
  targetAddresses: string[];
  catchall?: boolean;
}

/** A user is there or not: there is no display name, nothing to suspend, and no date (facts §5). */
export function toLiveMailbox(address: string, rules: readonly Rule[]): LiveMailbox {
  return {
    ...{ address, state: 'active', aliases: aliasRules(address, rules).map(from).sort() },
    forwardTo: forwardedTo(address, rules),
  };
}

/** Rules that lead to this mailbox alone; what leads to others too is nobody's own. */
export function aliasRules(address: string, rules: readonly Rule[]): Rule[] {
  return rules.filter(rule => isExact(rule) && from(rule) !== address && rule.targetAddresses.join() === address);
}

/** The rule that sends the mailbox's own mail elsewhere. A mailbox keeps a copy only if the rule names it too. */
export const forwardingRule = (address: string, rules: readonly Rule[]): Rule | undefined =>
  rules.find(rule => isExact(rule) && from(rule) === address);

const forwardedTo = (address: string, rules: readonly Rule[]): string[] =>
  (forwardingRule(address, rules)?.targetAddresses ?? []).filter(target => target !== address).sort();

export function ruleFor(address: string, targetAddresses: string[]): Omit<Rule, 'id'> {
  const at = address.lastIndexOf('@');
  const [matchUser, domainName] = [address.slice(0, at), address.slice(at + 1)];
  return { domainName, prefix: false, matchUser, targetAddresses, catchall: false };
}

/** The address that a rule is about. */
export const from = ({ matchUser, domainName }: Rule): string => `${matchUser}@${domainName}`;

const isExact = ({ prefix, catchall }: Rule): boolean => !prefix && !catchall;
