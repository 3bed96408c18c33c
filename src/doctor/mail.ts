/** The mail providers that domains are at: whether their credentials hold, and how the accounts stand. Reads only. */
import { type CheckResult, checkResult, type Finding, fail, pass, unknown, warn } from '../audit/verdict.ts';
import { MailyardError } from '../error.ts';
import type { MailAccount } from '../estate/resource.ts';
import type { Standing } from '../mail/adapter.ts';
import { isFailure } from '../mail/failure.ts';
import type { MailProviders } from '../mail/providers.ts';

export interface MailUse extends MailAccount {
  /** Whose domains are there, where segments have accounts of their own. */
  segments?: string[];
}

/** A check for each account: `mail google-workspace`. */
export const mailChecks = (uses: MailUse[], providers: MailProviders): Promise<CheckResult[]> =>
  Promise.all(
    uses.map(async ({ segments, ...account }) => {
      const name = ['mail', account.provider, ...(segments ? [`(${segments.join(', ')})`] : [])].join(' ');
      return checkResult(name, await accountFindings(account, providers));
    }),
  );

async function accountFindings({ provider, account }: MailAccount, providers: MailProviders): Promise<Finding[]> {
  try {
    const { service, title } = await providers.open(provider, account);
    const standing = (await service.standing?.()) ?? [];
    return [pass('mail-account', `The credentials of ${title} hold.`), ...standing.map(standingFinding)];
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    // Rejected is an answer, silence is none.
    const say = isFailure(error, 'lost', 'limited', 'aborted') ? unknown : fail;
    return [say(error.code, error.message, { fix: error.fix })];
  }
}

const verdicts = { good: pass, warning: warn, bad: fail };

const standingFinding = ({ level, message, fix }: Standing): Finding =>
  verdicts[level]('account-standing', message, { fix });

/** One for each account that domains are at, in the order of their names. */
export function mailUses(domains: { segment: string; hostedAt?: MailAccount; relaysAt?: MailAccount[] }[]): MailUse[] {
  const hosted = domains.flatMap(({ segment, hostedAt, relaysAt = [] }) =>
    [...(hostedAt ? [hostedAt] : []), ...relaysAt].map(at => ({ segment, at })),
  );
  const accounts = Map.groupBy(hosted, ({ at }) => JSON.stringify([at.provider, at.account]));
  const uses = [...accounts.values()].map(group => {
    const [{ at }] = group as [(typeof group)[number]];
    const segments = [...new Set(group.map(({ segment }) => segment))].sort();
    return { provider: at.provider, account: at.account, segments };
  });
  const several = (provider: string) => uses.filter(use => use.provider === provider).length > 1;
  return uses
    .map(({ segments, ...use }) => (several(use.provider) ? { ...use, segments } : use))
    .sort((one, other) => (one.provider < other.provider ? -1 : 1));
}
