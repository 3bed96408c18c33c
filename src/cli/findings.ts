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
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  return severityTotals({ error: count('error'), warning: count('warning'), info: count('info') });
}

export function severityTotals(counts: Record<Severity, number>): string | undefined {
  const totals = (Object.keys(counts) as Severity[])
    .filter(severity => counts[severity] > 0)
    .map(severity => `${counts[severity]} ${severity}${counts[severity] === 1 || severity === 'info' ? '' : 's'}`);
  return totals.length === 0 ? undefined : totals.join(', ');
}
