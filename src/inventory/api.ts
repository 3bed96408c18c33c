/** An HTTP API as data: what stands under `api` of a provider template, checked against schema/api.schema.json. */
import type { SecretFact, SettingFact } from '../mail/capabilities.ts';
import type { FailureKind } from '../mail/failure.ts';

export interface ApiDescription {
  /** With settings of the account as placeholders. */
  baseUrl: string;
  account?: Record<string, SettingFact>;
  secrets: Record<string, SecretFact>;
  auth: { bearer?: string; basic?: string; headers?: Record<string, string> };
  rate: { calls: number; seconds: number; source: string };
  passwords?: { length?: number; symbols?: string };
  check: ApiCall & { scopes?: { at: string; needed: string[] } };
  mailboxes?: MailboxApi;
  domains?: DomainApi;
  errors?: ApiError[];
  /** Dotted path to a failure's words. */
  said?: string;
}

export interface ApiCall {
  /** `POST /mailboxes/{address}`. */
  call: string;
  query?: Record<string, string | number | boolean>;
  /** JSON whose texts have placeholders. */
  body?: Record<string, unknown> | unknown[];
  /** Dotted path to the mailbox or domain in the answer; absent: the answer is it. */
  item?: string;
}

export interface MailboxApi {
  fields: MailboxFields;
  list: ListCall;
  read?: ApiCall;
  create: ApiCall;
  update?: ApiCall;
  /** What `update` does not send is reset by it. */
  replaces?: boolean;
  /** Where the state has calls of its own: both, or neither. */
  suspend?: ApiCall;
  activate?: ApiCall;
  setPassword?: ApiCall;
  delete: ApiCall;
}

export interface ListCall extends ApiCall {
  /** Dotted path to the list in the answer; absent: the answer is it. */
  items?: string;
  paging?: Paging;
}

/** One of four ways: `page`, `offset`, `next` (with `cursor`: a token, else a URL) or `link`. */
export interface Paging {
  page?: string;
  first?: number;
  offset?: string;
  size?: string;
  items?: number;
  total?: string;
  next?: string;
  cursor?: string;
  link?: boolean;
}

/** Dotted paths in a mailbox of the answers, by Mailyard's words. */
export interface MailboxFields {
  id?: string;
  address?: string;
  user?: string;
  name?: string;
  aliases?: string | ListField;
  forwardTo?: string | ListField;
  dailyLimit?: string | { at: string; unlimited?: string | number };
  signature?: string;
  state?: string | { at: string; active: Word; suspended: Word };
  smtpAccess?: string | { at: string; allowed: Word; denied: Word };
  /** In the answers of `create` and `setPassword`, where the provider makes passwords. */
  password?: string;
  login?: string;
  created?: string;
  lastActivity?: string;
}

export interface ListField {
  at: string;
  as?: 'addresses' | 'users' | 'text';
}

type Scalar = string | number | boolean;
/** Of a list the first is sent, and all are understood. */
export type Word = Scalar | Scalar[];

export interface DomainApi {
  add: ApiCall;
  read: ApiCall;
  verify?: ApiCall;
  remove?: ApiCall;
  ready?: { at: string; pattern?: string; needsMx?: boolean; waitingFor?: string };
  /** Values of the template's `provided`. */
  values?: Record<string, string | { at: string; when?: 'added' | 'ready' }>;
}

export interface ApiError {
  status?: number;
  at?: string;
  pattern?: string;
  is: Exclude<FailureKind, 'aborted'>;
  fix?: string;
}

/** What can be set of a mailbox, and is then seen again. */
export const settableFields = [
  'name',
  'aliases',
  'forwardTo',
  'dailyLimit',
  'signature',
  'state',
  'smtpAccess',
] as const;

export type SettableField = (typeof settableFields)[number];

/** `{name}` in a text, or in every text of a body. */
export function placeholdersOf(template: unknown): string[] {
  if (typeof template === 'string') return Array.from(template.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name);
  if (typeof template !== 'object' || template === null) return [];
  return Object.values(template).flatMap(placeholdersOf);
}

/** Everything that a call names, in path, query and body. */
export const placeholdersOfCall = ({ call, query, body }: ApiCall): string[] => placeholdersOf([call, query, body]);
