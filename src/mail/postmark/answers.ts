/** What Postmark says of a call: an error code beside the status 422. https://postmarkapp.com/developer/api/overview Pure. */
import type { FailureKind } from '../failure.ts';
import type { HttpAnswer, Verdict } from '../http.ts';

const kinds: Record<number, FailureKind> = {
  10: 'credentials',
  // "This Sender Signature is already scheduled for a DKIM renewal."
  505: 'exists',
  510: 'missing',
};

export function judge({ status, body }: HttpAnswer): Verdict | undefined {
  const { ErrorCode = 0, Message } = (body ?? {}) as { ErrorCode?: number; Message?: string };
  const kind = kinds[ErrorCode];
  if (status < 400) return undefined;
  return kind ? { kind, said: Message } : undefined;
}
