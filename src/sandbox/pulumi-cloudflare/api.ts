/** The calls of the stand-in. Its errors read as those of the Terraform provider inside the real plugin do. */
import { ApiError, type BridgedForm, type Json } from '../pulumi/bridged.ts';

export interface CloudflareApi {
  /** The `result` of the answer. Throws ApiError. */
  call(method: string, path: string, body?: unknown): Promise<Json>;
  /** An answer that is no JSON. Throws ApiError. */
  fetch(method: string, path: string, body?: unknown): Promise<Response>;
}

export type CloudflareForm = BridgedForm<CloudflareApi>;

/** As the real plugin: credentials and address come from the environment, and are looked at before any call. */
export function cloudflareApi(env: NodeJS.ProcessEnv): CloudflareApi {
  const { CLOUDFLARE_API_TOKEN: token = '', CLOUDFLARE_BASE_URL: base = 'https://api.cloudflare.com/client/v4' } = env;
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    if (!/^[0-9A-Za-z_-]{40,80}$/.test(token)) throw new Error('invalid or missing API token (CLOUDFLARE_API_TOKEN)');
    const form = body instanceof FormData;
    const response = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(form ? {} : { 'content-type': 'application/json' }) },
      body: form ? body : body === undefined ? undefined : JSON.stringify(body),
    });
    if (response.ok) return response;
    throw new ApiError(response.status, `${method} "${base}${path}": ${response.status} ${await response.text()}`);
  }
  return {
    fetch: send,
    call: async (method, path, body) => ((await (await send(method, path, body)).json()) as { result: Json }).result,
  };
}
