/** What people read, as tests need it: README and the pages of docs/. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** README.md and docs/*.md, from the root of the repository. */
export const pages: string[] = ['README.md', ...globSync('docs/**/*.md', { cwd: root }).sort()];

export const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

/** The blocks of a page in their order. */
export const blocksOf = (page: string): { language: string; text: string }[] =>
  Array.from(textOf(page).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm), ([, language = '', text = '']) => ({
    language,
    text,
  }));

/** Writes the YAML blocks that begin with a file's name (`# domains/estate.yaml`) into a folder, under those names. */
export function writeFilesOf(page: string, folder: string): void {
  for (const { language, text } of blocksOf(page)) {
    const [, name] = /^# (\S+\.yaml)\n/.exec(text) ?? [];
    if (language !== 'yaml' || !name) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
