/** Workers in the twin, over the real client and as a browser would ask: scripts, hosts, and the edge that runs them. */
import Cloudflare from 'cloudflare';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpsGet } from '../../src/audit/https-get.ts';
import { policyFetch } from '../../src/audit/policy-fetch.ts';
import { query } from '../../src/dns/client.ts';
import { parseServer } from '../../src/dns/server.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import { ACCOUNT } from '../../src/sandbox/cloudflare/model.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { type Api, api, recordsPath, uploadWorker } from './api.ts';

const HOST = 'mta-sts.a.example';
const DOMAINS = `/accounts/${ACCOUNT.id}/workers/domains`;
const account = { account_id: ACCOUNT.id };
const saying = (text: string) =>
  `export default { fetch: request => new Response(${JSON.stringify(text)} + new URL(request.url).hostname, { headers: { 'content-type': 'text/plain' } }) };`;

let sandbox: Sandbox;
let client: Cloudflare;
let call: Api;

beforeEach(async () => {
  sandbox = await startSandbox({ clock: sandboxClock(Date.UTC(2026, 10, 22)), certificateDelayMs: 60_000 });
  for (const zone of ['a.example', 'b.example']) sandbox.cloudflare.addZone(zone);
  client = new Cloudflare({ apiToken: sandbox.cloudflare.token, baseURL: sandbox.cloudflare.url, maxRetries: 0 });
  call = api(sandbox.cloudflare);
});

afterEach(() => sandbox.close());

const upload = (name: string, module: string) => uploadWorker(sandbox.cloudflare, name, module);

const records = () => sandbox.cloudflare.records('a.example').filter(({ name }) => name === HOST);
const address = (type: 'A' | 'AAAA') => query({ name: HOST, type, server: parseServer(sandbox.env.MAILYARD_DNS) });
const fetched = () =>
  policyFetch(httpsGet({ port: sandbox.edge.port, ca: sandbox.edge.authority }))(HOST, ['127.0.0.1']);

describe('a script', () => {
  test('is uploaded as a module and read back as it was sent', async () => {
    expect(await upload('one', saying('x'))).toBe(200);
    const path = `${sandbox.cloudflare.url}/accounts/${ACCOUNT.id}/workers/scripts/one`;
    const headers = { authorization: `Bearer ${sandbox.cloudflare.token}` };
    const back = await (await fetch(path, { headers })).formData();
    expect(await (back.get('m.js') as File).text()).toBe(saying('x'));
    expect((await call('GET', `/accounts/${ACCOUNT.id}/workers/scripts`)).result).toMatchObject([{ id: 'one' }]);
  });

  test('without its module, or of another kind, is refused', async () => {
    const put = (metadata: object, type?: string) =>
      uploadWorker(sandbox.cloudflare, 'one', 'export default {}', metadata, type);
    expect(await put({ main_module: 'other.js' })).toBe(400);
    expect(await put({}, 'text/plain')).toBe(400);
    expect(await put({ routes: [] })).toBe(400);
    expect(await put({ compatibility_date: 'today' })).toBe(400);
    expect((await call('PUT', `/accounts/${ACCOUNT.id}/workers/scripts/one`, { main_module: 'm.js' })).status).toBe(
      400,
    );
  });

  test('needs the right to write Workers, on this account', async () => {
    const reader = api(
      sandbox.cloudflare,
      sandbox.cloudflare.addToken({ scopes: ['zone:edit', 'dns:edit', 'workers:read'] }),
    );
    expect(await reader('DELETE', `/accounts/${ACCOUNT.id}/workers/scripts/one`)).toMatchObject({
      status: 403,
      errors: [{ code: 10000 }],
    });
    expect((await call('GET', `/accounts/${'1'.repeat(32)}/workers/scripts`)).status).toBe(400);
  });
});

describe('a host', () => {
  beforeEach(() => upload('one', saying('one on ')));

  const attach = (body: object) => call('PUT', DOMAINS, { hostname: HOST, service: 'one', ...body });

  test('gets an address that is nobody’s to edit, and loses it again', async () => {
    const domain = await client.workers.domains.update({
      ...account,
      hostname: HOST,
      service: 'one',
      zone_name: 'a.example',
    });
    expect(domain).toMatchObject({ hostname: HOST, service: 'one', zone_name: 'a.example' });
    expect(records()).toMatchObject([{ type: 'AAAA', content: '100::', proxied: true, meta: { read_only: true } }]);
    const edit = await call('PATCH', `${recordsPath(sandbox.cloudflare, 'a.example')}/${records()[0]?.id}`, {
      ttl: 60,
    });
    expect(edit.status).toBe(400);
    expect((await address('A')).records).toMatchObject([{ content: '127.0.0.1' }]);
    await client.workers.domains.delete(domain.id, account);
    expect(records()).toEqual([]);
    expect((await address('A')).status).toBe('nxdomain');
    await expect(client.workers.domains.get(domain.id, account)).rejects.toMatchObject({ status: 404 });
  });

  test('is attached once: again changes nothing, and another Worker cannot take it', async () => {
    const first = await attach({});
    expect((await attach({})).result).toEqual(first.result);
    await upload('two', saying('two'));
    expect(await attach({ service: 'two' })).toMatchObject({ status: 409, errors: [{ code: 100116 }] });
    expect((await call('GET', `${DOMAINS}?hostname=${HOST}`)).result).toEqual([first.result]);
    expect((await call('DELETE', `/accounts/${ACCOUNT.id}/workers/scripts/one`)).status).toBe(409);
  });

  test('cannot stand beside a CNAME, without its Worker, or outside of the zone', async () => {
    sandbox.cloudflare.editByHand('a.example', { add: { type: 'CNAME', name: HOST, content: 'sts.example.net' } });
    expect(await attach({})).toMatchObject({ status: 409, errors: [{ code: 100117 }] });
    expect(await attach({ service: 'none' })).toMatchObject({ status: 404, errors: [{ code: 10007 }] });
    expect((await attach({ hostname: 'mta-sts.c.example' })).status).toBe(400);
    expect((await attach({ zone_name: 'b.example' })).status).toBe(400);
    expect((await attach({ cert: 'x' })).errors).toMatchObject([{ code: 9207 }]);
  });

  test('is served once it has its certificate, by the script as it is then', async () => {
    await attach({});
    expect(await fetched()).toMatchObject({ status: 'failed' });
    sandbox.cloudflare.clock.advance(60_000);
    expect(await fetched()).toEqual({ status: 'ok', body: `one on ${HOST}`, contentType: 'text/plain' });
    await upload('one', saying('now on '));
    expect(await fetched()).toMatchObject({ body: `now on ${HOST}` });
  });

  test('comes back with the rest of a kept state', async () => {
    await attach({});
    const kept = JSON.parse(JSON.stringify(sandbox.cloudflare.snapshot()));
    sandbox.cloudflare.restore(kept);
    sandbox.cloudflare.clock.advance(60_000);
    expect(await fetched()).toMatchObject({ body: `one on ${HOST}` });
  });
});
