/** What `up` does for DKIM keys at its end: the same as the job, in the modes of the inventory. It never fails the `up`. */
import type { Estate } from '../../estate/estate.ts';
import { reasonOf } from '../../reason.ts';
import type { Context } from '../context.ts';

export interface KeysAfterUp {
  /** Sentences for people. */
  lines: string[];
  document: object;
}

/** Undefined: no domain names a signer. */
export async function ensureKeys(context: Context, estate: Estate): Promise<KeysAfterUp | undefined> {
  if (estate.domains.every(({ settings }) => settings.dkim.signers.length === 0)) return undefined;
  if (!context.env.MAILYARD_KEY)
    return missing(
      'DKIM keys were not looked at: MAILYARD_KEY is not set, and it seals them. `mailyard key generate` makes one.',
    );
  try {
    // Only who has keys pays for the ledger and its clients.
    const [{ withRuntime }, { dkim }] = await Promise.all([
      import('../open-runtime.ts'),
      import('../../runtime/dkim/job.ts'),
    ]);
    const { summary, detail, document, failures } = await withRuntime(context, dkim.run);
    return {
      lines: [summary, ...detail, ...failures.map(failure => `- failed: ${failure}`)],
      document: { ...document, failures },
    };
  } catch (error) {
    return missing(`DKIM keys were not looked at: ${reasonOf(error)}`);
  }
}

const missing = (line: string): KeysAfterUp => ({ lines: [line], document: { failures: [line] } });
