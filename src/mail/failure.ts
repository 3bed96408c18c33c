/** Why a call to a mail provider did not succeed, and what that says about what was done. */
import { MailyardError } from '../error.ts';

/**
 * - `exists`: what should be made is there. `missing`: what was asked for is not.
 * - `refused`: the provider read the request and said no. `credentials`, `forbidden`: the key, or its rights. `limited`: too many
 *   calls. `early`: it cannot be done yet, such as right after the mailbox was made. In all of these nothing was done.
 * - `lost`: no answer, or none that says what was done: connection, time-out, 5xx, HTML.
 * - `aborted`: the caller gave up.
 */
export type FailureKind =
  | 'exists'
  | 'missing'
  | 'refused'
  | 'credentials'
  | 'forbidden'
  | 'limited'
  | 'early'
  | 'lost'
  | 'aborted';

export class ProviderFailure extends MailyardError {
  readonly kind: FailureKind;
  /** An earlier try of the same call got no answer: perhaps that one was carried out, whatever the provider says now. */
  readonly afterLost?: boolean;

  constructor(kind: FailureKind, message: string, options: { fix?: string; cause?: unknown } = {}) {
    super(codeOf[kind], message, options);
    this.kind = kind;
  }
}

const codeOf: Record<FailureKind, string> = {
  exists: 'already-there',
  missing: 'not-there',
  refused: 'provider-refused',
  credentials: 'credentials-rejected',
  forbidden: 'forbidden',
  limited: 'rate-limited',
  early: 'not-yet',
  lost: 'provider-unreachable',
  aborted: 'aborted',
};

export const isFailure = (error: unknown, ...kinds: FailureKind[]): error is ProviderFailure =>
  error instanceof ProviderFailure && kinds.includes(error.kind);

/** `undefined` in place of what is not there. */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isFailure(error, 'missing')) return undefined;
    throw error;
  }
}
