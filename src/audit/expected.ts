/** Expected against seen, told where people look for it: a DKIM record's verdict under DKIM. */
import type { RecordVerdict } from '../dns/verify.ts';
import type { EstateRecord } from '../records/record.ts';
import { isOwnInclude } from '../records/spf-own-includes.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';

export type Verified = RecordVerdict<EstateRecord>;

const checks = ['mx', 'spf', 'dkim', 'dmarc', 'return-path', 'mta-sts', 'tls-rpt', 'bimi', 'caa'];

/** The check that speaks of a record; what has none of its own is under `records`. */
export function checkOf({ role, name, domain, key }: EstateRecord): string {
  const host = isOwnInclude(key) ? name.slice(name.indexOf('.') + 1) : name;
  if (role === 'spf' && host !== domain) return 'return-path';
  return checks.includes(role) ? role : 'records';
}

/** `verified`: of one check. `waiting`: those without a value yet. */
export function expectedFindings(verified: Verified[], waiting: EstateRecord[]): Finding[] {
  const served = verified.filter(({ verdict }) => verdict === 'pass');
  const findings = verified.flatMap(recordFinding);
  if (served.length > 0) {
    const evidence = [...new Set(served.map(each => each.evidence))].sort().join('; ');
    const count =
      served.length === 1 ? `${labelOf((served[0] as Verified).record)} is` : `${served.length} records are`;
    findings.push(pass('expected', `${count} served as planned.`, { evidence }));
  }
  return [...findings, ...waiting.map(waitingFinding)];
}

function recordFinding({ record, verdict, evidence, seen }: Verified): Finding[] {
  if (verdict === 'pass') return [];
  const expected = `expected ${shown(record)}; seen ${seen.map(value => quoted(record.type, value)).join(', ') || 'nothing'}; ${evidence}`;
  if (verdict === 'unknown') {
    const fix = 'Try again; if it stays so, see to the servers.';
    return [
      unknown('expected-unanswered', `Nobody could say whether ${labelOf(record)} is served.`, {
        evidence: expected,
        fix,
      }),
    ];
  }
  const fix = 'See `mailyard plan` for what is not applied yet, and `mailyard drift` for what was changed by hand.';
  return [fail('not-as-planned', `${labelOf(record)} is not served as planned.`, { evidence: expected, fix })];
}

function waitingFinding(record: EstateRecord): Finding {
  const { provider = '', values = [] } = record.provided ?? {};
  const message = `${labelOf(record)} waits for ${values.join(', ')} of ${provider}.`;
  return warn('expected-waiting', message, { fix: `Write it under values: ${provider}.` });
}

const labelOf = ({ type, name }: EstateRecord): string => `${type} ${name}`;

const shown = ({ type, content, priority }: EstateRecord): string =>
  priority === undefined ? quoted(type, content) : `${priority} ${content}`;

/** Texts hold semicolons and spaces of their own. */
const quoted = (type: string, value: string): string => (type === 'TXT' ? `"${value}"` : value);
