/** A state with mailboxes, as `up` leaves it: written in Pulumi's own format, passwords sealed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { MAILBOX } from '../../src/estate/resource.ts';
import { type Keys, seal } from '../../src/secrets/seal.ts';
import { mailboxContext } from '../../src/secrets/stored.ts';
import { type CheckpointResource, composeCheckpoint, providerReference } from '../../src/state/checkpoint.ts';
import { makeUrn } from '../../src/state/urn.ts';

export interface MailboxParts {
  address: string;
  provider?: string;
  name?: string;
  dailyLimit?: number;
  signature?: string;
  state?: string;
  /** In clear here; undefined: nobody knows it. */
  password?: string;
  nextPassword?: string;
}

export function mailboxResource(
  stack: string,
  { password, nextPassword, ...parts }: MailboxParts,
  keys: Keys,
): CheckpointResource {
  const { address } = parts;
  const inputs = { provider: 'migadu', account: {}, aliases: [], forwardTo: [], state: 'active', ...parts };
  const sealed = (plain: string | undefined) => plain && seal(keys, plain, mailboxContext(address));
  return {
    urn: makeUrn({ stack, project: 'mailyard', type: MAILBOX, name: address }),
    ...{ custom: true, type: MAILBOX, id: address, inputs },
    provider: providerReference(new Map(), 'mailyard', stack, MAILBOX),
    outputs: {
      ...inputs,
      ...(password && { password: sealed(password) }),
      ...(nextPassword && { nextPassword: sealed(nextPassword) }),
    },
  };
}

/** `file`: where the stack's checkpoint stands on a file back end. */
export function writeStack(file: string, stack: string, resources: CheckpointResource[]): void {
  const map = new Map(resources.map(resource => [resource.urn, resource]));
  const now = new Date('2026-11-26T00:00:00Z');
  const checkpoint = composeCheckpoint(undefined, { project: 'mailyard', stack, resources: map, now });
  checkpoint.checkpoint.stack = `organization/mailyard/${stack}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(checkpoint));
  writeFileSync(file.replace(/\/stacks\/.*/, '/meta.yaml'), 'version: 1\n');
}
