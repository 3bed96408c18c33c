/** A published DKIM key, read and measured. Pure. RFC 6376 §3.6.1, RFC 8301, RFC 8463. */
import { createPublicKey } from 'node:crypto';
import { parseTags, type TagList } from '../records/tags.ts';
import { type Finding, fail, pass, warn } from './verdict.ts';

export interface DkimKey {
  /** `revoked`: an empty `p=`, which is a statement and no fault. */
  kind: 'rsa' | 'ed25519' | 'revoked' | 'unusable';
  /** Of the modulus. */
  bits?: number;
  findings: Finding[];
}

/** RFC 8301 §3.2: verifiers must take 1024 to 4096 bits, and need not take more. */
const MOST_BITS = 4096;

/** `name`: of the record, for the messages. */
export function readDkimKey(text: string, name: string): DkimKey {
  const tags = parseTags(text);
  const faults = tagFaults(tags, name);
  const p = tags.values.get('p');
  if (p === undefined) {
    const message = `${name} has no p= tag: it is no DKIM key.`;
    return { kind: 'unusable', findings: [...faults, fail('dkim-no-key', message, { reference: 'RFC 6376 §3.6.1' })] };
  }
  if (p.replace(/\s/g, '') === '') {
    return { kind: 'revoked', findings: [...faults, pass('dkim-revoked', `${name} is revoked.`)] };
  }
  const measured = measure(tags.values.get('k') ?? 'rsa', p.replace(/\s/g, ''), name);
  return { ...measured, findings: [...measured.findings, ...faults] };
}

function measure(type: string, base64: string, name: string): DkimKey {
  const broken = (message: string, fix?: string): DkimKey => ({
    kind: 'unusable',
    findings: [fail('dkim-malformed', `${name} ${message}`, { fix, reference: 'RFC 6376 §3.6.1' })],
  });
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) {
    return broken('holds a key that is not base64: it was cut or mangled.', 'Publish the whole value again.');
  }
  const bytes = Buffer.from(base64, 'base64');
  if (type === 'ed25519') return measureEd25519(bytes, name, broken);
  if (type !== 'rsa') return broken(`has the key type "${type}", which verifiers ignore.`);
  const bits = rsaBits(bytes);
  return bits === undefined ? broken('holds no RSA key.') : { kind: 'rsa', bits, findings: [sizeFinding(bits, name)] };
}

/** RFC 8463 §4.2: the bare 32 octets, not wrapped as RSA keys are. */
function measureEd25519(bytes: Buffer, name: string, broken: (message: string, fix?: string) => DkimKey): DkimKey {
  if (bytes.length === 32) return { kind: 'ed25519', findings: [pass('dkim-key', `${name} is an Ed25519 key.`)] };
  const fix = bytes.length === 44 ? 'Publish the last 32 octets of it alone.' : undefined;
  return broken(`holds ${bytes.length} octets, and an Ed25519 key has 32.`, fix);
}

/** RFC 6376 speaks of RSAPublicKey, its own example and everyone else publish SubjectPublicKeyInfo: both are taken. */
function rsaBits(der: Buffer): number | undefined {
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      const key = createPublicKey({ key: der, format: 'der', type });
      if (key.asymmetricKeyType === 'rsa') return key.asymmetricKeyDetails?.modulusLength;
    } catch {
      // Not this form.
    }
  }
  return undefined;
}

function sizeFinding(bits: number, name: string): Finding {
  const message = `${name} is an RSA key of ${bits} bits`;
  const fix = 'Rotate to a key of 2048 bits.';
  if (bits < 1024)
    return fail('dkim-too-short', `${message}: verifiers refuse it.`, { fix, reference: 'RFC 8301 §3.2' });
  if (bits < 2048)
    return warn('dkim-short', `${message}; 2048 is the least to use.`, { fix, reference: 'RFC 8301 §3.2' });
  if (bits > MOST_BITS)
    return warn('dkim-long', `${message}; verifiers need not take more than ${MOST_BITS}.`, {
      fix,
      reference: 'RFC 8301 §3.2',
    });
  return pass('dkim-key', `${message}.`);
}

function tagFaults({ values, order, repeated, broken }: TagList, name: string): Finding[] {
  const findings: Finding[] = [];
  const version = values.get('v');
  if (version !== undefined && (version !== 'DKIM1' || order[0] !== 'v')) {
    findings.push(
      fail('dkim-version', `${name} must begin with v=DKIM1 or have no v= tag.`, { reference: 'RFC 6376 §3.6.1' }),
    );
  }
  if (repeated.length > 0 || broken.length > 0) {
    const what = [...repeated.map(tag => `${tag}= twice`), ...broken.map(piece => `"${piece.slice(0, 30)}"`)].join(
      ', ',
    );
    findings.push(fail('dkim-syntax', `${name} is no list of tags: ${what}.`, { reference: 'RFC 6376 §3.2' }));
  }
  return [...findings, ...useFaults(values, name)];
}

function useFaults(values: TagList['values'], name: string): Finding[] {
  const listed = (tag: string) =>
    values
      .get(tag)
      ?.split(':')
      .map(each => each.trim().toLowerCase());
  const findings: Finding[] = [];
  if (listed('h')?.includes('sha256') === false) {
    findings.push(
      fail('dkim-hash', `${name} does not allow sha256, and sha1 is forbidden.`, {
        fix: 'Drop h=.',
        reference: 'RFC 8301 §3.1',
      }),
    );
  }
  if (listed('s')?.some(service => service === '*' || service === 'email') === false) {
    findings.push(
      fail('dkim-service', `${name} is not for e-mail: s=${values.get('s')}.`, {
        fix: 'Drop s=.',
        reference: 'RFC 6376 §3.6.1',
      }),
    );
  }
  if (listed('t')?.includes('y')) {
    const fix = 'Drop t=y once mail verifies.';
    findings.push(
      warn('dkim-testing', `${name} says t=y: verifiers treat the mail as unsigned.`, {
        fix,
        reference: 'RFC 6376 §3.6.1',
      }),
    );
  }
  return findings;
}
