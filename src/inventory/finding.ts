/** What is wrong, or worth knowing, about the inventories: one sentence, one place, one way out. */

export type Severity = 'error' | 'warning' | 'info';

/** A place in a file as people count: lines and columns from 1. `file` is relative to the working directory. */
export interface Position {
  file: string;
  line: number;
  column: number;
}

export interface Finding extends Position {
  /** Stable id, kebab-case: `unknown-key`, `spf-too-many-lookups`. */
  rule: string;
  severity: Severity;
  message: string;
  domain?: string;
  /** The way out, as an instruction: "Write `relays:`." */
  fix?: string;
  /** The clause it rests on: "RFC 7208 §4.6.4". */
  reference?: string;
}

/** Files in order, then lines: the same findings always print in the same order. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

export const hasErrors = (findings: Finding[]): boolean => findings.some(finding => finding.severity === 'error');

/** Plain code-point order: the locale of the machine must not change any output. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
