/** WHAT → why it is as it is. Pure: the estate, its files' positions and the state are parameters. */
import type { Finding } from '../inventory/finding.ts';
import type { State } from '../state/state.ts';
import { explainAbsence } from './absence.ts';
import { explainDomain } from './domain.ts';
import type { Explanation } from './explanation.ts';
import { findTarget } from './find.ts';
import { explainMailbox } from './mailbox.ts';
import type { Around } from './places.ts';
import { explainRecord } from './record.ts';

/** Throws `unknown-name` for what the estate does not have. */
export function explain(
  asked: string,
  findings: Finding[],
  state: State,
  around: Around,
  options: { all: boolean },
): Explanation {
  const target = findTarget(asked, around.whole);
  switch (target.kind) {
    case 'domain':
      return { kind: 'domain', ...explainDomain(target.subject, findings, state, around, options) };
    case 'mailbox':
      return { kind: 'mailbox', ...explainMailbox(target, findings, around) };
    case 'none':
      return { kind: 'none', ...explainAbsence(target.role, target.subject) };
    case 'records':
      return { kind: 'records', records: target.found.map(found => explainRecord(found, findings, state, around)) };
  }
}
