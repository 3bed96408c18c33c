/** What a file of events gives, whatever its format. */
import { MailyardError } from '../../error.ts';
import { fileReason } from '../../file-reason.ts';
import type { Problem } from '../../inventory/problem.ts';

export type EventFormat = 'jsonl' | 'csv';

export type Line = { line: number } & ({ told: unknown } | { problem: Problem });

export interface EventFile {
  format: EventFormat;
  /** Columns and keys that say nothing of an event; those of JSON lines as far as it was read. */
  unread: Set<string>;
  lines: AsyncIterable<Line>;
}

/** What is longer is no event, and would fill the memory. */
export const LONGEST_LINE = 1_000_000;

/** Throws `events-unreadable`. */
export async function readable<T>(reading: Promise<T>, path: string): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    const reason = fileReason(cause, 'there is no such file');
    throw new MailyardError('events-unreadable', `${path} cannot be read: ${reason}.`, { cause });
  }
}
