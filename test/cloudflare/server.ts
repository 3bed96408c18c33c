/** A local HTTP server that answers as a test says, with Cloudflare's envelope, and remembers what it was asked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CloudflareOptions, createCloudflare } from '../../src/cloudflare/client.ts';
import { openBudget, type Rate } from '../../src/rate/budget.ts';
import type { Wait } from '../../src/rate/patient.ts';

export const TOKEN = 'test-token_0123456789abcdefghijklmnopqrstuv';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely
  body: any;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON, unless it is a text. */
  body?: unknown;
  /** The connection ends without an answer, or no answer ever comes. */
  lost?: 'reset' | 'hang';
}

export const ok = (result: unknown, result_info?: unknown): Answer => ({
  body: { success: true, errors: [], messages: [], result, result_info },
});

export const no = (status: number, code: number, message: string, pointer?: string): Answer => ({
  status,
  body: { success: false, errors: [{ code, message, ...(pointer ? { source: { pointer } } : {}) }], result: null },
});

export async function serve(answer: (asked: Asked) => Answer) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const question = await read(request);
    asked.push(question);
    send(answer(question), response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4` };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://localhost');
  return {
    method: request.method ?? '',
    path: url.pathname.replace('/client/v4', ''),
    query: url.searchParams,
    headers: request.headers,
    body: text ? JSON.parse(text) : undefined,
  };
}

function send({ status = 200, headers = {}, body, lost }: Answer, response: ServerResponse): void {
  if (lost === 'hang') return;
  if (lost === 'reset') {
    response.socket?.destroy();
    return;
  }
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A clock that only sleeping moves, from 2027-01-01. */
function fakeTime() {
  let now = Date.UTC(2027, 0, 1);
  return {
    clock: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

/** A folder for this test alone. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A client of that server with a budget and a clock of its own; `waits` fills with what it says about waiting. */
export function clientOf(url: string, options: Partial<CloudflareOptions> & { folder?: string; rate?: Rate } = {}) {
  const { folder = newFolder(), rate = { calls: 1000, seconds: 300 }, ...rest } = options;
  const time = fakeTime();
  const clock = rest.clock ?? time.clock;
  const waits: Wait[] = [];
  const budget = rest.budget ?? openBudget({ folder, rate, clock });
  onTestFinished(() => budget.close());
  const client = createCloudflare({
    token: TOKEN,
    baseUrl: url,
    budget,
    clock,
    sleep: time.sleep,
    random: () => 0,
    onWait: wait => waits.push(wait),
    ...rest,
  });
  return Object.assign(client, { waits, clock, folder });
}
