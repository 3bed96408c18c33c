/** The audit as people read it: totals, then each domain with what is not in order; of a single domain everything. */
import type { DomainAudit } from '../../audit/audit-domain.ts';
import { countVerdicts, verdicts } from '../../audit/document.ts';
import type { CheckResult, Finding, Verdict } from '../../audit/verdict.ts';
import { counted } from '../../words.ts';
import type { Terminal } from '../terminal.ts';

type Colors = Terminal['colors'];

const words: Record<Verdict, string> = { fail: 'failed', unknown: 'unknown', warn: 'to improve', pass: 'in order' };

/** Two lines and an arrow to the way out are read at once; a page of evidence is not. */
const LONGEST_EVIDENCE = 400;

export function printAudit(audits: readonly DomainAudit[], terminal: Terminal): void {
  const { colors } = terminal;
  terminal.print(`${counted(audits.length, 'domain')}: ${verdictTotals(audits, colors)}.`);
  const names = Math.max(0, ...audits.flatMap(({ checks }) => checks.map(({ check }) => check.length)));
  for (const found of audits) printDomain(found, audits.length === 1, names, terminal);
}

export function verdictTotals(audits: readonly { verdict: Verdict }[], colors: Colors): string {
  const counts = countVerdicts(audits);
  const told = verdicts.filter(verdict => counts[verdict] > 0);
  return told.map(verdict => paint(verdict, colors)(`${counts[verdict]} ${words[verdict]}`)).join(', ');
}

function printDomain(
  { domain, verdict, checks }: DomainAudit,
  whole: boolean,
  width: number,
  terminal: Terminal,
): void {
  const { colors } = terminal;
  const good = checks.filter(check => check.verdict === 'pass');
  const bad = checks.filter(check => check.verdict !== 'pass');
  terminal.print(`\n${colors.bold(domain)}  ${paint(verdict, colors)(words[verdict])}`);
  for (const check of whole ? checks : bad) printCheck(check, whole, width, terminal);
  if (!whole && good.length > 0) terminal.print(colors.dim(`  in order: ${good.map(({ check }) => check).join(', ')}`));
}

function printCheck(
  { check, findings }: CheckResult,
  whole: boolean,
  width: number,
  { print, colors }: Terminal,
): void {
  const told = findings.filter(({ verdict }) => whole || verdict !== 'pass');
  for (const [at, finding] of told.entries()) {
    const name = (at === 0 ? check : '').padEnd(width);
    for (const line of findingLines(finding, name, colors)) print(`  ${line}`);
  }
}

export function findingLines(
  { verdict, message, evidence, fix, reference }: Finding,
  name: string,
  colors: Colors,
): string[] {
  const margin = ' '.repeat(name.length + 2 + MARK);
  const clause = reference ? colors.dim(` (${reference})`) : '';
  const lines = [`${name}  ${paint(verdict, colors)(shortWords[verdict].padEnd(MARK))}${message}${clause}`];
  if (evidence && verdict !== 'pass') lines.push(margin + colors.dim(short(evidence)));
  if (fix) lines.push(`${margin}${colors.green('→')} ${fix}`);
  return lines;
}

const shortWords: Record<Verdict, string> = { fail: 'fail', unknown: 'unknown', warn: 'warn', pass: 'pass' };
const MARK = 9;

/** What came from the DNS is a stranger's text: nothing in it may steer the terminal. */
function short(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, ' ');
  return plain.length > LONGEST_EVIDENCE ? `${plain.slice(0, LONGEST_EVIDENCE)}…` : plain;
}

function paint(verdict: Verdict, colors: Colors): (text: string) => string {
  return { fail: colors.red, unknown: colors.magenta, warn: colors.yellow, pass: colors.green }[verdict];
}
