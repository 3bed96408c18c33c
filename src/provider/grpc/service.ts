/**
 * Resource types as Pulumi's ResourceProviderService. We serve it ourselves: the SDK's `provider.main()` loses the
 * configuration, previews, old inputs and imports (@pulumi/pulumi 3.270, read 2026-11-22).
 */
import { isDeepStrictEqual } from 'node:util';
import type { handleUnaryCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import pluginProto from '@pulumi/pulumi/proto/plugin_pb.js';
import proto from '@pulumi/pulumi/proto/provider_pb.js';
import emptyProto from 'google-protobuf/google/protobuf/empty_pb.js';
import { MailyardError } from '../../error.ts';
import { appliedInputs, outputsToStore } from '../../state/applied-inputs.ts';
import type { DiffResult, Properties, ResourceType } from '../provider.ts';
import type { EngineLog } from './engine-log.ts';
import { serviceError } from './failure.ts';
import { fromStruct, toStruct } from './struct.ts';

/** What the plugin says that it is; `name` is Pulumi's package. */
export interface Plugin {
  name: string;
  version: string;
  /** Told of the provider resource's inputs before anything else is asked; what it throws the engine shows. */
  configure?(config: Properties): Promise<void>;
}

export function providerService(
  types: ResourceType[],
  { name, version, configure }: Plugin,
  log: EngineLog,
): UntypedServiceImplementation {
  const unary = unaryOf(log);
  const typeOf = (urn: string): ResourceType => {
    const token = urn.split('::')[2]?.split('$').at(-1);
    const found = types.find(({ type }) => type === token);
    if (!found) throw new MailyardError('unknown-type', `The plugin ${name} has no resource type ${token}.`);
    return found;
  };

  return {
    handshake: unary((request: proto.ProviderHandshakeRequest) => {
      log.connect(request.getEngineAddress());
      const response = new proto.ProviderHandshakeResponse();
      return response.setAcceptSecrets(true).setAcceptResources(true).setAcceptOutputs(true);
    }),

    attach: unary((request: pluginProto.PluginAttach) => {
      log.connect(request.getAddress());
      return new emptyProto.Empty();
    }),

    configure: unary(async (request: proto.ConfigureRequest) => {
      await configure?.(fromStruct(request.getArgs()));
      const response = new proto.ConfigureResponse();
      return response.setAcceptsecrets(true).setAcceptresources(true).setAcceptoutputs(true).setSupportspreview(true);
    }),

    checkConfig: unary((request: proto.CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),

    diffConfig: unary((request: proto.DiffRequest) => {
      const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
      const [before, after] = [request.getOldInputs() ?? request.getOlds(), request.getNews()].map(fromStruct);
      const changes = configure && !isDeepStrictEqual(before, after) ? DIFF_SOME : DIFF_NONE;
      return new proto.DiffResponse().setChanges(changes);
    }),

    getSchema: unary(() => new proto.GetSchemaResponse().setSchema(JSON.stringify({ name, version }))),

    getPluginInfo: unary(() => new pluginProto.PluginInfo().setVersion(version)),

    cancel: unary(() => new emptyProto.Empty()),

    check: unary((request: proto.CheckRequest) => {
      const olds = request.getOlds() && fromStruct(request.getOlds());
      const known = olds && Object.keys(olds).length > 0 ? olds : undefined;
      const { inputs, failures } = typeOf(request.getUrn()).check(known, fromStruct(request.getNews()));
      const response = new proto.CheckResponse().setInputs(toStruct(inputs));
      for (const { property, reason } of failures) response.addFailures(checkFailure(property, reason));
      return response;
    }),

    diff: unary((request: proto.DiffRequest) => {
      const olds = applied(request.getOldInputs(), request.getOlds()) ?? {};
      return diffResponse(typeOf(request.getUrn()).diff(olds, fromStruct(request.getNews())));
    }),

    create: unary(async (request: proto.CreateRequest) => {
      const inputs = fromStruct(request.getProperties());
      const preview = request.getPreview();
      const done = await typeOf(request.getUrn()).create({ urn: request.getUrn(), inputs, preview });
      const response = new proto.CreateResponse();
      if (!preview) return response.setId(done.id).setProperties(whole(done));
      return response.setProperties(whole({ inputs, outputs: done.foreseen ?? {} }));
    }),

    read: unary(async (request: proto.ReadRequest) => {
      const [urn, id] = [request.getUrn(), request.getId()];
      const inputs = applied(request.getInputs(), request.getProperties());
      const found = await typeOf(urn).read({ urn, id, inputs, outputs: optional(request.getProperties()) });
      if (!found) return new proto.ReadResponse();
      return new proto.ReadResponse().setId(found.id).setProperties(whole(found)).setInputs(toStruct(found.inputs));
    }),

    update: unary(async (request: proto.UpdateRequest) => {
      const done = await typeOf(request.getUrn()).update({
        urn: request.getUrn(),
        id: request.getId(),
        oldInputs: applied(request.getOldInputs(), request.getOlds()) ?? {},
        oldOutputs: fromStruct(request.getOlds()),
        inputs: fromStruct(request.getNews()),
        preview: request.getPreview(),
      });
      return new proto.UpdateResponse().setProperties(whole(done));
    }),

    delete: unary(async (request: proto.DeleteRequest) => {
      const outputs = fromStruct(request.getProperties());
      const inputs = applied(request.getOldInputs(), request.getProperties()) ?? outputs;
      await typeOf(request.getUrn()).delete({ urn: request.getUrn(), id: request.getId(), inputs, outputs });
      return new emptyProto.Empty();
    }),
  };
}

/** A function of the request as a gRPC handler: what it throws becomes the error that the engine shows. */
const unaryOf =
  (log: EngineLog) =>
  <Request, Response>(handle: (request: Request) => Response | Promise<Response>): handleUnaryCall<Request, Response> =>
  async (call, callback) => {
    try {
      const response = await handle(call.request);
      await log.delivered();
      callback(null, response);
    } catch (error) {
      await log.delivered();
      callback(serviceError(error));
    }
  };

const whole = (done: { inputs: Properties; outputs: Properties }) => toStruct(outputsToStore(done));

type Struct = Parameters<typeof fromStruct>[0];

/** The old inputs as they really stand: undefined where the engine knows none, as on an import. */
function applied(inputs: Struct, outputs: Struct): Properties | undefined {
  const known = optional(inputs) ?? optional(outputs);
  return known && appliedInputs(known, optional(outputs) ?? {});
}

function optional(struct: Struct): Properties | undefined {
  const value = struct && fromStruct(struct);
  return value && Object.keys(value).length > 0 ? value : undefined;
}

/** Of a property that is named the engine prints the whole value first, for a zone all of its records: so it has no name. */
function checkFailure(property: string, reason: string): proto.CheckFailure {
  const place = property === topLevel(property) ? '' : `${property}: `;
  return new proto.CheckFailure().setReason(place + reason);
}

function diffResponse({ changed, replaces, detailed }: DiffResult): proto.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  const response = new proto.DiffResponse().setChanges(changed ? DIFF_SOME : DIFF_NONE).setReplacesList(replaces);
  response.setHasdetaileddiff(true).setDiffsList([...new Set(Object.keys(detailed).map(topLevel))]);
  for (const [path, kind] of Object.entries(detailed)) {
    const replacing = replaces.includes(topLevel(path));
    response
      .getDetaileddiffMap()
      .set(path, new proto.PropertyDiff().setKind(diffKind(kind, replacing)).setInputdiff(true));
  }
  return response;
}

const topLevel = (path: string): string => path.split(/[.[]/, 1)[0] ?? path;

function diffKind(kind: 'add' | 'delete' | 'update', replacing: boolean): proto.PropertyDiff.Kind {
  const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
  const kinds = {
    add: [ADD, ADD_REPLACE],
    delete: [DELETE, DELETE_REPLACE],
    update: [UPDATE, UPDATE_REPLACE],
  } as const;
  return kinds[kind][replacing ? 1 : 0];
}
