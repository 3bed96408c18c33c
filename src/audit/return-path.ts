/** Hosts that bounces go to: they need SPF of their own, and a way for the bounce to arrive. RFC 5321 §4.4, RFC 9989 §4.4. */
import { isIP } from 'node:net';
import { isOwnInclude } from '../records/spf-own-includes.ts';
import { isSpf } from '../spf/parse.ts';
import { findingsOfTree } from './spf-tree.ts';
import type { Check, Subject } from './subject.ts';
import { type Finding, fail, pass, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, unansweredFinding, type View } from './view.ts';

/** Labels that senders propose for it. Checked 2026-11. */
const usualLabels = ['bounce', 'bounces', 'send', 'em', 'mg', 'pm-bounces', 'return', 'mailer'];

export const returnPath: Check = async (subject, view) => {
  const { domain, expected } = subject;
  if (expected) {
    const hosts = expectedHosts(subject);
    if (hosts.length === 0) return [pass('return-path', `No return path of its own: bounces go to ${domain}.`)];
    return (await Promise.all(hosts.map(host => hostFindings(host, expected.phase === 'retired', view)))).flat();
  }
  const found = (await Promise.all(usualLabels.map(label => guess(`${label}.${domain}`, view)))).flat();
  const message = `No return path at any of ${usualLabels.length} usual names: mail aligns by ${domain} itself, or by DKIM.`;
  return found.length > 0 ? found : [pass('return-path', message, { evidence: `tried: ${usualLabels.join(', ')}` })];
};

/** Below the domain, where its plan puts SPF or a return path. */
function expectedHosts({ domain, expected }: Subject): string[] {
  const records = expected?.records ?? [];
  const own = records.filter(
    ({ role, name, key }) => role === 'return-path' || (role === 'spf' && name !== domain && !isOwnInclude(key)),
  );
  return [...new Set(own.filter(({ provided }) => !provided).map(({ name }) => name))].sort();
}

async function hostFindings(host: string, retired: boolean, view: View): Promise<Finding[]> {
  const [findings, mx] = await Promise.all([findingsOfTree(host, view), view.ask(host, 'MX')]);
  const evidence = evidenceOf(mx);
  if (isUnanswered(mx)) return [...findings, unansweredFinding('return-path', `where bounces for ${host} go`, mx)];
  const exchanges = textsOf(mx).filter(target => target !== '.' && target !== '' && !isIP(target));
  if (exchanges.length > 0 || retired) return findings;
  const fix = 'Publish the MX that its sender names, or its CNAME.';
  return [
    ...findings,
    fail('return-path-mx', `Bounces to ${host} cannot arrive: it has no MX.`, {
      evidence,
      fix,
      reference: 'RFC 5321 §5.1',
    }),
  ];
}

/** A host that has an SPF record is a return path; anything else at such a name may be a web site. */
async function guess(host: string, view: View): Promise<Finding[]> {
  const texts = textsOf(await view.ask(host, 'TXT'));
  if (!texts.some(isSpf)) return [];
  const mx = await view.ask(host, 'MX');
  const evidence = evidenceOf(mx);
  const silent = !isUnanswered(mx) && textsOf(mx).length === 0;
  const bounce = silent
    ? [warn('return-path-mx', `${host} has SPF but no MX: bounces to it cannot arrive.`, { evidence })]
    : [];
  return [...(await findingsOfTree(host, view)), ...bounce];
}
