/** Protobuf structs ↔ plain values. */
import structProto from 'google-protobuf/google/protobuf/struct_pb.js';
import type { Properties } from '../provider.ts';

type Struct = structProto.Struct;

/** Pulumi marks secrets by this key in a wrapper (sdk/go/common/resource/properties.go). Nothing of Mailyard's inputs is one yet. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';

export function fromStruct(struct: Struct | undefined): Properties {
  return unwrapped(struct?.toJavaScript() ?? {}) as Properties;
}

/** `undefined` is left out: the struct writer would throw on it. */
export function toStruct(value: object): Struct {
  return structProto.Struct.fromJavaScript(withoutUndefined(value) as { [key: string]: structProto.JavaScriptValue });
}

/** A secret that a user put into an input arrives wrapped; its value is what counts. */
function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (typeof value !== 'object' || value === null) return value;
  if (SIGNATURE in value && 'value' in value) return unwrapped(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unwrapped(entry)]));
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutUndefined(entry)]));
}
