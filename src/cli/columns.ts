/** Columns without borders, for terminals. Drawn by hand: of ten thousand rows a library that knows borders takes a quarter of a minute. */
import { columnsOf, folded } from './folded.ts';

const GAP = 2;

export interface Columns {
  rows: string[][];
  head?: string[];
  /** Of each column without the gap; words that do not fit go to its next line. Default: as wide as its longest cell. */
  widths?: number[];
  /** Spaces before each line. */
  indent?: number;
}

/** Lines joined by newlines, without spaces at their ends. */
export function columns({ rows, head, widths, indent = 0 }: Columns): string {
  const cells = (head ? [head, ...rows] : rows).map(row => row.map((cell, at) => linesOf(cell, widths?.[at])));
  const widest: number[] = widths?.slice() ?? [];
  for (const row of cells)
    for (const [at, lines] of row.entries()) widest[at] = Math.max(widest[at] ?? 0, ...lines.map(columnsOf));
  const margin = ' '.repeat(indent);
  const lineOf = (row: string[][], line: number): string =>
    row.map((lines, at) => padded(lines[line] ?? '', (widest[at] ?? 0) + GAP)).join('');
  return cells
    .flatMap(row =>
      Array.from({ length: Math.max(...row.map(({ length }) => length)) }, (_, line) => lineOf(row, line)),
    )
    .map(line => (margin + line).trimEnd())
    .join('\n');
}

const linesOf = (cell: string, width = Number.POSITIVE_INFINITY): string[] =>
  cell.split('\n').flatMap(line => folded(line, width, ''));

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columnsOf(text)));
