/** An SPF record as a tree with the price of each term in lookups. Pure: what stands behind the names is a parameter. RFC 7208 §4.6.4. */
import { isDnsName, targetName } from './domain-spec.ts';
import { type MacroString, type MacroValues, usesMacro } from './macro.ts';
import { parseSpf, type SpfPolicy } from './parse.ts';
import { costsLookup, type Term } from './term.ts';

/** What is known of a name whose policy a term takes in. */
export type PolicyFact =
  | { status: 'record'; text: string /** All TXT records of the name. */; octets?: number }
  | { status: 'several'; count: number }
  | { status: 'none' }
  /** The price of a term that takes it in, the term itself counted: known offline, from a template. */
  | { status: 'priced'; lookups: number }
  /** Not asked for, or nobody answered; `reason` only then. */
  | { status: 'unknown'; reason?: string };

/** What is known of a name whose addresses a term asks for. `hosts`: of an `mx`. */
export type HostFact =
  | { status: 'found'; hosts?: number }
  | { status: 'absent' }
  | { status: 'unknown'; reason?: string };

export interface Facts {
  policy(name: string): PolicyFact;
  hosts(name: string, kind: 'a' | 'mx' | 'exists'): HostFact;
}

export interface SpfTree {
  domain: string;
  fact: PolicyFact;
  /** Where there is one record. */
  policy?: SpfPolicy;
  branches: SpfBranch[];
  /** Worst case: as if nothing matched before the end. */
  lookups: number;
  /** Names that are not there, whoever the client is. */
  voidLookups: number;
}

export interface SpfBranch {
  term: Term;
  /** Itself and all below. */
  lookups: number;
  voidLookups: number;
  /** The name asked for; none for a name that depends on the message. */
  target?: string;
  /** §5.1: terms behind `all` are never reached, and a redirect beside one is ignored. */
  unused: boolean;
  /** The target is the domain of a record that this one is part of. */
  loop: boolean;
  below?: SpfTree;
  hosts?: HostFact;
}

export function spfTree(domain: string, facts: Facts): SpfTree {
  return grow(domain, facts, [domain.toLowerCase()]);
}

/** Offline: the record of a domain, with its includes priced by a table. A target that it lacks costs its own term alone. */
export function pricedTree(domain: string, text: string, costs: ReadonlyMap<string, number>): SpfTree {
  return spfTree(domain, {
    policy: name => {
      if (name === domain) return { status: 'record', text };
      const lookups = costs.get(name.toLowerCase());
      return lookups === undefined ? { status: 'unknown' } : { status: 'priced', lookups };
    },
    hosts: () => ({ status: 'unknown' }),
  });
}

/** Every tree in it, itself first; `own`: the domain's own policy, redirects included, but not what it includes. */
export function* treesOf(tree: SpfTree, own = true): Generator<{ tree: SpfTree; own: boolean }> {
  yield { tree, own };
  for (const { term, below } of tree.branches) if (below) yield* treesOf(below, own && term.name === 'redirect');
}

/** The name that a term asks for, as far as the record says it: `%{d}` and `%{o}` are known without a message. */
export function staticTarget(term: Term, domain: string, root: string): string | undefined {
  const spec: MacroString | undefined = 'domain' in term ? term.domain : undefined;
  if (spec === undefined) return domain;
  if (usesMacro(spec, 'slipvhcrt')) return undefined;
  const name = targetName(spec, { d: domain, o: root } as MacroValues);
  return isDnsName(name) ? name : undefined;
}

/** The terms that are evaluated where nothing matches. */
export function isReached(term: Term, { directives }: SpfPolicy): boolean {
  const all = directives.find(({ name }) => name === 'all');
  if (term.name === 'redirect') return all === undefined;
  return term.name !== 'unknown' && (all === undefined || term.at <= all.at);
}

/** `path`: the domains whose records lead here, the root first. */
function grow(domain: string, facts: Facts, path: string[]): SpfTree {
  const fact = facts.policy(domain);
  const policy = fact.status === 'record' ? parseSpf(fact.text) : undefined;
  const branches = policy?.terms.map(term => branch(term, policy, domain, facts, path)) ?? [];
  return {
    domain,
    fact,
    policy,
    branches,
    lookups: sum(branches, 'lookups'),
    voidLookups: sum(branches, 'voidLookups'),
  };
}

function branch(term: Term, policy: SpfPolicy, domain: string, facts: Facts, path: string[]): SpfBranch {
  const plain = { term, lookups: 0, voidLookups: 0, unused: !isReached(term, policy), loop: false };
  if (plain.unused || !costsLookup(term)) return plain;
  const target = term.name === 'ptr' ? undefined : staticTarget(term, domain, path[0] ?? domain);
  const own = { ...plain, target, lookups: 1 + ptrMacros(term) };
  if (target === undefined) return own;
  if (term.name === 'include' || term.name === 'redirect') return taken(own, target, facts, path);
  if (term.name !== 'a' && term.name !== 'mx' && term.name !== 'exists') return own;
  const hosts = facts.hosts(target, term.name);
  return { ...own, hosts, voidLookups: hosts.status === 'absent' ? 1 : 0 };
}

/** A record that this one takes in. */
function taken(own: SpfBranch, target: string, facts: Facts, path: string[]): SpfBranch {
  const folded = target.toLowerCase();
  if (path.includes(folded)) return { ...own, loop: true };
  const below = grow(target, facts, [...path, folded]);
  const price = below.fact.status === 'priced' ? below.fact.lookups - 1 : below.lookups;
  return { ...own, below, lookups: own.lookups + price, voidLookups: below.voidLookups };
}

/** §4.6.4: `%{p}` asks for PTR records, which counts. */
function ptrMacros(term: Term): number {
  return 'domain' in term && term.domain && usesMacro(term.domain, 'p') ? 1 : 0;
}

function sum(branches: SpfBranch[], size: 'lookups' | 'voidLookups'): number {
  return branches.reduce((total, each) => total + each[size], 0);
}
