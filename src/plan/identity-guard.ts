/** A domain's identity at SES: without it SES refuses all mail from the domain, and with another one it signs with other keys. */
import { EMAIL_IDENTITY } from '../estate/aws-types.ts';
import type { SesIdentity } from '../estate/ses/identities.ts';
import { identityName, identityOfName } from '../estate/ses/names.ts';
import { overrideText } from './allow.ts';
import type { GuardRefusal } from './plan.ts';
import type { Step } from './steps.ts';

/** `domains`: of the whole estate. What is no longer in it the guard `domain` speaks for. */
export function identityRefusals(
  steps: Step[],
  identities: SesIdentity[],
  domains: ReadonlySet<string>,
): GuardRefusal[] {
  const ofSes = steps.filter(({ type }) => type === EMAIL_IDENTITY);
  const ended = new Set(identities.flatMap(each => (each.ended ? [identityName(each.domain, each.region)] : [])));
  return ofSes.flatMap(step => {
    const { domain, region } = identityOfName(step.name) ?? {};
    if (step.action !== 'delete' || !domain || !region || !domains.has(domain) || ended.has(step.name)) return [];
    const taker = ofSes.find(({ name, action }) => name === step.name && action === 'create');
    const text = taker ? moves(domain, step, taker) : ends(domain, region, step);
    const override = overrideText('identity', domain);
    return [{ guard: 'identity', value: domain, segment: step.segment, zone: domain, ...text, override }];
  });
}

const ends = (domain: string, region: string, { segment, urn }: Step) => ({
  message: `SES would lose its identity of ${domain} in ${region}, and refuse all mail from it.`,
  fix: `Leave the relay first: \`leaving: [{ name: amazon-ses, region: ${region}, since: <date> }]\`; or retire the domain. To keep it at SES without Mailyard: pulumi state delete --stack ${segment} '${urn}'`,
});

/** A stack can neither take it over from another one nor make it a second time in the same account. */
const moves = (domain: string, from: Step, to: Step) => ({
  message: `${domain} moves from ${from.segment} to ${to.segment}, and its identity at SES cannot: it would be made there while it still exists here.`,
  fix: 'Hand it over first: docs/amazon-ses.md has the two commands.',
});
