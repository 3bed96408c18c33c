/** Signatures as AWS checks them: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
import { createHash, createHmac } from 'node:crypto';
import type { TwinRequest } from '../../http/request.ts';

export interface SignatureFault {
  code: 'MissingAuthenticationToken' | 'InvalidClientTokenId' | 'SignatureDoesNotMatch';
  message: string;
}

export interface Signer {
  accessKeyId: string;
  secretAccessKey: string;
}

/** The times of caller and service may differ by so much. */
const SKEW_MS = 300_000;
const FORM =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/** Undefined for a signature that holds, made by `signer` for `service`. */
export function signatureFault(
  request: TwinRequest,
  signer: Signer,
  service: string,
  now: number,
): SignatureFault | undefined {
  const { authorization = '', 'x-amz-date': time = '' } = request.headers;
  const [, id, day = '', region = '', scope = '', names = '', signature] = FORM.exec(authorization) ?? [];
  if (!id) return { code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token' };
  if (id !== signer.accessKeyId)
    return { code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' };
  const wrong = (message: string): SignatureFault => ({ code: 'SignatureDoesNotMatch', message });
  if (scope !== service) return wrong(`Credential should be scoped to correct service: '${service}'.`);
  const signedAt = timeOf(time);
  if (!time.startsWith(day) || !(Math.abs(signedAt - now) <= SKEW_MS))
    return wrong(`Signature expired: ${time} is now earlier than ${new Date(now - SKEW_MS).toISOString()}`);
  const text = ['AWS4-HMAC-SHA256', time, `${day}/${region}/${service}/aws4_request`, hash(canonical(request, names))];
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${signer.secretAccessKey}`);
  if (hmac(key, text.join('\n')).toString('hex') === signature) return undefined;
  return wrong('The request signature we calculated does not match the signature you provided.');
}

function canonical({ method, path, query, headers, body }: TwinRequest, names: string): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = [...query].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const lines = names.split(';').map(name => `${name}:${headers[name]?.trim()}\n`);
  const encodedPath = path.split('/').map(encode).join('/');
  return [method, encodedPath, pairs.join('&'), lines.join(''), names, hash(body)].join('\n');
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** `20261126T090000Z`. */
function timeOf(text: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
