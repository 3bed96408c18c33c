/** What every command knows: its options, the environment, where to print. */
import { homedir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { MailyardError } from '../error.ts';
import type { Estate } from '../estate/estate.ts';
import { root } from '../install.ts';
import { hasErrors } from '../inventory/finding.ts';
import { type Loaded, loadEstate, type Sources, today } from '../load-estate.ts';
import { type Allowed, allowFromEnvironment, parseAllow } from '../plan/allow.ts';
import { domainGlob, type Selection } from '../plan/select.ts';
import { type Backend, findBackend, projectFolder, readProject } from '../state/backend.ts';
import { printFindings } from './findings.ts';
import { openTerminal, type Terminal } from './terminal.ts';

export interface GlobalOptions {
  domains: string;
  templates: string[];
  state: string;
  segment: string[];
  domain: string[];
  allow: string[];
  json: boolean;
  color: boolean;
  quiet: boolean;
}

export interface Context {
  options: GlobalOptions;
  env: NodeJS.ProcessEnv;
  terminal: Terminal;
  sources: Sources;
  selection: Selection;
  allowed: Allowed;
  clock: Clock;
}

/** What time it is, and how one waits: the demo lets weeks go by in seconds. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Throws AbortError where `signal` ends it. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const realClock: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
};

export interface Site {
  project: string;
  /** Where Pulumi.yaml is: the Pulumi CLI runs there. */
  folder: string;
  backend: Backend;
}

export function openContext(options: GlobalOptions, env = process.env, clock = realClock): Context {
  return {
    options,
    env,
    terminal: openTerminal(options),
    sources: { domains: options.domains, templates: options.templates, today: today(env, clock.now()) },
    selection: { segments: options.segment, domains: options.domain.map(domainGlob) },
    allowed: parseAllow([...options.allow, ...allowFromEnvironment(env.MAILYARD_ALLOW)]),
    clock,
  };
}

/** The project is named by the Pulumi.yaml of this folder or the nearest one above; without one it is `mailyard`. */
export async function findSite({ options, env }: Context): Promise<Site> {
  const folder = projectFolder(process.cwd());
  const project = folder ? await readProject(folder) : { name: 'mailyard', backendUrl: undefined };
  const backend = findBackend({
    env,
    projectUrl: project.backendUrl,
    stateDir: options.state,
    cwd: process.cwd(),
    home: homedir(),
  });
  return { project: project.name, folder: folder ?? root, backend };
}

/** The estate, for commands that act on it: errors are printed and end the command before anything happens. */
export function estateOf(context: Context): Loaded & { estate: Estate } {
  const loaded = loadEstate(context.sources, 'errors');
  if (loaded.estate && !hasErrors(loaded.findings)) return { ...loaded, estate: loaded.estate };
  const errors = loaded.findings.filter(({ severity }) => severity === 'error');
  printFindings(errors, context.terminal);
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
  const first = errors[0];
  const where = first && context.options.json ? ` ${first.file}:${first.line}:${first.column}: ${first.message}` : '';
  throw new MailyardError('inventory', `The inventories have ${count}, so nothing was done.${where}`, {
    fix: 'Mend them; `mailyard check` shows every finding.',
  });
}
