/** What the DNS says of all the names that a domain's SPF record leads to. */
import { isPolicyDomain } from './domain-spec.ts';
import { isSpf, parseSpf } from './parse.ts';
import type { SpfAnswer, SpfResolver } from './resolver.ts';
import { costsLookup, type Term } from './term.ts';
import { type Facts, type HostFact, isReached, type PolicyFact, staticTarget } from './tree.ts';

/** A record that leads to more policies than this is a trap: the limit of lookups is long broken. */
const MOST_POLICIES = 50;

/** Each name is asked for once. Never rejects: where nobody answers, the fact is `unknown`. */
export async function liveFacts(domain: string, resolve: SpfResolver): Promise<Facts> {
  const policies = new Map<string, PolicyFact>();
  const hosts = new Map<string, HostFact>();

  const visit = async (name: string): Promise<void> => {
    const key = name.toLowerCase();
    if (policies.has(key) || policies.size >= MOST_POLICIES) return;
    policies.set(key, { status: 'unknown' });
    const fact = await policyFact(name, resolve);
    policies.set(key, fact);
    if (fact.status !== 'record') return;
    const policy = parseSpf(fact.text);
    await Promise.all(policy.terms.filter(term => isReached(term, policy)).map(term => follow(term, name)));
  };

  const follow = async (term: Term, name: string): Promise<void> => {
    const target = costsLookup(term) ? staticTarget(term, name, domain) : undefined;
    if (target === undefined) return;
    if (term.name === 'include' || term.name === 'redirect') await visit(target);
    if (term.name !== 'a' && term.name !== 'mx' && term.name !== 'exists') return;
    const key = hostKey(target, term.name);
    if (!hosts.has(key)) hosts.set(key, await hostFact(target, term.name, resolve));
  };

  await visit(domain);
  return {
    policy: name =>
      policies.get(name.toLowerCase()) ?? { status: 'unknown', reason: `more than ${MOST_POLICIES} records` },
    hosts: (name, kind) => hosts.get(hostKey(name, kind)) ?? { status: 'unknown' },
  };
}

async function policyFact(name: string, resolve: SpfResolver): Promise<PolicyFact> {
  if (!isPolicyDomain(name)) return { status: 'none' };
  const answer = await resolve(name, 'TXT');
  if (answer.status === 'failed') return { status: 'unknown', reason: answer.reason };
  const texts = answer.status === 'found' ? answer.values : [];
  const [text, ...more] = texts.filter(isSpf);
  if (text === undefined) return { status: 'none' };
  if (more.length > 0) return { status: 'several', count: more.length + 1 };
  return { status: 'record', text, octets: texts.reduce((sum, each) => sum + Buffer.byteLength(each), 0) };
}

/** An `a` is void for every client only where neither family is there (RFC 7208 §5 asks for the client's own). */
async function hostFact(name: string, kind: 'a' | 'mx' | 'exists', resolve: SpfResolver): Promise<HostFact> {
  const types = kind === 'a' ? (['A', 'AAAA'] as const) : kind === 'mx' ? (['MX'] as const) : (['A'] as const);
  const answers = await Promise.all(types.map(type => resolve(name, type)));
  const found = answers.filter(isFound).flatMap(({ values }) => values.filter(value => value !== '.' && value !== ''));
  if (answers.some(isFound)) return { status: 'found', hosts: kind === 'mx' ? found.length : undefined };
  const failed = answers.find(answer => answer.status === 'failed');
  return failed ? { status: 'unknown', reason: failed.reason } : { status: 'absent' };
}

const isFound = (answer: SpfAnswer): answer is SpfAnswer & { status: 'found' } => answer.status === 'found';

const hostKey = (name: string, kind: string): string => `${kind} ${name.toLowerCase()}`;
