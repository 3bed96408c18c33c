/** A user's place to work: an inventory, a state and a cache of its own, and the twin of Cloudflare behind the command line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openContext } from '../../src/cli/context.ts';
import { mailyard } from '../../src/cli/program.ts';
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

async function called(args: string[], env: NodeJS.ProcessEnv): Promise<Called> {
  const said = { stdout: '', stderr: '' };
  const restore = (['stdout', 'stderr'] as const).map(stream => captured(stream, text => (said[stream] += text)));
  let [code, error]: [number, MailyardError?] = [0];
  const program = mailyard(async ({ load, options, args }) => {
    const run = await load();
    code = await run(openContext(options, env), options, args);
  }, env);
  try {
    await program.parseAsync(['--no-color', ...embedded(args)], { from: 'user' });
  } catch (failure) {
    if (!(failure instanceof MailyardError)) throw failure;
    [code, error] = [1, failure];
  } finally {
    for (const back of restore) back();
  }
  return { code, ...said, ...(error && { error }) };
}

/** What acts does so in this process, wherever there is a Pulumi CLI. */
const embedded = (args: string[]): string[] =>
  ['up', 'destroy'].includes(args[0] ?? '') && !args.includes('--engine') ? [...args, '--engine', 'embedded'] : args;

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
