/** What the engine puts in the place of a value that is not known yet (sdk/go/common/resource/plugin/rpc.go). */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
