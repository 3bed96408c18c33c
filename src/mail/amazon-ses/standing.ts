/** How an account stands at SES (GetAccount of API v2), in sentences. Pure. */
import type { Standing } from '../adapter.ts';

/** What is used of the answer. */
export interface SesAccount {
  SendingEnabled?: boolean;
  ProductionAccessEnabled?: boolean;
  /** HEALTHY, PROBATION or SHUTDOWN. */
  EnforcementStatus?: string;
  SendQuota?: { Max24HourSend?: number; MaxSendRate?: number; SentLast24Hours?: number };
}

export function standingOf(account: SesAccount, region: string): Standing[] {
  const console = `https://${region}.console.aws.amazon.com/ses/home?region=${region}#/account`;
  return [...enforcement(account, console), ...sandbox(account, console), quota(account, region)];
}

function enforcement({ EnforcementStatus, SendingEnabled }: SesAccount, console: string): Standing[] {
  if (EnforcementStatus === 'SHUTDOWN')
    return [{ level: 'bad', message: 'Amazon has stopped all sending for what was sent.', fix: `See ${console}` }];
  if (SendingEnabled === false)
    return [{ level: 'bad', message: 'Sending is paused for the whole account.', fix: `Resume it at ${console}` }];
  if (EnforcementStatus !== 'PROBATION') return [];
  const message = 'Amazon has the account under review: bounces or complaints are too many.';
  return [{ level: 'warning', message, fix: `Answer at ${console} before Amazon stops all sending` }];
}

function sandbox({ ProductionAccessEnabled }: SesAccount, console: string): Standing[] {
  if (ProductionAccessEnabled !== false) return [];
  const message = "The account is in Amazon's sandbox: mail goes to verified addresses only.";
  return [{ level: 'warning', message, fix: `Ask for production access at ${console}` }];
}

/** Amazon counts recipients, in any 24 hours. */
function quota({ SendQuota = {} }: SesAccount, region: string): Standing {
  const { Max24HourSend = 0, MaxSendRate = 0, SentLast24Hours = 0 } = SendQuota;
  const sent = number(SentLast24Hours);
  if (Max24HourSend === -1) return { level: 'good', message: `${sent} recipients in 24 hours in ${region}; no limit.` };
  const message = `${sent} of ${number(Max24HourSend)} recipients in 24 hours in ${region}, at most ${number(MaxSendRate)} a second.`;
  if (SentLast24Hours < Max24HourSend * 0.9) return { level: 'good', message };
  return { level: 'warning', message, fix: 'Ask AWS for a higher quota: Service Quotas console, Amazon SES.' };
}

const number = (value: number): string => value.toLocaleString('en-US');
