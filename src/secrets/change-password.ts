/** A new password for a mailbox: into the state, to the provider, and in the state to its place. */
import { MailyardError } from '../error.ts';
import type { MadePassword } from '../mail/adapter.ts';
import { isFailure } from '../mail/failure.ts';
import type { CheckpointResource } from '../state/checkpoint.ts';
import { generatePassword, type PasswordPolicy } from './password.ts';
import { isSealed, type Keys, seal, unseal } from './seal.ts';
import { mailboxContext } from './stored.ts';

export interface PasswordChange {
  address: string;
  keys: Keys;
  policy?: PasswordPolicy;
  /** Changes the mailbox's resource in the state, under its lock; resolves once that is on the disk. */
  change(decide: (resource: CheckpointResource) => CheckpointResource): Promise<void>;
  /** Tells the provider. Throws ProviderFailure. */
  setPassword(password: string): Promise<MadePassword>;
}

/**
 * At every moment the state holds the password that the provider takes: alone, or as one of two. A run that was stopped
 * anywhere is finished by the next one, with the same password; then `finished` is true. Only where the provider makes its
 * passwords itself, a run that is stopped before it has the answer leaves none that holds, and the next one gets another.
 * Throws `password-unsure` where an answer was lost, `password-moved`, and what the provider refuses, which leaves all as it was.
 */
export async function changePassword(change: PasswordChange): Promise<{ finished: boolean }> {
  const { next, finished } = await prepare(change);
  const made = await tell(change, next, finished);
  await promote(change, next, made);
  return { finished };
}

async function prepare({
  address,
  keys,
  policy,
  change,
}: PasswordChange): Promise<{ next: string; finished: boolean }> {
  let begun = { next: '', finished: false };
  await change(resource => {
    const { nextPassword } = resource.outputs ?? {};
    if (isSealed(nextPassword)) {
      begun = { next: unseal(keys, nextPassword, mailboxContext(address)), finished: true };
      return resource;
    }
    begun = { next: generatePassword(policy), finished: false };
    return withOutputs(resource, { nextPassword: seal(keys, begun.next, mailboxContext(address)) });
  });
  return begun;
}

async function tell({ address, change, setPassword }: PasswordChange, next: string, finishing: boolean) {
  try {
    return await setPassword(next);
  } catch (error) {
    // An earlier run, or an earlier try, may have set it all the same: a refusal now says nothing about then.
    if (finishing || !isFailure(error, ...NOTHING_DONE) || error.afterLost) throw unsure(address, error);
    await change(resource => withOutputs(resource, { nextPassword: undefined }));
    throw error;
  }
}

const NOTHING_DONE = ['missing', 'refused', 'credentials', 'forbidden', 'limited', 'early'] as const;

function promote({ address, keys, change }: PasswordChange, next: string, { password = next, login }: MadePassword) {
  const context = mailboxContext(address);
  return change(resource => {
    const { nextPassword } = resource.outputs ?? {};
    if (!isSealed(nextPassword) || unseal(keys, nextPassword, context) !== next) throw moved(address);
    const sealed = seal(keys, password, context);
    return withOutputs(resource, { password: sealed, nextPassword: undefined, ...(login && { login }) });
  });
}

function withOutputs(resource: CheckpointResource, more: Record<string, string | undefined>): CheckpointResource {
  const outputs = Object.entries({ ...resource.outputs, ...more }).filter(([, value]) => value !== undefined);
  return { ...resource, outputs: Object.fromEntries(outputs) };
}

function unsure(address: string, cause: unknown): MailyardError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new MailyardError(
    'password-unsure',
    `${reason} So it is not known whether ${address} has its new password; the state keeps both.`,
    { fix: 'Run it again: it goes on with the same password.', cause },
  );
}

const moved = (address: string): MailyardError =>
  new MailyardError('password-moved', `Another run changed the password of ${address} at the same time.`, {
    fix: 'Run it again, alone: which of the two the provider took last is not known.',
  });
