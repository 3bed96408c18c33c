/** moto, an emulator of AWS in Python by others, as a process of its own. It is installed once, beside other temporary files. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const VERSION = '5.2.5';
const run = promisify(execFile);
const home = join(tmpdir(), `mailyard-moto-${VERSION}`);

export interface MotoServer {
  origin: string;
  close(): Promise<void>;
}

/** The Python that has moto; or why there is none, in a sentence. */
export async function motoPython(): Promise<{ python: string } | { missing: string }> {
  const python = join(home, 'bin/python');
  if (await exists(python)) return { python };
  const made = await mkdtemp(join(tmpdir(), 'mailyard-moto-'));
  try {
    await run('python3', ['-m', 'venv', made]);
    await run(join(made, 'bin/python'), ['-m', 'pip', 'install', '--quiet', `moto[server]==${VERSION}`]);
    await rename(made, home);
    return { python };
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    // Another run may have been faster.
    if (await exists(python)) return { python };
    const [reason] = String((error as { stderr?: string }).stderr || error)
      .trim()
      .split('\n')
      .slice(-1);
    return { missing: `moto ${VERSION} could not be installed with python3 and pip: ${reason}` };
  }
}

export async function startMoto(python: string): Promise<MotoServer> {
  const port = await freePort();
  const server = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const origin = `http://127.0.0.1:${port}`;
  const answers = async () => (await fetch(`${origin}/moto-api/`).catch(() => undefined))?.ok ?? false;
  while (!(await answers())) {
    if (server.exitCode !== null) throw new Error(`moto ended with ${server.exitCode} before it began`);
    await sleep(100);
  }
  return {
    origin,
    async close() {
      server.kill();
      await once(server, 'exit');
    },
  };
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise(done => server.close(done));
  return port;
}
