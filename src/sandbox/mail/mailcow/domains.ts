/** Domains and their DKIM keys: `case 'domain'` of functions.mailbox.inc.php, functions.dkim.inc.php. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { danger, type Outcome, success } from './answers.ts';
import { int } from './bodies.ts';
import { aliasesOf, type DkimKey, mailboxesOf, newDomain, type Store } from './store.ts';

const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/;

export interface DomainBody {
  domain: string;
  [field: string]: unknown;
}

export function addDomain(store: Store, { domain: given, ...settings }: DomainBody): Outcome[] {
  const domain = given.trim().toLowerCase();
  const defaults = newDomain(domain);
  const limits = { ...defaults, ...numbersOf(settings, ['aliases', 'mailboxes', 'maxquota', 'quota']) };
  if (limits.maxquota > limits.quota) return [danger('mailbox_quota_exceeds_domain_quota')];
  if (limits.maxquota === 0) return [danger('maxquota_empty')];
  if (!DOMAIN.test(domain)) return [danger('domain_invalid')];
  if (store.domains.has(domain) || store.aliasDomains.has(domain)) return [danger('domain_exists', domain)];
  store.domains.set(domain, { ...limits, active: int(settings.active ?? 1) });
  const { key_size = 2048, dkim_selector = 'dkim' } = settings;
  const keyed = store.keys.has(domain)
    ? [{ type: 'success' as const, msg: 'domain_add_dkim_available' }]
    : addKeys(store, { domains: domain, key_size, dkim_selector });
  return [...keyed, success('domain_added', domain)];
}

function numbersOf(settings: Record<string, unknown>, names: string[]): Record<string, number> {
  return Object.fromEntries(names.flatMap(name => (name in settings ? [[name, int(settings[name])]] : [])));
}

/** The first thing that is asked of an object is whether the caller may see it: where it is not, the answer is the same. */
export function editDomain(store: Store, items: string[], attr: Record<string, unknown>): Outcome[] {
  return items.map(item => {
    const domain = store.domains.get(item);
    if (!domain) return danger('access_denied');
    Object.assign(domain, numbersOf(attr, ['active', 'aliases', 'mailboxes', 'maxquota', 'quota']));
    return success('domain_modified', item);
  });
}

/** Its aliases and keys go with it; what is not there is removed as well. */
export function deleteDomain(store: Store, items: string[]): Outcome[] {
  return items.map(item => {
    if (!DOMAIN.test(item)) return danger('domain_invalid');
    if (mailboxesOf(store, item).length > 0) return danger('domain_not_empty', item);
    store.domains.delete(item);
    store.keys.delete(item);
    for (const { id } of aliasesOf(store, item)) store.aliases.delete(id);
    return success('domain_removed', item);
  });
}

export function addAliasDomain(store: Store, body: { alias_domain: string; target_domain: string }): Outcome[] {
  const [alias, target] = [body.alias_domain.toLowerCase(), body.target_domain.toLowerCase()];
  if (!store.domains.has(target)) return [danger('access_denied')];
  if (alias === target) return [danger('aliasd_targetd_identical', target)];
  if (store.domains.has(alias) || store.aliasDomains.has(alias)) return [danger('alias_domain_invalid', alias)];
  store.aliasDomains.set(alias, target);
  return [success('aliasd_added', alias)];
}

/** Asked for an alias domain, it shows the one behind it. */
export function shownDomain(store: Store, asked: string): object | undefined {
  const name = asked.toLowerCase();
  const domain = store.domains.get(store.aliasDomains.get(name) ?? name);
  if (!domain) return undefined;
  const mailboxes = mailboxesOf(store, domain.domain).length;
  const aliases = aliasesOf(store, domain.domain).length;
  return {
    ...{ domain_name: domain.domain, domain_h_name: domain.domain, description: domain.domain },
    ...{ active: domain.active, active_int: domain.active, rl: store.rates.get(domain.domain) ?? false },
    ...{ max_num_aliases_for_domain: domain.aliases, max_num_mboxes_for_domain: domain.mailboxes },
    ...{ max_quota_for_mbox: domain.maxquota * 1_048_576, max_quota_for_domain: domain.quota * 1_048_576 },
    ...{ mboxes_in_domain: mailboxes, mboxes_left: domain.mailboxes - mailboxes },
    ...{ aliases_in_domain: aliases, aliases_left: domain.aliases - aliases, backupmx: 0, gal: 1 },
  };
}

/** One selector and key a domain: what has one already is refused by the word for a bad name. */
export function addKeys(store: Store, body: Record<string, unknown>): Outcome[] {
  const { domains, key_size, dkim_selector = 'dkim' } = body;
  const selector = String(dkim_selector);
  const wanted = String(domains)
    .split(/[ ,;\n]/)
    .filter(Boolean);
  return wanted.map(domain => {
    const isBad = !DOMAIN.test(domain) || store.keys.has(domain) || !/^[\w.-]+$/.test(selector);
    if (isBad) return danger('dkim_domain_or_sel_invalid', domain);
    if (!store.domains.has(domain)) return danger('access_denied', domain);
    store.keys.set(domain, newKey(selector, int(key_size)));
    return success('dkim_added', domain);
  });
}

export function newKey(selector: string, modulusLength: number): DkimKey {
  return { selector, pubkey: base64Of(generateKeyPairSync('rsa', { modulusLength }).publicKey) };
}

/** With `overwrite_existing` the key that was there is gone at once. The domain need not be this server's. */
export function importKey(store: Store, body: Record<string, unknown>): Outcome[] {
  const { domain: given, dkim_selector = 'dkim', private_key_file, overwrite_existing = 0 } = body;
  const [domain, selector] = [String(given), String(dkim_selector)];
  let pubkey: string;
  try {
    pubkey = base64Of(createPublicKey(createPrivateKey(String(private_key_file).trim())));
  } catch (error) {
    return [danger('private_key_error', (error as Error).message)];
  }
  if (!DOMAIN.test(domain)) return [danger('dkim_domain_or_sel_invalid', domain)];
  if (store.keys.has(domain) && int(overwrite_existing) === 0) return [danger('dkim_domain_or_sel_exists', domain)];
  if (!/^[\w.-]+$/.test(selector)) return [danger('dkim_domain_or_sel_invalid', domain)];
  store.keys.set(domain, { selector, pubkey });
  return [success('dkim_added', domain)];
}

export function deleteKeys(store: Store, items: string[]): Outcome[] {
  return items.map(item => {
    if (!DOMAIN.test(item)) return danger('dkim_domain_or_sel_invalid', item);
    store.keys.delete(item);
    return success('dkim_removed', item);
  });
}

/** `t=s`: no subdomain may be signed for. With SPLIT_DKIM_255 the text comes in quoted parts. */
export function shownKey(store: Store, domain: string, split: boolean): object | undefined {
  const key = store.keys.get(domain);
  if (!key) return undefined;
  const text = `v=DKIM1;k=rsa;t=s;s=email;p=${key.pubkey}`;
  const parts = text.match(/.{1,255}/g) ?? [];
  return {
    ...{
      pubkey: key.pubkey,
      length: key.pubkey.length < 391 ? '2048' : '4096',
      dkim_selector: key.selector,
      privkey: '',
    },
    dkim_txt: split ? parts.map(part => `"${part}"`).join(' ') : text,
  };
}

const base64Of = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64');
