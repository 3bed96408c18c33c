/** Whether mail, and what comes back of it, finds its way: MX, mailboxes, return paths. */
import { ownReturnPath } from '../../records/return-path.ts';
import type { DomainFinding, Rule } from './rule.ts';

export const noMx: Rule = ({ context, records, domain }) => {
  const hasMx = records.some(record => record.role === 'mx');
  if (hasMx || context.phase === 'retired' || domain.settings.mailProvider !== 'none') return [];
  return [
    {
      rule: 'no-mx',
      severity: 'warning',
      setting: 'mailProvider',
      message: 'The domain has no MX record: replies and complaints to it have nowhere to go.',
      fix: 'Name a `mailProvider`, or write an MX under `records`.',
      reference: 'RFC 5321 §5.1',
    },
  ];
};

export const mailboxesWithoutProvider: Rule = ({ domain }) => {
  const { mailboxes, mailProvider } = domain.settings;
  const count = typeof mailboxes === 'number' ? mailboxes : mailboxes.length;
  if (count === 0 || mailProvider !== 'none') return [];
  return [
    {
      rule: 'mailboxes-without-provider',
      severity: 'error',
      setting: 'mailboxes',
      message: `${count} mailbox${count === 1 ? '' : 'es'}, but \`mailProvider\` is none: nobody would host them.`,
      fix: 'Name a `mailProvider`, or write `mailboxes: 0`.',
    },
  ];
};

export const idleReturnPath: Rule = ({ domain }) => {
  const { returnPath, sendingIps } = domain.settings;
  if (returnPath === 'none' || sendingIps.length > 0) return [];
  return [
    {
      rule: 'idle-return-path',
      severity: 'warning',
      setting: 'returnPath',
      message: "`returnPath` is for the domain's own `sendingIps`, and there are none: nothing is rendered for it.",
      fix: 'Set `sendingIps`, or `returnPath: none`; a relay names its own return path.',
    },
  ];
};

/** Two senders on one host would mix their bounces, and their records would collide: also while one of them is leaving. */
export const returnPathClash: Rule = ({ context }) => {
  const own = ownReturnPath(context);
  const owners = new Map<string, string>(own ? [[own, "the domain's own senders"]] : []);
  return [...context.senders, ...context.leaving].flatMap(({ template, rendering, atApex }): DomainFinding[] => {
    const host = rendering.drafts.find(draft => draft.role === 'return-path')?.host;
    if (!host || atApex) return [];
    const other = owners.get(host);
    owners.set(host, template.title);
    return other ? [clash(host, other, template.title)] : [];
  });
};

const clash = (host: string, one: string, other: string): DomainFinding => ({
  rule: 'return-path-clash',
  severity: 'error',
  setting: 'relays',
  message: `${other} and ${one} would share the return path ${host}.`,
  fix: 'Give one of them another label with `returnPath`.',
});
