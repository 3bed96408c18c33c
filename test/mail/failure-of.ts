import type { ProviderFailure } from '../../src/mail/failure.ts';

/** The failure of a call that must fail. */
export async function failureOf(asked: Promise<unknown> | undefined): Promise<ProviderFailure> {
  const outcome = await asked?.then(
    () => undefined,
    error => error,
  );
  if (!outcome) throw new Error('It should have failed, and did not.');
  return outcome;
}
