/** `bin/mailyard` as a process of its own, with what it took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

export interface Usage {
  /** Seconds on the clock. */
  wall: number;
  /** Seconds of processor time, user and system, of all threads: what a busy machine changes least. */
  cpu: number;
  /** Bytes at the most. */
  rss: number;
}

export interface Measured extends Usage {
  /** What it printed. */
  output: string;
}

const mailyardPath = resolve(import.meta.dirname, '../bin/mailyard');
const usagePath = pathToFileURL(resolve(import.meta.dirname, 'usage.js')).href;

/** Runs in `folder`; the output goes to a file there. Throws where the exit code is none of `codes`. */
export async function mailyard(
  args: string[],
  folder: string,
  options: { codes?: number[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Measured> {
  const outputPath = join(folder, 'output');
  const output = openSync(outputPath, 'w');
  const started = performance.now();
  const child = spawn(mailyardPath, args, {
    cwd: folder,
    env: { ...process.env, ...options.env, NODE_OPTIONS: `--import=${usagePath}` },
    stdio: ['ignore', output, 'pipe', 'pipe'],
  });
  const [errors, usage, [code]] = await Promise.all([
    text(child.stderr as Readable),
    text(child.stdio[3] as Readable),
    once(child, 'exit'),
  ]);
  const wall = (performance.now() - started) / 1000;
  closeSync(output);
  const printed = readFileSync(outputPath, 'utf8');
  if (!(options.codes ?? [0]).includes(code)) {
    throw new Error(`mailyard ${args.join(' ')} ended with ${code}:\n${errors}${printed.slice(0, 2000)}`);
  }
  return { wall, ...JSON.parse(usage), output: printed };
}

/** The run with the least wall time: everything else on the machine only ever adds to it. */
export async function best(times: number, run: () => Promise<Measured>): Promise<Measured> {
  let found = await run();
  for (let again = 1; again < times; again += 1) {
    const next = await run();
    if (next.wall < found.wall) found = next;
  }
  return found;
}
