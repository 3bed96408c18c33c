/** A DMARC record, read. Pure. RFC 9989 §4.7 (as in its last draft, dmarcbis-41), RFC 7489 for what receivers of before still do. */
import { parseTags, type TagList } from './tags.ts';
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

function reportFindings({ values }: TagList, reports: DmarcRecord['reports']): Finding[] {
  const findings: Finding[] = [];
  if (!reports.some(({ tag }) => tag === 'rua')) {
    findings.push(
      warn('dmarc-no-reports', 'DMARC asks for no aggregate reports.', {
        fix: 'Add rua=mailto:….',
        reference: 'RFC 9989 §4.7',
      }),
    );
  }
  for (const { tag, uri } of reports) {
    if (!isReportUri(uri)) {
      const message = `${tag}=${uri} is no address that reports can go to.`;
      findings.push(
        fail('dmarc-report-uri', message, { fix: 'Write mailto: before the address.', reference: 'RFC 9989 §4.7' }),
      );
    } else if (/!\d+[kmgt]?$/i.test(uri)) {
      findings.push(
        warn('dmarc-report-size', `The size limit in ${tag}=${uri} is ignored.`, {
          fix: 'Drop it.',
          reference: 'RFC 9990 §3',
        }),
      );
    }
  }
  if (reports.filter(({ tag }) => tag === 'rua').length > 2) {
    findings.push(
      warn('dmarc-many-reports', 'Some reporters send to the first two addresses only.', { fix: 'Name at most two.' }),
    );
  }
  if (values.has('fo') && !values.has('ruf')) {
    findings.push(
      warn('dmarc-fo', 'fo= means nothing without ruf=.', { fix: 'Drop fo=.', reference: 'RFC 9989 §4.7' }),
    );
  }
  return findings;
}

/** RFC 9989 §4.7: `mailto:` must be supported; an https URI may be. */
function isReportUri(uri: string): boolean {
  return /^mailto:[^@\s]+@[^@\s]+\.[^@\s]+$/i.test(uri) || /^https:\/\/\S+$/i.test(uri);
}

const allowed: Record<string, RegExp> = {
  adkim: /^[rs]$/i,
  aspf: /^[rs]$/i,
  fo: /^[01ds](\s*:\s*[01ds])*$/i,
  psd: /^[ynu]$/i,
  t: /^[yn]$/i,
};
const known = ['v', 'p', 'sp', 'np', 'rua', 'ruf', ...Object.keys(allowed)];
const removed = ['pct', 'rf', 'ri'];

function tagFindings({ values, order, repeated, broken }: TagList): Finding[] {
  const findings: Finding[] = [];
  const reference = 'RFC 9989 §4.7';
  for (const piece of broken)
    findings.push(fail('dmarc-syntax', `"${piece.slice(0, 40)}" in the DMARC record is no tag.`, { reference }));
  for (const tag of repeated)
    findings.push(fail('dmarc-syntax', `${tag}= stands in the DMARC record twice.`, { reference }));
  for (const [tag, form] of Object.entries(allowed)) {
    const value = values.get(tag);
    if (value !== undefined && !form.test(value))
      findings.push(warn('dmarc-value', `${tag}=${value} is ignored.`, { reference }));
  }
  for (const tag of order.filter(each => !known.includes(each) && !removed.includes(each))) {
    findings.push(
      warn('dmarc-unknown-tag', `${tag}= is no tag of DMARC and is ignored.`, { fix: `Drop ${tag}=.`, reference }),
    );
  }
  for (const tag of order.filter(each => removed.includes(each))) {
    const message = `${tag}= was removed from DMARC; receivers of today ignore it.`;
    findings.push(
      warn('dmarc-removed-tag', message, {
        fix: tag === 'pct' ? 'Drop it; t=y is for testing.' : 'Drop it.',
        reference,
      }),
    );
  }
  if (order.includes('p') && order[1] !== 'p') {
    findings.push(
      warn('dmarc-order', 'p= is not the second tag, as receivers of RFC 7489 demand.', {
        fix: 'Put it behind v=.',
        reference: 'RFC 7489 §6.3',
      }),
    );
  }
  return findings;
}
