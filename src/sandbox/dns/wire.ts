/** Fields of rdata as bytes. */

export function u8(value: string): Buffer {
  return Buffer.of(upTo(255, value));
}

export function u16(value: string): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(upTo(65535, value));
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function hex(value: string): Buffer {
  return Buffer.from(value, 'hex');
}

export function base64(value: string): Buffer {
  return Buffer.from(value, 'base64');
}

export function bytes(value: string): Buffer {
  return Buffer.from(value);
}

/** A domain name, uncompressed (RFC 1035 §3.1). */
export function host(name: string): Buffer {
  const labels = name.split('.').filter(label => label !== '');
  return Buffer.concat([...labels.map(characterString), Buffer.of(0)]);
}

/** One length byte and at most 255 bytes (RFC 1035 §3.3). */
export function characterString(value: string | Buffer): Buffer {
  const string = Buffer.from(value as Buffer);
  if (string.length > 255) throw new RangeError('a character-string has at most 255 bytes');
  return Buffer.concat([Buffer.of(string.length), string]);
}

export function ipv4(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number));
}

/** Takes the form of RFC 5952, `::` included; no dotted quad. */
export function ipv6(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => text.split(':').filter(group => group !== '');
  const after = groups(tail ?? '');
  const zeros = Array<string>(8 - groups(head).length - after.length).fill('0');
  return Buffer.concat([...groups(head), ...zeros, ...after].map(group => u16(`0x${group}`)));
}

/** Buffers would take NaN for 0 without a word. */
function upTo(most: number, text: string): number {
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new RangeError(`${text} is not a number up to ${most}`);
  return value;
}
