/** What is wrong with a record, or may become so. RFC 7208. */
import type { Severity } from '../inventory/finding.ts';
import { HOST_LIMIT, LENGTH_ADVICE, LOOKUP_LIMIT, VOID_LIMIT } from './limits.ts';
import { faultText } from './parse.ts';
import { termFindings } from './term-findings.ts';
import { type SpfTree, treesOf } from './tree.ts';

export interface SpfFinding {
  rule: string;
  severity: Severity;
  /** Whose record it is about. */
  domain: string;
  message: string;
  fix?: string;
  reference?: string;
}

/** Errors make receivers answer permerror, or everyone a permitted sender. Advice is given on the domain's own policy alone. */
export function spfFindings(root: SpfTree): SpfFinding[] {
  const found = [
    ...budget(root),
    ...[...treesOf(root)].flatMap(({ tree, own }) => [
      ...recordFindings(tree, tree === root),
      ...targetFindings(tree),
      ...(own ? termFindings(tree) : []),
    ]),
  ];
  // A record that is included twice has its faults once.
  return [...new Map(found.map(finding => [`${finding.rule} ${finding.message}`, finding])).values()];
}

/** RFC 7208 §3.4: the name and all TXT records at it. Where only the record is known, at least that. */
export function octetsOf({ domain, fact }: SpfTree): number {
  if (fact.status !== 'record') return 0;
  return domain.length + (fact.octets ?? Buffer.byteLength(fact.text));
}

function budget(root: SpfTree): SpfFinding[] {
  const { domain, lookups, voidLookups } = root;
  const reference = 'RFC 7208 §4.6.4';
  const findings: SpfFinding[] = [];
  if (lookups > LOOKUP_LIMIT) {
    const message = `SPF of ${domain} takes ${lookups} lookups; receivers stop at ${LOOKUP_LIMIT} with permerror.`;
    const fix = 'Drop an include, or let a sender use a return path of its own.';
    findings.push({ rule: 'spf-too-many-lookups', severity: 'error', domain, message, fix, reference });
  } else if (lookups > LOOKUP_LIMIT - 3) {
    const message = `SPF of ${domain} takes ${lookups} of ${LOOKUP_LIMIT} lookups: an include that grows breaks it.`;
    findings.push({ rule: 'spf-near-limit', severity: 'warning', domain, message, reference });
  }
  if (voidLookups > VOID_LIMIT) {
    const message = `${voidLookups} of the names that SPF of ${domain} asks for are not there; receivers stop behind ${VOID_LIMIT}.`;
    findings.push({
      rule: 'spf-too-many-void',
      severity: 'error',
      domain,
      message,
      fix: 'Remove their terms.',
      reference,
    });
  }
  return findings;
}

function recordFindings(tree: SpfTree, isRoot: boolean): SpfFinding[] {
  const { domain, fact, policy } = tree;
  if (fact.status === 'none' && isRoot) {
    const fix = 'Publish `v=spf1 -all` where nothing sends, else name what does.';
    return [error('spf-missing', domain, `${domain} has no SPF record.`, '4.5', fix)];
  }
  if (fact.status === 'several') {
    const message = `${domain} has ${fact.count} SPF records: receivers answer permerror.`;
    return [error('spf-several', domain, message, '4.5', 'Merge them into one.')];
  }
  if (fact.status === 'unknown' && fact.reason) {
    const message = `Nobody could say whether ${domain} has an SPF record: ${fact.reason}.`;
    return [{ rule: 'spf-unknown', severity: 'warning', domain, message, reference: 'RFC 7208 §4.4' }];
  }
  const octets = octetsOf(tree);
  const long = `The TXT records of ${domain} are ${octets} octets with the name; past ${LENGTH_ADVICE} an answer may not fit UDP.`;
  return [
    ...(policy?.faults ?? []).map(
      (fault): SpfFinding => ({
        ...{ rule: 'spf-syntax', severity: 'error', domain, fix: fault.fix, reference: fault.reference },
        message: `SPF of ${domain}: ${faultText(fault)}.`,
      }),
    ),
    ...(isRoot && octets > LENGTH_ADVICE ? [warning('spf-long', domain, long, '3.4')] : []),
  ];
}

/** What the names in a record lead to. */
function targetFindings({ domain, branches }: SpfTree): SpfFinding[] {
  return branches.flatMap(({ term, target, loop, below, hosts }) => {
    if (loop) return [error('spf-loop', domain, `${term.text} in SPF of ${domain} leads back to ${target}.`, '4.6.4')];
    if (below?.fact.status === 'none') {
      const message = `${term.text} in SPF of ${domain}: ${target} has no SPF record, so receivers answer permerror.`;
      return [error('spf-target-none', domain, message, term.name === 'include' ? '5.2' : '6.1', `Drop ${term.text}.`)];
    }
    if (hosts?.status === 'absent') {
      return [warning('spf-void', domain, `${term.text} in SPF of ${domain}: ${target} is not there.`, '4.6.4')];
    }
    if (hosts?.status === 'unknown' && hosts.reason) {
      return [warning('spf-unknown', domain, `${term.text} in SPF of ${domain} got no answer: ${hosts.reason}.`, '5')];
    }
    if (hosts?.status === 'found' && (hosts.hosts ?? 0) > HOST_LIMIT) {
      const message = `${term.text} in SPF of ${domain}: ${target} has ${hosts.hosts} MX hosts; receivers stop at ${HOST_LIMIT}.`;
      return [error('spf-mx-hosts', domain, message, '4.6.4')];
    }
    return [];
  });
}

function error(rule: string, domain: string, message: string, section: string, fix?: string): SpfFinding {
  return { rule, severity: 'error', domain, message, fix, reference: `RFC 7208 §${section}` };
}

function warning(rule: string, domain: string, message: string, section: string): SpfFinding {
  return { rule, severity: 'warning', domain, message, reference: `RFC 7208 §${section}` };
}
