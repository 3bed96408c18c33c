/** Mailboxes whose grace time is over: suspended first, and deleted in the run after. Pure. */
import type { Estate } from '../estate/estate.ts';
import { mailboxName } from '../estate/mail-resources.ts';
import { MAILBOX, type Resource } from '../estate/resource.ts';
import type { Segment } from '../inventory/model.ts';
import type { StackState } from '../state/state.ts';

/**
 * The list without those that the state knows as suspended and free to go, or not at all: what leaves the list is deleted. One
 * that went past its grace time unseen, or that the state would only forget, is suspended and freed in this run.
 */
export function withoutGone(list: Resource[], estate: Estate, segment: Segment, stack?: StackState): Resource[] {
  if (Object.keys(segment.accounts).length === 0) return list;
  const gone = new Set(
    estate.domains
      .filter(domain => domain.segment === segment.segment)
      .flatMap(({ mailboxList }) => mailboxList.filter(({ standing }) => standing === 'gone'))
      .map(({ domain, user }) => mailboxName(domain, user)),
  );
  if (gone.size === 0) return list;
  const present = new Map((stack?.resources ?? []).map(each => [each.name, each]));
  const dropped = new Set(
    list
      .filter(({ type, name, inputs }) => {
        const there = present.get(name);
        const asWanted = there?.inputs.state === (inputs as { state: string }).state;
        return type === MAILBOX && gone.has(name) && (!there || (asWanted && !there.retainOnDelete));
      })
      .map(({ name }) => name),
  );
  return list
    .filter(({ name }) => !dropped.has(name))
    .map(each => ({ ...each, dependsOn: each.dependsOn.filter(name => !dropped.has(name)) }));
}
