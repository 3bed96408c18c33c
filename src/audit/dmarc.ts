/** The DMARC policy that receivers find, and whether its reports arrive. RFC 9989, RFC 9990. */
import { getDomain } from 'tldts';
import { isDmarc, isNearDmarc } from './dmarc-record.ts';
import { type Step, type Walk, walkTree } from './dmarc-walk.ts';
import { reportConsent } from './report-consent.ts';
import type { Check } from './subject.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, unansweredFinding, type View } from './view.ts';

export const dmarc: Check = async ({ domain }, view) => {
  const walk = await walkTree(domain, view);
  const strays = await strayFindings(domain, walk, view);
  const { policy, unanswered } = walk;
  if (!policy?.record)
    return [
      ...strays,
      unanswered
        ? unansweredFinding('dmarc', `which DMARC policy ${domain} has`, unanswered.seen)
        : missing(domain, walk),
    ];
  const evidence = evidenceOf(policy.seen);
  return [
    ...(unanswered
      ? [unansweredFinding('dmarc', `whether ${unanswered.domain} has a DMARC record of its own`, unanswered.seen)]
      : []),
    ...strays,
    ...placeFindings(domain, policy, walk),
    ...policy.record.findings.map(finding => ({ evidence, ...finding })),
    ...(await reportConsent(policy, walk.organizational, view)),
  ];
};

function missing(domain: string, { steps }: Walk): Finding {
  const asked = steps.map(step => evidenceOf(step.seen)).join('; ');
  const message = `${domain} has no DMARC record, and no domain above it has one that counts.`;
  return fail('dmarc-missing', message, {
    evidence: asked,
    fix: `Publish _dmarc.${domain} TXT "v=DMARC1; p=none; rua=mailto:…".`,
    reference: 'RFC 9989 §4.10',
  });
}

/** Records at the domain that receivers pass over. */
async function strayFindings(domain: string, { steps }: Walk, view: View): Promise<Finding[]> {
  const [own] = steps as [Step];
  const evidence = evidenceOf(own.seen);
  const findings: Finding[] = [];
  if (own.several > 0) {
    const message = `${domain} has ${own.several} DMARC records: receivers discard all of them.`;
    findings.push(fail('dmarc-several', message, { evidence, fix: 'Keep one.', reference: 'RFC 9989 §4.10' }));
  }
  if (textsOf(own.seen).some(isNearDmarc)) {
    const fix = 'Begin it with v=DMARC1 in this case, and without quotes.';
    findings.push(
      fail('dmarc-near-miss', `_dmarc.${domain} has a record that looks like DMARC and is none.`, {
        evidence,
        fix,
        reference: 'RFC 9989 §4.7',
      }),
    );
  }
  const apex = await view.ask(domain, 'TXT');
  if (textsOf(apex).some(isDmarc)) {
    const fix = `Move it to _dmarc.${domain}.`;
    findings.push(
      warn('dmarc-place', `${domain} has a DMARC record at its own name, where nobody looks.`, {
        evidence: evidenceOf(apex),
        fix,
        reference: 'RFC 9989 §4.7',
      }),
    );
  }
  return findings;
}

function placeFindings(domain: string, policy: Step, { organizational, steps }: Walk): Finding[] {
  const findings: Finding[] = [];
  if (policy.domain !== domain) {
    const says = policy.record?.subdomains;
    findings.push(
      pass(
        'dmarc-inherited',
        `${domain} has no record of its own: the one of ${policy.domain} counts, with ${says} for subdomains.`,
      ),
    );
    if (says === 'none' && policy.record?.policy !== 'none') {
      findings.push(
        warn('dmarc-none', `For ${domain} that is a policy of none.`, { fix: `Give ${domain} a record of its own.` }),
      );
    }
  }
  const suffixList = getDomain(domain);
  if (suffixList && suffixList !== organizational && !steps.some(({ seen }) => isUnanswered(seen))) {
    const message = `Receivers that still use the Public Suffix List take ${suffixList} for the organisational domain, others ${organizational}.`;
    findings.push(
      warn('dmarc-organizational', message, {
        fix: `Give ${suffixList} a DMARC record.`,
        reference: 'RFC 9989 §4.10.2',
      }),
    );
  }
  if (policy.record?.psd === 'y' && policy.domain === domain) {
    findings.push(
      unknown('dmarc-psd', `${domain} says psd=y: that it is a public suffix, under which others own domains.`, {
        fix: 'Drop psd=y if it is not.',
        reference: 'RFC 9989 §4.7',
      }),
    );
  }
  return findings;
}
