/** How the demo looks: headings, what is typed, what comes back, and what it means; in at most 100 columns. */
import { folded } from '../../folded.ts';
import type { Terminal } from '../../terminal.ts';

const MOST_COLUMNS = 100;
const INDENT = '    ';

/** How much of an output is shown; what is left out is said. Default: all of it. */
export interface Extract {
  first?: number;
  last?: number;
  /** In place of `last`: from the line on that has this in it. */
  from?: string;
  /** Up to the line that has this in it: what was shown before and has not changed. */
  until?: string;
}

export interface Page {
  /** Columns that an output may fill. */
  width: number;
  heading(number: number, title: string): void;
  typed(line: string): void;
  output(text: string, extract?: Extract): void;
  meaning(sentence: string): void;
  blank(): void;
}

/** `folder` is where the demo plays, a path that no reader has: `…` stands in its place. */
export function openPage({ colors, width: available, print }: Terminal, folder: string): Page {
  const columns = Math.min(available, MOST_COLUMNS);
  const width = columns - INDENT.length;
  return {
    width,
    heading: (number, title) => print(`\n${colors.bold(`${number}. ${title}`)}\n`),
    typed: line => print(`  ${colors.dim('$')} ${colors.cyan(line)}`),
    output(text, extract = {}) {
      const lines = text
        .replaceAll(folder, '…')
        .split('\n')
        .flatMap(line => folded(line, width, '  '));
      for (const line of excerpt(lines, extract, colors.dim)) print(line === '' ? '' : INDENT + line);
    },
    meaning(sentence) {
      print();
      for (const line of folded(sentence, columns - 2, '')) print(`  ${line}`);
    },
    blank: () => print(),
  };
}

function excerpt(all: string[], { until, ...extract }: Extract, dim: (text: string) => string): string[] {
  const end = until === undefined ? -1 : all.findIndex(line => line.includes(until));
  if (end < 0) return middleCut(all, extract, dim);
  const shown = middleCut(all.slice(0, end).join('\n').trimEnd().split('\n'), extract, dim);
  return [...shown, dim(`… ${moreLines(all.length - end)} (${all[end]?.trim()})`)];
}

function middleCut(lines: string[], { first, from, ...extract }: Extract, dim: (text: string) => string): string[] {
  const start = from === undefined ? -1 : lines.findIndex(line => line.includes(from));
  const last = start < 0 ? (extract.last ?? 0) : lines.length - start;
  if (first === undefined || lines.length <= first + last + 1) return lines;
  const left = lines.length - first - last;
  return [...lines.slice(0, first), dim(`… ${moreLines(left)}`), ...lines.slice(lines.length - last)];
}

const moreLines = (count: number): string => `${count} more ${count === 1 ? 'line' : 'lines'}`;
