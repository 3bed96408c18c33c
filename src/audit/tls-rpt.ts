/** Reports on TLS failures. RFC 8460 §3. */
import { parseTags } from '../records/tags.ts';
import type { Check } from './subject.ts';
import { type Finding, fail, pass, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, unansweredFinding, type View } from './view.ts';

const reference = 'RFC 8460 §3';

export const tlsRpt: Check = async ({ domain }, view) => {
  const found = await view.ask(`_smtp._tls.${domain}`, 'TXT');
  const evidence = evidenceOf(found);
  if (isUnanswered(found)) return [unansweredFinding('tls-rpt', `whether ${domain} wants TLS reports`, found)];
  const records = textsOf(found).filter(text => /^v=TLSRPTv1\s*(?:;|$)/.test(text));
  const [record, ...more] = records;
  if (record === undefined) return [await noRecord(domain, textsOf(found), evidence, view)];
  if (more.length > 0) {
    const message = `${domain} has ${records.length} TLS-RPT records: senders take it to have none.`;
    return [fail('tls-rpt-several', message, { evidence, fix: 'Keep one.', reference })];
  }
  return recordFindings(domain, record).map(finding => ({ evidence, ...finding }));
};

async function noRecord(domain: string, texts: string[], evidence: string, view: View): Promise<Finding> {
  if (texts.length > 0)
    return fail('tls-rpt-version', `_smtp._tls.${domain} has a TXT record that is not TLS-RPT.`, {
      evidence,
      reference,
    });
  const policy = await view.ask(`_mta-sts.${domain}`, 'TXT');
  if (policy.status !== 'answer') return pass('tls-rpt-none', `${domain} asks for no TLS reports.`, { evidence });
  const fix = `Publish _smtp._tls.${domain} TXT "v=TLSRPTv1; rua=mailto:…".`;
  return warn('tls-rpt-none', `${domain} uses MTA-STS, but asks for no reports on what fails.`, {
    evidence,
    fix,
    reference,
  });
}

function recordFindings(domain: string, record: string): Finding[] {
  const { values, repeated, broken } = parseTags(record);
  const uris =
    values
      .get('rua')
      ?.split(',')
      .map(uri => uri.trim()) ?? [];
  const bad = uris.filter(uri => !/^mailto:[^@\s]+@[^@\s]+$/i.test(uri) && !/^https:\/\/\S+$/i.test(uri));
  if (uris.length === 0 || bad.length > 0 || repeated.length > 0 || broken.length > 0) {
    const message =
      uris.length === 0
        ? 'The TLS-RPT record has no rua.'
        : `The TLS-RPT record cannot be read: ${[...bad, ...repeated, ...broken].join(', ')}.`;
    return [fail('tls-rpt-rua', message, { fix: 'Write rua=mailto:… or rua=https://….', reference })];
  }
  return [pass('tls-rpt', `TLS reports of ${domain} go to ${uris.join(', ')}.`)];
}
