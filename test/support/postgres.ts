/** A PostgreSQL of our own in a temporary folder, where its server programs are: it listens on loopback only and is gone with it. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './program.ts';

/** The database with a ledger's tables, made once for the whole run, that others are copied from: `ledger-setup.ts`. */
export const TABLES = 'mailyard_with_tables';

export interface PostgresServer {
  /** Of the database `postgres`, as a user that may make others. */
  url: string;
  /** Everybody who is connected is cut off. */
  stop(): Promise<void>;
  /** At the same address, with the same data. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Undefined: its programs are not installed here. `durable`: what is committed outlives a power cut, as in real use. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer | undefined> {
  const programs = findPrograms();
  if (!programs) return undefined;
  const account = unprivileged();
  const folder = mkdtempSync(join(durable ? tmpdir() : quickFolder(), 'mailyard-postgres-'));
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const initial = ['--no-sync', '--auth=trust', '--username=mailyard', '--encoding=UTF8', '--locale=C'];
  execFileSync(join(programs, 'initdb'), ['-D', data, ...initial], { cwd: folder, stdio: 'pipe', ...account });
  const port = await freePort();
  const url = `postgres://mailyard@127.0.0.1:${port}/postgres`;
  const server = runs(
    join(programs, 'postgres'),
    [...['-D', data, '-p', String(port)], ...settings(folder, durable)],
    account,
  );
  const start = async () => {
    server.start();
    await answers(url, server.ended);
  };
  await start();
  const remove = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, start, stop: server.stop, remove };
}

const MEMORY = '/dev/shm';
const ROOM = 2 ** 30;

/** Most of a test's time would go into the files of a database that is thrown away: in memory it is a quarter. Containers often have little. */
function quickFolder(): string {
  const { bavail, bsize } = existsSync(MEMORY) ? statfsSync(MEMORY) : { bavail: 0, bsize: 0 };
  return bavail * bsize > ROOM ? MEMORY : tmpdir();
}

const settings = (folder: string, durable: boolean): string[] =>
  [
    ...['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'max_connections=200'],
    'shared_buffers=32MB',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ].flatMap(setting => ['-c', setting]);

/** Debian keeps them off the PATH. The newest first. */
function findPrograms(): string | undefined {
  const debian = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const folders = [...debian, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find(folder => ['initdb', 'postgres'].every(program => existsSync(join(folder, program))));
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  const [, uid, gid] =
    ['postgres', 'nobody']
      .map(name => accounts.find(line => line.startsWith(`${name}:`)))
      .map(line => /^[^:]+:[^:]*:(\d+):(\d+):/.exec(line ?? ''))
      .find(Boolean) ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

function runs(program: string, args: string[], account: { uid: number; gid: number } | undefined) {
  let child: ReturnType<typeof spawn> | undefined;
  const ended = () => child === undefined || child.exitCode !== null || child.signalCode !== null;
  process.once('exit', () => child?.kill('SIGQUIT'));
  return {
    ended,
    start: () => {
      if (!ended()) return;
      child = spawn(program, args, { stdio: 'ignore', ...account });
    },
    async stop() {
      if (!child || ended()) return;
      const gone = once(child, 'exit');
      // "Fast shutdown": what is under way is rolled back.
      child.kill('SIGINT');
      await gone;
    },
  };
}

async function answers(url: string, ended: () => boolean): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (ended()) throw new Error('PostgreSQL did not start.', { cause: error });
      await sleep(50);
    }
  }
}
