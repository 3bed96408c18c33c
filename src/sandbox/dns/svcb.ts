/** The service parameters of SVCB and HTTPS records (RFC 9460 §2.2, §14.3.2). */
import { base64, bytes, characterString, ipv4, ipv6, u16 } from './wire.ts';

type Value = (text: string) => Buffer;

const list =
  (item: Value): Value =>
  text =>
    Buffer.concat(text.split(',').map(item));

const keys: Readonly<Record<string, readonly [number: number, value: Value]>> = {
  mandatory: [0, list(name => u16(String(keyOf(name)[0])))],
  alpn: [1, list(characterString)],
  'no-default-alpn': [2, () => Buffer.alloc(0)],
  port: [3, u16],
  ipv4hint: [4, list(ipv4)],
  ech: [5, base64],
  ipv6hint: [6, list(ipv6)],
  dohpath: [7, bytes],
};

/** `alpn="h3,h2" port=8443` as bytes, in the order of the keys' numbers. */
export function serviceParameters(text: string): Buffer {
  const given = Array.from(text.matchAll(/([a-z0-9-]+)(?:=(?:"([^"]*)"|(\S+)))?/g), ([, name = '', quoted, word]) => {
    const [number, value] = keyOf(name);
    return { number, data: value(quoted ?? word ?? '') };
  });
  const ordered = given.toSorted((a, b) => a.number - b.number);
  return Buffer.concat(ordered.flatMap(({ number, data }) => [u16(String(number)), u16(String(data.length)), data]));
}

function keyOf(name: string): readonly [number, Value] {
  const generic = /^key(\d+)$/.exec(name)?.[1];
  const key = generic === undefined ? keys[name] : ([Number(generic), bytes] as const);
  if (!key) throw new Error(`unknown service parameter ${name}`);
  return key;
}
