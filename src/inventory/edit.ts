/** Changes of one domain's settings in the text of its file, which otherwise stays as people wrote it: comments, order, style. */
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';

export interface Edit {
  domain: string;
  /** `['lifecycle', 'state']`, `['warmup', 'start']`: a key of the domain, and at most one below it. */
  path: [string, string];
  value: string;
}

/** The text with the edit in it; undefined where the domain is not written in a way that this understands, such as by an alias. */
export function edited(text: string, edit: Edit): string | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const domains = document.get('domains');
  if (document.errors.length > 0 || !isSeq(domains)) return undefined;
  const entry = domains.items.find(item => nameOf(item) === edit.domain);
  const changed = isScalar(entry)
    ? fromShort(text, entry, edit, lines)
    : isMap(entry)
      ? inMap(text, entry, edit, lines)
      : undefined;
  return changed !== undefined && says(changed, edit) ? changed : undefined;
}

const nameOf = (item: unknown): unknown => (isScalar(item) ? item.value : isMap(item) ? item.get('domain') : undefined);

/** What was meant, and nothing but a text that can be read again. */
function says(text: string, { domain, path: [outer, inner], value }: Edit): boolean {
  const document = parseDocument(text, { merge: true });
  const domains = document.get('domains');
  if (document.errors.length > 0 || !isSeq(domains)) return false;
  const entry = domains.items.find(item => nameOf(item) === domain);
  if (!isMap(entry)) return false;
  const found = entry.get(outer);
  return isMap(found) ? found.get(inner) === value : found === value;
}

/** `- acme.example` becomes a map. */
function fromShort(
  text: string,
  entry: Node,
  { domain, path: [outer, inner], value }: Edit,
  lines: LineCounter,
): string | undefined {
  const [start, end] = entry.range ?? [];
  if (start === undefined || end === undefined) return undefined;
  const indent = ' '.repeat(lines.linePos(start).col - 1);
  return splice(text, start, end, `domain: ${domain}\n${indent}${outer}: ${inMaps(inner, value)}`);
}

function inMap(
  text: string,
  entry: YAMLMap,
  { path: [outer, inner], value }: Edit,
  lines: LineCounter,
): string | undefined {
  const pair = pairOf(entry, outer);
  if (!pair) return withKey(text, entry, `${outer}: ${inMaps(inner, value)}`, lines);
  const found = pair.value;
  if (isScalar(found)) return replaced(text, found, value);
  if (!isMap(found)) return undefined;
  const below = pairOf(found, inner)?.value;
  if (isScalar(below)) return replaced(text, below, value);
  return below === undefined ? withKey(text, found, `${inner}: ${value}`, lines) : undefined;
}

const pairOf = ({ items }: YAMLMap, key: string): Pair | undefined =>
  items.find(item => isPair(item) && isScalar(item.key) && item.key.value === key);

/** `lifecycle: active` is the short form of its state. */
const inMaps = (inner: string, value: string): string => (inner === 'state' ? value : `{ ${inner}: ${value} }`);

function replaced(text: string, { range }: Node, value: string): string | undefined {
  return range ? splice(text, range[0], range[1], value) : undefined;
}

/** Before the first key of a flow map; after the first line of a block map. */
function withKey(text: string, { items, flow, range }: YAMLMap, pair: string, lines: LineCounter): string | undefined {
  const first = items[0]?.key as Node | undefined;
  if (!range || !first?.range) return undefined;
  if (flow) return splice(text, first.range[0], first.range[0], `${pair}, `);
  const indent = ' '.repeat(lines.linePos(first.range[0]).col - 1);
  const value = items[0]?.value as Node | undefined;
  const end = text.indexOf('\n', value?.range?.[1] ?? first.range[1]);
  return end < 0 ? `${text}\n${indent}${pair}\n` : splice(text, end + 1, end + 1, `${indent}${pair}\n`);
}

const splice = (text: string, start: number, end: number, piece: string): string =>
  text.slice(0, start) + piece + text.slice(end);
