/** Connections to mail providers: the account of the inventory, the secrets of the environment, and one budget for all. */
import { setTimeout as sleepFor } from 'node:timers/promises';
import { MailyardError } from '../error.ts';
import { openBudget } from '../rate/budget.ts';
import type { Connection, MailAdapter, MailService } from './adapter.ts';
import type { AdapterFacts } from './capabilities.ts';
import { createHttp } from './http.ts';

/** As the inventory has it: settings, and `credentials` with other names for the environment's variables. */
export type Account = Record<string, unknown>;

export interface ConnectOptions {
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Default: as the facts say; calls and seconds. */
  rate?: { calls: number; seconds: number };
  /** Where budgets are kept; default the user's cache folder. */
  folder?: string;
  timeout?: number;
  onWait?: (wait: { seconds: number; reason: string }) => void;
  onWarning?: (text: string) => void;
  clock?: () => number;
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  random?: () => number;
}

export interface Connected {
  service: MailService;
  /** From now on this text stands in no message. */
  keepSecret(text: string): void;
}

/** Throws `account` and `secret-missing` before any call. */
export function connect(adapter: MailAdapter, title: string, written: Account, options: ConnectOptions): Connected {
  const { facts } = adapter;
  const { env, clock = Date.now, sleep = pause, random = Math.random, onWait = () => {} } = options;
  const secrets = new Set<string>();
  const account = { ...written, ...elsewhere(env)[facts.name] };
  const settings = settingsOf(facts, title, account);
  const names = credentialNames(account);
  const key = [facts.name, ...Object.values(settings), ...Object.values(names)].join(' ');
  const { rate = facts.rate, folder, onWarning, signal, timeout } = options;
  const budget = openBudget({ service: `mail-${facts.name}`, rate, folder, clock, onWarning });
  const hide = (text: string) => [...secrets].reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text);
  const keepSecret = (text: string) => void (text.length > 3 && secrets.add(text));
  const connection: Connection = {
    account: settings,
    secret(name) {
      const variable = names[name] ?? name;
      const value = env[variable];
      if (!value && facts.secrets[name]?.optional) return '';
      if (!value) throw secretMissing(facts, title, name, variable);
      keepSecret(value);
      return value;
    },
    http: http =>
      createHttp({ title, key, budget, signal, timeout, clock, sleep, random, onWait, hide, keepSecret }, http),
    now: clock,
    sleep(milliseconds, waitingFor) {
      if (waitingFor) onWait({ seconds: Math.ceil(milliseconds / 1000), reason: waitingFor });
      return sleep(milliseconds, signal);
    },
  };
  return { service: adapter.connect(connection), keepSecret };
}

const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  sleepFor(milliseconds, undefined, { signal });

/** Settings that stand in the place of the inventory's, by provider as JSON: so the sandbox is found instead of the real one. */
function elsewhere({ MAILYARD_ACCOUNTS: text }: NodeJS.ProcessEnv): Record<string, Account> {
  if (!text) return {};
  try {
    return JSON.parse(text) as Record<string, Account>;
  } catch (cause) {
    throw new MailyardError('bad-setting', `MAILYARD_ACCOUNTS is no JSON: ${(cause as Error).message}`, {
      fix: 'Leave it out: accounts stand in the inventories.',
    });
  }
}

function settingsOf(facts: AdapterFacts, title: string, account: Account): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, fact] of Object.entries(facts.account)) {
    if (fact.nested) continue;
    const value = account[name] ?? fact.default;
    if (value !== undefined) settings[name] = String(value);
    else if (fact.required)
      throw new MailyardError('account', `accounts.${facts.name} has no \`${name}\`: ${fact.description}.`, {
        fix: `Write it into the inventory, such as \`${name}: ${fact.example}\`; docs/providers/${facts.name}.md says where ${title} shows it.`,
      });
  }
  return settings;
}

function credentialNames({ credentials }: Account): Record<string, string> {
  return (credentials ?? {}) as Record<string, string>;
}

function secretMissing(
  { name, secrets }: AdapterFacts,
  title: string,
  secret: string,
  variable: string,
): MailyardError {
  const { description, where } = secrets[secret] ?? { description: 'a secret', where: `docs/providers/${name}.md` };
  return new MailyardError('secret-missing', `${variable} is not set: ${description} of ${title}.`, {
    fix: `Set it in the environment. Where it is found: ${where}.`,
  });
}
