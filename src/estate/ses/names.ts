/** Names of the resources at SES. An identity belongs to its domain, all else to the segment in one region. */
import { zoneOfName } from '../resource.ts';

/** Another region is another identity: the old one is not changed, but ended. */
export const identityName = (domain: string, region: string): string => `${domain}/ses-${region}`;
export const mailFromName = (domain: string, region: string): string => `${domain}/mail-from-${region}`;

export type SegmentPart =
  | 'configuration-set'
  | 'events'
  | 'topic'
  | 'topic-policy'
  | 'dedicated-ips'
  | 'account-suppression';

export const segmentPart = (region: string, part: SegmentPart): string => `ses-${region}/${part}`;

export const awsProviderName = (region: string): string => `aws-${region}`;

/** The region of what all of a segment's identities there share; undefined for anything else, as zones have a dot. */
export const sharedRegion = (name: string): string | undefined => /^ses-([a-z0-9-]+)$/.exec(zoneOfName(name))?.[1];

/** The region of an identity, and the domain; undefined for anything else. */
export function identityOfName(name: string): { domain: string; region: string } | undefined {
  const domain = zoneOfName(name);
  const region = /^ses-([a-z0-9-]+)$/.exec(name.slice(domain.length + 1))?.[1];
  return region ? { domain, region } : undefined;
}
