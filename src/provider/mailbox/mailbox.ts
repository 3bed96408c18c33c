/** `mailyard:index:Mailbox`: one mailbox at its provider, or one SMTP login at a relay. */

import { MailyardError } from '../../error.ts';
import { MAILBOX, type MailboxInputs } from '../../estate/resource.ts';
import { domainOf } from '../../inventory/addresses.ts';
import { can } from '../../mail/capabilities.ts';
import { differing, type MailboxSettings } from '../../mail/mailbox.ts';
import { bringTo, callsOf, type Made, makeOnce } from '../../mail/make.ts';
import type { MailProvider, MailProviders } from '../../mail/providers.ts';
import { generatePassword } from '../../secrets/password.ts';
import { type Keys, seal } from '../../secrets/seal.ts';
import { mailboxContext } from '../../secrets/stored.ts';
import { type Created, PartialFailure, type ResourceType } from '../provider.ts';
import { checkMailbox } from './check.ts';
import { mailboxDiff } from './diff.ts';
import { seen, settingsOf } from './settings.ts';

export interface MailboxOutputs {
  /** Sealed; absent where nobody here knows it. */
  password?: string;
  /** Sealed: a new one that is on its way to the provider. */
  nextPassword?: string;
  /** What programs log in with, where that is not the address. */
  login?: string;
  /** Epoch milliseconds, as of the last look; null: never. */
  lastActivity?: number | null;
}

export interface MailboxDependencies {
  providers: MailProviders;
  /** Throws `key-missing`, `key-form`. */
  keys: () => Keys;
  /** What the inventories want of an address that they list: an import knows the address only. */
  listed: (address: string) => MailboxInputs | undefined;
  note: (urn: string, message: string) => void;
}

type Done = Created<MailboxInputs, MailboxOutputs>;

export function mailbox({
  providers,
  keys,
  listed,
  note,
}: MailboxDependencies): ResourceType<MailboxInputs, MailboxOutputs> {
  async function make(urn: string, inputs: MailboxInputs): Promise<Done> {
    // Without a key the password could not be kept: said before anything is made.
    const sealing = keys();
    const provider = await providers.open(inputs.provider, inputs.account);
    const password = generatePassword(provider.facts.passwords);
    provider.keepSecret(password);
    const wanted = settingsOf(inputs);
    const made = await makeOnce(provider, wanted, password, inputs.adopt ?? false);
    if (made.password) provider.keepSecret(made.password);
    else
      note(
        urn,
        `${wanted.address} was at ${provider.title} already and is taken over: nobody here knows its password. \`mailyard mailbox rotate-password ${wanted.address}\` sets one.`,
      );
    provider.forget(domainOf(wanted.address));
    return bring(provider, inputs, made.mailbox, outputsOf(made, sealing));
  }

  async function bring(
    provider: MailProvider,
    inputs: MailboxInputs,
    now: MailboxSettings,
    outputs: MailboxOutputs,
  ): Promise<Done> {
    const done = { id: inputs.address, inputs, outputs };
    try {
      await bringTo(provider, settingsOf(inputs), now);
    } catch (error) {
      // It is there, and what it still lacks is sent next time.
      throw new PartialFailure({ ...done, inputs: seen(inputs, now) }, [wordsOf(error)]);
    } finally {
      provider.forget(domainOf(inputs.address));
    }
    return done;
  }

  return {
    type: MAILBOX,

    check: checkMailbox,

    diff: mailboxDiff,

    create: async ({ urn, inputs, preview }) =>
      preview ? { id: inputs.address, inputs, outputs: {} } : make(urn, inputs),

    async update({ id, oldInputs, oldOutputs, inputs, preview }) {
      const outputs = ownOutputs(oldOutputs);
      const [wanted, before] = [settingsOf(inputs), settingsOf(oldInputs)];
      if (preview || differing(wanted, before).length === 0) return { id, inputs, outputs };
      return bring(await providers.open(inputs.provider, inputs.account), inputs, before, outputs);
    },

    /**
     * A run that looks at many asks for each domain's list once; an import asks for its one mailbox, and takes of it what the
     * inventory speaks of, so that the next plan shows where both differ and nothing else.
     */
    async read({ id, inputs, outputs = {} }) {
      const wanted = inputs ?? known(id, listed(id));
      const provider = await providers.open(wanted.provider, wanted.account);
      const live = inputs ? (await provider.listed(domainOf(id))).get(id) : await callsOf(provider).read(id);
      if (!live) return undefined;
      const now = { ...ownOutputs(outputs), ...shownOutputs(live) };
      return { id, inputs: seen(wanted, live), outputs: now };
    },

    async delete({ inputs }) {
      const provider = await providers.open(inputs.provider, inputs.account);
      const { facts } = provider;
      if (inputs.state !== 'suspended' && can(facts, 'mailbox.suspend') && !facts.sendsOnly)
        throw stillActive(inputs.address);
      await callsOf(provider).delete(inputs.address);
      provider.forget(domainOf(inputs.address));
    },
  };
}

function outputsOf({ mailbox, password }: Made, sealing: Keys): MailboxOutputs {
  const sealed = password && seal(sealing, password, mailboxContext(mailbox.address));
  return { ...(sealed && { password: sealed }), ...shownOutputs(mailbox) };
}

const shownOutputs = ({ login, lastActivity }: MailboxOutputs): MailboxOutputs => ({
  ...(login && { login }),
  ...(lastActivity !== undefined && { lastActivity }),
});

/** What Pulumi hands over as outputs holds the inputs too. */
function ownOutputs({ password, nextPassword, ...shown }: MailboxOutputs): MailboxOutputs {
  return { ...(password && { password }), ...(nextPassword && { nextPassword }), ...shownOutputs(shown) };
}

/** Of an address that is all that is known. */
function known(address: string, wanted: MailboxInputs | undefined): MailboxInputs {
  if (wanted) return wanted;
  throw new MailyardError('unknown-mailbox', `No inventory lists ${address}, so nobody knows which provider has it.`, {
    fix: 'Write it under `mailboxes` of its domain, and the account of its provider under `accounts`; then import it.',
  });
}

const stillActive = (address: string): MailyardError =>
  new MailyardError(
    'mailbox-active',
    `${address} is active: it is suspended first, and deleted once its grace time is over.`,
    {
      fix: 'Write `lifecycle: { state: retired, since: <date> }` for it in the inventory.',
    },
  );

function wordsOf(error: unknown): string {
  const { message, fix } = error as MailyardError;
  return [message, fix].filter(Boolean).join(' ');
}
