/** The findings that a reviewer of this change must see: new ones, and old ones on lines that it touches. */
import { type ChangedLines, isChanged } from '../git/changed-lines.ts';
import type { Finding, Severity } from '../inventory/finding.ts';

export interface ReviewFinding extends Finding {
  /** The base does not have it. */
  new: boolean;
  /** It stands on a line of the change. */
  changedLine: boolean;
}

export interface ReviewFindings {
  /** The gravest first. */
  shown: ReviewFinding[];
  /** How many others the head has. */
  others: Record<Severity, number>;
  /** How many the base had and the head has not. */
  settled: number;
}

export function reviewFindings(base: Finding[], head: Finding[], changed: ChangedLines): ReviewFindings {
  const left = Map.groupBy(base, identity);
  const all = head.map((finding): ReviewFinding => {
    const known = left.get(identity(finding))?.pop();
    return { ...finding, new: known === undefined, changedLine: isChanged(changed, finding) };
  });
  const count = (severity: Severity) =>
    all.filter(finding => !isShown(finding) && finding.severity === severity).length;
  return {
    shown: all.filter(isShown).sort((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity)),
    others: { error: count('error'), warning: count('warning'), info: count('info') },
    settled: [...left.values()].reduce((sum, rest) => sum + rest.length, 0),
  };
}

const gravity: Severity[] = ['error', 'warning', 'info'];

const isShown = (finding: ReviewFinding): boolean => finding.new || finding.changedLine;

/** Lines move with every edit above them, so a place is no part of it. */
const identity = ({ file, rule, message, domain }: Finding): string => JSON.stringify([file, rule, message, domain]);
