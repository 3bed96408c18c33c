/** New passwords by a policy, from the system's random numbers. */
import { randomInt } from 'node:crypto';
import { MailyardError } from '../error.ts';

/** What a provider takes. Lower and upper case letters and digits are in every password; each class at least once. */
export interface PasswordPolicy {
  /** Characters, 12 to 128. Default 24: over 140 bits. */
  length?: number;
  /** At least one of these too; empty for none. Default `-_.`, which CSV, YAML, URLs and shells take as they are. */
  symbols?: string;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';

/**
 * Each password that fits the policy is as likely as any other: whole drafts are drawn until one fits. It begins and ends
 * with a letter or digit, since a spreadsheet reads a leading `-` as a formula, a shell as an option, and who copies by
 * double click misses a trailing `.`. Throws `password-policy`.
 */
export function generatePassword({ length = 24, symbols = '-_.' }: PasswordPolicy = {}): string {
  checkPolicy(length, symbols);
  const classes = [LOWER, UPPER, DIGITS, symbols].filter(Boolean);
  const characters = classes.join('');
  for (;;) {
    const draft = Array.from({ length }, () => characters.charAt(randomInt(characters.length))).join('');
    if (isPlainAtEnds(draft) && classes.every(each => containsAny(draft, each))) return draft;
  }
}

const isPlainAtEnds = (text: string): boolean => /^[A-Za-z0-9].*[A-Za-z0-9]$/.test(text);

const containsAny = (text: string, characters: string): boolean => [...characters].some(each => text.includes(each));

function checkPolicy(length: number, symbols: string): void {
  const wrong =
    !Number.isInteger(length) || length < 12 || length > 128
      ? `its length is ${length}, not a whole number from 12 to 128`
      : /[^!-/:-@[-`{-~]/.test(symbols) || new Set(symbols).size < symbols.length
        ? 'its symbols are not punctuation of ASCII, each once'
        : undefined;
  if (wrong) throw new MailyardError('password-policy', `No password can be made by this policy: ${wrong}.`);
}
