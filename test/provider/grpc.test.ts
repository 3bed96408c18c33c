import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { credentials, type requestCallback, Server, ServerCredentials, type ServiceError, status } from '@grpc/grpc-js';
import engineGrpc from '@pulumi/pulumi/proto/engine_grpc_pb.js';
import engineProto from '@pulumi/pulumi/proto/engine_pb.js';
import pluginProto from '@pulumi/pulumi/proto/plugin_pb.js';
import providerGrpc from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import proto from '@pulumi/pulumi/proto/provider_pb.js';
import statusProto from '@pulumi/pulumi/proto/status_pb.js';
import emptyProto from 'google-protobuf/google/protobuf/empty_pb.js';
import structProto from 'google-protobuf/google/protobuf/struct_pb.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ZONE_RECORDS } from '../../src/estate/resource.ts';
import { fingerprint } from '../../src/plan/fingerprint.ts';
import { zoneChanges } from '../../src/plan/locked.ts';
import { writePlanFile } from '../../src/plan-file.ts';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { acme, mx, txt, ZONE } from './stack.ts';

const PLUGIN = fileURLToPath(new URL('../../bin/provider/pulumi-resource-mailyard', import.meta.url));
const URN = `urn:pulumi:pool-a::mail::${ZONE_RECORDS}::${ZONE}`;

type Client = InstanceType<typeof providerGrpc.ResourceProviderClient>;

let twin: CloudflareTwin;
let client: Client;
const logged: { urn: string; message: string; severity: number }[] = [];
const closing: (() => unknown)[] = [];

/** The part of Pulumi's engine that a plugin speaks to. */
async function startEngine(): Promise<string> {
  const server = new Server();
  server.addService(engineGrpc.EngineService as never, {
    log(call: { request: engineProto.LogRequest }, callback: requestCallback<emptyProto.Empty>) {
      const [urn, message] = [call.request.getUrn(), call.request.getMessage()];
      // Late, as on a busy machine: the plugin's answer must not come before it.
      setTimeout(() => {
        logged.push({ urn, message, severity: call.request.getSeverity() });
        callback(null, new emptyProto.Empty());
      }, 20);
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  closing.push(() => server.forceShutdown());
  return `127.0.0.1:${port}`;
}

/** As the engine starts it: flags first, then its own address; the port is the first line. */
async function startPlugin(engine: string, environment: Record<string, string>): Promise<Client> {
  const cache = mkdtempSync(join(tmpdir(), 'mailyard-test-'));
  const env = { ...process.env, XDG_CACHE_HOME: cache, ...environment };
  const plugin = spawn(PLUGIN, ['--logtostderr', '--tracing', 'tcp://127.0.0.1:1', engine], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(plugin.stdout), 'line');
  expect(line).toMatch(/^\d+$/);
  const connected = new providerGrpc.ResourceProviderClient(`127.0.0.1:${line}`, credentials.createInsecure());
  closing.push(async () => {
    connected.close();
    plugin.kill();
    await once(plugin, 'exit');
    rmSync(cache, { recursive: true, force: true });
  });
  return connected;
}

beforeAll(async () => {
  twin = await startCloudflareTwin({ zones: [ZONE] });
  closing.push(() => twin.close());
  client = await startPlugin(await startEngine(), {
    CLOUDFLARE_API_TOKEN: twin.token,
    CLOUDFLARE_BASE_URL: twin.url,
    MAILYARD_ALLOW: 'spf=acme.example',
  });
  const request = new proto.ProviderHandshakeRequest();
  await call<proto.ProviderHandshakeResponse>('handshake', request);
});

afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

beforeEach(() => {
  for (const { id } of twin.records(ZONE)) twin.editByHand(ZONE, { remove: { id } });
  twin.faults.clear();
  twin.resetCalls();
  logged.length = 0;
});

/** One unary call; rejects with the gRPC error. */
function call<Response>(method: string, request: unknown): Promise<Response> {
  const methods = client as unknown as Record<string, (request: unknown, callback: requestCallback<Response>) => void>;
  return new Promise((resolve, reject) => {
    methods[method]?.call(client, request, (error, response) =>
      error ? reject(error) : resolve(response as Response),
    );
  });
}

const struct = (value: object) => structProto.Struct.fromJavaScript(JSON.parse(JSON.stringify(value)));
const plain = (value: structProto.Struct | undefined) => value?.toJavaScript();

type Inputs = ReturnType<typeof acme>;

const check = (olds: Inputs | undefined, news: object) =>
  call<proto.CheckResponse>(
    'check',
    new proto.CheckRequest()
      .setUrn(URN)
      .setOlds(struct(olds ?? {}))
      .setNews(struct(news)),
  );

const create = (inputs: Inputs, preview = false) =>
  call<proto.CreateResponse>(
    'create',
    new proto.CreateRequest().setUrn(URN).setProperties(struct(inputs)).setPreview(preview),
  );

function update(olds: structProto.Struct, oldInputs: Inputs, news: Inputs, preview = false) {
  const request = new proto.UpdateRequest().setUrn(URN).setId(ZONE).setOlds(olds).setOldInputs(struct(oldInputs));
  return call<proto.UpdateResponse>('update', request.setNews(struct(news)).setPreview(preview));
}

const created = async (inputs = acme()) => (await create(inputs)).getProperties() as structProto.Struct;
const errorOf = (work: Promise<unknown>): Promise<ServiceError> =>
  work.then(
    () => expect.fail('it succeeded'),
    error => error,
  );
const live = () => twin.records(ZONE).map(({ id, type, content, comment }) => ({ id, type, content, comment }));

describe('the start', () => {
  test('the plugin takes secrets and previews, says its version, and needs no configuration', async () => {
    const handshake = await call<proto.ProviderHandshakeResponse>('handshake', new proto.ProviderHandshakeRequest());
    expect(handshake.getAcceptSecrets()).toBe(true);
    const configured = await call<proto.ConfigureResponse>('configure', new proto.ConfigureRequest());
    expect(configured.toObject()).toMatchObject({
      acceptsecrets: true,
      acceptresources: true,
      acceptoutputs: true,
      supportspreview: true,
    });
    const info = await call<pluginProto.PluginInfo>('getPluginInfo', new emptyProto.Empty());
    expect(info.getVersion()).toMatch(/^\d+\.\d+\.\d+/);
    const schema = await call<proto.GetSchemaResponse>('getSchema', new proto.GetSchemaRequest());
    expect(JSON.parse(schema.getSchema())).toMatchObject({ name: 'mailyard' });
    const config = new proto.CheckRequest().setNews(struct({ a: 'b' }));
    expect(plain((await call<proto.CheckResponse>('checkConfig', config)).getInputs())).toEqual({ a: 'b' });
    const diff = await call<proto.DiffResponse>('diffConfig', new proto.DiffRequest());
    expect(diff.getChanges()).toBe(proto.DiffResponse.DiffChanges.DIFF_NONE);
    await call('cancel', new emptyProto.Empty());
    expect(twin.calls).toEqual([]);
  });

  test('a type that Mailyard does not have is refused by its name', async () => {
    const urn = 'urn:pulumi:pool-a::mail::mailyard:index:Nothing::x';
    const error = await errorOf(call('check', new proto.CheckRequest().setUrn(urn).setNews(struct({}))));
    expect(error).toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: expect.stringContaining('mailyard:index:Nothing'),
    });
  });
});

describe('check and diff', () => {
  test('good inputs come back as they are, without a call', async () => {
    const response = await check(undefined, acme());
    expect(plain(response.getInputs())).toEqual(acme());
    expect(response.getFailuresList()).toEqual([]);
    expect(twin.calls).toEqual([]);
  });

  test('a secret that wraps a value is taken for its value', async () => {
    const secret = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value: 'v=spf1 -all' };
    const news = { ...acme(), records: { spf: { ...txt(ZONE, ''), content: secret } } };
    expect(plain((await check(undefined, news)).getInputs())).toEqual({
      ...acme(),
      records: { spf: txt(ZONE, 'v=spf1 -all') },
    });
  });

  test('inputs of a wrong form fail with the path of each record', async () => {
    const failures = (await check(undefined, acme({ dmarc: txt('_dmarc.elsewhere.example', '') }))).getFailuresList();
    expect(failures.map(failure => failure.toObject())).toEqual([
      { property: '', reason: `records["dmarc"]: _dmarc.elsewhere.example is not in the zone ${ZONE}.` },
      { property: '', reason: 'records["dmarc"]: The content is missing.' },
    ]);
    const [nothing] = (await check(undefined, {})).getFailuresList();
    expect(nothing?.getReason()).toContain('{ zone, records, domains }');
  });

  test('guards refuse what may not vanish, unless MAILYARD_ALLOW names it', async () => {
    const failures = (
      await check(acme(), acme({ 'mx-1': undefined, dmarc: undefined, spf: undefined }))
    ).getFailuresList();
    const reasons = failures.map(failure => failure.getReason());
    expect(reasons).toEqual([
      expect.stringContaining(`--allow last-mx=${ZONE}, or MAILYARD_ALLOW=last-mx=${ZONE}`),
      expect.stringContaining(`--allow dmarc=${ZONE}`),
    ]);
  });

  test('guards refuse an MX that the MTA-STS policy of the old inputs does not allow', async () => {
    const mtaSts = { [ZONE]: { mode: 'enforce' as const, maxAge: 86_400, mx: ['mx.provider.example'] } };
    const asked = (changes: Parameters<typeof acme>[0]) => check(acme({}, { mtaSts }), acme(changes, { mtaSts }));
    const [refused, ...more] = (await asked({ 'mx-2': mx(2, 'mx.other.example') })).getFailuresList();
    expect(more).toEqual([]);
    expect(refused?.getReason()).toContain(`To do it all the same: --allow mta-sts-mx=${ZONE}`);
    expect((await asked({ 'mx-2': mx(2, 'mx.provider.example') })).getFailuresList()).toEqual([]);
  });

  const diff = (olds: Inputs, news: Inputs) => {
    const request = new proto.DiffRequest()
      .setUrn(URN)
      .setId(ZONE)
      .setOlds(struct({ ...olds, ids: {} }));
    return call<proto.DiffResponse>('diff', request.setOldInputs(struct(olds)).setNews(struct(news)));
  };
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const { ADD, DELETE, UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
  function detailOf(response: proto.DiffResponse) {
    const kinds: Record<string, number> = {};
    response.getDetaileddiffMap().forEach((detail, path) => {
      kinds[path] = detail.getKind();
    });
    return kinds;
  }

  test('equal values, however they are written, are no difference', async () => {
    const response = await diff(acme(), acme({ 'mx-1': mx(1, 'MX.Provider.example.') }));
    expect(response.getChanges()).toBe(DIFF_NONE);
    expect(detailOf(response)).toEqual({});
  });

  test('each change has its path down to the field', async () => {
    const news = acme(
      {
        spf: txt(ZONE, 'v=spf1 -all'),
        'mx-1': { ...mx(5, 'mx5.provider.example'), ttl: 300 },
        dmarc: undefined,
        'extra-web': { name: `www.${ZONE}`, type: 'A', content: '192.0.2.1', ttl: 300 },
        'return-path-relay': mx(10, 'feedback.relay.example', `bounce.${ZONE}`),
      },
      { domains: { [ZONE]: 'retired', [`news.${ZONE}`]: 'live' } },
    );
    const response = await diff(acme(), news);
    expect(response.getChanges()).toBe(DIFF_SOME);
    expect(response.getHasdetaileddiff()).toBe(true);
    expect(response.getReplacesList()).toEqual([]);
    expect(response.getDiffsList().sort()).toEqual(['domains', 'records']);
    expect(detailOf(response)).toEqual({
      'records["spf"].content': UPDATE,
      'records["mx-1"].content': UPDATE,
      'records["mx-1"].priority': UPDATE,
      'records["mx-1"].ttl': UPDATE,
      'records["dmarc"]': DELETE,
      'records["extra-web"]': ADD,
      'records["return-path-relay"].type': UPDATE,
      'records["return-path-relay"].priority': ADD,
      [`domains["${ZONE}"]`]: UPDATE,
      [`domains["news.${ZONE}"]`]: ADD,
    });
    expect(twin.calls).toEqual([]);
  });

  test('another zone is another resource', async () => {
    const response = await diff(acme(), { ...acme(), zone: 'other.example' });
    expect(response.getReplacesList()).toEqual(['zone']);
    expect(detailOf(response)).toEqual({ zone: UPDATE_REPLACE });
  });
});

describe('the life of a zone', () => {
  test('a preview of a create reads only, and shows a conflict before approval', async () => {
    expect(plain((await create(acme(), true)).getProperties())).toEqual(acme());
    expect(twin.records(ZONE)).toEqual([]);
    twin.editByHand(ZONE, { add: { name: ZONE, type: 'TXT', content: 'v=spf1 +all' } });
    const error = await errorOf(create(acme(), true));
    expect(error.code).toBe(status.FAILED_PRECONDITION);
    expect(error.details).toMatch(
      /acme\.example was not written\.\n {2}spf: TXT acme\.example "v=spf1 \+all".*\n.*adopt: true/s,
    );
    expect(twin.count({ method: 'POST' })).toBe(0);
  });

  test('create, read, update, read, import, delete', async () => {
    const response = await create(acme());
    expect(response.getId()).toBe(ZONE);
    const outputs = response.getProperties() as structProto.Struct;
    expect(plain(outputs)).toEqual({
      ...acme(),
      zoneId: expect.stringMatching(/^[0-9a-f]{32}$/),
      ids: expect.any(Object),
    });
    expect(twin.records(ZONE)).toHaveLength(5);

    const reading = new proto.ReadRequest().setUrn(URN).setId(ZONE).setInputs(struct(acme())).setProperties(outputs);
    const read = await call<proto.ReadResponse>('read', reading);
    expect(plain(read.getInputs())).toEqual(acme());
    expect(plain(read.getProperties())).toEqual(plain(outputs));

    const news = acme({ spf: txt(ZONE, 'v=spf1 -all'), 'extra-1': txt(`x.${ZONE}`, 'x') });
    const previewed = await update(outputs, acme(), news, true);
    expect(plain(previewed.getProperties())).toMatchObject({ records: news.records });
    expect(twin.records(ZONE)).toHaveLength(5);

    const updated = (await update(outputs, acme(), news)).getProperties() as structProto.Struct;
    expect(plain(updated)).toMatchObject({ ...news, ids: { 'extra-1': expect.any(String) } });
    expect(live()).toContainEqual(
      expect.objectContaining({ content: '"v=spf1 -all"', comment: 'mailyard:mail/pool-a:spf' }),
    );

    // `pulumi import` knows the id only.
    const imported = await call<proto.ReadResponse>('read', new proto.ReadRequest().setUrn(URN).setId(ZONE));
    expect(imported.getId()).toBe(ZONE);
    expect(plain(imported.getInputs())).toEqual(news);
    expect(plain(imported.getProperties())).toEqual(plain(updated));

    const deleting = new proto.DeleteRequest().setUrn(URN).setId(ZONE).setProperties(updated);
    const refused = await errorOf(call('delete', deleting.setOldInputs(struct(news))));
    expect(refused).toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: expect.stringContaining(`--allow domain=${ZONE}`),
    });
    expect(twin.records(ZONE)).toHaveLength(6);

    const retired = { ...news, domains: { [ZONE]: 'retired' as const } };
    const last = (await update(updated, news, retired)).getProperties();
    await call('delete', deleting.setOldInputs(struct(retired)).setProperties(last));
    expect(twin.records(ZONE)).toEqual([]);
  });

  test('an update of the domains alone gives the new inputs back, and makes no call', async () => {
    const outputs = await created();
    twin.resetCalls();
    const news = acme({}, { domains: { [ZONE]: 'retired' } });
    const updated = await update(outputs, acme(), news);
    expect(plain(updated.getProperties())).toEqual({ ...plain(outputs), ...news });
    expect(twin.calls).toEqual([]);
  });

  test('a change by hand stops an update with both values', async () => {
    const outputs = await created();
    twin.editByHand(ZONE, { change: { type: 'MX' }, to: { content: 'elsewhere.example' } });
    const error = await errorOf(update(outputs, acme(), acme({ 'mx-1': mx(1, 'mx2.provider.example') })));
    expect(error.code).toBe(status.FAILED_PRECONDITION);
    expect(error.details).toMatch(/elsewhere\.example.*mx\.provider\.example.*mx2\.provider\.example/);
  });
});

describe('failures', () => {
  /** What the engine reads of a resource that was made in part. */
  function partOf(error: ServiceError): proto.ErrorResourceInitFailed {
    const [bytes] = error.metadata.get('grpc-status-details-bin');
    const [detail] = statusProto.Status.deserializeBinary(bytes as Buffer).getDetailsList();
    expect(detail?.getTypeName()).toBe('pulumirpc.ErrorResourceInitFailed');
    return proto.ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() as Uint8Array);
  }

  test('a create in part hands over what was applied, as inputs and as outputs, with the reasons', async () => {
    twin.faults.add({ kind: 'refuse-record', record: { type: 'MX' }, pointer: true, code: 9009 });
    const error = await errorOf(create(acme()));
    expect(error.code).toBe(status.UNKNOWN);
    const part = partOf(error);
    expect(part.getId()).toBe(ZONE);
    expect(part.getReasonsList()).toContainEqual(expect.stringMatching(/^Cloudflare refused mx-1: .*9009/));
    const inputs = plain(part.getInputs()) as unknown as Inputs;
    // The SPF record has the MX's name and changes together with it.
    expect(Object.keys(inputs.records).sort()).toEqual(['dkim-provider', 'dmarc', 'return-path-relay']);
    expect(plain(part.getProperties())).toMatchObject({ ...inputs, ids: { dmarc: expect.any(String) } });
    expect(twin.records(ZONE)).toHaveLength(3);

    twin.faults.clear();
    // The CLI (3.260) keeps these outputs and yet all the new inputs: the rest must be sent all the same.
    const outputs = part.getProperties() as structProto.Struct;
    const request = new proto.DiffRequest().setUrn(URN).setId(ZONE).setOlds(outputs).setOldInputs(struct(acme()));
    const diff = await call<proto.DiffResponse>('diff', request.setNews(struct(acme())));
    expect(diff.getChanges()).toBe(proto.DiffResponse.DiffChanges.DIFF_SOME);
    const updated = await update(outputs, acme(), acme());
    expect(plain(updated.getProperties())).toMatchObject(acme());
    expect(twin.records(ZONE)).toHaveLength(5);
  });

  test('an update in part keeps the old value of what was refused', async () => {
    const outputs = await created();
    twin.faults.add({ kind: 'refuse-record', record: { name: `_dmarc.${ZONE}` } });
    const news = acme({ dmarc: txt(`_dmarc.${ZONE}`, 'v=DMARC1; p=reject'), 'mx-1': mx(1, 'mx2.provider.example') });
    const part = partOf(await errorOf(update(outputs, acme(), news)));
    expect(plain(part.getInputs())).toEqual(acme({ 'mx-1': mx(1, 'mx2.provider.example') }));
    expect((plain(part.getProperties()) as { ids: object }).ids).toEqual((plain(outputs) as { ids: object }).ids);
  });

  test('what is no error of ours is unknown to the engine, with its message', async () => {
    const error = await errorOf(call('diff', new proto.DiffRequest().setUrn(URN).setNews(struct({}))));
    expect(error.code).toBe(status.UNKNOWN);
    expect(error.details).not.toBe('');
  });
});

describe('warnings', () => {
  test('reach the engine with the resource they speak of, before the answer', async () => {
    const outputs = await created();
    twin.editByHand(ZONE, { add: { name: ZONE, type: 'TXT', content: 'v=spf1 +all' } });
    expect(logged).toEqual([]);
    const request = new proto.ReadRequest().setUrn(URN).setId(ZONE).setInputs(struct(acme())).setProperties(outputs);
    await call('read', request);
    expect(logged).toEqual([
      { urn: URN, severity: engineProto.LogSeverity.WARNING, message: expect.stringContaining('stands beside spf') },
    ]);
  });

  test('go to the engine that attaches', async () => {
    const attached = await startEngine();
    await call('attach', new pluginProto.PluginAttach().setAddress(attached));
    twin.editByHand(ZONE, { add: { name: 'x', type: 'TXT', content: 'y', comment: 'mailyard:mail/pool-a:extra-x' } });
    await created();
    expect(logged.map(({ message }) => message)).toEqual([expect.stringContaining('extra-x')]);
  });
});

describe('under MAILYARD_PLAN', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-plan-'));
  const file = join(folder, 'plan.json');
  let free: Client;

  /** The next calls go to a plugin of its own, which has read nothing yet. */
  async function startHeld(): Promise<void> {
    client = await startPlugin(await startEngine(), {
      ...{ CLOUDFLARE_API_TOKEN: twin.token, CLOUDFLARE_BASE_URL: twin.url, MAILYARD_PLAN: file },
    });
  }

  beforeAll(() => {
    free = client;
    const zone = { segment: 'pool-a', type: ZONE_RECORDS, name: ZONE };
    const create = {
      ...zone,
      action: 'create' as const,
      estate: fingerprint(acme()),
      changes: zoneChanges(undefined, acme()),
    };
    const [project, selection] = ['mail', { segments: [], domains: [] }];
    writePlanFile(file, { project, refreshed: false, selection, estate: '', state: '', resources: [create] });
  });

  afterAll(() => {
    client = free;
    rmSync(folder, { recursive: true, force: true });
  });

  test('what is planned goes through, in preview too; what is not is refused before any call', async () => {
    await startHeld();
    await create(acme(), true);
    const olds = (await create(acme())).getProperties() as structProto.Struct;
    const before = live();
    twin.resetCalls();
    const news = acme({ spf: txt(ZONE, 'v=spf1 ~all') });
    for (const preview of [true, false])
      expect(await errorOf(update(olds, acme(), news, preview))).toMatchObject({
        code: status.FAILED_PRECONDITION,
        details: expect.stringContaining('spf: the plan says to create TXT'),
      });
    expect(await errorOf(create(news))).toMatchObject({ details: expect.stringContaining('the inventory moved') });
    const gone = new proto.DeleteRequest().setUrn(URN).setId(ZONE).setProperties(olds).setOldInputs(struct(acme()));
    expect(await errorOf(call('delete', gone))).toMatchObject({
      details: expect.stringContaining(`${ZONE} (pool-a) was not written`),
    });
    expect([live(), twin.calls]).toEqual([before, []]);
  });

  test('a file that was changed lets nothing through, and says so', async () => {
    writeFileSync(file, readFileSync(file, 'utf8').replace('v=spf1', 'v=spf2'));
    await startHeld();
    expect((await check(undefined, acme())).getFailuresList()).toEqual([]);
    expect(await errorOf(create(acme()))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: expect.stringContaining(`${file} was changed after it was saved`),
    });
    expect(twin.calls).toEqual([]);
  });
});
