/** Amazon SES: SMTP logins by IAM, and how the account stands by SES. Its domains are resources of Pulumi's AWS package. */
import type { MailAdapter } from '../adapter.ts';
import { ProviderFailure } from '../failure.ts';
import { type Aws, awsApis } from './aws.ts';
import { dkimCalls } from './dkim.ts';
import { facts } from './facts.ts';
import { accountOfCaller, iamCalls } from './iam.ts';
import { mailboxCalls } from './mailboxes.ts';
import { type SesAccount, standingOf } from './standing.ts';

export const amazonSes = {
  facts,
  connect(connection) {
    const aws = awsApis(connection);
    const iam = iamCalls(aws.iam);
    const { account, region = '' } = connection.account;
    return {
      /** Rights to write cannot be proved without writing: they are told by the first call that needs them. */
      async check() {
        await accountAt(aws, region);
        if (account) await refuseOtherAccount(aws, account);
        await iam.mayList();
      },
      standing: async () => standingOf(await accountAt(aws, region), region),
      mailboxes: mailboxCalls(connection, iam),
      dkim: dkimCalls(aws.ses, connection.now),
    };
  },
} satisfies MailAdapter;

const accountAt = ({ ses }: Aws, region: string): Promise<SesAccount> =>
  ses.call({ method: 'GET', path: '/v2/email/account', doing: `how the account stands in ${region}` });

async function refuseOtherAccount({ sts }: Aws, wanted: string): Promise<void> {
  const account = await accountOfCaller(sts);
  if (account === wanted) return;
  throw new ProviderFailure('credentials', `The AWS credentials are of account ${account}, not of ${wanted}.`, {
    fix: 'Set those of the account that `accounts.amazon-ses.account` names, or correct its digits.',
  });
}
