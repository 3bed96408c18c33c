/** mailcow's rows ↔ a mailbox in Mailyard's words. Pure. */
import { ProviderFailure } from '../failure.ts';
import type { LiveMailbox, MailboxSettings } from '../mailbox.ts';
import { forwardedBy } from './forwarding.ts';
import type { LocalTime } from './local-time.ts';

export interface MailcowMailbox {
  username: string;
  name: string;
  /** 2: mail is taken, login refused. */
  active: number | string;
  attributes?: { smtp_access?: string };
  /** In the server's time zone. */
  created?: string;
  rl?: { value: string; frame: string } | false;
  rl_scope?: string;
  /** Epoch seconds; 0 for never, and where the server hides them (SHOW_LAST_LOGIN). */
  last_imap_login?: number;
  last_smtp_login?: number;
  last_pop3_login?: number;
  last_sso_login?: number;
}

export interface MailcowAlias {
  id: number;
  address: string;
  goto: string;
  active: number | string;
}

export interface MailcowFilter {
  id: number;
  username: string;
  active: number | string;
  filter_type: string;
  script_data: string;
}

export interface MailcowKey {
  dkim_selector: string;
  dkim_txt: string;
}

/** `created` is left out where nobody said in which time zone mailcow writes it. */
export function toLiveMailbox(
  box: MailcowMailbox,
  aliases: MailcowAlias[],
  filters: MailcowFilter[],
  momentOf?: LocalTime,
): LiveMailbox {
  const { username, name, active, attributes } = box;
  const lastActivity = lastLogin(box);
  const created = box.created && momentOf?.(box.created);
  return {
    ...{ address: username, name, state: Number(active) === 1 ? 'active' : 'suspended' },
    aliases: ownAliases(username, aliases)
      .map(({ address }) => address)
      .sort(),
    forwardTo: filters
      .filter(filter => filter.username === username)
      .flatMap(filter => forwardedBy(filter) ?? [])
      .sort(),
    dailyLimit: limitOf(box),
    ...(attributes?.smtp_access !== undefined && { smtpAccess: attributes.smtp_access === '1' }),
    ...(created && { created }),
    ...(lastActivity > 0 && { lastActivity }),
  };
}

/** Those that lead to this mailbox alone. One that leads to several, or is off, somebody else looks after. */
export const ownAliases = (address: string, aliases: MailcowAlias[]): MailcowAlias[] =>
  aliases.filter(alias => alias.goto === address && Number(alias.active) === 1);

const perDay: Readonly<Record<string, number>> = { s: 86_400, m: 1440, h: 24, d: 1 };

/** A limit of the domain is none of the mailbox's own. One an hour is shown as what it comes to in a day. */
function limitOf({ rl, rl_scope }: MailcowMailbox): number | null {
  return rl && rl_scope === 'mailbox' ? Number(rl.value) * (perDay[rl.frame] ?? 1) : null;
}

function lastLogin({
  last_imap_login = 0,
  last_smtp_login = 0,
  last_pop3_login = 0,
  last_sso_login = 0,
}: MailcowMailbox) {
  return Math.max(last_imap_login, last_smtp_login, last_pop3_login, last_sso_login) * 1000;
}

/** What `add/mailbox` and `edit/mailbox` share, of what is given. */
export function toAttributes({ state, name, smtpAccess }: Partial<MailboxSettings>): Record<string, string> {
  return {
    ...(state && { active: state === 'active' ? '1' : '0' }),
    ...(name !== undefined && { name }),
    ...(smtpAccess !== undefined && { smtp_access: smtpAccess ? '1' : '0' }),
  };
}

/** 0 takes a limit away there, and would let everything through: that is never what 0 messages a day means. */
export function toLimit(address: string, dailyLimit: number | null): { rl_value: string; rl_frame: 'd' } {
  if (dailyLimit === 0)
    throw new ProviderFailure(
      'refused',
      `mailcow has no limit of 0 messages a day for ${address}: there 0 is no limit.`,
      {
        fix: 'Write `smtpAccess: false` for it, or let it rest.',
      },
    );
  return { rl_value: String(dailyLimit ?? 0), rl_frame: 'd' };
}

/** With SPLIT_DKIM_255 the text comes in quoted parts. */
export const toRecord = ({ dkim_txt }: MailcowKey): string =>
  dkim_txt.startsWith('"') ? Array.from(dkim_txt.matchAll(/"([^"]*)"/g), ([, part]) => part).join('') : dkim_txt;
