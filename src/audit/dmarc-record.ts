/** A DMARC record, read. Pure. RFC 9989 §4.7 (as in its last draft, dmarcbis-41), RFC 7489 for what receivers of before still do. */
import { parseTags, type TagList } from '../records/tags.ts';
import { reportFindings, tagFindings } from './dmarc-tags.ts';
import { type Finding, fail, pass, warn } from './verdict.ts';

export type Policy = 'none' | 'quarantine' | 'reject';

export interface DmarcRecord {
  policy: Policy;
  subdomains: Policy;
  testing: boolean;
  psd: 'y' | 'n' | 'u';
  /** Where reports go: `rua` first, then `ruf`. */
  reports: { tag: 'rua' | 'ruf'; uri: string }[];
  findings: Finding[];
}

/** RFC 9989 §4.7: the version comes first and in this case, or it is another record. */
export function isDmarc(text: string): boolean {
  return /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text);
}

/** Meant to be one, but receivers pass over it. */
export function isNearDmarc(text: string): boolean {
  return !isDmarc(text) && /\bv\s*=\s*dmarc\d*\b/i.test(text);
}

/** `owner`: where it stands, for the messages. */
export function readDmarc(text: string, owner: string): DmarcRecord {
  const tags = parseTags(text);
  const reports = reportsOf(tags);
  const policy = policyOf(tags.values.get('p'));
  return {
    policy: policy ?? 'none',
    subdomains: policyOf(tags.values.get('sp')) ?? policy ?? 'none',
    testing: tags.values.get('t')?.toLowerCase() === 'y',
    psd: (['y', 'n'] as const).find(value => value === tags.values.get('psd')?.toLowerCase()) ?? 'u',
    reports,
    findings: [...policyFindings(tags, owner), ...reportFindings(tags, reports), ...tagFindings(tags)],
  };
}

const policies: readonly string[] = ['none', 'quarantine', 'reject'];

function policyOf(value: string | undefined): Policy | undefined {
  const folded = value?.toLowerCase();
  return folded !== undefined && policies.includes(folded) ? (folded as Policy) : undefined;
}

function reportsOf({ values }: TagList): DmarcRecord['reports'] {
  return (['rua', 'ruf'] as const).flatMap(tag =>
    (values.get(tag)?.split(',') ?? []).map(uri => ({ tag, uri: uri.trim() })).filter(({ uri }) => uri !== ''),
  );
}

function policyFindings({ values }: TagList, owner: string): Finding[] {
  const [p, sp, np] = ['p', 'sp', 'np'].map(tag => values.get(tag));
  const bad = Object.entries({ p, sp, np }).find(([, value]) => value !== undefined && !policyOf(value));
  if (bad) {
    const message = `${bad[0]}=${bad[1]} is no policy: receivers take the record as p=none, or not at all.`;
    return [fail('dmarc-policy', message, { fix: 'Write none, quarantine or reject.', reference: 'RFC 9989 §4.10.1' })];
  }
  if (p === undefined) {
    const fix = 'Write p= as the second tag.';
    return [fail('dmarc-policy', 'The DMARC record has no p= tag.', { fix, reference: 'RFC 9989 §4.7' })];
  }
  const findings = strengthFindings(values, owner);
  return findings.length > 0 ? findings : [pass('dmarc-policy', `DMARC of ${owner} says p=${p}.`)];
}

function strengthFindings(values: TagList['values'], owner: string): Finding[] {
  const [p = 'none', sp = p] = [policyOf(values.get('p')), policyOf(values.get('sp'))];
  const findings: Finding[] = [];
  if (p === 'none') {
    const fix = 'Read the reports for a month, then say quarantine, later reject.';
    findings.push(
      warn('dmarc-none', `DMARC of ${owner} says p=none: it only watches.`, { fix, reference: 'RFC 9989 §5.1' }),
    );
  }
  if (policies.indexOf(sp) < policies.indexOf(p)) {
    const message = `Subdomains of ${owner} are held to less (sp=${sp}) than itself (p=${p}).`;
    findings.push(warn('dmarc-subdomains', message, { fix: 'Drop sp=.', reference: 'RFC 9989 §4.7' }));
  }
  if (values.get('t')?.toLowerCase() === 'y') {
    const fix = 'Drop t=y when the reports are clean.';
    findings.push(
      warn('dmarc-testing', `DMARC of ${owner} is in test mode (t=y).`, { fix, reference: 'RFC 9989 §4.7' }),
    );
  }
  return findings;
}
