/** Mailboxes as their providers show them, beside what the state remembers. Reads only: one list for each domain. */

import { isDeepStrictEqual } from 'node:util';
import { MailyardError } from '../../error.ts';
import { MAILBOX, type MailboxInputs } from '../../estate/resource.ts';
import { domainOf } from '../../inventory/addresses.ts';
import type { MailProviders } from '../../mail/providers.ts';
import { selects } from '../../plan/select.ts';
import { managed, seen } from '../../provider/mailbox/settings.ts';
import type { State, StateResource } from '../../state/state.ts';
import type { Context } from '../context.ts';

export interface LiveMailboxes {
  stack: string;
  resource: StateResource;
  /** The inputs as they are there; `gone`; or why nobody could say. */
  live: MailboxInputs | 'gone' | { unreadable: MailyardError };
}

/** Those of the state that are selected. Providers are asked only where it has any: most of this program is theirs. */
export async function selectedMailboxes(
  { env, sources, terminal, selection }: Context,
  { stacks }: State,
): Promise<LiveMailboxes[]> {
  const chosen = stacks.flatMap(({ stack, resources }) =>
    resources
      .filter(({ type, name, inputs }) => type === MAILBOX && selects(selection, { segment: stack, name, old: inputs }))
      .map(resource => ({ stack, resource })),
  );
  if (chosen.length === 0) return [];
  const { mailFrom } = await import('../../provider/mail.ts');
  const { providers } = mailFrom({ env, sources, note: terminal.note });
  return Promise.all(chosen.map(async each => ({ ...each, live: await look(each.resource, providers) })));
}

/** An account that cannot be asked says nothing of its mailboxes, and does not keep others from being looked at. */
async function look({ inputs }: StateResource, providers: MailProviders): Promise<LiveMailboxes['live']> {
  const known = inputs as unknown as MailboxInputs;
  try {
    const provider = await providers.open(known.provider, known.account);
    const domain = domainOf(known.address);
    const there = (await provider.listed(domain)).get(known.address);
    return there ? seen(known, there) : 'gone';
  } catch (error) {
    if (error instanceof MailyardError) return { unreadable: error };
    throw error;
  }
}

export interface MailboxDrift {
  address: string;
  segment: string;
  provider: string;
  /** Settings that are not as the state has them. */
  changes: { name: string; old: unknown; live: unknown }[];
  gone?: true;
  unknown?: string;
}

/** Only those that differ, or could not be read. */
export function mailboxDrift(all: LiveMailboxes[]): MailboxDrift[] {
  return all.flatMap(({ stack, resource, live }) => {
    const { address, provider, ...known } = resource.inputs as unknown as MailboxInputs;
    const drift = { address, segment: stack, provider, changes: [] };
    if (live === 'gone') return [{ ...drift, gone: true as const }];
    if ('unreadable' in live) return [{ ...drift, unknown: live.unreadable.message }];
    const changes = managed
      .filter(name => !isDeepStrictEqual(known[name], live[name]))
      .map(name => ({ name, old: known[name], live: live[name] }));
    return changes.length > 0 ? [{ ...drift, changes }] : [];
  });
}

/** The state with what was seen in it, as a refresh would leave it. */
export function withMailboxes(state: State, all: LiveMailboxes[]): State {
  const live = new Map(all.map(each => [each.resource.urn, each.live]));
  return {
    stacks: state.stacks.map(stack => ({
      ...stack,
      resources: stack.resources.flatMap(resource => {
        const now = live.get(resource.urn);
        if (now === 'gone') return [];
        return [now && !('unreadable' in now) ? { ...resource, inputs: { ...now } } : resource];
      }),
    })),
  };
}
