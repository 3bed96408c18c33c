/** A user's place to work: an inventory, a state and a cache of its own, and the twin of Cloudflare behind the command line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { check } from '../../src/cli/check.ts';
import { type Context, type GlobalOptions, openContext } from '../../src/cli/context.ts';
import { destroy } from '../../src/cli/destroy.ts';
import { doctor } from '../../src/cli/doctor.ts';
import { drift } from '../../src/cli/drift.ts';
import { explain } from '../../src/cli/explain.ts';
import { mailboxes } from '../../src/cli/mailboxes.ts';
import { plan } from '../../src/cli/plan.ts';
import { records } from '../../src/cli/records.ts';
import { todo } from '../../src/cli/todo.ts';
import { up } from '../../src/cli/up.ts';
import { MailyardError } from '../../src/error.ts';
import {
  type CloudflareTwin,
  type CloudflareTwinOptions,
  startCloudflareTwin,
} from '../../src/sandbox/cloudflare/twin.ts';

const BIN = join(import.meta.dirname, '../../bin/mailyard');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Called extends Ended {
  /** What the command threw: people read its message, scripts its code. */
  error?: MailyardError;
}

export interface Site {
  folder: string;
  twin: CloudflareTwin;
  env: NodeJS.ProcessEnv;
  /** Writes inventory files; undefined removes one. */
  write(files: Record<string, string | undefined>): void;
  /** A process of its own, as a user starts it. Without others it gets `--domains` and `--state` of this site. */
  run(line: string, more?: { env?: NodeJS.ProcessEnv; cwd?: string }): Promise<Ended>;
  start(line: string, more?: { env?: NodeJS.ProcessEnv; cwd?: string }): Started;
  /** The command's function in this process, which costs no start. */
  call(line: string, env?: NodeJS.ProcessEnv): Promise<Called>;
  checkpoint(stack: string): string;
  /** The resources of a stack by name. */
  state(stack: string): Record<string, StateZone>;
}

export interface Started {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** What it has said so far. */
  said(): string;
}

interface StateZone {
  inputs: { records: Record<string, unknown> };
  outputs: { ids: Record<string, string> };
}

/** Everything that was said by any command of any site: the token must not be in it. */
function withoutToken<T extends Ended>(ended: T, token: string): T {
  expect(ended.stdout + ended.stderr).not.toContain(token);
  return ended;
}

export async function openSite(
  files: Record<string, string>,
  options: CloudflareTwinOptions & { twin?: CloudflareTwin } = {},
): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-cli-'));
  const twin = options.twin ?? (await startCloudflareTwin({ rate: { quota: 1e6, windowSeconds: 300 }, ...options }));
  onTestFinished(async () => {
    if (!options.twin) await twin.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const env = environment(folder, twin);
  const here = (line: string): string[] => {
    const place = { '--domains': join(folder, 'domains'), '--state': join(folder, 'state') };
    const given = words(line);
    return [...given, ...Object.entries(place).flatMap(pair => (given.includes(pair[0]) ? [] : pair))];
  };
  const start: Site['start'] = (line, more = {}) => {
    const options = { cwd: more.cwd ?? folder, env: { ...env, ...more.env } };
    return watch(spawn(BIN, here(line), options), twin.token);
  };
  const checkpoint = (stack: string) => join(folder, 'state/pulumi/.pulumi/stacks/mailyard', `${stack}.json`);
  const site: Site = {
    ...{ folder, twin, env, start, checkpoint },
    write: changed => writeFiles(join(folder, 'domains'), changed),
    run: (line, more) => start(line, more).ended,
    call: async (line, more = {}) => withoutToken(await called(here(line), { ...env, ...more }), twin.token),
    state: stack => stateOf(checkpoint(stack)),
  };
  site.write(files);
  return site;
}

/** Nothing of the machine's own settings, but what keeps its processes on loopback. */
function environment(folder: string, twin: CloudflareTwin): NodeJS.ProcessEnv {
  const { PATH, NODE_OPTIONS } = process.env;
  return {
    ...{ PATH, NODE_OPTIONS, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), NO_COLOR: '1' },
    CLOUDFLARE_API_TOKEN: twin.token,
    CLOUDFLARE_BASE_URL: twin.url,
    MAILYARD_CLOUDFLARE_RATE: '1000000/300',
  };
}

const words = (line: string): string[] => line.split(' ').filter(Boolean);

function writeFiles(folder: string, files: Record<string, string | undefined>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
  }
}

function watch(child: ChildProcess, token: string): Started {
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.setEncoding('utf8').on('data', text => {
      said[stream] += text;
    });
  child.stdin?.end();
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({ code, ...said }));
  });
  return { child, ended: ended.then(end => withoutToken(end, token)), said: () => said.stdout + said.stderr };
}

type Run = (context: Context, options: Record<string, unknown>, args: string[]) => Promise<number>;

const commands: Record<string, Run> = {
  ...{ check, plan, up, drift, destroy, records, explain, doctor, todo, mailboxes },
};

async function called(args: string[], env: NodeJS.ProcessEnv): Promise<Called> {
  const [name = '', ...rest] = args;
  const said = { stdout: '', stderr: '' };
  const restore = (['stdout', 'stderr'] as const).map(stream => captured(stream, text => (said[stream] += text)));
  try {
    const { options, positionals } = optionsOf(rest);
    const code = await (commands[name] as Run)(openContext(options, env), { ...options }, positionals);
    return { code, ...said };
  } catch (error) {
    if (error instanceof MailyardError) return { code: 1, ...said, error };
    throw error;
  } finally {
    for (const back of restore) back();
  }
}

function captured(stream: 'stdout' | 'stderr', take: (text: string) => void): () => void {
  const { write } = process[stream];
  process[stream].write = ((text: string) => {
    take(String(text));
    return true;
  }) as typeof write;
  return () => {
    process[stream].write = write;
  };
}

function optionsOf(args: string[]): { options: GlobalOptions & Record<string, unknown>; positionals: string[] } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const list = { type: 'string', multiple: true, default: [] as string[] } as const;
  const lists = { templates: list, segment: list, domain: list, allow: list };
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...lists,
      ...{ domains: text, state: text, plan: text, out: text, format: text, engine: { ...text, default: 'embedded' } },
      ...{ json: flag, quiet: flag, yes: flag, refresh: flag, all: flag },
    },
  });
  const options = { json: false, quiet: false, color: false, ...values };
  return { options: options as unknown as GlobalOptions & Record<string, unknown>, positionals };
}

function stateOf(file: string): Record<string, StateZone> {
  if (!existsSync(file)) return {};
  const { checkpoint } = JSON.parse(readFileSync(file, 'utf8'));
  const own = (checkpoint.latest?.resources ?? []).filter(({ type }: { type: string }) => type.startsWith('mailyard:'));
  return Object.fromEntries(
    own.map((resource: StateZone & { urn: string }) => [resource.urn.split('::').at(-1), resource]),
  );
}

/** Text that people read, on one line where it was broken. */
export const flat = (text: string): string => text.replace(/\s+/g, ' ');
