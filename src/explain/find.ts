/** What a user means by `acme.example`, `alex@acme.example`, `acme.example/spf`, `spf@bounce.acme.example` or `_dmarc.acme.example TXT`. */
import { MailyardError } from '../error.ts';
import type { Subject, Whole } from '../estate/rules/rule.ts';
import { toAscii } from '../inventory/names.ts';
import { nearest } from '../inventory/nearest.ts';
import { hostBelow, hostOfKey } from '../records/key.ts';
import { type RecordRole, recordRoles, recordTypes } from '../records/record.ts';
import type { Found } from './record.ts';

export type Target =
  | { kind: 'domain'; subject: Subject }
  | { kind: 'mailbox'; subject: Subject; user: string }
  | { kind: 'records'; found: Found[] }
  | { kind: 'none'; subject: Subject; role: RecordRole };

/** Throws `unknown-name`, with the nearest name where there is one. */
export function findTarget(asked: string, whole: Whole): Target {
  const [text = '', type] = asked.trim().split(/\s+/);
  if (type !== undefined) return byName(toAscii(text), type.toUpperCase(), whole);
  if (text.includes('/')) return bySlash(text, whole);
  if (text.includes('@')) return byAt(text, whole);
  return byName(toAscii(text), undefined, whole);
}

/** `acme.example/spf`: a key or a role, in a zone or of a domain. */
function bySlash(text: string, { subjects, byName }: Whole): Target {
  const slash = text.indexOf('/');
  const [name, key] = [toAscii(text.slice(0, slash)), text.slice(slash + 1).toLowerCase()];
  const here = subjects.filter(({ domain, context }) => domain.domain === name || context.zone === name);
  if (here.length === 0) throw noDomain(name, subjects);
  const all = here.flatMap(foundIn);
  const below = (zone: string) => (zone === name ? key : `${key}@${hostBelow(name, zone)}`);
  const exact = all.filter(({ subject, rendered }) => [key, below(subject.context.zone)].includes(rendered.key));
  if (exact.length > 0) return { kind: 'records', found: exact };
  const own = all.filter(({ subject }) => subject.domain.domain === name || !byName.has(name));
  const ofRole = own.filter(({ rendered }) => rendered.role === key);
  if (ofRole.length > 0) return { kind: 'records', found: ofRole };
  const subject = byName.get(name) ?? here[0];
  if (isRole(key) && subject) return { kind: 'none', subject, role: key };
  throw noRecord(`${name} has no record "${key}".`, key, all);
}

/** A mailbox or an alias; else a key with its host written out. */
function byAt(text: string, whole: Whole): Target {
  const at = text.lastIndexOf('@');
  const [user, host] = [text.slice(0, at).toLowerCase(), toAscii(text.slice(at + 1))];
  const subject = whole.byName.get(host);
  const users = subject ? usersOf(subject, whole) : [];
  if (subject && users.includes(user)) return { kind: 'mailbox', subject, user };
  const found = whole.subjects.flatMap(foundIn).filter(({ subject: { context }, rendered: { key, role } }) => {
    const isHere = hostOfKey(key, context.zone) === host;
    return isHere && (key.split('@', 1)[0] === user || role === user);
  });
  if (found.length > 0) return { kind: 'records', found };
  if (!subject) throw noDomain(host, whole.subjects);
  const near = nearest(user, users);
  const all = users.length > 0 ? `Its mailboxes: ${users.join(', ')}.` : 'It has no mailboxes.';
  throw unknown(`${host} has no mailbox "${user}".`, near ? `Did you mean "${near}@${host}"?` : all);
}

function byName(name: string, type: string | undefined, whole: Whole): Target {
  if (type !== undefined && !(recordTypes as readonly string[]).includes(type)) {
    throw unknown(`"${type}" is no type of a record.`, `Types: ${recordTypes.join(', ')}.`);
  }
  const subject = whole.byName.get(name);
  if (subject && type === undefined) return { kind: 'domain', subject };
  const here = whole.subjects.flatMap(foundIn).filter(({ rendered }) => rendered.name === name);
  const found = here.filter(({ rendered }) => type === undefined || rendered.type === type);
  if (found.length > 0) return { kind: 'records', found };
  if (here.length > 0) throw noRecord(`${name} has no ${type} record.`, type ?? '', here);
  const role = roleOfName(name, whole);
  if (role) return role;
  throw noDomain(name, whole.subjects);
}

/** Well-known names without a record: why there is none can be said. */
function roleOfName(name: string, { byName }: Whole): Target | undefined {
  for (const [label, role] of WELL_KNOWN) {
    const subject = name.startsWith(label) ? byName.get(name.slice(label.length)) : undefined;
    if (subject) return { kind: 'none', subject, role };
  }
  return undefined;
}

const WELL_KNOWN: [label: string, role: RecordRole][] = [
  ['_dmarc.', 'dmarc'],
  ['_mta-sts.', 'mta-sts'],
  ['mta-sts.', 'mta-sts'],
  ['_smtp._tls.', 'tls-rpt'],
  ['default._bimi.', 'bimi'],
];

const isRole = (text: string): text is RecordRole => (recordRoles as readonly string[]).includes(text);

/** Records as the settings render them, those that an override keeps out among them. */
export function foundIn(subject: Subject): Found[] {
  const planned = new Map(subject.records.map(record => [record.key, record]));
  return subject.rendered.map(rendered => ({ subject, rendered, planned: planned.get(rendered.key) }));
}

export function usersOf({ domain }: Subject, { inventory }: Whole): string[] {
  const { mailboxes } = domain.settings;
  if (typeof mailboxes === 'number') return inventory.identities.slice(0, mailboxes).map(({ user }) => user);
  return mailboxes.flatMap(({ user, aliases = [] }) => [user, ...aliases].map(name => name.toLowerCase()));
}

const FORMS =
  'Ask for a domain (acme.example), a mailbox (alex@acme.example), a record (acme.example/spf) or a name in DNS (_dmarc.acme.example TXT).';

function noDomain(name: string, subjects: Subject[]): MailyardError {
  const near = nearest(
    name,
    subjects.flatMap(subject => [subject.domain.domain, ...subject.rendered.map(each => each.name)]),
  );
  return unknown(`The estate has nothing called "${name}".`, near ? `Did you mean "${near}"?` : FORMS);
}

function noRecord(message: string, key: string, among: Found[]): MailyardError {
  const keys = [...new Set(among.map(({ rendered }) => rendered.key))];
  const near = nearest(key.toLowerCase(), keys);
  return unknown(message, near ? `Did you mean "${near}"?` : `There are: ${keys.join(', ')}.`);
}

const unknown = (message: string, fix: string): MailyardError => new MailyardError('unknown-name', message, { fix });
