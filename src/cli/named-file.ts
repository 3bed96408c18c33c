/** Files that a person names on the command line: what is wrong with one is said in words. */
import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { MailyardError } from '../error.ts';
import { fileReason } from '../file-reason.ts';

/** Throws `file-unreadable`. */
export function readNamed(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** The same, without reading: a pipe is there for one reader. */
export function refuseUnreadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

const unreadable = (file: string, cause: unknown): MailyardError =>
  new MailyardError('file-unreadable', `${file} cannot be read: ${fileReason(cause, 'there is no such file')}.`, {
    cause,
  });

/** What stands there is written over. Throws `file-unwritable`. */
export function writeNamed(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

export const unwritable = (file: string, cause: unknown): MailyardError =>
  new MailyardError('file-unwritable', `${file} cannot be written: ${fileReason(cause, 'its folder is not there')}.`, {
    fix: 'Name a file in a folder that is there and that this user may write.',
    cause,
  });
