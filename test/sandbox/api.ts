/** The API by plain fetch: what goes over the wire is what the tests see. */
import { ACCOUNT } from '../../src/sandbox/cloudflare/model.ts';
import type { CloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';

export interface Reply {
  status: number;
  headers: Headers;
  success: boolean;
  errors: {
    code: number;
    message: string;
    error_chain?: { code: number; message: string }[];
    source?: { pointer: string };
  }[];
  messages: { code: number; message: string }[];
  // biome-ignore lint/suspicious/noExplicitAny: the tests look at any part of any answer
  result: any;
  result_info?: { page: number; per_page: number; count: number; total_count: number; total_pages: number };
}

export type Api = (method: string, path: string, body?: unknown) => Promise<Reply>;

export function api(twin: CloudflareTwin, token = twin.token): Api {
  return async (method, path, body) => {
    const response = await fetch(twin.url + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(2000),
    });
    return { status: response.status, headers: response.headers, ...((await response.json()) as object) } as Reply;
  };
}

/** The path of a zone's records. */
export function recordsPath(twin: CloudflareTwin, zone: string): string {
  return `/zones/${twin.zones.get(zone)?.id}/dns_records`;
}

/** Uploads a Worker of one module, as the Terraform provider does. `metadata` replaces parts of what is usual; answers the status. */
export async function uploadWorker(
  twin: CloudflareTwin,
  name: string,
  module: string,
  metadata: object = {},
  type = 'application/javascript+module',
): Promise<number> {
  const form = new FormData();
  form.append('metadata', JSON.stringify({ main_module: 'm.js', compatibility_date: '2026-11-01', ...metadata }));
  form.append('m.js', new File([module], 'm.js', { type }));
  const headers = { authorization: `Bearer ${twin.token}` };
  const path = `${twin.url}/accounts/${ACCOUNT.id}/workers/scripts/${name}`;
  return (await fetch(path, { method: 'PUT', headers, body: form })).status;
}
