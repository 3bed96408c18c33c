/** Whether the domains that DMARC reports go to take them. RFC 9990 §4. */
import { addressDomain, CONSENT_CONTENT, consentName } from '../records/dmarc.ts';
import { isDmarc } from './dmarc-record.ts';
import { type Step, walkTree } from './dmarc-walk.ts';
import { type Finding, fail, pass, unknown } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, type View } from './view.ts';

export async function reportConsent(policy: Step, organizational: string, view: View): Promise<Finding[]> {
  const hosts = [...new Set(policy.record?.reports.flatMap(({ uri }) => hostOf(uri)) ?? [])].sort();
  const found = await Promise.all(
    hosts.map(async host => [
      ...(await consent(policy.domain, organizational, host, view)),
      ...(await mailbox(host, view)),
    ]),
  );
  return found.flat();
}

/** The host of a `mailto:` URI; an `https:` one needs the same consent, but nobody sends there (2026-11). */
function hostOf(uri: string): string[] {
  const [, address] = /^mailto:([^?!]+)/i.exec(uri) ?? [];
  return address?.includes('@')
    ? [addressDomain(decodeURIComponent(address.replace(/%(?![0-9a-f]{2})/gi, '%25')))]
    : [];
}

async function consent(domain: string, organizational: string, host: string, view: View): Promise<Finding[]> {
  const { organizational: theirs } = await walkTree(host, view);
  if (theirs === organizational) return [];
  const name = consentName(domain, host);
  const seen = await view.ask(name, 'TXT');
  const evidence = evidenceOf(seen);
  const reference = 'RFC 9990 §4';
  if (textsOf(seen).some(isDmarc))
    return [pass('dmarc-consent', `${host} takes the reports of ${domain}.`, { evidence })];
  if (isUnanswered(seen)) {
    return [
      unknown('dmarc-consent-unanswered', `Nobody could say whether ${host} takes the reports of ${domain}.`, {
        evidence,
        reference,
      }),
    ];
  }
  const fix = `Its owner publishes ${name} TXT "${CONSENT_CONTENT}".`;
  return [
    fail('dmarc-consent', `${host} has not agreed to the reports of ${domain}: none are sent.`, {
      evidence,
      fix,
      reference,
    }),
  ];
}

async function mailbox(host: string, view: View): Promise<Finding[]> {
  const seen = await view.ask(host, 'MX');
  const evidence = evidenceOf(seen);
  if (isUnanswered(seen))
    return [unknown('dmarc-reports-unanswered', `Nobody could say whether ${host} takes mail.`, { evidence })];
  if (textsOf(seen).some(target => target !== '.' && target !== '')) return [];
  return [
    fail('dmarc-reports-mx', `DMARC reports go to ${host}, which has no MX.`, {
      evidence,
      fix: 'Send them to a domain that takes mail.',
    }),
  ];
}
