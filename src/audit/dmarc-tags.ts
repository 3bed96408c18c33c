/** What is wrong with a DMARC record's tags and addresses, whatever its policy. Pure. RFC 9989 §4.7. */
import type { TagList } from '../records/tags.ts';
import type { DmarcRecord } from './dmarc-record.ts';
import { type Finding, fail, warn } from './verdict.ts';

const allowed: Record<string, RegExp> = {
  adkim: /^[rs]$/i,
  aspf: /^[rs]$/i,
  fo: /^[01ds](\s*:\s*[01ds])*$/i,
  psd: /^[ynu]$/i,
  t: /^[yn]$/i,
};
const known = ['v', 'p', 'sp', 'np', 'rua', 'ruf', ...Object.keys(allowed)];
const removed = ['pct', 'rf', 'ri'];

export function tagFindings({ values, order, repeated, broken }: TagList): Finding[] {
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

export function reportFindings({ values }: TagList, reports: DmarcRecord['reports']): Finding[] {
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
