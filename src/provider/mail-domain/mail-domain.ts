/** `mailyard:index:MailDomain`: a domain that its provider knows. Its outputs are the values that the domain's records need. */
import { isDeepStrictEqual } from 'node:util';
import { MailyardError } from '../../error.ts';
import { MAIL_DOMAIN, type MailDomainInputs } from '../../estate/resource.ts';
import type { DomainCalls, LiveDomain } from '../../mail/adapter.ts';
import { isFailure } from '../../mail/failure.ts';
import type { MailProviders } from '../../mail/providers.ts';
import type { Created, DiffResult, ResourceType } from '../provider.ts';
import { checkMailDomain, domainCalls } from './form.ts';

/** By the names of the provider's template; and whether Mailyard added the domain itself. */
type Outputs = Record<string, string> & { madeByMailyard?: 'yes' };
type Done = Created<MailDomainInputs, Outputs>;

export function mailDomain({ providers }: { providers: MailProviders }): ResourceType<MailDomainInputs, Outputs> {
  const callsFor = async ({ provider, account }: MailDomainInputs): Promise<DomainCalls> =>
    domainCalls(await providers.open(provider, account));

  /** In our own account a domain is ours: what is there already only has to be read. */
  async function known(inputs: MailDomainInputs, before: Outputs = {}): Promise<Done> {
    const { live, made } = await added(await callsFor(inputs), inputs.domain);
    refuseOtherKey(inputs, live);
    return done(inputs, live, made || before.madeByMailyard === 'yes');
  }

  return {
    type: MAIL_DOMAIN,
    check: checkMailDomain(MAIL_DOMAIN),
    diff: mailDomainDiff,
    create: async ({ inputs, preview }) => (preview ? done(inputs, { values: {} }, false) : known(inputs)),
    update: async ({ inputs, preview, oldOutputs }) =>
      preview ? { id: inputs.domain, inputs, outputs: oldOutputs } : known(inputs, oldOutputs),

    async read({ id, inputs, outputs }) {
      if (!inputs) return undefined;
      const live = await (await callsFor(inputs)).read(id);
      if (live) refuseOtherKey(inputs, live);
      return live && done(lacking(inputs, outputs, live), live, outputs?.madeByMailyard === 'yes');
    },

    /** Providers delete a domain's mailboxes with it, so only an empty one goes, and only one that Mailyard made. */
    async delete({ inputs, outputs }) {
      if (outputs.madeByMailyard !== 'yes') return;
      const provider = await providers.open(inputs.provider, inputs.account);
      const { remove } = domainCalls(provider);
      if (!remove) return;
      const { size } = await provider.listed(inputs.domain);
      if (size > 0) throw notEmpty(provider.title, inputs.domain, size);
      await remove(inputs.domain);
    },
  };
}

const done = (inputs: MailDomainInputs, { values }: LiveDomain, made: boolean): Done => ({
  id: inputs.domain,
  inputs,
  outputs: { ...values, ...(made && { madeByMailyard: 'yes' as const }) },
});

/** Its record would be of a key that nothing is signed with. */
function refuseOtherKey({ ownKeys }: MailDomainInputs, { otherKey }: LiveDomain): void {
  if (otherKey && !ownKeys) throw otherKey;
}

/** What it gave before and has no more, such as a key that somebody deleted, is a difference: the next run asks for it anew. */
function lacking(
  { lacks: _, ...inputs }: MailDomainInputs,
  before: Outputs = {},
  { values }: LiveDomain,
): MailDomainInputs {
  const beside = new Set([...Object.keys(inputs), 'madeByMailyard', 'lacks']);
  // A rotation ends the key that it had when it was new.
  if (inputs.ownKeys) return inputs;
  const lost = Object.keys(before).filter(name => !beside.has(name) && !(name in values));
  return lost.length > 0 ? { ...inputs, lacks: lost.sort() } : inputs;
}

/** A create whose answer was lost is told by looking, as with mailboxes. */
async function added(calls: DomainCalls, domain: string): Promise<{ live: LiveDomain; made: boolean }> {
  try {
    return { live: await calls.add(domain), made: true };
  } catch (error) {
    if (!isFailure(error, 'exists', 'lost')) throw error;
    const there = await calls.read(domain);
    if (there) return { live: there, made: false };
    if (error.kind === 'exists') throw error;
    return { live: await calls.add(domain), made: true };
  }
}

function notEmpty(title: string, domain: string, count: number): MailyardError {
  const message = `${domain} stays at ${title}, as ${count === 1 ? 'a mailbox is' : `${count} mailboxes are`} in it, which would be deleted with it.`;
  return new MailyardError('domain-not-empty', message, {
    fix: `Retire its mailboxes first, or remove it at ${title} by hand.`,
  });
}

/** Of both types. At another provider it is another domain. */
export function mailDomainDiff(olds: MailDomainInputs, news: MailDomainInputs): DiffResult {
  const changed = (['domain', 'provider', 'account', 'lacks', 'ownKeys'] as const).filter(
    name => !isDeepStrictEqual(olds[name], news[name]),
  );
  return {
    changed: changed.length > 0,
    replaces: changed.filter(name => name === 'domain' || name === 'provider'),
    detailed: Object.fromEntries(changed.map(name => [name, 'update' as const])),
  };
}
