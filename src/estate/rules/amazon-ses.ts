/** Accounts at Amazon SES that Mailyard holds: what several segments cannot share, and what one of them lacks. */
import type { Segment } from '../../inventory/model.ts';
import { configurationSetOf, poolOf, type SesAccount, sesAccountOf } from '../ses/account.ts';
import { sesIdentities } from '../ses/identities.ts';
import { type EstateRule, OWN_JUDGEMENT, type Placed, type Whole } from './rule.ts';

/** A segment in one region of an account. */
interface Use {
  segment: Segment;
  account: SesAccount;
  region: string;
}

const eventsWithoutAccount: EstateRule = {
  id: 'ses-events-account',
  set: 'inventory',
  severity: 'error',
  title: 'Events of Amazon SES without the number of the account',
  reference: OWN_JUDGEMENT,
  fixed: true,
  check: ({ inventory }) =>
    inventory.segments.flatMap(segment => {
      const account = sesAccountOf(segment);
      if (!account?.events || account.account) return [];
      const message = `${segment.segment} wants events of Amazon SES, and their topic or bus is named by the number of the AWS account.`;
      return [{ at: segment, message, fix: "Write `account: '<twelve digits>'` under `accounts.amazon-ses`." }];
    }),
};

const sharedName: EstateRule = {
  id: 'ses-shared-name',
  set: 'estate',
  severity: 'error',
  title: 'Two segments with one configuration set or pool at Amazon SES',
  reference: OWN_JUDGEMENT,
  fixed: true,
  check(whole) {
    const uses = usesOf(whole);
    const set = ({ segment, account }: Use) => configurationSetOf(segment.segment, account);
    const pool = ({ segment, account }: Use) => poolOf(segment.segment, account);
    return [
      ...clashes(uses, set, name => `configuration set \`${name}\``, 'configurationSet'),
      ...clashes(uses, pool, name => `dedicated IP pool \`${name}\``, 'dedicatedIps.pool'),
    ];
  },
};

/** Each stack would make it, and the second one could not. */
function clashes(
  uses: Use[],
  nameOf: (use: Use) => string | undefined,
  called: (name: string) => string,
  setting: string,
): Placed[] {
  const named = uses.filter(use => nameOf(use) !== undefined);
  return sharers(named, use => `${placeOf(use)} ${nameOf(use)}`).map(([first, second]) => ({
    at: second.segment,
    message: `${second.segment.segment} and ${first.segment.segment} would both make the ${called(nameOf(second) ?? '')} in ${second.region}.`,
    fix: `Leave out \`${setting}\`, so that each is named after its segment, or give each segment a name of its own.`,
  }));
}

const accountSuppressionTwice: EstateRule = {
  id: 'ses-account-suppression',
  set: 'estate',
  severity: 'error',
  title: 'Two segments that set what a whole account at Amazon SES suppresses',
  reference: OWN_JUDGEMENT,
  fixed: true,
  check: whole =>
    sharers(
      usesOf(whole).filter(({ account }) => account.accountSuppression),
      placeOf,
    ).map(([first, second]) => ({
      at: second.segment,
      message: `${second.segment.segment} and ${first.segment.segment} both set what the whole account suppresses in ${second.region}.`,
      fix: 'Write `accountSuppression` in one segment only; `suppression` is what each has for itself.',
    })),
};

function usesOf({ subjects }: Whole): Use[] {
  const uses = subjects.flatMap(({ context, segment }) => {
    const account = sesAccountOf(segment);
    const living = sesIdentities(context, segment.segment).filter(({ ended }) => !ended);
    return account ? living.map(({ region }) => ({ segment, account, region })) : [];
  });
  return [...new Map(uses.map(use => [`${use.segment.segment} ${use.region}`, use])).values()];
}

/** Without a number, credentials of one name are those of one account. */
const placeOf = ({ account: { account, profile, credentials }, region }: Use): string =>
  `${account ?? JSON.stringify([profile, credentials])} ${region}`;

/** For each key the first that has it, with each of the others. */
function sharers(uses: Use[], keyOf: (use: Use) => string): [Use, Use][] {
  return [...Map.groupBy(uses, keyOf).values()].flatMap(([first, ...others]) =>
    others.map((other): [Use, Use] => [first as Use, other]),
  );
}

export const amazonSesRules: EstateRule[] = [eventsWithoutAccount, sharedName, accountSuppressionTwice];
