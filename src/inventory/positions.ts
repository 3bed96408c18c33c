/** From a path in the data (`['domains', 3, 'dmarc']`) back to the place in the file where people wrote it. */
import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Position } from './finding.ts';

export type Path = readonly (string | number)[];

/** Finds the place of a path. Where the path leads deeper than the file, the deepest place there is. */
export type Locate = (path: Path, part?: 'value' | 'key') => Position;

/** The parser's events, a flat list in which each node is known by its index, and the ways through it. */
interface Layout {
  source: string;
  events: Event[];
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

/** The events already hold every offset, so positions cost little, and nothing until somebody asks. */
export function locator(file: string, source: string, events: Event[]): Locate {
  let layout: Layout | undefined;
  return (path, part = 'value') => {
    layout ??= layOut(source, events);
    return positionAt(file, layout.lineStarts, offsetOf(layout, path, part));
  };
}

function layOut(source: string, events: Event[]): Layout {
  const after = new Int32Array(events.length);
  const targets = new Map<number, number>();
  const anchors = new Map<string, number>();
  const open: number[] = [];
  for (let node = 0; node < events.length; node++) {
    const event = events[node] as Event;
    after[node] = node + 1;
    if (event.type === EVENT_ID.POP) after[open.pop() ?? 0] = node + 1;
    else if (event.type < EVENT_ID.SCALAR) open.push(node);
    const name = anchorOf(source, event);
    if (name === undefined) continue;
    if (event.type === EVENT_ID.ALIAS) targets.set(node, anchors.get(name) ?? node);
    else anchors.set(name, node);
  }
  return { source, events, after, targets, items: new Map(), lineStarts: startsOfLines(source) };
}

function anchorOf(source: string, event: Event): string | undefined {
  if (event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT || event.anchorStart < 0) return undefined;
  return source.slice(event.anchorStart, event.anchorEnd);
}

function offsetOf(layout: Layout, path: Path, part: 'value' | 'key'): number {
  let node = ROOT;
  let offset = startOf(layout, ROOT);
  for (let depth = 0; depth < path.length; depth++) {
    const found = child(layout, node, path[depth] as string | number);
    if (!found) break;
    node = found.value;
    const wanted = part === 'key' && depth === path.length - 1;
    offset = startOf(layout, found.key !== undefined && (wanted || !isWritten(layout, node)) ? found.key : node);
  }
  return offset;
}

/** A list or map that has a key is found at its key: the first item may be lines below. */
function isWritten({ events }: Layout, node: number): boolean {
  const event = events[node];
  return event?.type === EVENT_ID.ALIAS || (event?.type === EVENT_ID.SCALAR && event.valueEnd > event.valueStart);
}

function child(layout: Layout, parent: number, step: string | number): Pair | undefined {
  const node = layout.targets.get(parent) ?? parent;
  const type = layout.events[node]?.type;
  if (type === EVENT_ID.MAPPING) return pairOf(layout, node, String(step)) ?? inherited(layout, node, step);
  const value = type === EVENT_ID.SEQUENCE ? itemsOf(layout, node)[Number(step)] : undefined;
  return value === undefined ? undefined : { value };
}

/** The last one: where a key is written twice, that is the one whose value counts. */
function pairOf({ source, events, after }: Layout, mapping: number, name: string): Pair | undefined {
  let pair: Pair | undefined;
  for (let key = mapping + 1; events[key]?.type !== EVENT_ID.POP; ) {
    const value = after[key] as number;
    if (isNamed(source, events[key], name)) pair = { key, value };
    key = after[value] as number;
  }
  return pair;
}

/** Plain keys are compared where they stand, without making a string of each. */
function isNamed(source: string, event: Event | undefined, name: string): boolean {
  if (event?.type !== EVENT_ID.SCALAR) return false;
  if (!event.fast) return getScalarValue(source, event) === name;
  return event.valueEnd - event.valueStart === name.length && source.startsWith(name, event.valueStart);
}

/** What a merge key brings in; the first source that has the key wins. */
function inherited(layout: Layout, mapping: number, step: string | number): Pair | undefined {
  const merge = pairOf(layout, mapping, '<<')?.value;
  if (merge === undefined) return undefined;
  const merged = layout.targets.get(merge) ?? merge;
  const sources = layout.events[merged]?.type === EVENT_ID.SEQUENCE ? itemsOf(layout, merged) : [merged];
  for (const from of sources) {
    const found = child(layout, from, step);
    if (found) return found;
  }
}

function itemsOf({ events, after, items }: Layout, sequence: number): number[] {
  const known = items.get(sequence);
  if (known) return known;
  const found: number[] = [];
  for (let item = sequence + 1; events[item]?.type !== EVENT_ID.POP; item = after[item] as number) found.push(item);
  items.set(sequence, found);
  return found;
}

function startOf({ events }: Layout, node: number): number {
  const event = events[node];
  switch (event?.type) {
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
