/** Signs the names of a world as a zone's signer does. RFC 4034; on its own, so that it shares no mistake with what it tests. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Answer, type DecodedPacket, DNSSEC_OK, decode, encode } from 'dns-packet';
import { DOMAIN, type Handler, type Names, namesReply } from './world.ts';

export interface Signer {
  dnskey: { flags: number; algorithm: number; key: Buffer };
  tag: number;
  sign(bytes: Buffer): Buffer;
}

export interface Signing {
  signers: Signer[];
  /** Seconds since 1970. */
  from: number;
  until: number;
  /** A name for which `*.acme.example` stands. */
  wildcard?: string;
  /** What each signature says of itself, and is made over. */
  claim?: Partial<Rrsig>;
  /** What becomes of each signature on its way: none where it returns none. */
  alter?: (rrsig: Rrsig) => Rrsig | undefined;
}

export interface Rrsig {
  typeCovered: string;
  algorithm: number;
  labels: number;
  originalTTL: number;
  inception: number;
  expiration: number;
  keyTag: number;
  signersName: string;
  signature: Buffer;
}

const numbers: Record<string, number> = { A: 1, NS: 2, SOA: 6, MX: 15, TXT: 16, DNSKEY: 48 };

const makers: Record<number, () => { pair: { publicKey: KeyObject; privateKey: KeyObject }; hash?: string }> = {
  8: () => ({ pair: generateKeyPairSync('rsa', { modulusLength: 2048 }), hash: 'sha256' }),
  10: () => ({ pair: generateKeyPairSync('rsa', { modulusLength: 1024 }), hash: 'sha512' }),
  13: () => ({ pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }), hash: 'sha256' }),
  14: () => ({ pair: generateKeyPairSync('ec', { namedCurve: 'P-384' }), hash: 'sha384' }),
  15: () => ({ pair: generateKeyPairSync('ed25519') }),
  // Not checked by the audit.
  16: () => ({ pair: generateKeyPairSync('ed448') }),
};

export function signer(algorithm: number, flags = 257): Signer {
  const { pair, hash } = (makers[algorithm] as (typeof makers)[number])();
  const { n, e = '', x = '', y = '' } = pair.publicKey.export({ format: 'jwk' }) as Record<string, string>;
  const exponent = Buffer.from(e, 'base64url');
  const parts = n
    ? [Buffer.from([exponent.length]), exponent, Buffer.from(n, 'base64url')]
    : [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const dnskey = { flags, algorithm, key: Buffer.concat(parts) };
  return {
    dnskey,
    tag: tagOf(keyData(dnskey)),
    sign: bytes => sign(hash ?? null, bytes, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

export const keysOf = (...signers: Signer[]): Names => ({
  [`${DOMAIN} DNSKEY`]: signers.map(({ dnskey }) => dnskey),
});

export function dsOf({ dnskey, tag }: Signer, digest?: Buffer): Names {
  const made = createHash('sha256').update(wireName(DOMAIN)).update(keyData(dnskey)).digest();
  return {
    [`${DOMAIN} DS`]: [{ keyTag: tag, algorithm: dnskey.algorithm, digestType: 2, digest: digest ?? made }],
  };
}

/** Adds the signatures for those who ask for them. */
export function signedReply(names: Names, signing: Signing): Handler {
  const plain = namesReply(names);
  return asked => {
    const message = decode(plain(asked)) as DecodedPacket;
    const answers = message.answers ?? [];
    const opt = asked.packet.additionals?.find(record => record.type === 'OPT') as { flag_do?: boolean } | undefined;
    if (!opt) return plain(asked);
    const sets = [...Map.groupBy(answers, ({ name, type }) => `${name} ${type}`).values()];
    const rrsigs = opt.flag_do ? sets.flatMap(set => signSet(set, signing)) : [];
    const flags = opt.flag_do ? DNSSEC_OK : 0;
    const additionals = [{ type: 'OPT', name: '.', udpPayloadSize: 1232, flags, options: [] }];
    return encode({ ...message, answers: [...answers, ...rrsigs], additionals } as never);
  };
}

function signSet(set: Answer[], { signers, from, until, wildcard, claim, alter = each => each }: Signing): Answer[] {
  const [{ name, type }] = set as [Answer];
  const owner = name === wildcard ? `*.${DOMAIN}` : name;
  const labels = owner.split('.').filter(label => label !== '*').length;
  return signers.flatMap(({ dnskey, tag, sign }) => {
    const rrsig: Rrsig = {
      ...{ typeCovered: type, algorithm: dnskey.algorithm, labels, originalTTL: 3600 },
      ...{ inception: from, expiration: until, keyTag: tag, signersName: DOMAIN, signature: Buffer.alloc(0) },
      ...claim,
    };
    const data = alter({ ...rrsig, signature: sign(signedBytes(owner, type, set, rrsig)) });
    return data ? [{ type: 'RRSIG', name, ttl: 300, data } as Answer] : [];
  });
}

function signedBytes(name: string, type: string, set: Answer[], rrsig: Rrsig): Buffer {
  const own = wireData({ type: 'RRSIG', data: { ...rrsig, signature: Buffer.alloc(0) } });
  const head = Buffer.alloc(8);
  head.writeUInt16BE(numbers[type] as number, 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt32BE(rrsig.originalTTL, 4);
  // The order of the hexadecimal digits is that of the bytes.
  const data = [...new Set(set.map(each => wireData(lowered(each)).toString('hex')))].sort();
  const records = data.map(hex => {
    const bytes = Buffer.from(hex, 'hex');
    return Buffer.concat([wireName(name), head, Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  });
  return Buffer.concat([own, ...records]);
}

function lowered(record: Answer): { type: string; data: unknown } {
  const { type, data } = record as { type: string; data: object };
  const small = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);
  if (type !== 'MX' && type !== 'SOA') return { type, data };
  return { type, data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, small(value)])) };
}

/** The data of a record that stands alone in a message begins 23 bytes into it. */
function wireData(record: { type: string; data: unknown }): Buffer {
  return encode({ answers: [{ name: '.', ...record } as never] }).subarray(23);
}

function wireName(name: string): Buffer {
  const labels = name.toLowerCase().split('.');
  return Buffer.from([...labels.flatMap(label => [label.length, ...Buffer.from(label)]), 0]);
}

function keyData({ flags, algorithm, key }: Signer['dnskey']): Buffer {
  return Buffer.concat([Buffer.from([flags >> 8, flags & 255, 3, algorithm]), key]);
}

function tagOf(data: Buffer): number {
  let sum = 0;
  for (const [at, byte] of data.entries()) sum += at & 1 ? byte : byte << 8;
  return (sum + ((sum >> 16) & 0xffff)) & 0xffff;
}
