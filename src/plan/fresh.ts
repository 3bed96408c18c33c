/** What a plan makes that was not there: domains that the state does not serve, and mailboxes. Pure. */
import type { Fresh } from '../estate/capacity/gain.ts';
import type { Estate } from '../estate/estate.ts';
import { MAILBOX } from '../estate/resource.ts';
import type { State } from '../state/state.ts';
import type { Plan } from './plan.ts';

/** Of the segments and zones that the plan looks at. Mailboxes are known where Mailyard makes them. */
export function freshIn({ zones, resources }: Plan, { domains }: Estate, state: State): Fresh {
  const served = new Set(
    state.stacks.flatMap(stack =>
      stack.resources.flatMap(({ inputs }) => Object.keys((inputs.domains as object | undefined) ?? {})),
    ),
  );
  const made = new Set(
    zones.filter(({ changes }) => changes.some(({ action }) => action === 'create')).map(({ zone }) => zone),
  );
  const boxes = resources.filter(({ type, action }) => type === MAILBOX && action === 'create');
  return {
    domains: new Set(
      domains
        .filter(({ domain, zone }) => !served.has(domain) && (made.has(zone) || made.has(domain)))
        .map(({ domain }) => domain),
    ),
    mailboxes: new Set(boxes.map(({ mail }) => mail?.subject.toLowerCase() ?? '')),
  };
}
