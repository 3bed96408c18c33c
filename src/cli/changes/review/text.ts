/**
 * Text in GitHub's Markdown that stays text: nothing that somebody wrote in an inventory becomes markup, a link, a mention or a
 * reference to an issue. GitHub looks for those in prose only, never in code.
 */
import { cut } from '../../record-text.ts';

const LONGEST = 240;

/** As code. Backticks are plainest; where the value has what they or a table would break on, the element with entities. */
export function code(text: string, longest = LONGEST): string {
  const shown = cut(visible(text), longest);
  if (shown.trim() === '') return '(empty)';
  return /[`|\\]/.test(shown) ? `<code>${entities(shown)}</code>` : `\`${shown}\``;
}

/** For places where Markdown is not read, such as `<summary>`. */
export const htmlCode = (text: string, longest = LONGEST): string =>
  `<code>${entities(cut(visible(text), longest))}</code>`;

/** A sentence of ours with other people's words in it: what is between backticks, and every word that is not plain, is code. */
export function prose(text: string, longest = 600): string {
  const parts = cut(visible(text), longest).split('`');
  // Without its partner a backtick quotes nothing.
  const quoted = (index: number) => index % 2 === 1 && index < parts.length - 1;
  return parts.map((part, index) => (quoted(index) ? code(part) : part.split(' ').map(word).join(' '))).join('');
}

/** Letters, digits and the punctuation that means nothing in Markdown; numbers with dots, such as clauses. No colons: emoji. */
const PLAIN = /^(?:[\p{L}\p{N}'’,;()"“”%=/+…→–-]*|§?\d+(?:\.\d+)*)$/u;

/** GitHub makes links of these: an issue's number, and what may be a commit's. */
const REFERENCE = /^(?:gh-\d+|[0-9a-f]{7,40})$/i;

function word(text: string): string {
  const [, before = '', core = '', after = ''] = /^(["'(“]*)(.*?)([.,;:!?)"'”]*)$/u.exec(text) ?? [];
  if (PLAIN.test(core) && !REFERENCE.test(core)) return text;
  return `${before}${code(core)}${after}`;
}

/** A row of a table. Cells come from the functions here, so they hold no bar of their own. */
export const row = (cells: (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** The last `numbers` columns stand to the right, as numbers do. */
export function tableHead(columns: string[], numbers: number): string {
  const left = columns.length - numbers;
  return `${row(columns)}\n${row(columns.map((_, index) => (index < left ? '---' : '--:')))}`;
}

/** Newlines, other controls and the marks that turn the direction of text around are shown, not obeyed. */
export const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, character => `\\u{${character.codePointAt(0)?.toString(16)}}`);

const entities = (text: string): string =>
  text.replace(/[^\p{L}\p{N} ._=:/,;+-]/gu, character => `&#${character.codePointAt(0)};`);
