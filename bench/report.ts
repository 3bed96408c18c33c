/** Figures beside their targets. */
import { cpus } from 'node:os';
import type { Usage } from './measure.ts';

export interface Figure {
  name: string;
  measured: string;
  target?: string;
  /** Of what was measured to its target: 1 or less holds it. */
  ratio?: number;
}

export function usageFigure(name: string, { wall, cpu, rss }: Usage): Figure {
  return { name, measured: `${seconds(wall)} (CPU ${seconds(cpu)}), ${megabytes(rss)}` };
}

export const seconds = (value: number): string => `${value.toFixed(2)} s`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;

export function figuresTable(figures: Figure[]): string {
  const rows = figures.map(({ name, measured, target = '', ratio }) => [
    ...[name, measured, target],
    ratio === undefined ? '' : `${ratio.toFixed(2)} ${ratio <= 1 ? 'holds' : 'MISSED'}`,
  ]);
  const all = [['figure', 'measured', 'target', 'ratio'], ...rows];
  const widths = [0, 1, 2, 3].map(column => Math.max(...all.map(row => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  return all.map(line).join('\n');
}

/** What the figures were taken on. */
export function machine(): string {
  const models = new Set(cpus().map(({ model }) => model.trim()));
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, Node ${process.version}, ${cpus().length} cores (${[...models].join(', ')}), ${process.platform} ${process.arch}`;
}
