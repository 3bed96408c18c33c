/** A change of a text as `git apply` takes it. For few and small changes: lines that are the same at both ends are found first. */

const CONTEXT = 3;

interface Change {
  /** The first line that differs, from 0, before and after. */
  from: number;
  to: number;
  removed: string[];
  added: string[];
}

/** Empty where both are the same. `file` as seen from where the patch is applied. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const hunks = changesOf(old, fresh).reduce<Change[][]>((groups, change) => {
    const last = groups.at(-1)?.at(-1);
    const isNear = last && change.from - (last.from + last.removed.length) <= 2 * CONTEXT;
    if (isNear) groups.at(-1)?.push(change);
    else groups.push([change]);
    return groups;
  }, []);
  return [`--- a/${file}`, `+++ b/${file}`, ...hunks.flatMap(hunk => hunkText(hunk, old))].join('\n').concat('\n');
}

/** Each with its newline, so that a last line without one is another line. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Line by line; after a difference the two go on where the next lines of both are the same, within a few. */
function changesOf(old: string[], fresh: string[]): Change[] {
  const changes: Change[] = [];
  for (let [a, b] = [0, 0]; a < old.length || b < fresh.length; ) {
    if (old[a] === fresh[b]) {
      a++;
      b++;
      continue;
    }
    const [x, y] = nextSame(old, fresh, a, b);
    changes.push({ from: a, to: b, removed: old.slice(a, x), added: fresh.slice(b, y) });
    a = x;
    b = y;
  }
  return changes;
}

function nextSame(old: string[], fresh: string[], a: number, b: number): [number, number] {
  for (let distance = 1; a + distance <= old.length || b + distance <= fresh.length; distance++)
    for (let x = 0; x <= distance; x++) {
      const [i, j] = [a + x, b + distance - x];
      if (i < old.length && j < fresh.length && old[i] === fresh[j]) return [i, j];
    }
  return [old.length, fresh.length];
}

function hunkText(changes: Change[], old: string[]): string[] {
  const [first, last] = [changes[0] as Change, changes.at(-1) as Change];
  const start = Math.max(0, first.from - CONTEXT);
  const end = Math.min(old.length, last.from + last.removed.length + CONTEXT);
  const lines: string[] = [];
  let at = start;
  for (const { from, removed, added } of changes) {
    lines.push(
      ...old.slice(at, from).map(line => shown(' ', line)),
      ...removed.map(line => shown('-', line)),
      ...added.map(line => shown('+', line)),
    );
    at = from + removed.length;
  }
  lines.push(...old.slice(at, end).map(line => shown(' ', line)));
  const grown = changes.reduce((sum, { removed, added }) => sum + added.length - removed.length, 0);
  const count = end - start;
  const to = first.to - (first.from - start);
  return [`@@ -${start + 1},${count} +${to + 1},${count + grown} @@`, ...lines];
}

const shown = (mark: string, line: string): string =>
  line.endsWith('\n') ? `${mark}${line.slice(0, -1)}` : `${mark}${line}\n\\ No newline at end of file`;
