/** rbldnsd, the server that most blocklists run on, with zones of a test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { query } from '../../../src/dns/client.ts';
import type { Server } from '../../../src/dns/server.ts';

const PROGRAM = '/usr/sbin/rbldnsd';

export const hasRbldnsd = existsSync(PROGRAM);

/** One data file of a zone; a zone may have several. */
export interface Dataset {
  zone: string;
  type: 'ip4set' | 'ip4trie' | 'ip6trie' | 'dnset';
  lines: string[];
}

export interface Rbldnsd {
  server: Server;
  stop(): Promise<void>;
}

/** Throws with what the program said, where it does not start. */
export async function startRbldnsd(datasets: readonly Dataset[]): Promise<Rbldnsd> {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-rbldnsd-'));
  // Started by root it becomes a user of its own.
  chmodSync(folder, 0o755);
  const zones = datasets.map(({ zone, type, lines }, at) => {
    const file = `${at}.${type}`;
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
    return `${zone}:${type}:${file}`;
  });
  const remove = () => rmSync(folder, { recursive: true });
  for (let tries = 1; ; tries++) {
    const { server, said, end, isUp } = await begin(folder, zones);
    if (isUp) return { server, stop: () => end().then(remove) };
    await end();
    // A free port may be another's a moment later.
    if (said().includes('Address already in use') && tries < 5) continue;
    remove();
    throw new Error(`rbldnsd does not answer: ${said()}`);
  }
}

async function begin(folder: string, zones: readonly string[]) {
  const server = { host: '127.0.0.1', port: await freePort() };
  const child = spawn(PROGRAM, ['-n', '-w', folder, '-b', `${server.host}/${server.port}`, ...zones]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
  const ended = once(child, 'exit');
  const end = async () => {
    child.kill();
    await ended;
  };
  return { server, said: () => said, end, isUp: await answers(server, child) };
}

async function answers(server: Server, child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
    const { status } = await query({ name: 'nothing.example', type: 'A', server, timeoutMs: 200, tries: 1 });
    if (status !== 'timeout') return child.exitCode === null;
    await pause(50);
  }
  return false;
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
