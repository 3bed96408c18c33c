/** Whether a file is there. That nobody may look is no "no". */
import { type Stats, statSync } from 'node:fs';
import { MailyardError } from '../error.ts';

/** Undefined: it is not there. Throws `ledger-unreachable` where that cannot be told. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw new MailyardError('ledger-unreachable', `${path} cannot be looked at: ${(cause as Error).message}.`, {
      fix: 'See that its folder is one, and that this user may read it; `--state DIR` names another one.',
      cause,
    });
  }
}
