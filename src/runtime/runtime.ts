/** What a job is given: everything outside of it. Each tick reads the inventories anew, so a daemon follows the repository. */
import type { CloudflareDns } from '../cloudflare/api.ts';
import type { Query } from '../dns/client.ts';
import type { Server } from '../dns/server.ts';
import type { Estate, EstateDomain } from '../estate/estate.ts';
import type { Templates } from '../inventory/template.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { MailProviders } from '../mail/providers.ts';
import type { Keys } from '../secrets/seal.ts';
import type { SenderLogin } from '../sending/submission/sender-login.ts';
import type { Signing } from './dkim/signer.ts';

export interface Runtime {
  estate: Estate;
  templates: Templates;
  /** Whether `--segment` and `--domain` choose it. Nobody else's domain is acted on. */
  selects(domain: EstateDomain): boolean;
  /** The Pulumi project's name: it stands in the comment of each record. */
  project: string;
  ledger: Ledger;
  /** UTC epoch milliseconds. Nothing in a job asks another clock. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  query: Query;
  resolver: Server;
  /** The client with the token of that variable; default CLOUDFLARE_API_TOKEN. Throws where the token is missing. */
  cloudflare(variable?: string): CloudflareDns;
  mail: MailProviders;
  /** What signs a domain's mail with keys that Mailyard makes or rotates, by `dkim.signers`. Throws where one cannot be opened. */
  signers(domain: EstateDomain): Promise<Signing[]>;
  /** With what a message of the domain is submitted to that sender of it. Undefined: Mailyard holds no login there. Throws where nobody can tell. */
  login(domain: EstateDomain, sender: string): Promise<SenderLogin | undefined>;
  /** Throws where MAILYARD_KEY is missing or malformed. */
  keys(): Keys;
  env: NodeJS.ProcessEnv;
  log: Log;
  /** Who acts, for the decision log: `daemon@host`; of a command `alex@host`. */
  who: string;
  /** Aborted when the process is to stop: what is begun is ended properly, nothing new is begun. */
  signal: AbortSignal;
}

/** As pino has it: fields first, then the sentence. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
