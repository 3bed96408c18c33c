/** Mailboxes that are on their way out: suspended first, and deleted in the run after their grace time is over. Pure. */
import type { Estate } from '../estate/estate.ts';
import { mailboxName } from '../estate/mail-resources.ts';
import { MAILBOX, type MailboxInputs, type Resource } from '../estate/resource.ts';
import type { Segment } from '../inventory/model.ts';
import type { StackState, StateResource } from '../state/state.ts';
import { movesFrom } from './mail-change.ts';
import { without } from './without.ts';

/**
 * The list without those that the state does not have, as nothing is made only to be deleted; and of those whose time is over
 * without what it has as suspended and free to go: what leaves the list is deleted. One that went past its grace time unseen,
 * or that the state would only forget, is suspended and freed in this run.
 */
export function withoutGone(list: Resource[], estate: Estate, segment: Segment, stack?: StackState): Resource[] {
  if (Object.keys(segment.accounts).length === 0) return list;
  const leaving = new Map(
    estate.domains
      .filter(domain => domain.segment === segment.segment)
      .flatMap(({ mailboxes }) => mailboxes())
      .filter(({ standing }) => standing === 'leaving' || standing === 'gone')
      .map(({ domain, user, standing }) => [mailboxName(domain, user), standing]),
  );
  if (leaving.size === 0) return list;
  const present = new Map((stack?.resources ?? []).map(each => [each.name, each]));
  const isDropped = ({ type, name, inputs }: Resource): boolean => {
    const standing = type === MAILBOX ? leaving.get(name) : undefined;
    if (!standing) return false;
    const there = present.get(name);
    const asWanted = there?.inputs.state === (inputs as { state: string }).state;
    return !there || (standing === 'gone' && asWanted && !there.retainOnDelete);
  };
  return without(list, isDropped).map(each =>
    leaving.has(each.name) ? whereItIs(each as Resource<MailboxInputs>, present.get(each.name)) : each,
  );
}

/** Its domain may move to another provider meanwhile: it is not made anew there, and its grace time ends where it is. */
function whereItIs(mailbox: Resource<MailboxInputs>, there: StateResource | undefined): Resource {
  if (!there || !movesFrom(there.inputs, { ...mailbox.inputs })) return mailbox;
  return { ...mailbox, inputs: { ...there.inputs, state: mailbox.inputs.state } };
}
