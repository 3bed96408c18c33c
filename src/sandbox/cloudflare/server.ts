/** The API over HTTP: log, credentials, rate limit, faults, then the call itself. Loopback only. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, failed, refused } from './answer.ts';
import { authenticate } from './auth.ts';
import type { Call } from './calls.ts';
import type { Cloud } from './cloud.ts';
import type { CallFault, Faults } from './faults.ts';
import { readForm } from './form.ts';
import type { TwinRecord, TwinToken } from './model.ts';
import type { RateCounter } from './rate.ts';
import { Refusal } from './refusal.ts';
import { type Request, route } from './routes.ts';

export const PREFIX = '/client/v4';

export interface Service {
  cloud: Cloud;
  faults: Faults;
  rate: RateCounter;
  /** The log, with calls appended. */
  calls: Call[];
  latencyMs: number;
  /** Told of each call when it is over. */
  onCall(call: Call): void;
  /** Answers what is not below /client/v4. */
  control(method: string, path: string, body: string): Answer;
}

/** What happens on the wire instead of an answer. */
type Silence = 'hang' | 'lost';

export async function listen(service: Service, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    serve(service, request, response).catch(error => response.destroy(error));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serve(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', 'http://twin.invalid');
  const bytes = await bodyOf(request);
  const body = bytes.toString();
  if (!url.pathname.startsWith(`${PREFIX}/`)) return send(response, service.control(method, url.pathname, body));
  const path = url.pathname.slice(PREFIX.length);
  const call: Call = { method, path, query: url.search.slice(1), status: 0, token: '', at: service.cloud.clock.now() };
  service.calls.push(call);
  const form = await readForm(bytes, request.headers['content-type']).catch(() => undefined);
  const outcome = answerCall(service, call, request.headers.authorization, { query: url.searchParams, body, form });
  if (service.latencyMs > 0) await sleep(service.latencyMs);
  if (typeof outcome !== 'string') call.status = outcome.status;
  service.onCall(call);
  if (outcome === 'hang') return;
  if (outcome === 'lost') request.socket.destroy();
  else send(response, outcome);
}

function answerCall(
  service: Service,
  call: Call,
  authorization: string | undefined,
  content: Pick<Request, 'query' | 'body' | 'form'>,
): Answer | Silence {
  const { cloud } = service;
  try {
    const token = authenticate(cloud, authorization);
    call.token = token.name;
    const verdict = service.rate.count(token.value, call.at);
    if (!verdict.allowed) return throttled(verdict.retryAfter, verdict.headers);
    const fault = service.faults.forCall(call);
    const run = () => route({ ...call, ...content, cloud, token, inspect: inspector(service, call) });
    const answer = fault ? faulty(service, fault, token, run) : withRefusals(run);
    return typeof answer === 'string' ? answer : { ...answer, headers: { ...verdict.headers, ...answer.headers } };
  } catch (error) {
    return refusalAnswer(error);
  }
}

function withRefusals(run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    return refusalAnswer(error);
  }
}

function refusalAnswer(error: unknown): Answer {
  if (error instanceof Refusal) return refused(error);
  return failed(500, { code: 0, message: `The sandbox itself failed: ${(error as Error).stack}` });
}

function faulty(service: Service, fault: CallFault, token: TwinToken, run: () => Answer): Answer | Silence {
  switch (fault.kind) {
    case 'rate-limit': {
      const block = fault.blockSeconds ?? 300;
      service.rate.block(token.value, service.cloud.clock.now() + block * 1000);
      return throttled(fault.retryAfter === undefined ? block : fault.retryAfter);
    }
    case 'server-error':
      return failed(fault.status ?? 500, { code: 10013, message: 'An unknown error has occurred' });
    case 'bad-gateway':
      return { status: 502, body: '<html><body><h1>502 Bad Gateway</h1></body></html>\n', contentType: 'text/html' };
    case 'hang':
      return 'hang';
    case 'connection-lost':
      return 'lost';
    case 'applied-but-connection-lost':
      withRefusals(run);
      return 'lost';
    case 'success-false':
      return failed(200, { code: fault.code ?? 10013, message: fault.message ?? 'An unknown error has occurred' });
  }
}

function throttled(retryAfter: number | null, headers: Record<string, string> = {}): Answer {
  const error = { code: 971, message: 'Please wait and consider throttling your request speed' };
  return failed(429, error, retryAfter === null ? headers : { ...headers, 'retry-after': String(retryAfter) });
}

function inspector(service: Service, call: Call): Request['inspect'] {
  return (record: TwinRecord) => {
    const fault = service.faults.forRecord(call, record);
    if (!fault) return;
    const refusal = new Refusal(400, fault.code ?? 1004, fault.message ?? 'DNS Validation Error');
    if (fault.pointer) refusal.pointer = '';
    throw refusal;
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, body, contentType, headers = {} }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': contentType ?? 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
