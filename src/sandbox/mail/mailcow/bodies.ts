/**
 * What mailcow takes, field by field: data/web/api/openapi.yaml and the functions behind it (source of 2026-08-05). Its flags and
 * numbers may be text, as its own examples have them. The real one passes over what it does not know; here that is refused, so
 * that a misspelt field is noticed.
 */
import type { TwinRequest } from '../../http/request.ts';
import { type BodySchema, strict } from '../strict.ts';
import { refuse } from './answers.ts';

const text = { type: 'string' };
const flag = { enum: ['0', '1', 0, 1, true, false] };
const number = { type: ['integer', 'string'], pattern: '^[0-9]*$' };
const texts = { type: 'array', items: text };
const items = { type: ['string', 'array'], items: { type: ['string', 'integer'] } };
const frame = { enum: ['s', 'm', 'h', 'd'] };
const rate = { rl_value: number, rl_frame: frame };

const domain = {
  ...{
    active: flag,
    aliases: number,
    backupmx: flag,
    defquota: number,
    description: text,
    gal: flag,
    mailboxes: number,
  },
  ...{ maxquota: number, quota: number, relay_all_recipients: flag, relay_unknown_only: flag, ...rate, tags: texts },
};
const accesses = ['sogo', 'imap', 'pop3', 'smtp', 'sieve', 'eas', 'dav'];
const access: BodySchema = Object.fromEntries(accesses.map(name => [`${name}_access`, flag]));
const mailbox = {
  // 2: login is not allowed, mail is taken.
  active: { enum: ['0', '1', '2', 0, 1, 2, true, false] },
  ...{
    name: text,
    authsource: { enum: ['mailcow', 'ldap', 'keycloak', 'generic-oidc'] },
    password: text,
    password2: text,
  },
  ...{
    quota: number,
    force_pw_update: flag,
    force_tfa: flag,
    tls_enforce_in: flag,
    tls_enforce_out: flag,
    tags: texts,
  },
  ...access,
};
const alias = {
  ...{ address: text, goto: text, active: flag, goto_null: flag, goto_spam: flag, goto_ham: flag, sogo_visible: flag },
  ...{ internal: flag, sender_allowed: flag, private_comment: text, public_comment: text },
};
const filter = {
  ...{ script_data: text, script_desc: text, filter_type: { enum: ['prefilter', 'postfilter'] }, active: flag },
};
const dkim = { dkim_selector: text, key_size: number };

const edit = (attr: BodySchema) =>
  strict({ items, attr: { type: 'object', additionalProperties: false, properties: attr } }, ['items', 'attr']);

const bodies = {
  'add/domain': strict({ domain: text, ...domain, ...dkim, restart_sogo: number }, ['domain']),
  'add/alias-domain': strict({ alias_domain: text, target_domain: text, active: flag, ...rate, ...dkim }, [
    ...['alias_domain', 'target_domain'],
  ]),
  'edit/domain': edit({ ...domain, relayhost: number }),
  'add/mailbox': strict({ local_part: text, domain: text, ...mailbox, ...rate, template: text }, [
    'local_part',
    'domain',
  ]),
  'edit/mailbox': edit({ ...mailbox, sender_acl: texts, pw_recovery_email: text, relayhost: number }),
  'edit/rl-mbox': edit(rate),
  'edit/rl-domain': edit(rate),
  'add/alias': strict(alias, ['address']),
  'edit/alias': edit(alias),
  'add/filter': strict({ username: text, ...filter }, ['username', 'script_data', 'script_desc', 'filter_type']),
  'edit/filter': edit(filter),
  'add/dkim': strict({ domains: text, ...dkim }, ['domains', 'key_size']),
  'add/dkim_import': strict({ domain: text, dkim_selector: text, private_key_file: text, overwrite_existing: flag }, [
    ...['domain', 'private_key_file'],
  ]),
};

export type BodyOf = keyof typeof bodies;

/** The body as JSON. Without `application/json` the real one looks for form fields and finds none. */
function jsonOf(request: TwinRequest): unknown {
  if (!/application\/json/.test(request.headers['content-type'] ?? ''))
    return refuse(200, 'Cannot find attributes in post data');
  try {
    return request.json() ?? null;
  } catch {
    return refuse(400, "Request body doesn't contain valid json!");
  }
}

export function bodyOf<T>(request: TwinRequest, kind: BodyOf): T {
  const body = jsonOf(request);
  const fault = bodies[kind](body);
  return fault === undefined ? (body as T) : refuse(400, `${kind}: ${fault}`);
}

/** What is to be deleted: a list of keys. */
export function itemsOf(request: TwinRequest): string[] {
  const body = jsonOf(request);
  const isList = Array.isArray(body) && body.every(each => ['string', 'number'].includes(typeof each));
  return isList ? body.map(String) : refuse(400, 'items must be a list of keys');
}

/** As PHP's intval: `'1'`, 1 and true are 1. */
export const int = (value: unknown): number => Number.parseInt(String(value === true ? 1 : value), 10) || 0;
