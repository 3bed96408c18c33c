/** Findings as people read them: the place first, as editors and terminals can follow it. */
import type { Finding, Severity } from '../inventory/finding.ts';
import type { Colors, Terminal } from './terminal.ts';

export function printFindings(findings: Finding[], terminal: Terminal): void {
  for (const finding of findings) terminal.print(findingText(finding, terminal.colors));
}

function findingText({ file, line, column, severity, rule, message, fix, reference }: Finding, colors: Colors): string {
  const paint = { error: colors.red, warning: colors.yellow, info: colors.cyan }[severity];
  const clause = reference ? colors.dim(` (${reference})`) : '';
  const lines = [`${file}:${line}:${column}  ${paint(severity)}  ${colors.dim(rule)}`, `  ${message}${clause}`];
  if (fix) lines.push(`  ${colors.green('→')} ${fix}`);
  return lines.join('\n');
}

/** `2 errors, 1 warning`; undefined where there is nothing to say. */
export function findingTotals(findings: Finding[]): string | undefined {
  const count = (severity: Severity, word: string) => {
    const number = findings.filter(finding => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${word}${number === 1 || word === 'info' ? '' : 's'}`];
  };
  const totals = [...count('error', 'error'), ...count('warning', 'warning'), ...count('info', 'info')];
  return totals.length === 0 ? undefined : totals.join(', ');
}
