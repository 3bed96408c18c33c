/** Records in places where nobody looks for them, and texts beside a policy that its readers do not expect. */
import type { Check } from './subject.ts';
import { type Finding, pass, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, unansweredFinding, type View } from './view.ts';

interface Policy {
  what: string;
  /** What stands before the domain. */
  label: string;
  /** What its record begins with. */
  start: RegExp;
  reference: string;
}

/** DMARC and SPF in wrong places are told by their own checks. */
const POLICIES: Policy[] = [
  { what: 'DMARC', label: '_dmarc', start: /^\s*v\s*=\s*dmarc1?/i, reference: 'RFC 9989 §4.10' },
  { what: 'MTA-STS', label: '_mta-sts', start: /^\s*v\s*=\s*sts/i, reference: 'RFC 8461 §3.1' },
  { what: 'TLS-RPT', label: '_smtp._tls', start: /^\s*v\s*=\s*tlsrpt/i, reference: 'RFC 8460 §3' },
  { what: 'BIMI', label: 'default._bimi', start: /^\s*v\s*=\s*bimi/i, reference: 'BIMI draft §4.3' },
];

export const strays: Check = async ({ domain }, view) => {
  const apex = await view.ask(domain, 'TXT');
  if (isUnanswered(apex)) return [unansweredFinding('strays', `what stands at ${domain}`, apex)];
  const misplaced = POLICIES.filter(({ what }) => what !== 'DMARC').flatMap(({ what, label, start, reference }) => {
    if (!textsOf(apex).some(text => start.test(text))) return [];
    const message = `A ${what} record stands at ${domain} itself, where nobody looks for it.`;
    const fix = `Move it to ${label}.${domain}.`;
    return [warn('record-misplaced', message, { evidence: evidenceOf(apex), fix, reference })];
  });
  const beside = (await Promise.all(POLICIES.map(policy => textsBeside(policy, domain, view)))).flat();
  const findings = [...misplaced, ...beside];
  return findings.length > 0 ? findings : [pass('strays', 'No policy record is out of place.')];
};

/** Readers skip what does not begin like their policy, as far as they follow the standard. */
async function textsBeside({ what, label, start, reference }: Policy, domain: string, view: View): Promise<Finding[]> {
  const found = await view.ask(`${label}.${domain}`, 'TXT');
  const [policies, others] = [true, false].map(is => textsOf(found).filter(text => start.test(text) === is));
  if (!policies?.length || !others?.length) return [];
  const message = `${label}.${domain} has other TXT records beside ${what}: some readers stumble over them.`;
  const fix = 'Remove them; a wildcard TXT record may be where they come from.';
  return [warn('text-beside-policy', message, { evidence: evidenceOf(found), fix, reference })];
}
