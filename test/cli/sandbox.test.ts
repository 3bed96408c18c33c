/** `mailyard sandbox`: twins that hold the estate's zones over several runs, in processes of their own. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { query } from '../../src/dns/client.ts';
import { parseServer } from '../../src/dns/server.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { smallEstate, smallZones } from './estates.ts';

const BIN = join(import.meta.dirname, '../../bin/mailyard');
const ANY_PORTS = ['--port', '0', '--dns-port', '0', '--https-port', '0'];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailyard-sandbox-'));
  mkdirSync(join(folder, 'domains'));
  for (const [name, text] of Object.entries(smallEstate)) writeFileSync(join(folder, 'domains', name), text);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Env = Record<string, string | undefined>;

/** Nothing of the machine's own settings. */
function start(args: string[], env: Env = {}) {
  const { PATH, NODE_OPTIONS } = process.env;
  const own = { PATH, NODE_OPTIONS, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), NO_COLOR: '1' };
  const child = spawn(BIN, args, { cwd: folder, env: { ...own, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      said += text;
    });
  }
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  return { child, said: () => said, ended };
}

type Process = ReturnType<typeof start>;

async function until(process: Process, text: string): Promise<void> {
  let over = false;
  process.ended.then(() => {
    over = true;
  });
  while (!process.said().includes(text)) {
    if (over) throw new Error(`it ended without saying "${text}":\n${process.said()}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

async function opened(more: string[] = []): Promise<Process & { env: Env }> {
  const sandbox = start(['sandbox', ...ANY_PORTS, ...more]);
  await until(sandbox, 'as they come:');
  const exports = sandbox.said().matchAll(/^ {2}export (\w+)=(.*)$/gm);
  return { ...sandbox, env: Object.fromEntries(Array.from(exports, ([, name, value]) => [name, value])) };
}

async function stopped(sandbox: Process, signal: NodeJS.Signals): Promise<void> {
  sandbox.child.kill(signal);
  expect(await sandbox.ended).toBe(0);
}

test('`up` works with what it prints, DNS serves the records, each call is a line, and the next start has them still', async () => {
  const first = await opened();
  expect(first.said()).toContain('3 zones and 0 records');
  const up = start(['up', '--yes', '--engine', 'embedded'], first.env);
  expect(await up.ended, up.said()).toBe(0);
  const server = parseServer(first.env.MAILYARD_DNS ?? '');
  const answer = await query({ name: 'a.example', type: 'TXT', server });
  expect(answer.records.map(({ content }) => content)).toEqual(['v=spf1 include:spf.migadu.com -all']);
  expect(first.said()).toMatch(/^200 {2}POST {3}\/zones\/[0-9a-f]{32}\/dns_records\/batch {2}a\.example$/m);
  await stopped(first, 'SIGTERM');
  expect(first.said()).toContain('Stopped. 3 zones and 33 records kept in .mailyard/sandbox.json.');

  const second = await opened(['--quiet']);
  expect(second.said()).toContain('3 zones and 33 records');
  const drift = start(['drift'], second.env);
  expect(await drift.ended, drift.said()).toBe(0);
  await stopped(second, 'SIGINT');
  expect(second.said()).not.toContain('GET');
});

test('its state and its ledger are not those of the real zones', async () => {
  const sandbox = await opened();
  const { PULUMI_BACKEND_URL, MAILYARD_STATE, DATABASE_URL } = sandbox.env;
  expect(PULUMI_BACKEND_URL).toMatch(/^file:.*\/\.mailyard\/sandbox-pulumi$/);
  expect(MAILYARD_STATE).toBe(join(realpathSync(folder), '.mailyard/sandbox'));
  expect(DATABASE_URL).toBe('');
  await stopped(sandbox, 'SIGTERM');
});

test('jobs run there with what it prints: blocklists answer, notices arrive, and the real ledger stays away', async () => {
  const sandbox = await opened();
  const jobs = start(['run', '--once', 'blocklists', '--once', 'dkim'], sandbox.env);
  expect(await jobs.ended, jobs.said()).toBe(0);
  expect(jobs.said()).toMatch(/^blocklists\n\d+ targets on \d+ lists: 0 listed, \d+ clean, 0 unknown\.$/m);
  expect(jobs.said()).toMatch(/\n\ndkim\n/);
  expect(readdirSync(join(folder, '.mailyard/sandbox'))).toContain('ledger.db');
  expect(readdirSync(join(folder, '.mailyard'))).not.toContain('ledger.db');
  await stopped(sandbox, 'SIGTERM');
});

test('it answers for the hosts that SPF records lead to, and for nothing else of their owners', async () => {
  const sandbox = await opened();
  const server = parseServer(sandbox.env.MAILYARD_DNS ?? '');
  const included = await query({ name: 'spf.migadu.com', type: 'TXT', server });
  expect(included.records.map(({ content }) => content)).toEqual(['v=spf1 ip4:198.51.100.0/24 ~all']);
  expect((await query({ name: 'migadu.com', type: 'TXT', server })).status).toBe('refused');
  await stopped(sandbox, 'SIGTERM');
});

test('a script gets the surroundings as JSON and a zone for each of the estate', async () => {
  const sandbox = start(['sandbox', ...ANY_PORTS, '--json']);
  await until(sandbox, '\n}\n');
  const { version, env, zones } = JSON.parse(sandbox.said());
  expect({ version, zones }).toEqual({ version: 1, zones: smallZones });
  const headers = { authorization: `Bearer ${env.CLOUDFLARE_API_TOKEN}` };
  const answer = await fetch(`${env.CLOUDFLARE_BASE_URL}/zones`, { headers });
  expect(((await answer.json()) as { result: unknown[] }).result).toHaveLength(3);
  await stopped(sandbox, 'SIGTERM');
});

test('a kept state that cannot be read is said, with the way out, and left as it is', async () => {
  const file = join(folder, '.mailyard', 'sandbox.json');
  const first = await opened();
  await stopped(first, 'SIGTERM');
  writeFileSync(file, '{"version":1,"zones":');
  const second = start(['sandbox', ...ANY_PORTS]);
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain('sandbox.json cannot be read');
  expect(second.said()).toContain('→ Remove it to start with empty zones.');
  expect(readFileSync(file, 'utf8')).toBe('{"version":1,"zones":');
});

test('a port that is no port is refused', async () => {
  const sandbox = start(['sandbox', '--port', '80808']);
  expect(await sandbox.ended).toBe(1);
  expect(sandbox.said()).toContain('--port takes a port, not "80808".');
});

test('a port that is taken is said, and the other twin does not go on running', async () => {
  const squatter = createServer();
  await new Promise<void>(resolve => squatter.listen(0, '127.0.0.1', resolve));
  const { port } = squatter.address() as { port: number };
  await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'port-in-use' });
  const free = createServer();
  await new Promise<void>(resolve => free.listen(0, '127.0.0.1', resolve));
  const other = (free.address() as { port: number }).port;
  await new Promise(resolve => free.close(resolve));
  await expect(startSandbox({ port: other, dnsPort: port })).rejects.toMatchObject({
    code: 'port-in-use',
    fix: expect.stringContaining('--dns-port'),
  });
  const again = await startSandbox({ port: other });
  await again.close();
  await new Promise(resolve => squatter.close(resolve));
});
