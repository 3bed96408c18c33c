/** An MTA-STS policy file, read. Pure. RFC 8461 §3.2. */
import { foldName } from '../dns/name.ts';
import { type Finding, fail, warn } from './verdict.ts';

export interface StsPolicy {
  mode?: 'enforce' | 'testing' | 'none';
  /** Seconds. */
  maxAge?: number;
  /** Patterns. */
  mx: string[];
  findings: Finding[];
}

const LONGEST_AGE = 31_557_600;
const DAY = 86_400;

export function readStsPolicy(text: string): StsPolicy {
  const lines = text.split(/\r?\n/).filter(line => line.trim() !== '');
  const pairs = lines.map(line => /^([A-Za-z0-9_.-]+)\s*:\s*(.*?)\s*$/.exec(line)?.slice(1) ?? []);
  const all = (key: string) => pairs.filter(([name]) => name === key).map(([, value = '']) => value);
  const [mode] = all('mode');
  const [maxAge] = all('max_age');
  const policy = {
    mode: (['enforce', 'testing', 'none'] as const).find(known => known === mode),
    maxAge: maxAge !== undefined && /^\d{1,10}$/.test(maxAge) ? Number(maxAge) : undefined,
    mx: all('mx').map(foldName),
  };
  const broken = lines.filter((_, at) => pairs[at]?.length === 0);
  return { ...policy, findings: [...faults(policy, all('version')), ...broken.map(lineFault), ...lineEndFault(text)] };
}

function faults({ mode, maxAge, mx }: Omit<StsPolicy, 'findings'>, versions: string[]): Finding[] {
  const reference = 'RFC 8461 §3.2';
  const findings: Finding[] = [];
  if (versions.length !== 1 || versions[0] !== 'STSv1') {
    findings.push(fail('mta-sts-version', 'The policy has no line `version: STSv1`.', { reference }));
  }
  if (!mode) findings.push(fail('mta-sts-mode', 'The policy has no mode of enforce, testing or none.', { reference }));
  if (maxAge === undefined || maxAge > LONGEST_AGE) {
    findings.push(fail('mta-sts-max-age', `The policy needs a max_age from 0 to ${LONGEST_AGE}.`, { reference }));
  } else if (maxAge < DAY && mode !== 'none') {
    const fix = 'Let it be weeks: 604800 or more.';
    findings.push(warn('mta-sts-max-age', `The policy is kept for ${maxAge} seconds only.`, { fix, reference }));
  }
  if (mx.length === 0 && mode && mode !== 'none') {
    findings.push(fail('mta-sts-no-mx', `The policy says ${mode} and names no mx.`, { reference }));
  }
  return findings;
}

const lineFault = (line: string): Finding =>
  warn('mta-sts-line', `"${line.slice(0, 40)}" in the policy is no \`key: value\`.`, { reference: 'RFC 8461 §3.2' });

/** §3.2 takes LF or CRLF; a lone CR ends nothing. */
function lineEndFault(text: string): Finding[] {
  return /\r(?!\n)/.test(text)
    ? [fail('mta-sts-line-end', 'The policy has lines that end in CR alone.', { reference: 'RFC 8461 §3.2' })]
    : [];
}
