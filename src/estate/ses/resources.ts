/** A segment at Amazon SES as resources of Pulumi's AWS package: per region what its identities share, then each of them. Pure. */
import type { Segment } from '../../inventory/model.ts';
import {
  ACCOUNT_SUPPRESSION,
  type AccountSuppressionInputs,
  AWS_PLUGIN,
  AWS_PROVIDER,
  type AwsProviderInputs,
  CONFIGURATION_SET,
  type ConfigurationSetInputs,
  DEDICATED_IP_POOL,
  type DedicatedIpPoolInputs,
  EMAIL_IDENTITY,
  type EmailIdentityInputs,
  MAIL_FROM,
  type MailFromInputs,
  type SuppressedReason,
} from '../aws-types.ts';
import type { Resource, ResourceOptions } from '../resource.ts';
import { configurationSetOf, poolOf, type Reason, type SesAccount, sesAccountOf } from './account.ts';
import { eventResources } from './events.ts';
import type { SesIdentity } from './identities.ts';
import { awsProviderName, identityName, mailFromName, segmentPart } from './names.ts';

export function sesResources(segment: Segment, identities: SesIdentity[]): Resource[] {
  const account = sesAccountOf(segment);
  if (!account) return [];
  const living = identities.filter(({ ended }) => !ended);
  const regions = Map.groupBy(living, ({ region }) => region);
  return [...regions.keys()].sort().flatMap(region => {
    const place = { segment: segment.segment, region, account, options: ofAws(region) };
    return [
      awsProvider(region, account),
      ...accountSuppression(place),
      ...dedicatedIps(place),
      configurationSet(place),
      ...eventResources(place),
      ...(regions.get(region) ?? []).flatMap(each => [identity(each, place), ...mailFrom(each, place)]),
    ];
  });
}

/** A segment in one region of its account. */
export interface SesPlace {
  segment: string;
  region: string;
  account: SesAccount;
  /** The options of every resource there. */
  options: ResourceOptions;
}

const ofAws = (region: string): ResourceOptions => ({ version: AWS_PLUGIN, provider: awsProviderName(region) });

/** The plugin finds keys where AWS's own tools do; only under another name of theirs does it have to be told. */
function awsProvider(region: string, of: SesAccount): Resource<AwsProviderInputs> {
  const { account, profile, credentials = {} } = of;
  const mappings = Object.entries(credentials).map(([usual, variable]) => [variable, usual]);
  return {
    type: AWS_PROVIDER,
    name: awsProviderName(region),
    inputs: {
      region,
      ...(profile && { profile }),
      ...(account && { allowedAccountIds: JSON.stringify([account]) }),
    },
    dependsOn: [],
    options: { version: AWS_PLUGIN, ...(mappings.length > 0 && { envVarMappings: Object.fromEntries(mappings) }) },
  };
}

/** It is always there: taken out of the stack, it stays at AWS as it is. */
function accountSuppression({ region, account, options }: SesPlace): Resource<AccountSuppressionInputs>[] {
  const { accountSuppression: reasons } = account;
  if (!reasons) return [];
  const name = segmentPart(region, 'account-suppression');
  return [
    { type: ACCOUNT_SUPPRESSION, name, inputs: { suppressedReasons: reasonsOf(reasons) }, dependsOn: [], options },
  ];
}

function dedicatedIps({ segment, region, account, options }: SesPlace): Resource<DedicatedIpPoolInputs>[] {
  const poolName = poolOf(segment, account);
  if (!poolName) return [];
  const scalingMode = account.dedicatedIps?.scaling === 'standard' ? 'STANDARD' : 'MANAGED';
  const name = segmentPart(region, 'dedicated-ips');
  return [{ type: DEDICATED_IP_POOL, name, inputs: { poolName, scalingMode }, dependsOn: [], options }];
}

/** Whether it may send at all is not said here: pausing it is a matter of the day, and `up` must not undo that. */
function configurationSet({ segment, region, account, options }: SesPlace): Resource<ConfigurationSetInputs> {
  const pool = poolOf(segment, account);
  return {
    type: CONFIGURATION_SET,
    name: segmentPart(region, 'configuration-set'),
    inputs: {
      configurationSetName: configurationSetOf(segment, account),
      deliveryOptions: {
        tlsPolicy: account.tls === 'require' ? 'REQUIRE' : 'OPTIONAL',
        ...(pool && { sendingPoolName: pool }),
      },
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: reasonsOf(account.suppression ?? ['bounce', 'complaint']) },
    },
    dependsOn: pool ? [segmentPart(region, 'dedicated-ips')] : [],
    options,
  };
}

const reasonsOf = (reasons: Reason[]): SuppressedReason[] =>
  [...new Set(reasons)].sort().map(reason => reason.toUpperCase() as SuppressedReason);

/**
 * It begins with Easy DKIM, whose keys SES makes and renews; from then on DKIM is not the stack's: a rotation with keys of
 * one's own (BYODKIM) sets it, and `up` must not set it back.
 */
function identity(
  { domain, region }: SesIdentity,
  { segment, account, options }: SesPlace,
): Resource<EmailIdentityInputs> {
  return {
    type: EMAIL_IDENTITY,
    name: identityName(domain, region),
    inputs: {
      emailIdentity: domain,
      configurationSetName: configurationSetOf(segment, account),
      dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
    },
    dependsOn: [segmentPart(region, 'configuration-set')],
    options: { ...options, ignoreChanges: ['dkimSigningAttributes'] },
  };
}

/** Where its MX is not seen yet, mail leaves with a return path of Amazon's: DKIM aligns all the same, and nothing is lost. */
function mailFrom({ domain, region, mailFrom: host }: SesIdentity, { options }: SesPlace): Resource<MailFromInputs>[] {
  if (!host) return [];
  const inputs: MailFromInputs = {
    emailIdentity: domain,
    mailFromDomain: host,
    behaviorOnMxFailure: 'USE_DEFAULT_VALUE',
  };
  return [
    { type: MAIL_FROM, name: mailFromName(domain, region), inputs, dependsOn: [identityName(domain, region)], options },
  ];
}
