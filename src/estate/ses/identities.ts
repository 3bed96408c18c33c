/** The domains that SES sends for, where Mailyard holds the account: each is an identity in the region of its relay. Pure. */
import { AMAZON_SES } from '../../mail/amazon-ses/facts.ts';
import type { DomainContext, Sender } from '../../records/context.ts';
import type { Given } from '../../records/template.ts';
import { from } from '../references.ts';
import { sesAccountOf } from './account.ts';
import { identityName } from './names.ts';

export interface SesIdentity {
  domain: string;
  segment: string;
  region: string;
  /** The return path; undefined where there is none, as with `envelope: apex`. */
  mailFrom?: string;
  /**
   * It may go. Within the grace time it may not: what SES still has in its queues it signs with the identity's keys, and
   * bounces go to its MAIL FROM domain.
   */
  ended: boolean;
}

/** Also those that have ended: of a retired domain and of a relay left long enough. */
export function sesIdentities(context: DomainContext, segment: string): SesIdentity[] {
  if (!sesAccountOf(context)) return [];
  const { phase, senders, leaving, left } = context;
  const identities = [
    ...[...senders, ...leaving].map(sender => ({ sender, ended: phase === 'retired' })),
    ...left.map(sender => ({ sender, ended: true })),
  ].flatMap(({ sender, ended }) => (isSes(sender) ? identityOf(sender, context.domain, segment, ended) : []));
  return identities.filter(({ region }, index) => identities.findIndex(each => each.region === region) === index);
}

/** The values of the template that its identity will have; a region that nobody gave is an error of its own. */
export function sesValues(domain: string, { region }: Sender['values']): Given | undefined {
  if (!region) return undefined;
  const { from: attributes } = from(identityName(domain, region), 'dkimSigningAttributes');
  const tokens = [0, 1, 2].map(at => [`dkimToken${at + 1}`, { from: attributes, at: ['tokens', at] }]);
  return Object.fromEntries(tokens);
}

const isSes = ({ template }: Sender): boolean => template.name === AMAZON_SES;

/** Without a region there is none: the template asks for one, and that is an error of its own. */
function identityOf(sender: Sender, domain: string, segment: string, ended: boolean): SesIdentity[] {
  const { values, atApex, rendering } = sender;
  const { region } = values;
  if (!region) return [];
  const mailFrom = atApex ? undefined : rendering.spfHost;
  return [{ domain, segment, region, ended, ...(mailFrom && { mailFrom }) }];
}
