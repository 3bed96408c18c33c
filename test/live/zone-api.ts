/** One zone over Cloudflare's API, by plain HTTP: what a person at the dashboard sees and does, without Mailyard's own client. */
import type { Place } from './story.ts';

export interface SeenRecord {
  id: string;
  name: string;
  type: string;
  content: string;
  comment: string | null;
  modified_on: string;
}

export interface LiveZone {
  list(): Promise<SeenRecord[]>;
  create(record: object): Promise<void>;
  patch(id: string, fields: object): Promise<void>;
  remove(id: string): Promise<void>;
}

interface Envelope {
  success: boolean;
  errors: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: whoever calls knows what the path answers.
  result: any;
}

const PUBLIC_API = 'https://api.cloudflare.com/client/v4';

export async function zoneApi({ zone, env }: Place): Promise<LiveZone> {
  const call = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${env.CLOUDFLARE_API_TOKEN}`, 'content-type': 'application/json' };
    const url = (env.CLOUDFLARE_BASE_URL || PUBLIC_API) + path;
    const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    const { success, errors, result } = (await response.json()) as Envelope;
    if (!success) throw new Error(`${method} ${path}: HTTP ${response.status} ${JSON.stringify(errors)}`);
    return result;
  };
  const [found] = await call('GET', `/zones?name=${zone}`);
  if (!found) throw new Error(`The token sees no zone ${zone}: MAILYARD_LIVE_ZONE is the name of a whole zone.`);
  const records = `/zones/${found.id}/dns_records`;
  return {
    list: () => call('GET', `${records}?per_page=5000`),
    create: record => call('POST', records, record),
    patch: (id, fields) => call('PATCH', `${records}/${id}`, fields),
    remove: id => call('DELETE', `${records}/${id}`),
  };
}

export function recordsBelow(records: SeenRecord[], domain: string): SeenRecord[] {
  return records.filter(({ name }) => name === domain || name.endsWith(`.${domain}`));
}
