/** Cloudflare's twin in a process of its own, as the Pulumi plugin meets it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SANDBOX_TOKEN, type TwinRecord } from '../../../src/sandbox/cloudflare/model.ts';

export interface TwinProcess {
  /** CLOUDFLARE_API_TOKEN and CLOUDFLARE_BASE_URL. */
  env: Record<string, string>;
  /** API calls while `work` ran, by method and path. */
  counting<T>(work: () => Promise<T>): Promise<{ result: T; calls: Record<string, number> }>;
  untilCalled(): Promise<void>;
  edit(zone: string, edit: object): Promise<void>;
  fault(fault: object): Promise<void>;
  noFaults(): Promise<void>;
  zoneId(zone: string): Promise<string>;
  /** By zone, each sorted by id. */
  records(): Promise<Map<string, TwinRecord[]>>;
  stop(): Promise<void>;
}

export async function startTwin(zones: string[]): Promise<TwinProcess> {
  const main = resolve(import.meta.dirname, '../../../src/sandbox/cloudflare/main.ts');
  const child = spawn(process.execPath, [main, '--zones', zones.join(',')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await firstLine(child);
  const ask = (method: string, path: string, body?: object) => control(new URL(path, url), method, body);
  const shown = async () =>
    (await ask('GET', '/sandbox/zones')).zones as { id: string; name: string; records: TwinRecord[] }[];
  return {
    env: { CLOUDFLARE_API_TOKEN: SANDBOX_TOKEN, CLOUDFLARE_BASE_URL: url },
    async counting(work) {
      await ask('DELETE', '/sandbox/calls');
      const result = await work();
      return { result, calls: (await ask('GET', '/sandbox/calls')).counts as Record<string, number> };
    },
    async untilCalled() {
      await ask('DELETE', '/sandbox/calls');
      while ((await ask('GET', '/sandbox/calls')).total === 0) await sleep(50);
    },
    edit: async (zone, edit) => void (await ask('POST', '/sandbox/edit', { zone, ...edit })),
    fault: async fault => void (await ask('POST', '/sandbox/faults', fault)),
    noFaults: async () => void (await ask('DELETE', '/sandbox/faults')),
    zoneId: async zone => (await shown()).find(({ name }) => name === zone)?.id ?? '',
    records: async () => new Map((await shown()).map(({ name, records }) => [name, records.sort(byId)])),
    async stop() {
      child.kill();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [chunk] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return chunk.toString().trim();
}

async function control(url: URL, method: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${url.pathname}: ${JSON.stringify(answer)}`);
  return answer;
}

const byId = (a: TwinRecord, b: TwinRecord): number => (a.id < b.id ? -1 : 1);
