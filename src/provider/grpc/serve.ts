/** The plugin process: serve on a loopback port, and speak to the engine where there is something to tell. */
import { Server, ServerCredentials } from '@grpc/grpc-js';
import providerGrpc from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import type { ResourceType } from '../provider.ts';
import { engineLog } from './engine-log.ts';
import { type Plugin, providerService } from './service.ts';

/** A stack of one zone a resource can be large; the engine's own limit (sdk/go/common/util/rpcutil). */
const MAX_MESSAGE = 400 * 1024 * 1024;

/** Starts the service and returns its port. The engine's address is its last argument (docs: provider implementers). */
export async function serveProvider(
  makeTypes: (note: (urn: string, message: string) => void) => ResourceType[],
  plugin: Plugin,
  engineAddress: string | undefined,
): Promise<number> {
  const log = engineLog();
  if (engineAddress) log.connect(engineAddress);
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE,
    'grpc.max_send_message_length': MAX_MESSAGE,
  });
  server.addService(providerGrpc.ResourceProviderService, providerService(makeTypes(log.warn), plugin, log));
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}
