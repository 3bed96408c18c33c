/** The SPF record of one host with all that it leads to, as findings. */

import { spfFindings } from '../spf/findings.ts';
import { LOOKUP_LIMIT, VOID_LIMIT } from '../spf/limits.ts';
import { liveFacts } from '../spf/live-facts.ts';
import { resolverOf } from '../spf/resolver.ts';
import { spfTree } from '../spf/tree.ts';
import { explanationFindings } from './spf-explanation.ts';
import { type Finding, pass, type Verdict } from './verdict.ts';
import { evidenceOf, type View } from './view.ts';

const VERDICTS: Record<'error' | 'warning' | 'info', Verdict> = { error: 'fail', warning: 'warn', info: 'pass' };

/** The server is the view's own choice for each name. */
const NONE = { host: '', port: 0 };

export async function findingsOfTree(host: string, view: View): Promise<Finding[]> {
  const resolve = resolverOf(({ name, type }) => view.ask(name, type), NONE);
  const tree = spfTree(host, await liveFacts(host, resolve));
  const evidence = evidenceOf(await view.ask(host, 'TXT'));
  const findings = spfFindings(tree).map(
    ({ rule, severity, message, fix, reference }): Finding => ({
      ...{ rule, message, fix, reference },
      verdict: rule === 'spf-unknown' ? 'unknown' : VERDICTS[severity],
      evidence: tree.policy?.text ? `${host}: "${tree.policy.text}"` : evidence,
    }),
  );
  if (!tree.policy) return findings;
  const price = `${tree.lookups} of ${LOOKUP_LIMIT} lookups, ${tree.voidLookups} of ${VOID_LIMIT} void`;
  return [
    pass('spf', `SPF of ${host} takes ${price}.`, { evidence }),
    ...findings,
    ...(await explanationFindings(tree, view)),
  ];
}
