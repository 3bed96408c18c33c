/** What Mailyard asks of a mail provider: a small object of functions over its API. DESIGN §5. */
import type { DkimAlgorithm } from '../inventory/model.ts';
import type { AdapterFacts } from './capabilities.ts';
import type { ProviderFailure } from './failure.ts';
import type { Http, HttpOptions } from './http.ts';
import type { LiveMailbox, MailboxSettings } from './mailbox.ts';

export interface MailAdapter {
  facts: AdapterFacts;
  /** No call yet. Throws where the account or a secret is missing or malformed. */
  connect(connection: Connection): MailService;
}

/** What an adapter is given: everything that is not the provider's own. */
export interface Connection {
  /** `accounts.<name>` of the inventory, checked against the facts, defaults filled in. */
  account: Record<string, string>;
  /** A secret by the name that the facts give it; empty where it is optional and not set. Throws `secret-missing` with where to get it. */
  secret(name: string): string;
  /** Within the rate budget, with retries; secrets that were asked for never stand in its messages. */
  http(options: HttpOptions): Http;
  /** Epoch milliseconds. */
  now(): number;
  /** What is waited for is told to people, as a sentence without its stop. */
  sleep(milliseconds: number, waitingFor?: string): Promise<void>;
}

/** All methods throw ProviderFailure. What is absent the provider cannot do. */
export interface MailService {
  /** One cheap call that needs the credentials and every right that is used: asked once, before anything is written. */
  check(): Promise<void>;
  /** How many licences of this name nobody uses, where mailboxes need any. */
  freeLicences?(licence: string): Promise<number>;
  /** How the account stands, where its provider tells: for people to know, nothing rests on it. */
  standing?(): Promise<Standing[]>;
  domains?: DomainCalls;
  mailboxes?: MailboxCalls;
  dkim?: DkimCalls;
}

/** Keys that the provider signs with, where its API makes them, takes ours, or rotates its own. All are safe to ask again. */
export interface DkimCalls {
  /** The key of that algorithm that signs now; undefined: none does, or it is not the only one. */
  read(domain: string, algorithm?: DkimAlgorithm): Promise<{ selector: string; record?: string } | undefined>;
  /** It goes on with the key before until `activate`. The provider may choose another selector. */
  make?(domain: string, selector: string): Promise<{ selector: string; record: string }>;
  /** From now on it signs with that key, which it made. Throws `early` while it does not see the record. */
  activate?(domain: string, selector: string): Promise<void>;
  /** From now on it signs with this key: PEM, PKCS #8. */
  import?(domain: string, selector: string, privateKey: string): Promise<void>;
  /** A key that does not sign goes from the provider; not there is done. */
  remove?(domain: string, selector: string): Promise<void>;
  /** How far its rotation of its own keys is; `rotatedAt` in epoch milliseconds. */
  rotation?(domain: string): Promise<{ rotatedAt?: number; rotating: boolean; selectors: string[] }>;
  /** Begins one, and goes on with one that takes several steps. */
  rotate?(domain: string): Promise<void>;
}

export interface Standing {
  level: 'good' | 'warning' | 'bad';
  message: string;
  fix?: string;
}

export interface DomainCalls {
  /** Undefined: the provider does not have it. */
  read(domain: string): Promise<LiveDomain | undefined>;
  /** Makes it known as far as that goes without DNS. Throws `exists`. */
  add(domain: string): Promise<LiveDomain>;
  /** Asks the provider to look at DNS and to go on, and says where it stands. Safe to ask again and again. */
  verify(domain: string): Promise<Readiness>;
  /** Asks the provider to look at the DKIM record that is served, and to sign with its key from then on. Safe to ask again. */
  sign?(domain: string): Promise<Readiness>;
  /** Not there is done. */
  remove?(domain: string): Promise<void>;
}

export interface LiveDomain {
  /** Values of the provider's template by their names, as far as they are known: `verification`, `dkimKey`. */
  values: Record<string, string>;
  /** Why it does not give the key of its template: it signs with another one. Thrown, unless that one is Mailyard's. */
  otherKey?: ProviderFailure;
}

export type Readiness =
  | { ready: true; values?: Record<string, string> }
  /** What is waited for, to complete "Waiting for …": `the TXT record that proves ownership`. */
  | { ready: false; waitingFor: string };

export interface MailboxCalls {
  /** All of one domain; pages are the adapter's business. */
  list(domain: string): Promise<LiveMailbox[]>;
  read(address: string): Promise<LiveMailbox | undefined>;
  /**
   * Makes it with what the provider's one call can take, and returns it as it now is; the rest follows by `update`. Throws
   * `exists`, and `lost` where nobody knows: it is never sent twice without looking.
   */
  create(wanted: MailboxSettings, password: string): Promise<LiveMailbox & MadePassword>;
  /** From `now` to `wanted`: only what differs is sent. */
  update(wanted: MailboxSettings, now: MailboxSettings): Promise<void>;
  /** Throws anything but `lost` only where the password is still as it was. */
  setPassword?(address: string, password: string): Promise<MadePassword>;
  /**
   * Where the old password goes on working beside the new one, so that nobody is locked out in between: ends it. Asked once the
   * new one is kept; `login` is the one that stays.
   */
  endOldPassword?(address: string, login: string): Promise<void>;
  /** Not there is done. */
  delete(address: string): Promise<void>;
}

/** Where the provider makes passwords itself, instead of taking ours. */
export interface MadePassword {
  password?: string;
  login?: string;
}
