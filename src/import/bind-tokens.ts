/** A zone file as entries of tokens, each with its place. RFC 1035 §5.1. */
import { MailyardError } from '../error.ts';

export interface Token {
  /** As written, escapes and all; without the quotes where all of it is one quoted string. */
  text: string;
  quoted: boolean;
  line: number;
  column: number;
}

/** One record or directive: parentheses may spread it over lines. */
export interface Entry {
  tokens: Token[];
  /** It begins with white space: the owner is that of the record before. */
  indented: boolean;
  /** The last comment on it: Cloudflare's export writes `cf_tags=` there. */
  comment: string;
}

/** Throws `zone-file` with the place of a quote or parenthesis that nothing closes. */
export function zoneFileEntries(text: string, file: string): Entry[] {
  const entries: Entry[] = [];
  let entry = emptyEntry();
  const opened: Token[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (opened.length === 0) {
      if (entry.tokens.length > 0) entries.push(entry);
      entry = { ...emptyEntry(), indented: /^\s/.test(line) };
    }
    for (const piece of pieces(line, index + 1, file)) take(piece, entry, opened, file);
  }
  const open = opened.at(-1);
  if (open) throw zoneFileError([`${place(file, open)}: this parenthesis is never closed.`]);
  if (entry.tokens.length > 0) entries.push(entry);
  return entries;
}

export const place = (file: string, { line, column }: { line: number; column: number }): string =>
  `${file}:${line}:${column}`;

/** Every place at once, up to a screenful. */
export function zoneFileError(sentences: string[]): MailyardError {
  const shown = sentences.slice(0, 20);
  if (sentences.length > shown.length) shown.push(`… and ${sentences.length - shown.length} more.`);
  return new MailyardError('zone-file', shown.join('\n'), { fix: 'Mend the file, then import it again.' });
}

const emptyEntry = (): Entry => ({ tokens: [], indented: false, comment: '' });

type Piece = Token & { kind: 'space' | 'comment' | 'parenthesis' | 'word' };

// A word may hold quoted parts (`alpn="h3,h2"`), and escapes of anything.
const PIECE =
  /(?<space>\s+)|(?<comment>;.*)|(?<parenthesis>[()])|(?<word>(?:"(?:[^"\\]|\\.)*"|\\.|[^\s;()"\\])+)|(?<bad>["\\].*)/y;

function* pieces(line: string, number: number, file: string): Generator<Piece> {
  PIECE.lastIndex = 0;
  let at = 0;
  while (at < line.length) {
    PIECE.lastIndex = at;
    const { groups = {}, 0: text = '' } = PIECE.exec(line) ?? {};
    const here = { line: number, column: at + 1 };
    if (groups.bad !== undefined) {
      const what = text.startsWith('"') ? 'this quote is never closed' : 'nothing follows this backslash';
      throw zoneFileError([`${place(file, here)}: ${what}.`]);
    }
    const kind = (['space', 'comment', 'parenthesis'] as const).find(name => groups[name] !== undefined) ?? 'word';
    const quoted = /^"(?:[^"\\]|\\.)*"$/.test(text);
    yield { kind, quoted, text: quoted ? text.slice(1, -1) : text, ...here };
    at += text.length;
  }
}

function take({ kind, ...token }: Piece, entry: Entry, opened: Token[], file: string): void {
  if (kind === 'word') entry.tokens.push(token);
  if (kind === 'comment') entry.comment = token.text.slice(1).trim();
  if (kind !== 'parenthesis') return;
  if (token.text === '(') opened.push(token);
  else if (!opened.pop()) throw zoneFileError([`${place(file, token)}: this parenthesis closes nothing.`]);
}
