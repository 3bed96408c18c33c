/** The project as a fresh clone has it, in a temp folder, and its two commands: `bin/pulumi` and `bin/mailyard`. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Estate } from '../../../src/estate/estate.ts';
import { loadEstate } from '../../../src/load-estate.ts';
import { type FileBackend, fileBackend } from '../../../src/state/backend.ts';

/** The day of the story: the example estate changes with the calendar. */
const TODAY = '2026-11-22';

const repository = resolve(import.meta.dirname, '../../..');
const parts = ['bin', 'domains', 'package.json', 'Pulumi.yaml', 'schema', 'src', 'stacks', 'templates'];

export interface Clone {
  folder: string;
  backend: FileBackend;
  /** The inventories as they are now. */
  estate(): Estate;
  /** Gives a domain of `domains/<segment>.yaml` other settings, or takes it out; returns how to take that back. */
  edit(segment: string, domain: string, change: Settings | 'remove'): () => void;
  /** Takes a domain from one segment's file to another's, with settings that it had from its old segment. */
  move(domain: string, from: string, to: string, more: Settings): void;
  /** `npm run -s pulumi -- ARGS`. */
  npmPulumi(...args: string[]): Promise<Ended>;
  /** That of a command, with `env` in it. */
  environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
  pulumi(args: string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
  mailyard(args: string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
  /** A PATH on which `command` first does something else, once in this folder, and then what it always does. */
  shim(command: string, first: string): NodeJS.ProcessEnv;
  remove(): void;
}

type Settings = Record<string, unknown>;

export interface Ended {
  code: number;
  stdout: string;
  /** stdout and stderr, for messages. */
  text: string;
}

export function makeClone(): Clone {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-e2e-'));
  for (const part of parts) cpSync(join(repository, part), join(folder, part), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  const own = { MAILYARD_TODAY: TODAY, PULUMI_HOME: join(folder, '.home'), XDG_CACHE_HOME: join(folder, '.cache') };
  const environment = (env: NodeJS.ProcessEnv) => ({ ...surroundings(), ...own, ...env });
  const run = (command: string, args: string[], env: NodeJS.ProcessEnv = {}) =>
    ended(command, args, folder, environment(env));
  const fileOf = (segment: string) => join(folder, 'domains', `${segment}.yaml`);
  const plain = ['--non-interactive', '--color', 'never'];
  return {
    folder,
    environment,
    backend: fileBackend(join(folder, '.mailyard', 'pulumi'), true),
    estate: () => estateIn(folder),
    edit: (segment, domain, change) => editDomains(fileOf(segment), domains => changed(domains, domain, change)),
    move(domain, from, to, more) {
      let moving: Settings = {};
      editDomains(fileOf(from), domains => {
        moving = domains.find(entry => entry.domain === domain) ?? {};
        return changed(domains, domain, 'remove');
      });
      editDomains(fileOf(to), domains => [...domains, { ...moving, ...more }]);
    },
    npmPulumi: (...args) => run('npm', ['run', '-s', 'pulumi', '--', ...args, ...plain]),
    pulumi: (args, env) => run(join(folder, 'bin/pulumi'), [...args, ...plain], env),
    mailyard: (args, env) => run(join(folder, 'bin/mailyard'), args, env),
    shim(command, first) {
      const bin = join(folder, 'shim');
      mkdirSync(bin);
      const { PATH } = process.env;
      const rest = `PATH='${PATH}' exec ${command} "$@"`;
      writeFileSync(join(bin, command), `#!/bin/sh\n(cd '${folder}' && ${first}) >&2\n${rest}\n`, { mode: 0o755 });
      return { PATH: `${bin}:${PATH}` };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What the caller's shell says of Pulumi and Mailyard stays outside, apart from what a test gives. */
function surroundings(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(PULUMI|MAILYARD|CLOUDFLARE)_|^NODE_OPTIONS$/.test(name),
  );
  return Object.fromEntries(entries);
}

function ended(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise(settle => {
    execFile(command, args, { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const code = error ? Number(error.code ?? 255) : 0;
      settle({ code, stdout, text: `${stdout}\n${stderr}` });
    });
  });
}

function estateIn(folder: string): Estate {
  const { estate, findings } = loadEstate({ domains: join(folder, 'domains'), templates: [], today: TODAY });
  if (!estate) throw new Error(`The example estate does not compile: ${JSON.stringify(findings)}`);
  return estate;
}

function changed(domains: Settings[], domain: string, change: Settings | 'remove'): Settings[] {
  if (change === 'remove') return domains.filter(entry => entry.domain !== domain);
  return domains.map(entry => (entry.domain === domain ? { ...entry, ...change } : entry));
}

/** The short form of a domain becomes the long one. */
function editDomains(file: string, edit: (domains: Settings[]) => Settings[]): () => void {
  const text = readFileSync(file, 'utf8');
  const document = parse(text) as { domains: (string | Settings)[] };
  const domains = document.domains.map(entry => (typeof entry === 'string' ? { domain: entry } : entry));
  writeFileSync(file, stringify({ ...document, domains: edit(domains) }));
  return () => writeFileSync(file, text);
}
