/** Where AWS's APIs are, and for which region calls of them are signed. Pure. */
export interface Endpoint {
  url: string;
  region: string;
}

/** IAM is one for all regions of a partition. https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
const partitions = [
  { begins: 'cn-', suffix: 'amazonaws.com.cn', iam: 'iam.cn-north-1.amazonaws.com.cn', iamRegion: 'cn-north-1' },
  { begins: 'us-gov-', suffix: 'amazonaws.com', iam: 'iam.us-gov.amazonaws.com', iamRegion: 'us-gov-west-1' },
  { begins: '', suffix: 'amazonaws.com', iam: 'iam.amazonaws.com', iamRegion: 'us-east-1' },
];

/** Of `accounts.amazon-ses`: addresses that stand there come before Amazon's own. */
export function endpointsOf(account: Record<string, string>): Record<'iam' | 'ses' | 'sts', Endpoint> {
  const { region = '', iamUrl, sesUrl, stsUrl } = account;
  const { suffix, iam, iamRegion } = partitions.find(({ begins }) =>
    region.startsWith(begins),
  ) as (typeof partitions)[0];
  return {
    iam: { url: iamUrl ?? `https://${iam}`, region: iamRegion },
    ses: { url: sesUrl ?? `https://email.${region}.${suffix}`, region },
    sts: { url: stsUrl ?? `https://sts.${region}.${suffix}`, region },
  };
}
