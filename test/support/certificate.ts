/** Certificates for servers of these tests, and for what they serve. */
import forge from 'node-forge';

const DAY = 86_400_000;
let keys: forge.pki.rsa.KeyPair | undefined;

export interface CertificateParts {
  /** Until it ends. */
  days?: number;
  /** Who signs it, by the name in its certificate; default: itself. */
  issuer?: string;
  /** Beside the common name, by their OIDs. */
  subject?: Record<string, string>;
  extensions?: object[];
}

/** Nobody signed it but its own key. */
export function selfSigned(name: string, { days = 1 } = {}): { key: string; cert: string } {
  const extensions = [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
  ];
  return { key: forge.pki.privateKeyToPem(ownKeys().privateKey), cert: certificate(name, { days, extensions }) };
}

/** In PEM. All share one key, so that any can be the issuer of any. */
export function certificate(name: string, parts: CertificateParts = {}): string {
  const { days = 1, issuer = name, subject = {}, extensions = [] } = parts;
  const made = forge.pki.createCertificate();
  made.publicKey = ownKeys().publicKey;
  made.serialNumber = '01';
  made.validity.notBefore = new Date(Date.now() + Math.min(days, 0) * DAY - DAY);
  made.validity.notAfter = new Date(Date.now() + days * DAY);
  const more = Object.entries(subject).map(([type, value]) => ({ type, value }));
  made.setSubject([{ name: 'commonName', value: name }, ...more]);
  made.setIssuer([{ name: 'commonName', value: issuer }]);
  made.setExtensions(extensions);
  made.sign(ownKeys().privateKey, forge.md.sha256.create());
  return forge.pki.certificateToPem(made);
}

function ownKeys(): forge.pki.rsa.KeyPair {
  keys ??= forge.pki.rsa.generateKeyPair(2048);
  return keys;
}
