/** A change of password that is cut off, refused or overtaken: the state always holds what the provider takes. */
import { describe, expect, test } from 'vitest';
import { ProviderFailure } from '../../src/mail/failure.ts';
import { changePassword, type PasswordChange } from '../../src/secrets/change-password.ts';
import { generateKey, openKeys, unseal } from '../../src/secrets/seal.ts';
import { mailboxContext } from '../../src/secrets/stored.ts';
import { mailboxResource } from '../support/mailboxes.ts';

const address = 'alex@a.example';
const keys = openKeys(generateKey());

class Killed extends Error {}

interface World {
  change: PasswordChange;
  /** What the provider takes. */
  taken(): string | undefined;
  /** What the state holds, opened. */
  held(): { password?: string; nextPassword?: string };
  outputs(): Record<string, unknown> | undefined;
}

/** `stop` is asked before and after each step and may throw. */
function world(password: string | undefined, stop: (step: string) => void = () => {}): World {
  let resource = mailboxResource('pool-a', { address, password }, keys);
  let atProvider = password;
  const opened = (sealed: unknown) =>
    sealed === undefined ? undefined : unseal(keys, String(sealed), mailboxContext(address));
  return {
    taken: () => atProvider,
    outputs: () => resource.outputs,
    held: () => ({
      password: opened(resource.outputs?.password),
      nextPassword: opened(resource.outputs?.nextPassword),
    }),
    change: {
      address,
      keys,
      change: async decide => {
        stop('before a write');
        resource = decide(resource);
        stop('after a write');
      },
      setPassword: async next => {
        stop('before the call');
        atProvider = next;
        stop('after the call');
        return {};
      },
    },
  };
}

/** Throws at the n-th moment, once. */
function stopAt(moment: number, error: (step: string) => Error): (step: string) => void {
  let seen = 0;
  return step => {
    if (seen++ === moment) throw error(step);
  };
}

const holds = ({ held, taken }: World) => [held().password, held().nextPassword].includes(taken());

describe.each([['known'], ['unknown']])('where the password before is %s', knowledge => {
  const before = knowledge === 'known' ? 'the-password-before' : undefined;

  test('the new one is at the provider and in the state, and the old one nowhere', async () => {
    const { change, taken, held } = world(before);
    expect(await changePassword(change)).toEqual({ finished: false });
    expect(taken()).toMatch(/^[\w.-]{24}$/);
    expect(held()).toEqual({ password: taken(), nextPassword: undefined });
  });

  test.each([0, 1, 2, 3, 4, 5])('killed at moment %i of 6, and run again', async moment => {
    const there = world(
      before,
      stopAt(moment, step => new Killed(step)),
    );
    const killed = changePassword(there.change);
    await expect(killed).rejects.toThrow(moment === 2 || moment === 3 ? /it is not known whether/ : Killed);
    if (before || moment > 0) expect(holds(there)).toBe(true);
    const begun = there.held().nextPassword;
    expect(await changePassword(there.change)).toEqual({ finished: begun !== undefined });
    expect(there.held()).toEqual({ password: there.taken(), nextPassword: undefined });
    expect(there.taken()).not.toBe(before);
    if (begun) expect(there.taken()).toBe(begun);
  });
});

const refusal = (kind: 'refused' | 'lost') => new ProviderFailure(kind, 'Migadu said no to a new password.');

test('what the provider refuses leaves all as it was', async () => {
  const there = world(
    'before',
    stopAt(2, () => refusal('refused')),
  );
  await expect(changePassword(there.change)).rejects.toMatchObject({ code: 'provider-refused' });
  expect(there.held()).toEqual({ password: 'before', nextPassword: undefined });
});

test('a lost answer keeps both, and so does a refusal after it, until one run ends well', async () => {
  let refuse = false;
  const lost = stopAt(3, () => refusal('lost'));
  const there = world('before', step => {
    lost(step);
    if (refuse && step === 'before the call') throw refusal('refused');
  });
  await expect(changePassword(there.change)).rejects.toMatchObject({
    code: 'password-unsure',
    message: expect.stringContaining('the state keeps both'),
    fix: expect.stringContaining('Run it again'),
  });
  expect(there.taken()).toBe(there.held().nextPassword);
  refuse = true;
  await expect(changePassword(there.change)).rejects.toMatchObject({ code: 'password-unsure' });
  expect(there.held()).toEqual({ password: 'before', nextPassword: there.taken() });
  refuse = false;
  expect(await changePassword(there.change)).toEqual({ finished: true });
  expect(there.held()).toEqual({ password: there.taken(), nextPassword: undefined });
});

test('a password that the provider makes itself takes the place of ours, with its login', async () => {
  const there = world('before');
  const setPassword = async () => ({ password: 'made-by-amazon', login: 'AKIAEXAMPLE' });
  await changePassword({ ...there.change, setPassword });
  expect(there.held()).toEqual({ password: 'made-by-amazon', nextPassword: undefined });
  expect(there.outputs()).toMatchObject({ address, login: 'AKIAEXAMPLE' });
});

test('of two runs at once the slower one says that nobody knows which came last', async () => {
  const there = world('before');
  const slow: PasswordChange = {
    ...there.change,
    setPassword: async next => {
      await changePassword(there.change);
      return there.change.setPassword(next);
    },
  };
  await expect(changePassword(slow)).rejects.toMatchObject({ code: 'password-moved' });
});
