/** AWS's APIs at their addresses, each call signed when it is sent. */
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Connection } from '../adapter.ts';
import type { Http, SignableCall } from '../http.ts';
import { endpointsOf } from './endpoints.ts';
import { fixes, judge, said } from './errors.ts';

export interface Aws {
  iam: Http;
  ses: Http;
  sts: Http;
}

export function awsApis({ account, secret, http, now }: Connection): Aws {
  const endpoints = endpointsOf(account);
  const credentials = {
    accessKeyId: secret('AWS_ACCESS_KEY_ID'),
    secretAccessKey: secret('AWS_SECRET_ACCESS_KEY'),
    sessionToken: secret('AWS_SESSION_TOKEN') || undefined,
  };

  function api(service: keyof typeof endpoints): Http {
    const { url: baseUrl, region } = endpoints[service];
    const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
    const sign = async ({ method, url, body }: SignableCall) => {
      const { protocol, hostname, pathname: path, searchParams, host } = url;
      const query = Object.fromEntries(searchParams);
      const call = { ...{ method, protocol, hostname, path, query, body }, headers: { host } };
      return (await signer.sign(call, { signingDate: new Date(now()) })).headers;
    };
    return http({ baseUrl, sign, judge, said, fixes });
  }

  return { iam: api('iam'), ses: api('ses'), sts: api('sts') };
}

type Data = string | ArrayBuffer | ArrayBufferView;

/** As the signer wants it. */
class Sha256 {
  readonly #hash;

  constructor(secret?: Data) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: Data): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytesOf(data: Data): string | Uint8Array {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
