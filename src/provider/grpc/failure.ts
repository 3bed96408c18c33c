/** Our errors as Pulumi reads them: a refusal it understands, or a change carried out in part, with the state as it now is. */
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import providerProto from '@pulumi/pulumi/proto/provider_pb.js';
import statusProto from '@pulumi/pulumi/proto/status_pb.js';
import anyProto from 'google-protobuf/google/protobuf/any_pb.js';
import { inWords, MailyardError } from '../../error.ts';
import { reasonOf } from '../../reason.ts';
import { PartialFailure, type Properties } from '../provider.ts';
import { toStruct } from './struct.ts';

export function serviceError(error: unknown): Partial<ServiceError> {
  if (error instanceof PartialFailure) return partial(error);
  if (error instanceof MailyardError) {
    // With UNKNOWN the engine would say that the state may be corrupt; here nothing was written, or all is known.
    return { code: status.FAILED_PRECONDITION, details: inWords(error) };
  }
  return { code: status.UNKNOWN, details: reasonOf(error) };
}

/** `grpc-status-details-bin` is where the engine looks for the properties that were saved (sdk/go/common/resource/plugin). */
function partial(error: PartialFailure): Partial<ServiceError> {
  const detail = new providerProto.ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(toStruct({ ...(error.outputs as Properties), ...(error.inputs as Properties) }));
  detail.setInputs(toStruct(error.inputs));
  detail.setReasonsList(error.reasons);
  const any = new anyProto.Any();
  any.pack(detail.serializeBinary(), 'pulumirpc.ErrorResourceInitFailed');
  const response = new statusProto.Status();
  response.setCode(status.UNKNOWN);
  response.setMessage(error.message);
  response.addDetails(any);
  const metadata = new Metadata();
  metadata.add('grpc-status-details-bin', Buffer.from(response.serializeBinary()));
  return { code: status.UNKNOWN, details: error.message, metadata };
}
