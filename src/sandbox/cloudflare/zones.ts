/** Zones over the API. */
import { type Answer, ok, okPage, type Page } from './answer.ts';
import { isId, mayView } from './auth.ts';
import { fieldsOf, isObject } from './body.ts';
import { addZone, type Cloud, shownName } from './cloud.ts';
import { filtered, ordered, pageOf } from './list.ts';
import { ACCOUNT, type TwinToken, type TwinZone, timestamp } from './model.ts';
import { zoneName } from './names.ts';
import { plans } from './plans.ts';
import { badBody, Refusal } from './refusal.ts';

/** Sizes outside of the documented 5 to 50 are taken to the nearest of them. */
const ZONES_PER_PAGE = { fallback: 20, least: 5, most: 50 };

export function listZones(cloud: Cloud, token: TwinToken, query: URLSearchParams): Answer {
  const visible = candidates(cloud, query).filter(zone => mayView(token, zone));
  const found = filtered(visible, zoneTests(query), query.get('match'));
  const key = orderKeys[query.get('order') ?? ''];
  const zones = key ? ordered(found, key, query.get('direction')) : found;
  const page: Page<TwinZone> = pageOf(zones, query, ZONES_PER_PAGE);
  return okPage(page, zone => zoneJson(zone, token));
}

const orderKeys: Readonly<Record<string, (zone: TwinZone) => string>> = {
  name: zone => zone.name,
  status: zone => zone.status,
  'plan.id': zone => zone.plan,
};

/** A plain `name` finds its zone without looking at the others. Internal zones are left out unless they are asked for. */
function candidates(cloud: Cloud, query: URLSearchParams): TwinZone[] {
  const name = query.get('name');
  if (name !== null && !name.includes(':') && query.get('match') !== 'any') {
    const zone = cloud.zones.get(zoneName(name) ?? name);
    return zone ? [zone] : [];
  }
  const zones = [...cloud.zones.values()];
  return query.has('type') ? zones : zones.filter(zone => zone.type !== 'internal');
}

function zoneTests(query: URLSearchParams): ((zone: TwinZone) => boolean)[] {
  const tests: ((zone: TwinZone) => boolean)[] = [];
  const name = query.get('name');
  if (name !== null) tests.push(nameTest(name));
  const types = query.getAll('type');
  if (types.length > 0) tests.push(zone => types.includes(zone.type));
  const status = query.get('status');
  if (status !== null) tests.push(zone => zone.status === status);
  const account = query.get('account.id');
  if (account !== null) tests.push(zone => zone.account === account);
  const accountName = query.get('account.name');
  if (accountName !== null) tests.push(zone => accountOf(zone).name === accountName);
  return tests;
}

/** `name=contains:acme`; a plain name means equal. */
function nameTest(given: string): (zone: TwinZone) => boolean {
  const [, operator = 'equal', wanted = given] = /^([a-z_]+):(.*)$/.exec(given) ?? [];
  const value = wanted.toLowerCase();
  switch (operator.replace(/_case_sensitive$/, '')) {
    case 'not_equal':
      return zone => shownName(zone) !== value;
    case 'starts_with':
      return zone => shownName(zone).startsWith(value);
    case 'ends_with':
      return zone => shownName(zone).endsWith(value);
    case 'contains':
      return zone => shownName(zone).includes(value);
    default:
      return zone => zone.name === (zoneName(value) ?? value);
  }
}

/** A new zone is pending until its registrar delegates to the name servers. */
export function createZone(cloud: Cloud, token: TwinToken, body: unknown): Answer {
  const input = fieldsOf(body, { name: 'string', account: 'object', type: 'string', jump_start: 'boolean' });
  if (!token.scopes.includes('zone:edit') || token.zones !== 'all' || !ownAccount(token, input.account)) {
    throw new Refusal(403, 0, 'Requires permission "com.cloudflare.api.account.zone.create" to create zones');
  }
  const name = zoneName((input.name as string | undefined) ?? '');
  if (name === undefined) throw new Refusal(400, 1002, 'Invalid domain.');
  if (cloud.zones.has(name)) throw new Refusal(400, 1061, `${name} already exists`);
  return ok(
    zoneJson(addZone(cloud, name, { status: 'pending', type: typeOf(input.type), account: token.account }), token),
  );
}

/** The API takes one property a call. */
export function editZone(cloud: Cloud, zone: TwinZone, token: TwinToken, body: unknown): Answer {
  const input = fieldsOf(body, { paused: 'boolean', type: 'string', vanity_name_servers: 'array of strings' });
  if (Object.keys(input).length !== 1) throw badBody('Exactly one property can be changed in a call.');
  if (typeof input.paused === 'boolean') zone.paused = input.paused;
  if (input.type !== undefined) zone.type = typeOf(input.type);
  if (input.vanity_name_servers) throw badBody('"vanity_name_servers" need a Business plan or a higher one.');
  zone.modifiedOn = timestamp(cloud.clock.now());
  return ok(zoneJson(zone, token));
}

function typeOf(type: unknown): TwinZone['type'] {
  if (type === undefined || type === 'full') return 'full';
  if (type === 'partial' || type === 'secondary' || type === 'internal') return type;
  throw badBody('"type" must be one of full, partial, secondary, internal.');
}

function ownAccount(token: TwinToken, account: unknown): boolean {
  return account === undefined || (isObject(account) && isId(String(account.id)) && account.id === token.account);
}

function accountOf({ account }: TwinZone): { id: string; name: string } {
  return account === ACCOUNT.id ? ACCOUNT : { id: account, name: `Account ${account.slice(0, 4)}` };
}

export function zoneJson(zone: TwinZone, token: TwinToken) {
  const plan = plans[zone.plan];
  return {
    id: zone.id,
    name: shownName(zone),
    status: zone.status,
    paused: zone.paused,
    type: zone.type,
    development_mode: 0,
    name_servers: zone.nameServers,
    original_name_servers: null,
    original_registrar: null,
    original_dnshost: null,
    modified_on: zone.modifiedOn,
    created_on: zone.createdOn,
    activated_on: zone.activatedOn,
    vanity_name_servers: [],
    meta: { step: 2, custom_certificate_quota: 0, page_rule_quota: 3, phishing_detected: false },
    owner: { id: null, type: 'user', email: null },
    account: accountOf(zone),
    tenant: { id: null, name: null },
    tenant_unit: { id: null },
    permissions: permissionsOf(token),
    plan: {
      id: zone.plan,
      name: plan.title,
      price: plan.price,
      currency: 'USD',
      frequency: plan.price > 0 ? 'monthly' : '',
      is_subscribed: true,
      can_subscribe: false,
      legacy_id: zone.plan,
      legacy_discount: false,
      externally_managed: false,
    },
  };
}

const permissionNames = {
  'zone:read': '#zone:read',
  'zone:edit': '#zone:edit',
  'dns:read': '#dns_records:read',
  'dns:edit': '#dns_records:edit',
  'workers:read': '#worker:read',
  'workers:edit': '#worker:edit',
} as const;

function permissionsOf(token: TwinToken): string[] {
  return token.scopes.map(scope => permissionNames[scope]);
}
