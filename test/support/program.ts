/** Programs of others that tests start: whether they are here, a free port, and their end. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The path of a program; undefined where it is not installed. Daemons are often outside of a user's PATH. */
export function programAt(name: string): string | undefined {
  try {
    const env = { PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin:/sbin` };
    return execFileSync('sh', ['-c', `command -v ${name}`], { env, encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface Running {
  pid: number;
  close(): Promise<void>;
}

/** Started and ready: `isReady` is asked until it no longer throws. */
export async function running(
  command: string,
  args: string[],
  isReady: () => Promise<unknown>,
  patience = 60_000,
): Promise<Running> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += String(text)));
  const close = () => ended(child);
  for (const started = Date.now(); ; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}: ${said}`);
    try {
      await isReady();
      return { pid: child.pid as number, close };
    } catch (error) {
      if (Date.now() - started < patience) continue;
      await close();
      throw error;
    }
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await once(child, 'exit');
  clearTimeout(late);
}
