/** What the twin holds. Records are values: a change makes a new one. */
import type { PlanName } from './plans.ts';
import type { RecordStore } from './store.ts';

/** A record exactly as the API returns it. */
export interface TwinRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly priority?: number;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly proxiable: boolean;
  readonly proxied: boolean;
  readonly ttl: number;
  readonly settings: Readonly<Record<string, boolean>>;
  readonly meta: { readonly read_only?: boolean };
  readonly comment: string | null;
  readonly tags: readonly string[];
  readonly created_on: string;
  readonly modified_on: string;
  readonly comment_modified_on?: string;
  readonly tags_modified_on?: string;
}

export type ZoneStatus = 'initializing' | 'pending' | 'active' | 'moved';
export type ZoneType = 'full' | 'partial' | 'secondary' | 'internal';
export type DnssecStatus = 'active' | 'pending' | 'disabled' | 'pending-disabled' | 'error';

export interface TwinZone {
  readonly id: string;
  /** Lower-case A-label form; the API shows the Unicode form. */
  readonly name: string;
  /** The id of the account that it is in. */
  readonly account: string;
  status: ZoneStatus;
  type: ZoneType;
  plan: PlanName;
  /** Overrides the plan's record quota. */
  quota?: number;
  paused: boolean;
  dnssec: DnssecStatus;
  /** What was set by hand or over the API; the rest is at its default. */
  settings: Record<string, unknown>;
  readonly nameServers: readonly string[];
  readonly createdOn: string;
  modifiedOn: string;
  activatedOn: string | null;
  /** Grows with every change of the records: the SOA serial. */
  serial: number;
  records: RecordStore;
}

/** `workers:…` are rights on the account. */
export type Scope = 'zone:read' | 'zone:edit' | 'dns:read' | 'dns:edit' | 'workers:read' | 'workers:edit';

/** A Worker: one ES module. */
export interface TwinScript {
  /** Account id. */
  readonly account: string;
  readonly name: string;
  readonly module: string;
  readonly mainModule: string;
  readonly compatibilityDate: string;
  readonly etag: string;
  readonly createdOn: string;
  readonly modifiedOn: string;
}

/** A host that a Worker serves, with the address record that came with it. */
export interface TwinWorkerDomain {
  readonly id: string;
  readonly account: string;
  readonly hostname: string;
  readonly service: string;
  readonly environment: string;
  readonly zoneId: string;
  readonly recordId: string;
  readonly certificateId: string;
  /** Epoch milliseconds on the sandbox's clock. */
  readonly attachedAt: number;
}

export interface TwinToken {
  readonly id: string;
  readonly name: string;
  /** What goes in the Authorization header: 40 or more characters. */
  readonly value: string;
  readonly scopes: readonly Scope[];
  /** Its account's id: it sees no other account's zones. */
  readonly account: string;
  /** Names of the zones that it may see. */
  readonly zones: readonly string[] | 'all';
  /** Whose it is decides where it can be verified. */
  readonly owner: 'user' | 'account';
  /** RFC 3339. */
  readonly expiresOn?: string;
}

/** Of every token and zone that names no other. */
export const ACCOUNT = { id: '0123456789abcdef0123456789abcdef', name: 'Sandbox' } as const;

/** The token that every twin knows, with all rights. */
export const SANDBOX_TOKEN = 'sandbox-token-with-all-rights-0123456789abcdef';

/** RFC 3339 with microseconds, as the API writes times. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
