/** Lines for a width of so many columns, colours not counted. */
import { stripVTControlCharacters } from 'node:util';

export const columnsOf = (text: string): number => stripVTControlCharacters(text).length;

/** Between words, with what follows the first line further in by `hanging`; a word that is too long stays whole. */
export function folded(line: string, width: number, hanging: string): string[] {
  if (columnsOf(line) <= width) return [line];
  const margin = (/^ */.exec(line)?.[0] ?? '') + hanging;
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<=\S)(?= )/)) {
    if (columnsOf(current + word) > width && current.trim() !== '') {
      lines.push(current);
      current = margin + word.trimStart();
    } else current += word;
  }
  return [...lines, current];
}
