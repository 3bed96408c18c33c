/** The files by which a program knows which key signs for whom. Pure: texts in, texts out. */
import { MailyardError } from '../../../../error.ts';
import type { Algorithm, SigningKey } from '../../signer.ts';

/** For mail of this domain, this key. */
export interface Entry {
  domain: string;
  selector: string;
  algorithm: Algorithm;
  /** Whole, of the file that has the private key. */
  path: string;
}

export interface Tables {
  /** The files' names in their folder. */
  files: readonly string[];
  /** The private key in the form that the program reads. */
  keyText(key: SigningKey): string;
  /**
   * From the entries `before` to those `after`, file by file in this order: whenever it is cut off or the program reads between two
   * of them, no file names a key that another one lacks.
   */
  write(before: readonly Entry[], after: readonly Entry[]): [file: string, text: string][];
  /** What the program signs by. Throws `table-unreadable`. */
  read(textOf: (file: string) => string): Entry[];
}

/** Whoever edits the file by hand is told; what lacks it, Mailyard does not touch. */
export const MARK = 'Made by Mailyard from `dkim.signers`: changes here are lost.';

const endings: Record<Algorithm, string> = { 'rsa-2048': '.pem', ed25519: '.ed25519' };

/** `keys/acme.example/my20261126a.pem`, below the folder. */
export const keyFile = (domain: string, { selector, algorithm }: Pick<Entry, 'selector' | 'algorithm'>): string =>
  `keys/${domain}/${selector}${endings[algorithm]}`;

export const algorithmOf = (path: string): Algorithm => (path.endsWith(endings.ed25519) ? 'ed25519' : 'rsa-2048');

export const sorted = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted((one, other) => (`${one.domain} ${one.algorithm}` < `${other.domain} ${other.algorithm}` ? -1 : 1));

/** The lines that say something. */
export const linesOf = (text: string): string[] =>
  text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#'));

export const unreadable = (file: string, line: string): MailyardError =>
  new MailyardError('table-unreadable', `${file} has a line that Mailyard did not write: ${line.trim().slice(0, 80)}`, {
    fix: 'Undo the change: what is signed by hand belongs in another file of the program.',
  });
