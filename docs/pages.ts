/** Pages with parts that are made from the code: docs/rules.md as a whole, the others between `<!-- keys … -->` and `<!-- end -->`. */
import { readFileSync } from 'node:fs';
import { rulesDocument } from '../src/estate/rules/document.ts';
import { catalogue } from '../src/estate/rules/index.ts';
import { schemaAt } from './schema.ts';
import { type Row, rowsOf, table } from './schema-table.ts';

export const generatedPages = ['rules.md', 'inventory.md', 'templates.md'];

/** The text of a page as it should be. */
export function pageOf(name: string): string {
  if (name === 'rules.md') return rulesDocument(catalogue);
  return withTables(readFileSync(new URL(name, import.meta.url), 'utf8'), name);
}

/** `<!-- keys segment.schema.json#/definitions/settings: zone ttl -->`: the keys of that map; without names, all of them. */
const PART = /^<!-- keys ([^\s:]+)(?:: (.+))? -->\n[\s\S]*?^<!-- end -->$/gm;

export function withTables(page: string, name: string): string {
  const shown = new Map<string, Set<string>>();
  const text = page.replace(PART, (_, ref: string, names?: string) => {
    const keys = names?.split(' ') ?? Object.keys(schemaAt(ref).properties ?? {});
    shown.set(ref, new Set([...(shown.get(ref) ?? []), ...keys]));
    return `<!-- keys ${ref}${names ? `: ${names}` : ''} -->\n\n${table(rowsAt(ref, keys))}\n\n<!-- end -->`;
  });
  for (const [ref, keys] of shown) expectAll(ref, keys, name);
  return text;
}

/** The rows of the map that a reference names. */
export const rowsAt = (ref: string, keys?: string[]): Row[] => rowsOf(schemaAt(ref), keys);

/** A new key must not be missing from the page only because nobody thought of its table. */
function expectAll(ref: string, shown: Set<string>, page: string): void {
  for (const key of Object.keys(schemaAt(ref).properties ?? {})) {
    if (!shown.has(key)) throw new Error(`docs/${page} has no table with \`${key}\` of ${ref}: name it in one.`);
  }
}
