/** A certificate authority of the sandbox's own, and certificates for hosts. Nothing else trusts it. */
import { generateKeyPairSync } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import forge from 'node-forge';

export interface Authority {
  /** PEM, for NODE_EXTRA_CA_CERTS. */
  certificate: string;
  contextFor(host: string): SecureContext;
}

const DAY = 86_400_000;

/** One key for all hosts: making another takes longer than all the rest. */
export function makeAuthority(): Authority {
  const [own, hosts] = [keyPair(), keyPair()];
  const subject = [{ name: 'commonName', value: 'Mailyard sandbox' }];
  const root = certificate(own.publicKey, subject, subject, own.privateKey, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  const contexts = new Map<string, SecureContext>();
  return {
    certificate: root,
    contextFor(host) {
      const known = contexts.get(host);
      if (known) return known;
      const cert = certificate(hosts.publicKey, [{ name: 'commonName', value: host }], subject, own.privateKey, [
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
      ]);
      const context = createSecureContext({ cert, key: hosts.pem });
      contexts.set(host, context);
      return context;
    },
  };
}

/** Node makes the key, a hundred times as fast as plain JavaScript. */
function keyPair() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const key = forge.pki.privateKeyFromPem(pem);
  return { pem, privateKey: key, publicKey: forge.pki.setRsaPublicKey(key.n, key.e) };
}

let serial = 0;

function certificate(
  publicKey: forge.pki.rsa.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
  signer: forge.pki.rsa.PrivateKey,
  extensions: object[],
): string {
  const made = forge.pki.createCertificate();
  made.publicKey = publicKey;
  serial += 1;
  made.serialNumber = serial.toString(16).padStart(4, '0');
  made.validity.notBefore = new Date(Date.now() - DAY);
  made.validity.notAfter = new Date(Date.now() + 90 * DAY);
  made.setSubject(subject);
  made.setIssuer(issuer);
  made.setExtensions(extensions);
  made.sign(signer, forge.md.sha256.create());
  return forge.pki.certificateToPem(made);
}
