/**
 * The mark certificate of BIMI (VMC or CMC). Pure. draft-fetch-validation-vmc-wchuang-10 (checked 2026-11). Not judged: whether the
 * root is a known mark authority, revocation, certificate transparency, and the logo inside.
 */
import { X509Certificate } from 'node:crypto';
import { foldName } from '../dns/name.ts';
import { type Finding, fail, pass, warn } from './verdict.ts';

const DRAFT = 'draft-fetch-validation-vmc-wchuang-10';
/** §4.4: id-kp-BrandIndicatorforMessageIdentification. */
const BIMI_USAGE = '1.3.6.1.5.5.7.3.31';
/** In the subject, by the BIMI Group's requirements for issuance. */
const MARK_TYPE = '1.3.6.1.4.1.53087.1.13';
const SOON = 30 * 86_400_000;

/** `names`: any of which the certificate has to name, the domain first. `now`: as `Date.now()`. */
export function markFindings(pem: string, names: readonly string[], now: number): Finding[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs) ?? [];
  const fix = 'Serve the file of the authority: the mark certificate, then its issuers, in PEM.';
  let certificates: X509Certificate[];
  try {
    certificates = blocks.map(block => new X509Certificate(block));
  } catch (error) {
    const message = `The mark certificate cannot be read: ${(error as Error).message}.`;
    return [fail('bimi-mark-pem', message, { fix, reference: `${DRAFT} §3.3` })];
  }
  const leaf = certificates.find(({ ca }) => !ca) ?? certificates[0];
  if (!leaf) {
    return [
      fail('bimi-mark-pem', 'The file of the mark certificate holds none in PEM.', { fix, reference: `${DRAFT} §3.3` }),
    ];
  }
  const path = pathFrom(leaf, certificates);
  const found = [
    ...path.flatMap(certificate => validityFindings(certificate, leaf, now)),
    ...domainFindings(leaf, names),
    ...usageFindings(leaf),
    ...chainFindings(path, certificates),
  ];
  if (found.length > 0) return found;
  const kind = kindOf(leaf);
  const message = `The mark certificate${kind ? ` (${kind})` : ''} of ${names[0]} holds until ${day(leaf.validToDate)}. Whether its root is a mark authority is not judged.`;
  return [pass('bimi-mark', message)];
}

/** From the certificate to the last issuer that the file holds. */
function pathFrom(leaf: X509Certificate, all: readonly X509Certificate[]): X509Certificate[] {
  const path = [leaf];
  for (let at: X509Certificate | undefined = leaf; at; ) {
    const below: X509Certificate = at;
    at = all.find(other => !path.includes(other) && issued(other, below));
    if (at) path.push(at);
  }
  return path;
}

const issued = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

function validityFindings(certificate: X509Certificate, leaf: X509Certificate, now: number): Finding[] {
  const { validFromDate, validToDate } = certificate;
  const which =
    certificate === leaf
      ? 'The mark certificate'
      : `The certificate of ${commonName(certificate)}, behind the mark certificate,`;
  const more = { fix: 'Renew it, and put the new file in its place.', reference: `${DRAFT} §5.1` };
  if (validFromDate.getTime() > now) {
    return [fail('bimi-mark-expired', `${which} begins on ${day(validFromDate)} only.`, { reference: more.reference })];
  }
  if (validToDate.getTime() < now) return [fail('bimi-mark-expired', `${which} ended on ${day(validToDate)}.`, more)];
  if (validToDate.getTime() - now >= SOON) return [];
  return [warn('bimi-mark-expires', `${which} ends on ${day(validToDate)}.`, more)];
}

function domainFindings({ subjectAltName = '' }: X509Certificate, names: readonly string[]): Finding[] {
  const named = subjectAltName
    .split(', ')
    .flatMap(text => (text.startsWith('DNS:') ? [text.slice('DNS:'.length)] : []));
  const wanted = new Set(names.map(foldName));
  if (named.some(name => wanted.has(foldName(name)))) return [];
  const message = `The mark certificate is for ${named.join(', ') || 'no domain'}, not for ${names[0]}.`;
  const fix = 'Have the domain added to it.';
  return [fail('bimi-mark-domain', message, { fix, reference: `${DRAFT} §5.2` })];
}

/** Node's `keyUsage` is the extended key usage, by its OIDs. */
function usageFindings({ keyUsage }: X509Certificate): Finding[] {
  if (keyUsage?.includes(BIMI_USAGE)) return [];
  const fix = 'Get a VMC or CMC: a certificate for a web server is none.';
  return [
    fail('bimi-mark-usage', `The certificate at a= is not one for marks: it lacks the usage ${BIMI_USAGE}.`, {
      fix,
      reference: `${DRAFT} §4.4`,
    }),
  ];
}

/** §3.3: all issuers, the root being optional, in their order. */
function chainFindings(path: readonly X509Certificate[], all: readonly X509Certificate[]): Finding[] {
  const [leaf] = path as [X509Certificate];
  const reference = `${DRAFT} §3.3`;
  const fix = 'Serve it as the authority delivers it, with its issuers behind it.';
  if (leaf.checkIssued(leaf)) {
    return [
      fail('bimi-mark-chain', 'The mark certificate is signed by itself: no authority stands behind it.', {
        fix,
        reference,
      }),
    ];
  }
  if (path.length === 1) {
    const message = `The file lacks the certificate of ${issuerName(leaf)}, which issued the mark certificate.`;
    return [fail('bimi-mark-chain', message, { fix, reference })];
  }
  if (all.length === path.length && all.every((certificate, at) => certificate === path[at])) return [];
  const message =
    'The file of the mark certificate is out of order or holds more than its issuers: receivers may refuse it.';
  return [warn('bimi-mark-order', message, { fix, reference })];
}

/** BIMI draft §3.5. Undefined where the subject does not say. */
function kindOf({ subject }: X509Certificate): string | undefined {
  const type = fieldOf(subject, MARK_TYPE);
  if (!type) return undefined;
  return `${/^(?:registered|government) mark$/i.test(type) ? 'VMC' : 'CMC'}: ${type}`;
}

const commonName = ({ subject }: X509Certificate): string => fieldOf(subject, 'CN') ?? 'an issuer';
const issuerName = ({ issuer }: X509Certificate): string => fieldOf(issuer, 'CN') ?? 'the issuer';

/** Node gives a name as lines of `key=value`. */
function fieldOf(name: string | undefined, key: string): string | undefined {
  return name
    ?.split('\n')
    .find(line => line.startsWith(`${key}=`))
    ?.slice(key.length + 1);
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
