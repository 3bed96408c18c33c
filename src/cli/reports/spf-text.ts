/** The tree of an SPF record as people read it: the price of each term, then what is wrong. */
import { octetsOf, type SpfFinding } from '../../spf/findings.ts';
import { LENGTH_ADVICE, LOOKUP_LIMIT, VOID_LIMIT } from '../../spf/limits.ts';
import { costsLookup } from '../../spf/term.ts';
import type { SpfBranch, SpfTree } from '../../spf/tree.ts';
import { counted } from '../../words.ts';
import type { Colors, Terminal } from '../terminal.ts';
import type { InPlaceOf } from './spf-in-place-of.ts';

export function printSpf(tree: SpfTree, findings: SpfFinding[], standsFor: InPlaceOf, terminal: Terminal): void {
  const { colors, print } = terminal;
  print(`${colors.bold(tree.domain)}  ${totals(tree, colors)}`);
  if (tree.policy) print(colors.dim(tree.policy.text));
  for (const branch of tree.branches) for (const line of branchLines(branch, 0, colors, standsFor(branch))) print(line);
  for (const finding of findings) print(`\n${findingText(finding, colors)}`);
}

function totals(tree: SpfTree, colors: Colors): string {
  const part = (size: number, limit: number, what: string) => {
    const text = `${size} of ${limit} ${what}`;
    return size > limit ? colors.red(text) : text;
  };
  return [
    part(tree.lookups, LOOKUP_LIMIT, 'lookups'),
    part(tree.voidLookups, VOID_LIMIT, 'void'),
    part(octetsOf(tree), LENGTH_ADVICE, 'octets'),
  ].join(', ');
}

/** Below the first record only what costs is shown line by line. */
function branchLines(branch: SpfBranch, depth: number, colors: Colors, standsFor: string[] = []): string[] {
  const price = branch.lookups > 0 ? String(branch.lookups) : '';
  const term = `${'  '.repeat(depth)}${branch.term.text}`;
  const line = `${price.padStart(4)}  ${branch.unused ? colors.dim(term) : term}${colors.dim(noteOn(branch, standsFor))}`;
  const below = branch.below?.branches.filter(({ term }) => costsLookup(term)) ?? [];
  return [line, ...below.flatMap(each => branchLines(each, depth + 1, colors))];
}

function noteOn({ term, unused, loop, below, target, hosts }: SpfBranch, standsFor: string[]): string {
  const notes = [
    unused && term.name !== 'unknown' && term.name !== 'exp' && 'never reached',
    term.name === 'unknown' && 'ignored',
    loop && 'leads back here',
    costsLookup(term) && !unused && target === undefined && term.name !== 'ptr' && 'differs from message to message',
    hosts?.status === 'absent' && 'void',
    hosts?.status === 'unknown' && 'no answer',
    below && contents(below),
    standsFor.length > 0 && `in place of ${standsFor.join(', ')}`,
  ].filter(Boolean);
  return notes.length > 0 ? `  ${notes.join(', ')}` : '';
}

/** `8 networks, ~all`, or why there is no record. */
function contents({ fact, policy }: SpfTree): string {
  if (fact.status === 'several') return `${fact.count} SPF records`;
  if (fact.status === 'none') return 'no SPF record';
  if (!policy) return 'no answer';
  const networks = policy.directives.filter(({ name }) => name === 'ip4' || name === 'ip6').length;
  const all = policy.directives.find(({ name }) => name === 'all')?.text;
  const faults = policy.faults.length;
  return [networks > 0 && counted(networks, 'network'), all, faults > 0 && counted(faults, 'syntax error')]
    .filter(Boolean)
    .join(', ');
}

function findingText({ severity, rule, message, fix, reference }: SpfFinding, colors: Colors): string {
  const paint = { error: colors.red, warning: colors.yellow, info: colors.cyan }[severity];
  const clause = reference ? colors.dim(` (${reference})`) : '';
  const lines = [`${paint(severity)}  ${colors.dim(rule)}`, `  ${message}${clause}`];
  return [...lines, ...(fix ? [`  ${colors.green('→')} ${fix}`] : [])].join('\n');
}
