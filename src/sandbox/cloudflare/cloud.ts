/** The state behind the API: zones, tokens, ids, and what a person does to them outside of it. */
import { domainToUnicode } from 'node:url';
import type { SandboxClock } from '../clock.ts';
import { type Registration, type Registry, startRegistry } from '../registry.ts';
import { dsData } from './dnssec.ts';
import {
  ACCOUNT,
  SANDBOX_TOKEN,
  type Scope,
  type TwinScript,
  type TwinToken,
  type TwinWorkerDomain,
  type TwinZone,
  timestamp,
} from './model.ts';
import { zoneName } from './names.ts';
import { type PlanName, plans } from './plans.ts';
import { recordStore } from './store.ts';

export interface Cloud {
  readonly clock: SandboxClock;
  /** By A-label name. */
  readonly zones: Map<string, TwinZone>;
  readonly zonesById: Map<string, TwinZone>;
  /** By value. */
  readonly tokens: Map<string, TwinToken>;
  /** By name. */
  readonly scripts: Map<string, TwinScript>;
  /** By id. */
  readonly workerDomains: Map<string, TwinWorkerDomain>;
  /** The plan of zones that are made over the API. */
  readonly plan: PlanName;
  /** The zones above, as registrars fill them. */
  readonly registry: Registry;
  /** Ids made so far: they are a function of this number, so that a run can be repeated. */
  ids: number;
}

export interface ZoneOptions {
  plan?: PlanName;
  status?: TwinZone['status'];
  type?: TwinZone['type'];
  /** Account id; default: the sandbox's own account. */
  account?: string;
  /** Records that the zone may have, where it differs from the plan's number. */
  quota?: number;
}

export interface TokenOptions {
  name?: string;
  value?: string;
  /** Account id; default: the sandbox's own account. */
  account?: string;
  /** Default: all. */
  scopes?: readonly Scope[];
  /** Default: all zones. */
  zones?: readonly string[] | 'all';
  /** Default: user. */
  owner?: TwinToken['owner'];
  expiresOn?: string;
}

const allScopes: readonly Scope[] = ['zone:read', 'zone:edit', 'dns:read', 'dns:edit', 'workers:read', 'workers:edit'];

/** Invented, and under a reserved name. */
const NAME_SERVERS = ['ada.ns.cloudflare.example', 'bob.ns.cloudflare.example'];

export function emptyCloud(clock: SandboxClock, plan: PlanName): Cloud {
  const cloud: Cloud = {
    ...{ clock, plan, ids: 0, registry: startRegistry(), tokens: new Map() },
    ...{ zones: new Map(), zonesById: new Map(), scripts: new Map(), workerDomains: new Map() },
  };
  addToken(cloud, { name: 'sandbox', value: SANDBOX_TOKEN });
  return cloud;
}

/** 32 lower-case hex digits. Multiplied by an odd number, counters stay different and look like ids. */
export function newId(cloud: Cloud): string {
  cloud.ids += 1;
  return ODD.map(odd => (Math.imul(cloud.ids, odd) >>> 0).toString(16).padStart(8, '0')).join('');
}

const ODD = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f];

export function addZone(cloud: Cloud, given: string, options: ZoneOptions = {}): TwinZone {
  const name = zoneName(given);
  if (name === undefined) throw new Error(`${given} is not a zone name`);
  if (cloud.zones.has(name)) throw new Error(`the zone ${name} is already there`);
  const { status = 'active', type = 'full', plan = cloud.plan, account = ACCOUNT.id, quota } = options;
  if (!Object.hasOwn(plans, plan)) throw new Error(`${plan} is not a plan: ${Object.keys(plans).join(', ')}`);
  const now = timestamp(cloud.clock.now());
  const zone: TwinZone = {
    id: newId(cloud),
    name,
    account,
    status,
    type,
    plan,
    quota,
    paused: false,
    dnssec: 'disabled',
    settings: {},
    nameServers: NAME_SERVERS,
    createdOn: now,
    modifiedOn: now,
    activatedOn: status === 'active' ? now : null,
    serial: 1,
    records: recordStore(),
  };
  keepZone(cloud, zone);
  return zone;
}

export function keepZone(cloud: Cloud, zone: TwinZone): void {
  cloud.zones.set(zone.name, zone);
  cloud.zonesById.set(zone.id, zone);
}

export function dropZone(cloud: Cloud, zone: TwinZone): void {
  cloud.zones.delete(zone.name);
  cloud.zonesById.delete(zone.id);
}

/** What happens once the registrar has delegated to the zone's name servers. */
export function activate(cloud: Cloud, zone: TwinZone): void {
  zone.status = 'active';
  zone.activatedOn = timestamp(cloud.clock.now());
  zone.modifiedOn = zone.activatedOn;
}

/** At the domain's registrar, outside of the API: the zone notices its delegation and its DS record. */
export function register(cloud: Cloud, domain: string, registration: Registration): Required<Registration> {
  const entry = cloud.registry.register(domain, registration);
  const zone = cloud.zones.get(domain);
  if (zone?.status === 'pending' && [...zone.nameServers].sort().join() === [...entry.nameServers].sort().join())
    activate(cloud, zone);
  if (zone?.dnssec === 'pending' && entry.ds.includes(dsData(zone))) zone.dnssec = 'active';
  return entry;
}

export function addToken(cloud: Cloud, options: TokenOptions = {}): TwinToken {
  const id = newId(cloud);
  const { name = `token-${cloud.tokens.size + 1}`, value = `sandbox-token-${id}`, scopes = allScopes } = options;
  if (!/^[0-9A-Za-z_-]{40,80}$/.test(value)) throw new Error('a token has 40 to 80 characters of 0-9 A-Z a-z - _');
  const { account = ACCOUNT.id, zones = 'all', owner = 'user', expiresOn } = options;
  const token: TwinToken = { id, name, value, scopes, account, zones, owner, expiresOn };
  cloud.tokens.set(value, token);
  return token;
}

/** The API shows IDN zones in Unicode, but their records in A-labels (cloudflare-go issue 690). */
export function shownName(zone: TwinZone): string {
  return zone.name.includes('xn--') ? domainToUnicode(zone.name) : zone.name;
}
