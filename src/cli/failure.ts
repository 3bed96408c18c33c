/** Errors that people can act on, in their words; anything else is a defect and keeps its stack. */
import { MailyardError } from '../error.ts';
import { reasonOf } from '../reason.ts';

export function failureText(error: unknown): string {
  if (error instanceof MailyardError) {
    return [`mailyard: ${error.message}`, error.fix && `→ ${error.fix}`].filter(Boolean).join('\n');
  }
  return `mailyard: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** The same for scripts. CONTRACT §3. */
export function failureDocument(error: unknown): object {
  if (error instanceof MailyardError) return { error: { code: error.code, message: error.message, fix: error.fix } };
  return { error: { code: 'internal', message: reasonOf(error) } };
}
