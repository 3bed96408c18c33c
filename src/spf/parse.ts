/** An SPF record as terms. Pure; every syntax error is found, with its place and clause. RFC 7208 §4.5, §4.6.1, §12. */
import { parseDomainSpec } from './domain-spec.ts';
import { parseMacros } from './macro.ts';
import { parseMechanism, within } from './parse-mechanism.ts';
import { SpfSyntaxError } from './syntax-error.ts';
import type { Directive, Modifier, Qualifier, Term, Written } from './term.ts';

export interface SpfFault {
  /** Offset in the record. */
  at: number;
  /** The term as written. */
  term: string;
  message: string;
  /** `RFC 7208 §5.6` */
  reference: string;
  fix?: string;
}

export interface SpfPolicy {
  text: string;
  /** In the order of the record, modifiers among them; without those that cannot be read. */
  terms: Term[];
  directives: Directive[];
  redirect?: Modifier;
  exp?: Modifier;
  /** §4.6: a single one makes the whole record a permerror. */
  faults: SpfFault[];
}

/** §4.5: the version ends at a space or at the end; in any case, since ABNF literals are without case (RFC 5234 §2.3). */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

export function parseSpf(text: string): SpfPolicy {
  if (!isSpf(text)) return { text, terms: [], directives: [], faults: [noVersion(text)] };
  const [, ...words] = [...text.matchAll(/[^ ]+/g)].map(({ 0: word, index }) => ({ text: word, at: index }));
  const read = words.map(readTerm);
  const terms = read.filter(each => 'name' in each);
  const redirects = terms.filter((term): term is Modifier => term.name === 'redirect');
  const explanations = terms.filter((term): term is Modifier => term.name === 'exp');
  return {
    text,
    terms,
    directives: terms.filter((term): term is Directive => 'qualifier' in term),
    redirect: redirects[0],
    exp: explanations[0],
    faults: [...read.filter(each => 'message' in each), ...repeated(redirects), ...repeated(explanations)].sort(
      (a, b) => a.at - b.at,
    ),
  };
}

/** One line, with the place as people count it, from 1. */
export function faultText({ at, term, message }: SpfFault): string {
  return `${message} (in "${printable(term)}", character ${at + 1})`;
}

function readTerm(word: Written): Term | SpfFault {
  try {
    return isModifier(word.text) ? readModifier(word) : readDirective(word);
  } catch (error) {
    if (!(error instanceof SpfSyntaxError)) throw error;
    const { at, message, section, fix } = error;
    return { at: word.at + at, term: word.text, message: printable(message), reference: `RFC 7208 §${section}`, fix };
  }
}

/** §4.6.1: an equals sign behind the name, and before any ":" or "/". */
function isModifier(text: string): boolean {
  return /^[^:/=]*=/.test(text);
}

function readDirective({ text, at }: Written): Directive {
  const qualifier = /^[+\-?~]/.exec(text)?.[0] ?? '';
  const mechanism = within(qualifier.length, () => parseMechanism(text.slice(qualifier.length)));
  return { text, at, qualifier: (qualifier || '+') as Qualifier, ...mechanism };
}

function readModifier({ text, at }: Written): Term {
  const equals = text.indexOf('=');
  const [name, value] = [text.slice(0, equals), text.slice(equals + 1)];
  const known = name.toLowerCase();
  if (known === 'redirect' || known === 'exp') {
    return { text, at, name: known, domain: within(equals + 1, () => parseDomainSpec(value)) };
  }
  if (!/^[a-z][a-z0-9_.-]*$/i.test(name)) {
    throw new SpfSyntaxError(0, `"${name}" cannot be the name of a modifier`, '4.6.1', mechanismFix(name, value));
  }
  within(equals + 1, () => parseMacros(value, { allLetters: true }));
  return { text, at, name: 'unknown' };
}

function mechanismFix(name: string, value: string): string | undefined {
  return /^[+\-?~]\w+$/.test(name) ? `Write ${name}:${value}.` : undefined;
}

/** §6: redirect and exp once each. */
function repeated([, ...more]: Modifier[]): SpfFault[] {
  return more.map(({ at, text, name }) => ({
    at,
    term: text,
    message: `"${name}" stands in the record twice`,
    reference: 'RFC 7208 §6',
  }));
}

function noVersion(text: string): SpfFault {
  const term = text.split(' ', 1)[0] ?? '';
  return { at: 0, term, message: 'the record does not begin with "v=spf1"', reference: 'RFC 7208 §4.5' };
}

/** Control characters and the like shown by their number, so that a terminal prints what is meant. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, character => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
