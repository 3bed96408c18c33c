/** What an organisation holds, in Zoho's own shape (the sample answers of its API pages). */
import type { SandboxClock } from '../../clock.ts';

export interface ZohoAccount {
  zuid: number;
  accountId: string;
  primaryEmailAddress: string;
  displayName: string;
  firstName: string;
  lastName: string;
  role: string;
  mailboxStatus: 'enabled' | 'disabled';
  incomingBlocked: boolean;
  imapAccessEnabled: boolean;
  emailAddress: { mailId: string; isAlias: boolean; isPrimary: boolean; isConfirmed: boolean }[];
  mailForward: { mailForwardTo: string; type: string; status: string }[];
  /** Epoch milliseconds. */
  accountCreationTime: number;
  lastLogin?: number;
  /** Never shown. */
  password: string;
}

export interface ZohoDkim {
  dkimId: string;
  domainId: string;
  selector: string;
  publicKey: string;
  hashType: 'sha256';
  isDefault: boolean;
  isVerified: boolean;
}

export interface ZohoDomain {
  domainName: string;
  domainId: string;
  verificationStatus: boolean;
  mailHostingEnabled: boolean;
  CNAMEVerificationCode: string;
  HTMLVerificationCode: string;
  primary: boolean;
  dkimDetailList: ZohoDkim[];
}

export interface Organization {
  zoid: string;
  /** The data centre's own domain. */
  mailDomain: string;
  clock: SandboxClock;
  /** In the order in which they were made. */
  accounts: ZohoAccount[];
  domains: Map<string, ZohoDomain>;
  nextId(): number;
}

export const addressesOf = ({ emailAddress }: ZohoAccount): string[] =>
  emailAddress.map(({ mailId }) => mailId.toLowerCase());

/** By any of its addresses, its `zuid` or its `accountId`. */
export const findAccount = ({ accounts }: Organization, key: string): ZohoAccount | undefined =>
  accounts.find(
    account =>
      String(account.zuid) === key || account.accountId === key || addressesOf(account).includes(key.toLowerCase()),
  );

export const newDomain = (organization: Organization, domainName: string): ZohoDomain => {
  const code = String(10_000_000 + (organization.nextId() % 90_000_000));
  return {
    ...{ domainName, domainId: String(organization.nextId()), primary: false, dkimDetailList: [] },
    ...{ verificationStatus: false, mailHostingEnabled: false },
    ...{ CNAMEVerificationCode: `zb${code}`, HTMLVerificationCode: code },
  };
};
