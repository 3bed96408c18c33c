/** A mailbox of the described API ↔ a mailbox in Mailyard's words. Pure. */
import { domainOf, userOf } from '../../inventory/addresses.ts';
import type { ListField, MailboxFields, SettableField, Word } from '../../inventory/api.ts';
import type { LiveMailbox, MailboxSettings } from '../mailbox.ts';
import { at } from './dotted.ts';
import type { Values } from './fill.ts';

/** A word that stands for neither of the two. */
export class UnknownWord extends Error {
  constructor(field: 'state' | 'smtpAccess', word: unknown) {
    super(
      word === undefined ? `nothing stands at \`fields.${field}\`` : `\`${word}\` is no word of \`fields.${field}\``,
    );
  }
}

/** The placeholders that a mailbox fills in. */
export function valuesOf(address: string, settings: Partial<MailboxSettings>, fields: MailboxFields): Values {
  const { name, aliases, forwardTo, dailyLimit, signature, state, smtpAccess } = settings;
  const [user, domain] = address.split('@');
  return {
    ...{ address, user, domain, name, signature },
    aliases: aliases && sentList(aliases, fields.aliases),
    forwardTo: forwardTo && sentList(forwardTo, fields.forwardTo),
    dailyLimit: dailyLimit === null ? unlimitedOf(fields) : dailyLimit,
    state: state && sentState(state, fields.state),
    smtpAccess: smtpAccess === undefined ? undefined : sentAccess(smtpAccess, fields.smtpAccess),
  };
}

/** Throws UnknownWord. */
export function mailboxOf(address: string, item: unknown, fields: MailboxFields): LiveMailbox {
  const { state, ...shown } = shownOf(address, item, fields);
  // An API without a word for it has only mailboxes in use.
  if (state === undefined && fields.state !== undefined) throw new UnknownWord('state', undefined);
  return { address, state: state ?? 'active', ...shown };
}

/** What an answer shows of a mailbox: that of `create` may be short. Throws UnknownWord. */
export function shownOf(address: string, item: unknown, fields: MailboxFields): Partial<LiveMailbox> {
  const domain = domainOf(address);
  const text = (path: string | undefined) => (path === undefined ? undefined : textOf(at(item, path)));
  const moment = (path: string | undefined) => (path === undefined ? undefined : momentOf(at(item, path)));
  return defined({
    state: shownState(item, fields.state),
    ...{ name: text(fields.name), signature: text(fields.signature), login: text(fields.login) },
    aliases: shownList(item, fields.aliases, domain),
    forwardTo: shownList(item, fields.forwardTo, domain),
    dailyLimit: shownLimit(item, fields.dailyLimit),
    smtpAccess: shownAccess(item, fields.smtpAccess),
    created: moment(fields.created) ?? undefined,
    lastActivity: moment(fields.lastActivity),
  });
}

/** Lower case; undefined where the answer shows no mailbox. `domain`: for answers that name only what is before the @. */
export function shownAddress(item: unknown, fields: MailboxFields, domain: string): string | undefined {
  const whole = at(item, fields.address ?? fields.user);
  if (typeof whole !== 'string' || whole === '') return undefined;
  return (fields.address === undefined ? `${whole}@${domain}` : whole).toLowerCase();
}

const pathOf = (field: string | { at: string } | undefined): string | undefined =>
  typeof field === 'object' ? field.at : field;

/** What stands at a field, and undefined where the description has no such field. */
export function shownAt(item: unknown, fields: MailboxFields, name: SettableField | 'id' | 'password'): unknown {
  const path = pathOf(fields[name]);
  return path === undefined ? undefined : at(item, path);
}

function sentList(addresses: string[], field: string | ListField | undefined): string[] | string {
  const as = typeof field === 'object' ? field.as : 'addresses';
  if (as === 'text') return addresses.join(',');
  return as === 'users' ? addresses.map(address => userOf(address)) : addresses;
}

function shownList(item: unknown, field: string | ListField | undefined, domain: string): string[] | undefined {
  if (field === undefined) return undefined;
  const shown = at(item, pathOf(field));
  if (shown === undefined) return undefined;
  const texts = typeof shown === 'string' ? shown.split(/[\s,;]+/) : ((shown ?? []) as unknown[]).map(String);
  const addresses = texts.filter(Boolean).map(text => (text.includes('@') ? text : `${text}@${domain}`).toLowerCase());
  return addresses.sort();
}

const unlimitedOf = ({ dailyLimit }: MailboxFields): string | number | null =>
  typeof dailyLimit === 'object' ? (dailyLimit.unlimited ?? null) : null;

function shownLimit(item: unknown, field: MailboxFields['dailyLimit']): number | null | undefined {
  if (field === undefined) return undefined;
  const shown = at(item, pathOf(field));
  if (shown === undefined) return undefined;
  return shown === null || shown === unlimitedOf({ dailyLimit: field }) ? null : Number(shown);
}

const sentState = (state: MailboxSettings['state'], field: MailboxFields['state']): unknown =>
  typeof field === 'object' ? firstOf(field[state]) : state === 'active';

const sentAccess = (allowed: boolean, field: MailboxFields['smtpAccess']): unknown =>
  typeof field === 'object' ? firstOf(allowed ? field.allowed : field.denied) : allowed;

function shownState(item: unknown, field: MailboxFields['state']): MailboxSettings['state'] | undefined {
  const shown = field === undefined ? undefined : at(item, pathOf(field));
  if (shown === undefined) return undefined;
  const words = typeof field === 'object' ? field : { active: true, suspended: false };
  return either('state', shown, words.active, words.suspended) ? 'active' : 'suspended';
}

function shownAccess(item: unknown, field: MailboxFields['smtpAccess']): boolean | undefined {
  const shown = field === undefined ? undefined : at(item, pathOf(field));
  if (shown === undefined) return undefined;
  const words = typeof field === 'object' ? field : { allowed: true, denied: false };
  return either('smtpAccess', shown, words.allowed, words.denied);
}

function either(field: 'state' | 'smtpAccess', shown: unknown, yes: Word, no: Word): boolean {
  if ([yes].flat().includes(shown as never)) return true;
  if ([no].flat().includes(shown as never)) return false;
  throw new UnknownWord(field, shown);
}

const firstOf = (word: Word): unknown => [word].flat()[0];

const textOf = (shown: unknown): string | undefined =>
  shown === undefined ? undefined : shown === null ? '' : String(shown);

/** Seconds until the year 5138 have fewer digits than milliseconds since 1973. Null: never. */
function momentOf(shown: unknown): number | null | undefined {
  if (shown === undefined) return undefined;
  if (shown === null || shown === 0 || shown === '' || shown === '0') return null;
  const number = Number(shown);
  const moment = Number.isNaN(number) ? Date.parse(String(shown)) : number < 1e11 ? number * 1000 : number;
  return Number.isNaN(moment) ? undefined : moment;
}

const defined = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
