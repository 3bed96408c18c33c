/** `/sandbox/…`: what a test or a demo in another process asks of the twin. Plain JSON, no token, loopback only. */

import type { Registration } from '../registry.ts';
import type { Answer } from './answer.ts';
import { fieldsOf, type Json, parseBody } from './body.ts';
import type { Call } from './calls.ts';
import { activate, addToken, addZone, type Cloud, register, type TokenOptions, type ZoneOptions } from './cloud.ts';
import { editByHand, parseEdit } from './edit.ts';
import type { Fault, FaultQueue } from './faults.ts';
import type { TwinZone } from './model.ts';
import { Refusal } from './refusal.ts';

export interface Controlled {
  cloud: Cloud;
  faults: FaultQueue;
  calls: Call[];
}

type Handler = (twin: Controlled, body: string) => unknown;

const handlers: Readonly<Record<string, Handler>> = {
  'GET /sandbox/zones': ({ cloud }) => ({ zones: Array.from(cloud.zones.values(), shown) }),
  'POST /sandbox/zones': ({ cloud }, body) => {
    const { name, ...options } = fieldsOf(parseBody(body), zoneForms);
    return shown(addZone(cloud, String(name), options as ZoneOptions));
  },
  'POST /sandbox/activate': ({ cloud }, body) => {
    const zone = zoneOf(cloud, fieldsOf(parseBody(body), { zone: 'string' }).zone);
    activate(cloud, zone);
    return shown(zone);
  },
  'POST /sandbox/registrar': ({ cloud }, body) => {
    const { zone, ...registration } = fieldsOf(parseBody(body), registrarForms);
    return register(cloud, String(zone), registration as Registration);
  },
  'POST /sandbox/tokens': ({ cloud }, body) => addToken(cloud, fieldsOf(parseBody(body), tokenForms) as TokenOptions),
  'GET /sandbox/calls': ({ calls }) => ({ total: calls.length, counts: counted(calls), calls }),
  'DELETE /sandbox/calls': ({ calls }) => {
    calls.length = 0;
    return { total: 0 };
  },
  'GET /sandbox/faults': ({ faults }) => ({ pending: faults.pending }),
  'POST /sandbox/faults': ({ faults }, body) => {
    faults.add(...([parseBody(body)].flat() as Fault[]));
    return { pending: faults.pending };
  },
  'DELETE /sandbox/faults': ({ faults }) => {
    faults.clear();
    return { pending: [] };
  },
  'POST /sandbox/edit': ({ cloud }, body) => {
    const { zone, ...edit } = parseBody(body) as Json;
    return { records: editByHand(cloud, zoneOf(cloud, zone), parseEdit(edit)) };
  },
  'GET /sandbox/clock': ({ cloud }) => ({ now: cloud.clock.now() }),
  'POST /sandbox/clock': ({ cloud }, body) => {
    cloud.clock.advance(fieldsOf(parseBody(body), { advanceMs: 'number' }).advanceMs as number);
    return { now: cloud.clock.now() };
  },
};

const registrarForms = { zone: 'string', nameServers: 'array of strings', ds: 'array of strings' } as const;
const zoneForms = {
  name: 'string',
  plan: 'string',
  status: 'string',
  type: 'string',
  quota: 'integer',
  account: 'string',
} as const;
const tokenForms = {
  name: 'string',
  value: 'string',
  account: 'string',
  scopes: 'array of strings',
  zones: 'array of strings',
} as const;

/** Errors are `{ error }` with status 400; an unknown path is 404. */
export function control(twin: Controlled, method: string, path: string, body: string): Answer {
  const handler = handlers[`${method} ${path}`];
  if (!handler)
    return { status: 404, body: { error: `no ${method} ${path}; there are ${Object.keys(handlers).join(', ')}` } };
  try {
    return { status: 200, body: handler(twin, body) };
  } catch (error) {
    const code = error instanceof Refusal ? { code: error.code } : {};
    return { status: 400, body: { error: (error as Error).message, ...code } };
  }
}

function shown(zone: TwinZone) {
  return { ...zone, records: [...zone.records] };
}

function zoneOf(cloud: Cloud, name: unknown): TwinZone {
  const zone = cloud.zones.get(String(name));
  if (!zone) throw new Error(`there is no zone ${name}`);
  return zone;
}

/** Calls by method and path, ids left out: `POST /zones/:id/dns_records/batch`. */
function counted(calls: readonly Call[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, path } of calls) {
    const kind = `${method} ${path.replaceAll(/[0-9a-f]{32}/g, ':id')}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
