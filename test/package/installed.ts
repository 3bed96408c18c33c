/** The package as npm would install it, in an empty folder: the tarball unpacked, and beside it only what it depends on. */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

export interface Installed {
  /** The empty folder; `node_modules` is all that it holds. */
  folder: string;
  /** Paths in the tarball, and how many bytes they are unpacked. */
  paths: string[];
  bytes: number;
  /** A command of `node_modules/.bin`, or of the machine, as a person types it there. */
  run(command: string, args: string[], options?: { cwd?: string; env?: NodeJS.ProcessEnv }): Promise<Ended>;
  remove(): void;
}

export interface Ended {
  code: number;
  stdout: string;
  /** stdout and stderr, for messages. */
  text: string;
}

/** Packs this repository and installs it. Without the registry: what it depends on is linked from our own node_modules. */
export function installPackage(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-package-'));
  const modules = join(folder, 'node_modules');
  const packed = npm('pack', '--json', '--pack-destination', folder);
  const [{ filename, files, unpackedSize }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
  rmSync(join(folder, filename));
  for (const path of dependencies()) link(join(repository, path), join(folder, path));
  cpSync(join(folder, 'package'), join(modules, 'mailyard'), { recursive: true });
  rmSync(join(folder, 'package'), { recursive: true });
  link('../mailyard/bin/mailyard', join(modules, '.bin/mailyard'));
  link(join(repository, 'node_modules/.bin/node'), join(modules, '.bin/node'));
  const path = `${join(modules, '.bin')}:${process.env.PATH}`;
  return {
    folder,
    paths: files.map(({ path }: { path: string }) => path),
    bytes: unpackedSize,
    run: (command, args, { cwd = folder, env = {} } = {}) => ended(command, args, cwd, { PATH: path, ...env }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function npm(...args: string[]): string {
  // Its notes on new versions would go out into the world.
  const env = { ...process.env, NODE_OPTIONS: '', npm_config_update_notifier: 'false', npm_config_loglevel: 'error' };
  return execFileSync('npm', args, { cwd: repository, encoding: 'utf8', env, stdio: 'pipe' });
}

/** What `npm install mailyard` would put at the top level: whatever only the repository needs must not be missed. */
function dependencies(): string[] {
  const { packages } = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as Lock;
  const needed = Object.entries(packages).filter(
    ([, { dev, optional, devOptional }]) => !dev && !optional && !devOptional,
  );
  return needed.map(([path]) => path).filter(path => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path));
}

interface Lock {
  packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }>;
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

/** Nothing of the machine's own settings, but what keeps its processes on loopback. */
function ended(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  const { NODE_OPTIONS } = process.env;
  return new Promise(settle => {
    execFile(
      command,
      args,
      { cwd, env: { NODE_OPTIONS, NO_COLOR: '1', ...env }, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        const code = error ? Number(error.code ?? 255) : 0;
        settle({ code, stdout, text: `${stdout}\n${stderr}` });
      },
    );
  });
}
