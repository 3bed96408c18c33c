/** An edit of an inventory, made and shown as a person would see it in a review. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Colors } from '../../terminal.ts';
import type { Page } from './page.ts';

/**
 * `to` takes the place of `from`, which must stand there exactly once. Lines that both begin with are shown as context, and one
 * that only stops being a comment as what it becomes.
 */
export interface Edit {
  file: string;
  from: string;
  to: string;
}

export function editFile({ file, from, to }: Edit, page: Page, colors: Colors): () => void {
  const before = readFileSync(file, 'utf8');
  const [head, tail, ...more] = before.split(`${from}\n`);
  if (head === undefined || tail === undefined || more.length > 0) throw new Error(`${file} has changed: no ${from}`);
  writeFileSync(file, head + (to === '' ? '' : `${to}\n`) + tail);
  page.output(`An edit of ${file}:`);
  page.output(difference(from.split('\n'), to === '' ? [] : to.split('\n'), colors));
  page.blank();
  return () => writeFileSync(file, before);
}

function difference(from: string[], to: string[], colors: Colors): string {
  const differs = from.findIndex((line, at) => line !== to[at]);
  const common = differs < 0 ? from.length : differs;
  return [
    ...from.slice(0, common).map(line => `  ${line}`),
    ...from
      .slice(common)
      .filter(line => !to.includes(line.replace(/^# /, '')))
      .map(line => colors.red(`- ${line}`)),
    ...to.slice(common).map(line => colors.green(`+ ${line}`)),
  ].join('\n');
}
