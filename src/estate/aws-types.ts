/**
 * Types of Pulumi's AWS package, which only the Pulumi CLI can run. They are declared by their token and the version of the
 * plugin, which Pulumi then fetches by itself; its npm package (63 MB) would add classes that nobody here needs. Inputs as in
 * @pulumi/aws 7.48.0 (read 2026-11-26), and of them only what Mailyard sets.
 */
export const AWS_PLUGIN = '7.48.0';

export const AWS_PROVIDER = 'pulumi:providers:aws';
export const EMAIL_IDENTITY = 'aws:sesv2/emailIdentity:EmailIdentity';
export const MAIL_FROM = 'aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes';
export const CONFIGURATION_SET = 'aws:sesv2/configurationSet:ConfigurationSet';
export const EVENT_DESTINATION = 'aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination';
export const DEDICATED_IP_POOL = 'aws:sesv2/dedicatedIpPool:DedicatedIpPool';
export const ACCOUNT_SUPPRESSION = 'aws:sesv2/accountSuppressionAttributes:AccountSuppressionAttributes';
export const SNS_TOPIC = 'aws:sns/topic:Topic';
export const SNS_TOPIC_POLICY = 'aws:sns/topicPolicy:TopicPolicy';

/** Inputs of the provider. Keys and secrets are none of them: the plugin has these from its environment. */
export interface AwsProviderInputs {
  region: string;
  /** Of AWS's shared configuration. */
  profile?: string;
  /** A list as JSON text: providers take every value that is no text in this form, as Pulumi's own classes send it. */
  allowedAccountIds?: string;
}

/** Inputs of `EmailIdentity`: Easy DKIM. */
export interface EmailIdentityInputs {
  emailIdentity: string;
  configurationSetName: string;
  dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' };
}

/** Inputs of `EmailIdentityMailFromAttributes`. */
export interface MailFromInputs {
  emailIdentity: string;
  mailFromDomain: string;
  behaviorOnMxFailure: 'USE_DEFAULT_VALUE' | 'REJECT_MESSAGE';
}

export type SuppressedReason = 'BOUNCE' | 'COMPLAINT';

/** Inputs of `ConfigurationSet`. */
export interface ConfigurationSetInputs {
  configurationSetName: string;
  deliveryOptions: { tlsPolicy: 'REQUIRE' | 'OPTIONAL'; sendingPoolName?: string };
  reputationOptions: { reputationMetricsEnabled: true };
  suppressionOptions: { suppressedReasons: SuppressedReason[] };
}

/** Inputs of `ConfigurationSetEventDestination`. `enabled` is false where nobody says it. */
export interface EventDestinationInputs {
  configurationSetName: string;
  eventDestinationName: string;
  eventDestination: {
    enabled: true;
    matchingEventTypes: string[];
    snsDestination?: { topicArn: unknown };
    eventBridgeDestination?: { eventBusArn: string };
  };
}

/** Inputs of `DedicatedIpPool`. */
export interface DedicatedIpPoolInputs {
  poolName: string;
  scalingMode: 'MANAGED' | 'STANDARD';
}

/** Inputs of `AccountSuppressionAttributes`. */
export interface AccountSuppressionInputs {
  suppressedReasons: SuppressedReason[];
}

/** Inputs of `Topic`. */
export interface TopicInputs {
  name: string;
}

/** Inputs of `TopicPolicy`. */
export interface TopicPolicyInputs {
  arn: unknown;
  /** JSON text. */
  policy: string;
}
