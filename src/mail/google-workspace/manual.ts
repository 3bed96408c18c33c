/** What no API of Google's does for a mailbox: steps for a person. Pure. The DKIM key's steps are the template's. */
import { domainOf } from '../../inventory/addresses.ts';
import type { MailboxSettings } from '../mailbox.ts';
import type { ManualSteps, ProviderStep } from '../provider-step.ts';

export const googleWorkspaceSteps: ManualSteps = (_account, domains) => {
  const own = new Set(domains.map(({ domain }) => domain));
  return domains
    .flatMap(({ mailboxes }) => mailboxes)
    .filter(({ state }) => state === 'active')
    .flatMap(mailbox => [...consentStep(mailbox, own), ...appPasswordStep(mailbox)]);
};

/** Google asks whoever is not of the account; below an own domain it asks nobody. */
function consentStep({ address, forwardTo = [] }: MailboxSettings, own: ReadonlySet<string>): ProviderStep[] {
  const outside = forwardTo.find(to => {
    const domain = domainOf(to);
    return !own.has(domain) && !domain.endsWith(`.${domainOf(address)}`);
  });
  if (outside === undefined) return [];
  return [
    {
      id: 'forwarding-consent',
      about: address,
      title: `Follow the link in Google's message to ${outside}: until then mail of ${address} is not forwarded there. Then run \`mailyard up\` again.`,
      commands: [],
      link: 'https://support.google.com/mail/answer/10957',
      after: [],
      done: [{ sees: 'forwarding', address, to: outside }],
    },
  ];
}

/** Since May 2025 no program logs in with the password of the account itself: https://support.google.com/a/answer/14114704 */
function appPasswordStep({ address, smtpAccess }: MailboxSettings): ProviderStep[] {
  if (!smtpAccess) return [];
  return [
    {
      id: 'app-password',
      about: address,
      title: `Make an app password for ${address}, with which programs log in: sign in as this user, turn on 2-step verification, then App passwords.`,
      commands: [`mailyard mailbox credentials ${address}`],
      link: 'https://myaccount.google.com/apppasswords',
      after: [],
      done: [],
    },
  ];
}
