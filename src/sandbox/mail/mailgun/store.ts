/** What one Mailgun account holds. */
import type { SandboxClock } from '../../clock.ts';
import type { TwinMailbox } from '../twin.ts';

export interface Domain {
  name: string;
  state: 'active' | 'unverified';
  created: number;
  /** From when on all of Mailgun knows of it, and until when, once it is deleted. */
  knownFrom: number;
  knownUntil: number;
  automaticSenderSecurity: boolean;
  selector: string;
  webPrefix: string;
  /** Of ours, by selector. */
  keys: Map<string, DomainKey>;
  /** How often it was told to rotate its own. */
  rotations: number;
  /** `name type` → what DNS said when it was last looked at. */
  seen: Record<string, string[]>;
}

export interface DomainKey {
  selector: string;
  publicKey: string;
  active: boolean;
}

export interface Credential {
  login: string;
  created: number;
  password: string;
}

export interface Store {
  clock: SandboxClock;
  domains: Map<string, Domain>;
  credentials: Map<string, Credential>;
}

export const createStore = (clock: SandboxClock): Store => ({ clock, domains: new Map(), credentials: new Map() });

export function newDomain(name: string, now: number, settles: number, fields: Record<string, string> = {}): Domain {
  return {
    ...{ name, state: 'unverified', created: now, knownFrom: now + settles, knownUntil: Number.POSITIVE_INFINITY },
    automaticSenderSecurity: /^(true|yes)$/.test(fields.use_automatic_sender_security ?? ''),
    ...{ selector: fields.dkim_selector ?? 'smtp', webPrefix: fields.web_prefix ?? 'email', seen: {} },
    ...{ keys: new Map(), rotations: 0 },
  };
}

/** "Mon, 02 Jan 2006 15:04:05 GMT" */
export const rfc1123 = (time: number): string => new Date(time).toUTCString();

/** "Wed, 08 Mar 2023 23:34:57 +0000" */
export const rfc2822 = (time: number): string => rfc1123(time).replace('GMT', '+0000');

/** In Mailyard's words. */
export const mailboxesIn = ({ credentials }: Store): TwinMailbox[] =>
  [...credentials.values()].map(({ login, created, password }) => ({
    ...{ address: login, state: 'active' as const, created: Math.floor(created / 1000) * 1000, password },
  }));
