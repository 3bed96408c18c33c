/** The report of a job on a terminal: totals first, its Markdown as people read it there; and the code that a command ends with. */
import type { JobReport } from '../runtime/job.ts';
import type { Terminal } from './terminal.ts';

export function printReport({ summary, detail, failures }: JobReport, { print, colors }: Terminal): void {
  print(summary);
  const lines = detail.slice(0, detail.findLastIndex(line => line !== '') + 1);
  if (lines[0]?.startsWith(HEADING)) print();
  for (const line of lines) print(line.startsWith(HEADING) ? colors.bold(line.slice(HEADING.length)) : plain(line));
  const others = failures.filter(each => !summary.includes(each));
  if (others.length > 0) print();
  for (const failure of others) print(colors.red(failure));
}

/** 1: something could not be done or asked, so that nobody knows the rest. 2: somebody should look at something. */
export const exitCodeOf = ({ failures, findings }: JobReport): number =>
  failures.length > 0 ? 1 : findings > 0 ? 2 : 0;

const HEADING = '### ';

/** Without Markdown's emphasis, which terminals do not know. */
const plain = (line: string): string => line.replace(/\*\*([^*]+)\*\*/g, '$1');
