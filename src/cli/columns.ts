/** Columns without borders, for terminals. */
import Table from 'cli-table3';

const NO_BORDERS = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map(place => [place, '']),
);

const GAP = 2;

export interface Columns {
  rows: string[][];
  head?: string[];
  /** Of each column without the gap; default: as wide as its longest cell. What is longer is cut with `…`. */
  widths?: number[];
  /** Spaces before each line. */
  indent?: number;
  /** Words go to the next line instead of being cut. */
  wrap?: boolean;
}

/** Lines joined by newlines, without spaces at their ends. */
export function columns({ rows, head, widths, indent = 0, wrap = false }: Columns): string {
  const table = new Table({
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [], compact: true },
    ...(head ? { head } : {}),
    ...(widths ? { colWidths: widths.map(width => width + GAP) } : {}),
    wordWrap: wrap,
  });
  table.push(...rows);
  const margin = ' '.repeat(indent);
  return table
    .toString()
    .split('\n')
    .map(line => (margin + line).trimEnd())
    .join('\n');
}
