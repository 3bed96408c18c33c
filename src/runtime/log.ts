/** The runtime's log: JSON lines for machines, plain ones on a terminal; on stderr, and never with a secret in it. */
import { stripVTControlCharacters } from 'node:util';
import { type DestinationStream, pino } from 'pino';
import type { Log } from './runtime.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogOptions {
  level: LogLevel;
  /** Plain lines instead of JSON. */
  plain: boolean;
  env: NodeJS.ProcessEnv;
  write(text: string): void;
}

export function openLog({ level, plain, env, write }: LogOptions): Log {
  const secrets = secretsOf(env);
  const hide = (text: string) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text);
  const stream: DestinationStream = { write: line => write(hide(plain ? plainLine(line) : line)) };
  const names = { level: (label: string) => ({ level: label }) };
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: names }, stream);
}

const SECRET = /TOKEN|SECRET|PASSWORD|CREDENTIAL|WEBHOOK|_KEY$|_URL$/;
/** Shorter ones would take pieces out of common words. */
const SHORTEST = 6;

/** What variables with such names hold, and the password within a URL; as they stand in JSON too. */
function secretsOf(env: NodeJS.ProcessEnv): string[] {
  const named = Object.entries(env).filter(([name]) => SECRET.test(name));
  const values = named.flatMap(([name, value = '']) => (name.endsWith('_URL') ? passwordsIn(value) : [value]));
  const long = values.filter(value => value.length >= SHORTEST);
  const all = new Set(long.flatMap(value => [value, JSON.stringify(value).slice(1, -1)]));
  return [...all].sort((a, b) => b.length - a.length);
}

function passwordsIn(url: string): string[] {
  const { password = '', username = '' } = URL.parse(url) ?? {};
  return password === '' ? [] : [url, password, decodeURIComponent(password), `${username}:${password}`];
}

/** `12:00:03 info  job ended  job=blocklists outcome=clean` */
function plainLine(line: string): string {
  const { time, level, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${plainValue(value)}`);
  const text = [String(time).slice(11, 19), String(level).padEnd(5), msg, ...shown].join(' ');
  return `${stripVTControlCharacters(text)}\n`;
}

const plainValue = (value: unknown): string =>
  typeof value === 'string' && !/["\s]/.test(value) ? value : JSON.stringify(value);
