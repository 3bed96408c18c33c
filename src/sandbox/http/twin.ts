/** What every twin of an HTTP API shares: log of calls, credentials, rate limit, faults, then the call itself. Loopback only. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SandboxClock, sandboxClock } from '../clock.ts';
import { type Fault, type FaultQueue, type Faults, faultQueue } from './faults.ts';
import { type Answer, Refused, type Routes, router, type TwinRequest } from './request.ts';

export interface HttpTwinOptions {
  clock?: SandboxClock;
  /** Default: any free port. */
  port?: number;
  /** Real milliseconds before each answer. */
  latencyMs?: number;
  /** Told of each call when it is over. */
  onCall?: (call: TwinCall) => void;
}

/** What makes a twin that service's twin. */
export interface TwinService {
  routes: Routes;
  /** Who calls (a name, never a secret), or the answer that refuses. Default: everybody. */
  authenticate?(request: TwinRequest): string | Answer;
  /** Calls that are answered within a window of seconds, for each caller; default: any number. */
  rate?: { calls: number; seconds: number };
  /** The service's own words where the twin itself has to answer. `retryAfter` in seconds; null: the header is left out. */
  limited(retryAfter: number | null): Answer;
  failed(status: number): Answer;
  noRoute(request: TwinRequest): Answer;
}

export interface TwinCall {
  method: string;
  path: string;
  query: string;
  /** HTTP status; 0 where no answer was given. */
  status: number;
  caller: string;
  /** Epoch milliseconds on the sandbox's clock. */
  at: number;
}

export interface HttpTwin {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  readonly clock: SandboxClock;
  readonly calls: readonly TwinCall[];
  readonly faults: FaultQueue;
  count(filter?: { method?: string; path?: string | RegExp; status?: number }): number;
  resetCalls(): void;
  close(): Promise<void>;
}

export async function startHttpTwin(service: TwinService, options: HttpTwinOptions = {}): Promise<HttpTwin> {
  const { clock = sandboxClock(), port = 0, latencyMs = 0, onCall = () => {} } = options;
  const calls: TwinCall[] = [];
  const faults = faultQueue();
  const answer = answerer(service, clock, faults);
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(error => response.destroy(error));
  });

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await requestOf(incoming);
    const query = request.query.toString();
    const call: TwinCall = { ...pick(request), query, status: 0, caller: '', at: clock.now() };
    calls.push(call);
    const outcome = await answer(request, call);
    if (latencyMs > 0) await sleep(latencyMs);
    if (typeof outcome !== 'string') call.status = outcome.status;
    onCall(call);
    if (outcome === 'hang') return;
    if (outcome === 'lost') incoming.socket.destroy();
    else send(response, outcome);
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock,
    calls,
    faults,
    count: (filter = {}) => calls.filter(call => matches(call, filter)).length,
    resetCalls() {
      calls.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

/** What happens on the wire instead of an answer. */
type Silence = 'hang' | 'lost';

function answerer(service: TwinService, clock: SandboxClock, faults: Faults) {
  const { authenticate = () => 'anybody', limited, failed, noRoute } = service;
  const find = router(service.routes);
  const sent = new Map<string, number[]>();
  const blocked = new Map<string, number>();

  async function run(request: TwinRequest): Promise<Answer> {
    const found = find(request.method, request.path);
    if (!found) return noRoute(request);
    try {
      return await found.handler({ ...request, params: found.params });
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      return { status: 500, body: `The sandbox itself failed: ${(error as Error).stack}`, contentType: 'text/plain' };
    }
  }

  /** Seconds until the caller is answered again, 0 for now. */
  function wait(caller: string, now: number): number {
    const until = blocked.get(caller) ?? 0;
    if (now < until) return Math.ceil((until - now) / 1000);
    if (!service.rate) return 0;
    const { calls, seconds } = service.rate;
    const recent = (sent.get(caller) ?? []).filter(at => at > now - seconds * 1000);
    const [oldest = now] = recent;
    if (recent.length >= calls) return Math.max(1, Math.ceil((oldest + seconds * 1000 - now) / 1000));
    sent.set(caller, [...recent, now]);
    return 0;
  }

  async function carryOut(fault: Fault, caller: string, request: TwinRequest): Promise<Answer | Silence> {
    switch (fault.kind) {
      case 'rate-limit': {
        const { blockSeconds = 1 } = fault;
        blocked.set(caller, clock.now() + blockSeconds * 1000);
        return limited(fault.retryAfter === undefined ? blockSeconds : fault.retryAfter);
      }
      case 'server-error':
        return failed(fault.status ?? 500);
      case 'bad-gateway':
        return { status: 502, body: '<html><body><h1>502 Bad Gateway</h1></body></html>\n', contentType: 'text/html' };
      case 'hang':
        return 'hang';
      case 'connection-lost':
        return 'lost';
      case 'applied-but-connection-lost':
        await run(request);
        return 'lost';
      case 'answer':
        return fault.answer;
    }
  }

  return async (request: TwinRequest, call: TwinCall): Promise<Answer | Silence> => {
    const caller = authenticate(request);
    if (typeof caller !== 'string') return caller;
    call.caller = caller;
    const seconds = wait(caller, call.at);
    if (seconds > 0) return limited(seconds);
    const fault = faults.take(request);
    return fault ? carryOut(fault, caller, request) : run(request);
  };
}

async function requestOf(incoming: IncomingMessage): Promise<TwinRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const url = new URL(incoming.url ?? '/', 'http://twin.invalid');
  const body = bytes.toString();
  const type = incoming.headers['content-type'] ?? '';
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers as TwinRequest['headers'],
    params: {},
    body,
    json: () => (body === '' ? undefined : JSON.parse(body)),
    form: () => new Response(bytes, { headers: { 'content-type': type } }).formData(),
  };
}

const pick = ({ method, path }: TwinRequest) => ({ method, path });

function matches(call: TwinCall, filter: { method?: string; path?: string | RegExp; status?: number }): boolean {
  const { method, path, status } = filter;
  const onPath = typeof path === 'string' ? call.path.includes(path) : (path?.test(call.path) ?? true);
  return onPath && (method === undefined || method === call.method) && (status === undefined || status === call.status);
}

function send(response: ServerResponse, { status, body, contentType, headers = {} }: Answer): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const type = body === undefined ? {} : { 'content-type': contentType ?? 'application/json' };
  response.writeHead(status, { ...type, 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}
