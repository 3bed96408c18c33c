/** Advice on the terms of one record. RFC 7208. */
import { covers, type Network } from './address.ts';
import type { SpfFinding } from './findings.ts';
import { usesMacro } from './macro.ts';
import type { SpfPolicy } from './parse.ts';
import type { Term } from './term.ts';
import type { SpfTree } from './tree.ts';

type Found = Omit<SpfFinding, 'domain' | 'reference'> & { section?: string };

type Check = (policy: SpfPolicy, tree: SpfTree) => Found[];

export function termFindings(tree: SpfTree): SpfFinding[] {
  const { policy, domain } = tree;
  if (!policy) return [];
  return checks
    .flatMap(check => check(policy, tree))
    .map(({ section, message, ...found }) => ({
      ...found,
      domain,
      message: `SPF of ${domain}: ${message}`,
      reference: section && `RFC 7208 §${section}`,
    }));
}

const openEnd: Check = ({ directives, redirect, faults }) => {
  if (faults.length > 0 || redirect || directives.some(({ name }) => name === 'all')) return [];
  const fix = 'End it with -all or ~all.';
  return [
    { rule: 'spf-no-all', severity: 'warning', message: 'without "all" the end is neutral.', fix, section: '4.7' },
  ];
};

const weakAll: Check = ({ directives }) => {
  const all = directives.find(({ name }) => name === 'all');
  const fix = 'Write -all or ~all.';
  if (all?.qualifier === '+') {
    const message = `"${all.text}" permits every host of the internet.`;
    return [{ rule: 'spf-pass-all', severity: 'error', message, fix, section: '5.1' }];
  }
  if (all?.qualifier === '?') {
    return [
      { rule: 'spf-neutral-all', severity: 'warning', message: `"${all.text}" says nothing.`, fix, section: '5.1' },
    ];
  }
  return [];
};

const unreached: Check = ({ redirect }, { branches }) =>
  branches
    .filter(({ unused, term }) => unused && term.name !== 'exp' && term.name !== 'unknown')
    .map(({ term }) => {
      const message = `"${term.text}" is ignored ${term === redirect ? 'beside' : 'behind'} "all".`;
      return { rule: 'spf-unused', severity: 'warning', message, fix: 'Drop it, or drop "all".', section: '5.1' };
    });

const reverseNames: Check = ({ terms }) =>
  terms
    .filter(term => term.name === 'ptr' || hasMacro(term, 'p'))
    .map(({ text }) => {
      const message = `"${text}" asks for PTR records, which is slow and often skipped.`;
      return { rule: 'spf-ptr', severity: 'warning', message, fix: 'Name the addresses instead.', section: '5.5' };
    });

const senderMacros: Check = ({ terms }) =>
  terms
    .filter(term => term.name !== 'exp' && hasMacro(term, 'sloh'))
    .map(({ text }) => {
      const message = `"${text}" differs from message to message, so caches do not help.`;
      return { rule: 'spf-sender-macro', severity: 'info', message, section: '7.3' };
    });

/** A slip that the grammar lets through: it reads as a modifier that nobody knows. */
const ignoredModifiers: Check = ({ terms }) =>
  terms
    .filter(({ text }) => /^(all|include|a|mx|ptr|ip4|ip6|exists)=/i.test(text))
    .map(({ text }) => {
      const message = `"${text}" is ignored: a mechanism takes ":", not "=".`;
      return {
        rule: 'spf-ignored',
        severity: 'warning',
        message,
        fix: `Write ${text.replace('=', ':')}.`,
        section: '6',
      };
    });

const repeats: Check = ({ terms }) => {
  const first = new Map<string, Term>();
  return terms.flatMap((term): Found[] => {
    const key = term.text.toLowerCase().replace(/^\+/, '');
    const earlier = first.get(key) ?? coveringTerm(term, [...first.values()]);
    first.set(key, first.get(key) ?? term);
    if (!earlier || term.name === 'unknown') return [];
    const message = `"${term.text}" is covered by "${earlier.text}" before it.`;
    return [{ rule: 'spf-repeated', severity: 'warning', message, fix: `Drop ${term.text}.` }];
  });
};

const wideNetworks: Check = ({ terms }) =>
  terms.flatMap((term): Found[] => {
    const network = networkOf(term);
    // Our own bound: no sender of mail owns that much, and a neighbour in it passes as this domain.
    if (!network || network.prefix >= (network.address.family === 4 ? 16 : 24)) return [];
    const message = `"${term.text}" permits a network as wide as /${network.prefix}.`;
    return [{ rule: 'spf-wide', severity: 'warning', message, fix: 'Name only the networks that send.' }];
  });

const checks: Check[] = [
  openEnd,
  weakAll,
  unreached,
  reverseNames,
  senderMacros,
  ignoredModifiers,
  repeats,
  wideNetworks,
];

function hasMacro(term: Term, letters: string): boolean {
  return 'domain' in term && term.domain !== undefined && usesMacro(term.domain, letters);
}

function networkOf(term: Term): Network | undefined {
  return 'network' in term ? term.network : undefined;
}

function coveringTerm(term: Term, before: Term[]): Term | undefined {
  const network = networkOf(term);
  return before.find(other => {
    const outer = networkOf(other);
    return network !== undefined && outer !== undefined && covers(outer, network);
  });
}
