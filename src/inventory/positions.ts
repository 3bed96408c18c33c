/** From a path in the data (`['domains', 3, 'dmarc']`) back to the place in the file where people wrote it. */
import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { Position } from './finding.ts';

export type Path = readonly (string | number)[];

/** Finds the place of a path. Where the path leads deeper than the file, the deepest place there is. */
export type Locate = (path: Path, part?: 'value' | 'key') => Position;

/**
 * The parser's events, a flat list in which each node is known by its index, and the ways through it. Of the events themselves,
 * a quarter of a million for 10,000 domains, only numbers are kept, which no garbage collection has to carry along.
 */
interface Layout {
  source: string;
  types: Uint8Array;
  /** For each node the offset where people see it begin, and of a scalar its end; both are one where it is empty. */
  starts: Int32Array;
  ends: Int32Array;
  /** Scalars in quotes or in blocks, whose value is another text than what stands there. */
  styled: Map<number, ScalarEvent>;
  /** For each node the event after its end: its next sibling, or the end of its parent. */
  after: Int32Array;
  /** For each alias its anchored node. */
  targets: Map<number, number>;
  /** For each sequence that has been looked into the nodes of its items. */
  items: Map<number, number[]>;
  lineStarts: number[];
}

interface Pair {
  key?: number;
  value: number;
}

const ROOT = 1;

/** The events already hold every offset, so positions cost little. */
export function locator(file: string, source: string, events: Event[]): Locate {
  const layout = layOut(source, events);
  return (path, part = 'value') => positionAt(file, layout.lineStarts, offsetOf(layout, path, part));
}

function layOut(source: string, events: Event[]): Layout {
  const columns = () => new Int32Array(events.length);
  const [starts, ends, after] = [columns(), columns(), columns()];
  const types = new Uint8Array(events.length);
  const styled = new Map<number, ScalarEvent>();
  const targets = new Map<number, number>();
  const anchors = new Map<string, number>();
  const open: number[] = [];
  for (let node = 0; node < events.length; node++) {
    const event = events[node] as Event;
    types[node] = event.type;
    starts[node] = startOf(event);
    after[node] = node + 1;
    if (event.type === EVENT_ID.SCALAR) {
      ends[node] = event.valueEnd > event.valueStart ? event.valueEnd : startOf(event);
      if (!event.fast || event.style !== SCALAR_STYLE.PLAIN) styled.set(node, event);
    } else if (event.type === EVENT_ID.POP) after[open.pop() ?? 0] = node + 1;
    else if (event.type < EVENT_ID.SCALAR) open.push(node);
    const name = anchorOf(source, event);
    if (name === undefined) continue;
    if (event.type === EVENT_ID.ALIAS) targets.set(node, anchors.get(name) ?? node);
    else anchors.set(name, node);
  }
  const lineStarts = startsOfLines(source);
  return { source, types, starts, ends, styled, after, targets, items: new Map(), lineStarts };
}

function anchorOf(source: string, event: Event): string | undefined {
  if (event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT || event.anchorStart < 0) return undefined;
  return source.slice(event.anchorStart, event.anchorEnd);
}

function offsetOf(layout: Layout, path: Path, part: 'value' | 'key'): number {
  const { starts } = layout;
  let node = ROOT;
  let offset = starts[ROOT] ?? 0;
  for (let depth = 0; depth < path.length; depth++) {
    const found = child(layout, node, path[depth] as string | number);
    if (!found) break;
    node = found.value;
    const wanted = part === 'key' && depth === path.length - 1;
    offset = starts[found.key !== undefined && (wanted || !isWritten(layout, node)) ? found.key : node] as number;
  }
  return offset;
}

/** A list or map that has a key is found at its key: the first item may be lines below. */
function isWritten({ types, starts, ends }: Layout, node: number): boolean {
  if (types[node] === EVENT_ID.ALIAS) return true;
  return types[node] === EVENT_ID.SCALAR && (ends[node] as number) > (starts[node] as number);
}

function child(layout: Layout, parent: number, step: string | number): Pair | undefined {
  const node = layout.targets.get(parent) ?? parent;
  const type = layout.types[node];
  if (type === EVENT_ID.MAPPING) return pairOf(layout, node, String(step)) ?? inherited(layout, node, step);
  const value = type === EVENT_ID.SEQUENCE ? itemsOf(layout, node)[Number(step)] : undefined;
  return value === undefined ? undefined : { value };
}

/** The last one: where a key is written twice, that is the one whose value counts. */
function pairOf(layout: Layout, mapping: number, name: string): Pair | undefined {
  const { types, after } = layout;
  let pair: Pair | undefined;
  for (let key = mapping + 1; types[key] !== EVENT_ID.POP; ) {
    const value = after[key] as number;
    if (isNamed(layout, key, name)) pair = { key, value };
    key = after[value] as number;
  }
  return pair;
}

/** Plain keys are compared where they stand, without making a string of each. */
function isNamed({ source, types, starts, ends, styled }: Layout, key: number, name: string): boolean {
  if (types[key] !== EVENT_ID.SCALAR) return false;
  const event = styled.get(key);
  if (event) return getScalarValue(source, event) === name;
  const start = starts[key] as number;
  return (ends[key] as number) - start === name.length && source.startsWith(name, start);
}

/** What a merge key brings in; the first source that has the key wins. */
function inherited(layout: Layout, mapping: number, step: string | number): Pair | undefined {
  const merge = pairOf(layout, mapping, '<<')?.value;
  if (merge === undefined) return undefined;
  const merged = layout.targets.get(merge) ?? merge;
  const sources = layout.types[merged] === EVENT_ID.SEQUENCE ? itemsOf(layout, merged) : [merged];
  for (const from of sources) {
    const found = child(layout, from, step);
    if (found) return found;
  }
}

function itemsOf({ types, after, items }: Layout, sequence: number): number[] {
  const known = items.get(sequence);
  if (known) return known;
  const found: number[] = [];
  for (let item = sequence + 1; types[item] !== EVENT_ID.POP; item = after[item] as number) found.push(item);
  items.set(sequence, found);
  return found;
}

function startOf(event: Event): number {
  switch (event.type) {
    case EVENT_ID.SCALAR: {
      const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      // Values of quoted text are counted from inside their quotes.
      return Math.max(0, quoted ? event.valueStart - 1 : event.valueStart);
    }
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    default:
      return 0;
  }
}

function startsOfLines(source: string): number[] {
  const starts = [0];
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

function positionAt(file: string, starts: number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: offset - (starts[low] as number) + 1 };
}
