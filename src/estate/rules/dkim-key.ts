/** A DKIM key record as verifiers read it. RFC 6376 §3.6.1, RFC 8463 §4, RFC 8301 §3. */
import { createPublicKey } from 'node:crypto';

export interface DkimKey {
  /** Why verifiers cannot use it. */
  fault?: string;
  /** `p=` is empty: every signature fails. */
  revoked: boolean;
  /** `t=y`: signatures count for nothing. */
  testing: boolean;
  /** `h=` leaves out sha256. */
  onlySha1: boolean;
  /** Of RSA keys. */
  bits?: number;
  /** The key itself, as base64. */
  key: string;
}

export function parseDkimKey(content: string): DkimKey {
  const pairs = tagsOf(content);
  const tags = new Map(pairs);
  const key = (tags.get('p') ?? '').replace(/\s/g, '');
  const type = tags.get('k') ?? 'rsa';
  const common = {
    key,
    revoked: tags.has('p') && key === '',
    testing: flags(tags.get('t')).includes('y'),
    onlySha1: tags.has('h') && !flags(tags.get('h')).includes('sha256'),
  };
  const fault = listFault(pairs, tags);
  if (fault !== undefined || common.revoked) return { ...common, fault };
  if (type === 'ed25519') return { ...common, fault: ed25519Fault(key) };
  if (type !== 'rsa') return { ...common, fault: `\`k=${type}\` is no key type that verifiers know` };
  const bits = rsaBits(key);
  return bits === undefined
    ? { ...common, fault: '`p` is no RSA public key, or only a part of one' }
    : { ...common, bits };
}

function tagsOf(content: string): [string, string][] {
  return content
    .split(';')
    .filter(text => text.trim() !== '')
    .map(text => {
      const [name = '', ...value] = text.split('=');
      return [name.trim(), value.join('=').trim()];
    });
}

/** RFC 6376 §3.2, §3.6.1: no tag twice, and a version first where there is one. */
function listFault(pairs: [string, string][], tags: Map<string, string>): string | undefined {
  const version = tags.get('v');
  if (tags.size < pairs.length) return 'a tag stands twice';
  if (version !== undefined && version !== 'DKIM1') return `\`v=${version}\` is no version that verifiers know`;
  if (version !== undefined && pairs[0]?.[0] !== 'v') return '`v=DKIM1` must come first';
  if (!tags.has('p')) return 'it has no `p`';
}

/** RFC 8463 §4.2: the raw 32 octets. */
function ed25519Fault(key: string): string | undefined {
  const octets = Buffer.from(key, 'base64').length;
  if (octets === 32) return undefined;
  return `an Ed25519 key has 32 octets, this one ${octets}${octets === 44 ? ': it is the DER form' : ''}`;
}

// The two common forms, exactly: DER of a fixed length, a modulus whose top bit is set, exponent 65537. Node takes 0.1 ms to
// parse a key (24.x, 2026-11), a second for ten thousand domains, and it would say the same of these.
const RSA_2048 = /^MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA[g-z0-9+/][A-Za-z0-9+/]{340}[AQgw]IDAQAB$/;
const RSA_1024 = /^MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ[CD][A-Za-z0-9+/]{170}[AQgw]IDAQAB$/;

/** Everybody publishes SubjectPublicKeyInfo; the RFC's text asks for RSAPublicKey, and verifiers take both. */
function rsaBits(key: string): number | undefined {
  if (RSA_2048.test(key)) return 2048;
  if (RSA_1024.test(key)) return 1024;
  if (!/^[A-Za-z0-9+/]+=*$/.test(key)) return undefined;
  return bitsOf(key, 'spki') ?? bitsOf(key, 'pkcs1');
}

function bitsOf(key: string, type: 'spki' | 'pkcs1'): number | undefined {
  try {
    const parsed = createPublicKey({ key: Buffer.from(key, 'base64'), type, format: 'der' });
    return parsed.asymmetricKeyType === 'rsa' ? parsed.asymmetricKeyDetails?.modulusLength : undefined;
  } catch {
    // Not of this form.
    return undefined;
  }
}

const flags = (text = ''): string[] => text.split(':').map(flag => flag.trim());
