/** From a path in the data (`['domains', 3, 'dmarc']`) back to the place in the file where people wrote it. */
import { EVENT_ID, type Event, getScalarValue } from 'js-yaml';
import type { Position } from './finding.ts';

export type Path = readonly (string | number)[];

/** Finds the place of a path. Where the path leads deeper than the file, the deepest place there is. */
export type Locate = (path: Path, part?: 'value' | 'key') => Position;

interface Node {
  event: Event;
  items: Node[];
  /** Of an alias. */
  target?: Node;
}

const NO_ITEMS: Node[] = [];

/** The parser's flat events already hold every offset, so positions cost nothing until somebody asks. */
export function locator(file: string, source: string, events: Event[]): Locate {
  let root: Node | undefined;
  let lineStarts: number[] | undefined;

  return (path, part = 'value') => {
    root ??= tree(source, events);
    lineStarts ??= startsOfLines(source);
    return { file, ...lineAndColumn(lineStarts, offsetOf(source, root, path, part)) };
  };
}

function tree(source: string, events: Event[]): Node {
  const document: Node = { event: events[0] as Event, items: [] };
  const open: Node[] = [document];
  const anchors = new Map<string, Node>();
  for (const event of events.slice(1)) {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    const collection = event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE;
    const node: Node = { event, items: collection ? [] : NO_ITEMS };
    if ('anchorStart' in event && event.anchorStart >= 0) {
      const name = source.slice(event.anchorStart, event.anchorEnd);
      if (event.type === EVENT_ID.ALIAS) node.target = anchors.get(name);
      else anchors.set(name, node);
    }
    open.at(-1)?.items.push(node);
    if (collection) open.push(node);
  }
  return document.items[0] ?? document;
}

function offsetOf(source: string, root: Node, path: Path, part: 'value' | 'key'): number {
  let node = root;
  let offset = startOf(root);
  for (const [depth, step] of path.entries()) {
    const found = child(source, node, step);
    if (!found) break;
    node = found.value;
    const last = depth === path.length - 1;
    offset = found.key && (!isWritten(node) || (last && part === 'key')) ? startOf(found.key) : startOf(node);
  }
  return offset;
}

/** A list or map that has a key is found at its key: the first item may be lines below. */
function isWritten(node: Node): boolean {
  if (node.event.type === EVENT_ID.ALIAS) return true;
  return node.event.type === EVENT_ID.SCALAR && node.event.valueEnd > node.event.valueStart;
}

interface Pair {
  key?: Node;
  value: Node;
}

function child(source: string, parent: Node, step: string | number): Pair | undefined {
  const node = parent.target ?? parent;
  if (node.event.type === EVENT_ID.SEQUENCE) {
    const value = node.items[Number(step)];
    return value && { value };
  }
  return pairOf(source, node, String(step)) ?? inherited(source, node, step);
}

/** The last one: where a key is written twice, that is the one whose value counts. */
function pairOf(source: string, { items }: Node, name: string): Pair | undefined {
  for (let i = items.length - 2; i >= 0; i -= 2) {
    const [key, value] = [items[i] as Node, items[i + 1] as Node];
    if (textOf(source, key) === name) return { key, value };
  }
}

/** What a merge key brings in; the first source that has the key wins. */
function inherited(source: string, node: Node, step: string | number): Pair | undefined {
  const merge = pairOf(source, node, '<<')?.value;
  if (!merge) return undefined;
  const merged = merge.target ?? merge;
  for (const from of merged.event.type === EVENT_ID.SEQUENCE ? merged.items : [merged]) {
    const found = child(source, from, step);
    if (found) return found;
  }
}

const textOf = (source: string, node: Node): string | undefined =>
  node.event.type === EVENT_ID.SCALAR ? getScalarValue(source, node.event) : undefined;

function startOf({ event }: Node): number {
  if (event.type === EVENT_ID.SCALAR) {
    // Values of quoted text are counted from inside their quotes.
    const quoted = event.style === 2 || event.style === 3;
    return Math.max(0, quoted ? event.valueStart - 1 : event.valueStart);
  }
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  return 'start' in event ? event.start : 0;
}

function startsOfLines(source: string): number[] {
  const starts = [0];
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

function lineAndColumn(starts: number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 };
}
