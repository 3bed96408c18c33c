/** The lines that differ between two revisions, or between a revision and the work tree. */
import { relative, resolve } from 'node:path';
import { git } from './git.ts';
import { pathInside, type Repository } from './repository.ts';

/** File, as findings name it, → ranges of lines of the new side, both ends included. */
export type ChangedLines = Map<string, [first: number, last: number][]>;

/** `head` undefined is the work tree. Files that git does not know yet are not in it: everything in them is new anyway. */
export function changedLines(
  repository: Repository,
  base: string,
  head: string | undefined,
  dirs: string[],
): ChangedLines {
  const inside = dirs.filter(dir => pathInside(repository, dir) !== undefined).map(dir => resolve(dir));
  const revisions = head ? [base, head] : [base];
  const output = git(repository.folder, ['--literal-pathspecs', 'diff', ...PLAIN, ...revisions, '--', ...inside]);
  const top = resolve(repository.folder, ...repository.prefix.split('/').slice(1).fill('..'));
  return parseDiff(output.toString(), path => relative(process.cwd(), resolve(top, path)));
}

/** Whatever the user has configured for people to read. */
const PLAIN = [
  ...['-U0', '--no-ext-diff', '--no-textconv', '--no-color', '--no-renames'],
  ...['--src-prefix=a/', '--dst-prefix=b/'],
];

export function parseDiff(text: string, shown: (path: string) => string = path => path): ChangedLines {
  const changed: ChangedLines = new Map();
  const lines = text.split('\n');
  let file: string | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line.startsWith('+++ ')) file = line.startsWith('+++ b/') ? shown(line.slice(6).replace(/\t$/, '')) : undefined;
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (!hunk) continue;
    const [removed, first, added] = [Number(hunk[1] ?? 1), Number(hunk[2]), Number(hunk[3] ?? 1)];
    at = endOfBody(lines, at, removed + added);
    if (file !== undefined && added > 0) changed.set(file, [...(changed.get(file) ?? []), [first, first + added - 1]]);
  }
  return changed;
}

/** A line of the body may look like a header, so they are counted. `\ No newline at end of file` is none of them. */
function endOfBody(lines: string[], header: number, count: number): number {
  let [at, left] = [header, count];
  while (left > 0 && at + 1 < lines.length) {
    at += 1;
    if (!lines[at]?.startsWith('\\')) left -= 1;
  }
  return at;
}

export const isChanged = (changed: ChangedLines, { file, line }: { file: string; line: number }): boolean =>
  changed.get(file)?.some(([first, last]) => first <= line && line <= last) ?? false;
