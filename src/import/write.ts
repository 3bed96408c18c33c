/** A segment file as a person would write it. */
import { Document, isMap, isPair, isSeq, type Node, visit, type YAMLMap } from 'yaml';
import type { SettingsInput } from '../inventory/input.ts';
import type { DomainEntry } from './recognise.ts';
import type { KeptRecord } from './source.ts';

export interface SegmentFile {
  segment: string;
  defaults: SettingsInput;
  domains: { entry: DomainEntry; kept: KeptRecord[] }[];
  /** Of zones that have no domain in the file. */
  kept: KeptRecord[];
}

const HEAD = ` Imported: it renders the zones as they were found, so \`up\` takes them over and changes nothing.
 \`overrides\` hold what the settings would render differently; shorten them when you like, and read the plan.`;

export function segmentText({ segment, defaults, domains, kept }: SegmentFile): string {
  const document = new Document({ segment, defaults, domains: domains.map(({ entry }) => entry) });
  document.commentBefore = HEAD;
  const list = document.get('domains');
  if (isSeq(list)) {
    for (const [index, { kept }] of domains.entries()) comment(list.items[index] as Node, kept);
    if (domains.length > 1) for (const item of list.items.slice(1)) (item as YAMLMap).spaceBefore = true;
  }
  if (kept.length > 0) document.comment = keptText(kept);
  visit(document, { Pair: (_key, pair) => inline(pair.key, pair.value) });
  return document.toString({ lineWidth: 0 });
}

function comment(node: Node, kept: KeptRecord[]): void {
  if (kept.length > 0) node.comment = keptText(kept);
}

/** A comment begins with the blank after its `#`. */
function keptText(kept: KeptRecord[]): string {
  const lines = kept.map(({ text, reason }) => `   ${text}  (${reason})`);
  return [' NOT MANAGED, for an inventory cannot hold them:', ...lines].join('\n');
}

/** Maps that fit a line stand on one; keys and long values have a line each. */
const onOneLine = new Set(['spf', 'dmarc', 'mtaSts', 'tlsReports', 'bimi', 'caa', 'sendingIps']);
const eachOnOneLine = new Set(['records', 'relays', 'overrides']);

function inline(key: unknown, value: unknown): void {
  const name = String((key as { value?: unknown }).value);
  if (!isMap(value) && !isSeq(value)) return;
  if (onOneLine.has(name)) value.flow = true;
  if (!eachOnOneLine.has(name)) return;
  for (const item of value.items) {
    const below = isPair(item) ? item.value : item;
    if (isMap(below)) below.flow = true;
  }
}
