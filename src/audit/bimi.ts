/** BIMI: a logo beside authenticated mail. draft-brand-indicators-for-message-identification (checked 2026-11); the logo is not fetched. */
import { parseTags } from '../records/tags.ts';
import { walkTree } from './dmarc-walk.ts';
import { type Check, rolesOf } from './subject.ts';
import { type Finding, fail, pass, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, unansweredFinding, type View } from './view.ts';

export const bimi: Check = async (subject, view) => {
  const { domain } = subject;
  const [name = `default._bimi.${domain}`] = rolesOf(subject, 'bimi').map(record => record.name);
  const found = await view.ask(name, 'TXT');
  const evidence = evidenceOf(found);
  if (isUnanswered(found)) return [unansweredFinding('bimi', `whether ${domain} has BIMI`, found)];
  const records = textsOf(found).filter(text => /^v=BIMI1\s*(?:;|$)/i.test(text));
  if (textsOf(found).length === 0) return [pass('bimi-none', `${domain} does not use BIMI.`, { evidence })];
  if (records.length !== 1)
    return [fail('bimi-several', `${name} has ${records.length} BIMI records; it needs one.`, { evidence })];
  const findings = [...recordFindings(domain, records[0] ?? ''), ...(await policyFindings(domain, view))];
  return findings.map(finding => ({ evidence, ...finding }));
};

function recordFindings(domain: string, record: string): Finding[] {
  const { values, repeated, broken } = parseTags(record);
  const [logo, mark] = [values.get('l'), values.get('a') ?? ''];
  if (logo === undefined || repeated.length > 0 || broken.length > 0)
    return [fail('bimi-syntax', 'The BIMI record needs l=, and nothing twice.')];
  if (logo === '' && mark === '') return [pass('bimi', `${domain} declines BIMI.`)];
  const urls = [logo, mark].filter(Boolean);
  if (urls.some(url => !/^https:\/\//i.test(url)))
    return [fail('bimi-https', 'The logo and its certificate must be https: addresses.')];
  if (mark === '')
    return [
      warn('bimi-mark', 'The logo has no mark certificate (a=): Gmail and Apple do not show it.', {
        fix: 'Get a VMC or CMC.',
      }),
    ];
  return [pass('bimi', `The logo of ${domain} is at ${logo || mark}.`)];
}

/** Receivers show logos only under an enforced policy, for subdomains too. */
async function policyFindings(domain: string, view: View): Promise<Finding[]> {
  const record = (await walkTree(domain, view)).policy?.record;
  if (!record || (record.policy !== 'none' && record.subdomains !== 'none' && !record.testing)) return [];
  return [
    warn('bimi-dmarc', 'The logo is not shown: DMARC must say quarantine or reject, for subdomains too.', {
      fix: 'Enforce DMARC first.',
    }),
  ];
}
