/** What an inventory says of an account at Amazon SES: `accounts.amazon-ses`. */
import type { Accounts } from '../../inventory/model.ts';
import { AMAZON_SES } from '../../mail/amazon-ses/facts.ts';

export type Reason = 'bounce' | 'complaint';

/** As its schema lets it pass, estate and segment merged. Nothing in it is a secret. */
export interface SesAccount {
  /** The twelve digits of the AWS account: no other one is touched, whatever credentials there are. */
  account?: string;
  /** Of relays that name none. */
  region?: string;
  /** Default: `mailyard-<segment>`. */
  configurationSet?: string;
  tls?: 'optional' | 'require';
  /** Of the configuration set. */
  suppression?: Reason[];
  /** Of the whole account in each region in use; one segment alone may say it. */
  accountSuppression?: Reason[];
  events?: { to: 'sns' | 'eventbridge'; types?: string[] };
  dedicatedIps?: { pool?: string; scaling?: 'managed' | 'standard' };
  /** Of AWS's shared configuration. */
  profile?: string;
  /** AWS's name of a variable → the one that has it here. */
  credentials?: Record<string, string>;
}

/** Undefined where the segment leaves SES to people, as it was before. */
export const sesAccountOf = ({ accounts }: { accounts: Accounts }): SesAccount | undefined => accounts[AMAZON_SES];

export const configurationSetOf = (segment: string, { configurationSet }: SesAccount): string =>
  configurationSet ?? `mailyard-${segment}`;

export const poolOf = (segment: string, { dedicatedIps }: SesAccount): string | undefined =>
  dedicatedIps && (dedicatedIps.pool ?? `mailyard-${segment}`);
