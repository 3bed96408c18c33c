/** Macro strings (RFC 7208 §7): parsed once, expanded for each message. */
import { SpfSyntaxError } from './syntax-error.ts';

export type MacroLetter = 's' | 'l' | 'o' | 'd' | 'i' | 'p' | 'v' | 'h' | 'c' | 'r' | 't';

export type MacroValues = Record<MacroLetter, string>;

export interface Macro {
  letter: MacroLetter;
  /** How many right-hand parts to keep; default all. */
  parts?: number;
  reverse: boolean;
  /** Default `.`. */
  delimiters: string;
  /** Written as a capital: the value is URL-escaped. */
  escaped: boolean;
}

/** `coded`: written as `%%`, `%_` or `%-`. */
export type Piece = { literal: string; coded?: true } | Macro;

export type MacroString = readonly Piece[];

/** §7.1: what may stand in a macro string, one piece after the other. Literals in the ABNF are without case. */
const PIECE = /%\{([slodipvhcrt])(\d*)(r?)([.\-+,/_=]*)\}|%([%_-])|[\x21-\x24\x26-\x7e]+/iy;

/** §7.1: explain-string may hold spaces too. */
const SPACES = / +/y;

const CODED: Record<string, string> = { '%': '%', _: ' ', '-': '%20' };

/**
 * `letters`: §7.2 allows c, r and t in explanations only. An unknown modifier may hold any, since it is ignored whatever it says (§6).
 * @throws SpfSyntaxError with the offset in `text`
 */
export function parseMacros(text: string, { allLetters = false, spaces = false } = {}): MacroString {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    const found = matchAt(PIECE, text, at) ?? (spaces ? matchAt(SPACES, text, at) : undefined);
    if (!found) throw unreadable(text, at);
    const piece = pieceOf(found);
    if ('letter' in piece) checkMacro(piece, found[0], at, allLetters);
    pieces.push(piece);
    at += found[0].length;
  }
  return pieces;
}

/** Whether any of these letters is used. */
export function usesMacro(pieces: MacroString, letters: string): boolean {
  return pieces.some(piece => 'letter' in piece && letters.includes(piece.letter));
}

export function expandMacros(pieces: MacroString, values: MacroValues): string {
  return pieces.map(piece => ('letter' in piece ? expandOne(piece, values[piece.letter]) : piece.literal)).join('');
}

/** §7.3: split, reverse, keep the right-hand parts, join by dots, escape. Empty parts count. */
function expandOne({ parts, reverse, delimiters, escaped }: Macro, value: string): string {
  const pieces = split(value, delimiters);
  const ordered = reverse ? pieces.reverse() : pieces;
  const kept = parts === undefined ? ordered : ordered.slice(-parts);
  const joined = kept.join('.');
  return escaped ? urlEscape(joined) : joined;
}

function split(value: string, delimiters: string): string[] {
  const parts = [''];
  for (const character of value) {
    if (delimiters.includes(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** RFC 3986 §2.3: all but the unreserved characters. */
function urlEscape(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function pieceOf([text, letter, parts, reverse, delimiters, coded]: RegExpExecArray): Piece {
  if (coded !== undefined) return { literal: CODED[coded] ?? '', coded: true };
  if (letter === undefined) return { literal: text };
  return {
    letter: letter.toLowerCase() as MacroLetter,
    parts: parts ? Number(parts) : undefined,
    reverse: reverse !== '',
    delimiters: delimiters || '.',
    escaped: letter !== letter.toLowerCase(),
  };
}

function checkMacro({ letter, parts }: Macro, text: string, at: number, allLetters: boolean): void {
  if (parts === 0)
    throw new SpfSyntaxError(at, `${text} keeps no part of its value; the number must not be zero`, '7.3');
  if (!allLetters && 'crt'.includes(letter)) {
    throw new SpfSyntaxError(at, `${text} is allowed in the text of an explanation only`, '7.2');
  }
}

function unreadable(text: string, at: number): SpfSyntaxError {
  const rest = text.slice(at);
  if (rest.startsWith('%{')) {
    const macro = /^%\{[^}]*\}?/.exec(rest)?.[0];
    return new SpfSyntaxError(at, `${macro} is not a macro`, '7.1', 'Macros are like %{d}, %{ir} or %{l1r-}.');
  }
  if (rest.startsWith('%')) {
    return new SpfSyntaxError(at, '"%" stands alone', '7.3', 'Write %% for a percent sign, %{…} for a macro.');
  }
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return new SpfSyntaxError(at, `the character U+${code} is not visible ASCII`, '7.1');
}
