/** Which call does what, and the right that it needs. */
import { type Answer, ok, okPage } from './answer.ts';
import { isId, requireScope, requireZone } from './auth.ts';
import { runBatch } from './batch.ts';
import { parseBody } from './body.ts';
import { type Cloud, dropZone, newId } from './cloud.ts';
import { dnssecJson, editDnssec } from './dnssec.ts';
import { exportZone } from './export.ts';
import type { Form } from './form.ts';
import { listRecords } from './list.ts';
import { ACCOUNT, type Scope, type TwinRecord, type TwinToken, type TwinZone, timestamp } from './model.ts';
import { noRoute, noSuchRecord, Refusal } from './refusal.ts';
import { editSetting, settingJson } from './settings.ts';
import type { RecordStore } from './store.ts';
import { workersRoute } from './workers-routes.ts';
import { patch, post, put, quotaOf, remove, type Transaction } from './writes.ts';
import { createZone, editZone, listZones, zoneJson } from './zones.ts';

export interface Request {
  cloud: Cloud;
  token: TwinToken;
  method: string;
  /** Below /client/v4. */
  path: string;
  query: URLSearchParams;
  body: string;
  /** The body's parts, where it is a form. */
  form?: Form;
  /** Throws if a fault refuses this record. */
  inspect(record: TwinRecord): void;
}

/** Throws a `Refusal` where the real API says no. */
export function route(request: Request): Answer {
  const [head, id, part, ...rest] = request.path.split('/').slice(1);
  if (isVerification(request.path)) return verified(request);
  if (head === 'accounts' && id === request.token.account && part === 'workers') return workersRoute(request, rest);
  if (head !== 'zones') throw noRoute(request.path);
  if (id === undefined) return zonesRoute(request);
  requireScope(request.token, 'zone:read');
  const zone = requireZone(request.cloud, request.token, id, request.path);
  if (part === undefined) return zoneRoute(request, zone);
  if (part === 'dnssec' && rest.length === 0) return dnssecRoute(request, zone);
  if (part === 'settings' && rest.length === 1) return settingRoute(request, zone, rest[0] ?? '');
  if (part === 'dns_records' && rest.length <= 1) return recordsRoute(request, zone, rest[0]);
  throw noRoute(request.path);
}

function isVerification(path: string): boolean {
  return path === USER_VERIFICATION || path === `/accounts/${ACCOUNT.id}/tokens/verify`;
}

const USER_VERIFICATION = '/user/tokens/verify';

/** A token of an account is unknown among those of users. Code 10000 means success here, and "Authentication error" elsewhere. */
function verified({ token, path }: Request): Answer {
  if (path === USER_VERIFICATION && token.owner === 'account') throw new Refusal(401, 1000, 'Invalid API Token');
  const message = { code: 10000, message: 'This API Token is valid and active' };
  return ok({ id: token.id, status: 'active', expires_on: token.expiresOn }, [message]);
}

function zonesRoute(request: Request): Answer {
  const { cloud, token, method, query } = request;
  if (method === 'POST') return createZone(cloud, token, parseBody(request.body));
  need(request, 'GET', 'zone:read');
  return listZones(cloud, token, query);
}

function zoneRoute(request: Request, zone: TwinZone): Answer {
  const { cloud, token } = request;
  switch (request.method) {
    case 'GET':
      return ok(zoneJson(zone, token));
    case 'PATCH':
      requireScope(token, 'zone:edit');
      return editZone(cloud, zone, token, parseBody(request.body));
    case 'DELETE':
      requireScope(token, 'zone:edit');
      dropZone(cloud, zone);
      return ok({ id: zone.id });
    default:
      throw noRoute(request.path);
  }
}

function dnssecRoute(request: Request, zone: TwinZone): Answer {
  if (request.method === 'GET') {
    requireScope(request.token, 'dns:read');
    return ok(dnssecJson(zone));
  }
  if (request.method === 'DELETE') {
    requireScope(request.token, 'dns:edit');
    zone.dnssec = 'disabled';
    return ok('');
  }
  need(request, 'PATCH', 'dns:edit');
  editDnssec(zone, parseBody(request.body));
  return ok(dnssecJson(zone));
}

function settingRoute(request: Request, zone: TwinZone, id: string): Answer {
  if (request.method === 'GET') return ok(settingJson(zone, id));
  need(request, 'PATCH', 'zone:edit');
  editSetting(zone, id, parseBody(request.body));
  return ok(settingJson(zone, id));
}

function recordsRoute(request: Request, zone: TwinZone, part: string | undefined): Answer {
  switch (part) {
    case undefined:
      return request.method === 'POST' ? created(request, zone) : listed(request, zone);
    case 'batch':
      need(request, 'POST', 'dns:edit');
      return ok(transact(request, zone, zone.records.copy(), on => runBatch(on, parseBody(request.body))));
    case 'export':
      need(request, 'GET', 'dns:read');
      return { status: 200, body: exportZone(zone), contentType: 'text/plain; charset=utf-8' };
    case 'usage':
      need(request, 'GET', 'dns:read');
      return ok({ record_quota: quotaOf(zone), record_usage: zone.records.size });
    default:
      return recordRoute(request, zone, part);
  }
}

function listed(request: Request, zone: TwinZone): Answer {
  need(request, 'GET', 'dns:read');
  return okPage(listRecords(zone.records, request.query), record => record);
}

function created(request: Request, zone: TwinZone): Answer {
  requireScope(request.token, 'dns:edit');
  return ok(transact(request, zone, zone.records, on => post(on, parseBody(request.body))));
}

function recordRoute(request: Request, zone: TwinZone, id: string): Answer {
  if (!isId(id)) throw noRoute(request.path);
  if (request.method === 'GET') return found(request, zone, id);
  requireScope(request.token, 'dns:edit');
  const change = recordChanges[request.method];
  if (!change) throw noRoute(request.path);
  return ok(transact(request, zone, zone.records, on => change(on, id, request.body)));
}

const recordChanges: Readonly<Record<string, (on: Transaction, id: string, body: string) => unknown>> = {
  PATCH: (on, id, body) => patch(on, id, parseBody(body)),
  PUT: (on, id, body) => put(on, id, parseBody(body)),
  DELETE: (on, id) => ({ id: remove(on, id).id }),
};

function found(request: Request, zone: TwinZone, id: string): Answer {
  requireScope(request.token, 'dns:read');
  const record = zone.records.get(id);
  if (!record) throw noSuchRecord();
  return ok(record);
}

/** Runs a change on the store, which becomes the zone's own once the change has gone through. */
function transact<T>(request: Request, zone: TwinZone, store: RecordStore, change: (on: Transaction) => T): T {
  const { cloud, inspect } = request;
  const now = timestamp(cloud.clock.now());
  const result = change({ zone, store, now, newId: () => newId(cloud), inspect });
  zone.records = store;
  zone.serial += 1;
  return result;
}

function need(request: Request, method: string, scope: Scope): void {
  if (request.method !== method) throw noRoute(request.path);
  requireScope(request.token, scope);
}
