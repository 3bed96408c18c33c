/** The way back to the engine: warnings that it shows beside the resource. A plugin's own output is hidden by it. */
import { credentials, Metadata } from '@grpc/grpc-js';
import engineGrpc from '@pulumi/pulumi/proto/engine_grpc_pb.js';
import engineProto from '@pulumi/pulumi/proto/engine_pb.js';

export interface EngineLog {
  /** The engine's address comes as an argument, with the handshake, or when it attaches to a running process. */
  connect(address: string): void;
  /** An empty URN speaks of the whole run. Without an engine nobody listens. */
  warn(urn: string, message: string): void;
  /** Ends when all warnings so far have arrived, or cannot: after its last answer the engine takes none. */
  delivered(): Promise<void>;
}

/** An engine that does not answer must not hold up the work. */
const DEADLINE_MS = 5000;

export function engineLog(): EngineLog {
  let engine: InstanceType<typeof engineGrpc.EngineClient> | undefined;
  const underWay = new Set<Promise<void>>();
  return {
    connect(address) {
      if (!address) return;
      engine?.close();
      engine = new engineGrpc.EngineClient(address, credentials.createInsecure());
    },
    warn(urn, message) {
      const client = engine;
      if (!client) return;
      const request = new engineProto.LogRequest().setUrn(urn).setMessage(message);
      request.setSeverity(engineProto.LogSeverity.WARNING);
      const sent = new Promise<void>(resolve => {
        client.log(request, new Metadata(), { deadline: Date.now() + DEADLINE_MS }, () => resolve());
      });
      underWay.add(sent);
      sent.then(() => underWay.delete(sent));
    },
    async delivered() {
      await Promise.all(underWay);
    },
  };
}
