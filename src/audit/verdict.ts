/** What a check has to say: three-valued, with advice as a shade of "pass". CONTRACT §3. */

/** `warn`: it works, but could be better or soon break. `unknown`: nobody answered; it may be as wrong as `fail`. */
export type Verdict = 'pass' | 'warn' | 'fail' | 'unknown';

export interface Finding {
  /** Stable id, kebab-case: `mx-alias`. */
  rule: string;
  verdict: Verdict;
  /** One sentence. */
  message: string;
  /** The server that was asked, and what it said. */
  evidence?: string;
  /** The way out, as an instruction. */
  fix?: string;
  /** The clause it rests on: "RFC 7208 §4.6.4". */
  reference?: string;
}

/** All that one check found; its verdict is the worst of its findings, its message theirs. */
export interface CheckResult {
  check: string;
  verdict: Verdict;
  message: string;
  evidence: string;
  fix?: string;
  /** The worst first. */
  findings: Finding[];
}

/** A failure is certain, so it comes first; what is unknown may hide one, so it comes before a warning. */
const ORDER: readonly Verdict[] = ['fail', 'unknown', 'warn', 'pass'];

export function worst(verdicts: Iterable<Verdict>): Verdict {
  const found = new Set(verdicts);
  return ORDER.find(verdict => found.has(verdict)) ?? 'pass';
}

/** `findings`: one at least. */
export function checkResult(check: string, findings: Finding[]): CheckResult {
  const ordered = ORDER.flatMap(verdict => findings.filter(finding => finding.verdict === verdict));
  const verdict = worst(findings.map(finding => finding.verdict));
  const telling = ordered.filter(finding => finding.verdict === verdict);
  return {
    check,
    verdict,
    message: distinct(telling.map(finding => finding.message)).join(' '),
    evidence: distinct(telling.map(finding => finding.evidence)).join('; '),
    fix: distinct(telling.map(finding => finding.fix)).join(' ') || undefined,
    findings: ordered,
  };
}

/** What the checks write: `fail('mx-alias', 'The host …', { fix: … })`. */
type Writer = (rule: string, message: string, more?: Omit<Finding, 'rule' | 'verdict' | 'message'>) => Finding;

const writer =
  (verdict: Verdict): Writer =>
  (rule, message, more = {}) => ({ rule, verdict, message, ...more });

export const pass = writer('pass');
export const warn = writer('warn');
export const fail = writer('fail');
export const unknown = writer('unknown');

function distinct(texts: (string | undefined)[]): string[] {
  return [...new Set(texts.filter(text => text !== undefined && text !== ''))] as string[];
}
