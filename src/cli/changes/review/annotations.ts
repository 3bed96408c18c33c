/** Findings as workflow commands of GitHub Actions, which show them at their lines in the pull request. */
import type { ReviewFinding } from '../../../review/findings.ts';

/** GitHub shows ten of each level of a step. */
const MOST = 10;

/** One line for each. `placed` gives a file's path in the repository. */
export function annotations(findings: ReviewFinding[], placed: (file: string) => string): string[] {
  const levels = Map.groupBy(findings, ({ severity }) => severity).values();
  return [...levels].flatMap(level => level.slice(0, MOST)).map(finding => annotation(finding, placed(finding.file)));
}

function annotation({ severity, line, column, rule, message, fix, reference }: ReviewFinding, file: string): string {
  const properties = { file, line, col: column, title: rule };
  const given = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const text = [reference ? `${message} (${reference})` : message, fix && `→ ${fix}`].filter(Boolean).join('\n');
  return `::${severity === 'info' ? 'notice' : severity} ${given.join(',')}::${data(text)}`;
}

/** As the toolkit of GitHub Actions writes them; the runner reads nothing else as escaped. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
