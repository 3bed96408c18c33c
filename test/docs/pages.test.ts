/** README and docs/ against what is there: parts made from the code, links, commands. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatedPages, pageOf, rowsAt, withTables } from '../../docs/pages.ts';
import { builtIn, builtInParts } from '../../src/inventory/defaults.ts';
import { read } from '../inventory/folder.ts';
import { pages, root, textOf } from './page.ts';

describe('what is made from the code', () => {
  test.each(generatedPages)('docs/%s is up to date: else run `npm run docs`', page => {
    expect(textOf(`docs/${page}`)).toBe(pageOf(page));
  });

  test('a key of the schema that no table names stands behind its neighbour', () => {
    const page = (...tables: string[]) =>
      tables.map(keys => `<!-- keys segment.schema.json#/definitions/spf: ${keys} -->\n<!-- end -->`).join('\n');
    const rows = (...tables: string[]) =>
      Array.from(withTables(page(...tables), 'a.md').matchAll(/^\| `(\w+)` /gm), ([, key]) => key);
    expect(rows('all', 'flatten')).toEqual(['all', 'include', 'flatten']);
    expect(rows('flatten', 'all')).toEqual(['flatten', 'all', 'include']);
    expect(() => rows('flatten')).toThrow('No table of docs/a.md names `all`');
    expect(() => rows('all', 'pct')).toThrow('The schema has no key `pct`');
  });
});

describe('the defaults that the schemas tell are those that hold', () => {
  const told = (ref: string) =>
    Object.fromEntries(rowsAt(ref).flatMap(({ key, fallback }) => (fallback ? [[key, fallback]] : [])));

  test('of the settings', () => {
    const defaults = told('segment.schema.json#/definitions/settings');
    const leaves = leavesOf({ ...builtIn, ...builtInParts });
    for (const [key, value] of leaves) expect(defaults[key]?.split(',')[0], key).toBe(`${value}`);
    // What else is told of a whole setting is its short form: `mtaSts: none`.
    const known = new Map(leaves);
    const short = { mtaSts: known.get('mtaSts.mode'), lifecycle: known.get('lifecycle.state') };
    const values = Object.entries(defaults).filter(([key, text]) => !known.has(key) && !text.includes(' '));
    const ofList = {
      ...{ 'dkim.signers[].folder': '/etc/<name>/mailyard', 'dkim.signers[].keys': 'own' },
      ...{ 'relays[].envelope': 'return-path', 'leaving[].envelope': 'return-path' },
      ...{ 'mailboxes[].lifecycle.state': 'active', 'mailboxes[].lifecycle.graceDays': '30' },
    };
    expect(Object.fromEntries(values)).toEqual({ ...short, ...ofList });
  });

  test('of estate and segment', () => {
    const { inventory } = read({
      'estate.yaml': 'organization: Acme',
      'a.yaml': 'segment: a\ndomains: [acme.example]',
    });
    const segment = inventory?.segments[0];
    expect(told('segment.schema.json')).toMatchObject({
      profile: segment?.profile,
      'limits.domainsPerChange': `${segment?.limits.domainsPerChange}`,
      recordMode: segment?.recordMode,
    });
    expect(told('estate.schema.json')).toMatchObject({ 'contacts.consent': inventory?.contacts.consent });
  });
});

/** The built-in values by their dotted keys; lists and empty maps are told as "unset" or in prose. */
function leavesOf(map: object, above = ''): [string, unknown][] {
  return Object.entries(map).flatMap(([key, value]): [string, unknown][] => {
    if (Array.isArray(value)) return [];
    return typeof value === 'object' ? leavesOf(value, `${above}${key}.`) : [[above + key, value]];
  });
}

describe.each(pages)('%s', page => {
  const text = textOf(page).replace(/^```[\s\S]*?^```$/gm, '');

  test('has no link that leads nowhere', () => {
    const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link);
    const broken = links.filter(link => !/^https?:/.test(link) && !leadsSomewhere(link, page));
    expect(broken).toEqual([]);
  });

  test('names only commands that there are', () => {
    const named = Array.from(
      textOf(page).matchAll(/(?:`|^ *|\$ |npx |bin\/)mailyard ([a-z]+)\b/gm),
      ([, name]) => name,
    );
    expect(new Set(named).difference(commands)).toEqual(new Set());
  });
});

const help = execFileSync(join(root, 'bin/mailyard'), ['--help'], { encoding: 'utf8' });
const commands = new Set(Array.from(help.matchAll(/^ {2}([a-z]+) /gm), ([, name]) => name));

function leadsSomewhere(link: string, page: string): boolean {
  const [path, anchor] = link.split('#');
  const file = path ? join(dirname(page), path) : page;
  if (!existsSync(join(root, file))) return false;
  return anchor === undefined || anchorsOf(textOf(file)).includes(anchor);
}

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): string[] =>
  Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
