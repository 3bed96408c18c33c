/** What people allowed by name: `--allow last-mx=acme.example`, or MAILYARD_ALLOW with commas between. */
import { MailyardError } from '../error.ts';
import { nearest } from '../inventory/nearest.ts';
import { type GuardName, guardNames } from './plan.ts';

/** True where this guard may be passed for this value: a domain, or a number that must be large enough. */
export type Allowed = (guard: GuardName, value: string) => boolean;

/** `*` as a value stands for every one. Throws MailyardError `bad-allow` for a guard that does not exist. */
export function parseAllow(entries: string[]): Allowed {
  const allowed = entries.filter(entry => entry.trim() !== '').map(parseEntry);
  return (guard, value) =>
    allowed.some(entry => entry.guard === guard && (entry.value === '*' || covers(guard, entry.value, value)));
}

/** The text after which a refusal goes on: the same for the flag and the environment. */
export const overrideText = (guard: GuardName, value: string): string => `--allow ${guard}=${value}`;

export function allowFromEnvironment(text: string | undefined): string[] {
  return (text ?? '').split(/[,\s]+/);
}

function parseEntry(entry: string): { guard: string; value: string } {
  const [guard = '', ...rest] = entry.trim().split('=');
  const value = rest.join('=').toLowerCase();
  if (!(guardNames as readonly string[]).includes(guard)) {
    const near = nearest(guard, [...guardNames]);
    throw new MailyardError('bad-allow', `There is no guard named "${guard}".`, {
      fix: near ? `Did you mean "${near}"?` : `Guards: ${guardNames.join(', ')}.`,
    });
  }
  if (!value) {
    throw new MailyardError('bad-allow', `--allow ${guard} says nothing of what to allow.`, {
      fix: `Write --allow ${guard}=${guard === 'domains-per-change' ? '25' : 'acme.example'}.`,
    });
  }
  if (guard === 'domains-per-change' && value !== '*' && !/^\d+$/.test(value)) {
    throw new MailyardError('bad-allow', `--allow ${guard} takes the number of domains, not "${value}".`, {
      fix: `Write --allow ${guard}=25.`,
    });
  }
  return { guard, value };
}

function covers(guard: GuardName, given: string, asked: string): boolean {
  return guard === 'domains-per-change' ? Number(given) >= Number(asked) : given === asked;
}
