/** A zone that takes batches as Cloudflare does, all or nothing, on top of `serve`; a test may spoil single answers. */
import { type Answer, type Asked, no, ok, serve } from './server.ts';

export interface Stored {
  id: string;
  name: string;
  type: string;
  content?: string;
  ttl: number;
  comment?: string | null;
  [field: string]: unknown;
}

export const ZONE = { id: 'f'.repeat(32), name: 'acme.example', status: 'active', plan: 'free' };

interface Refusal {
  code: number;
  message: string;
  pointer?: string;
}

/**
 * `refuse` looks at each operation of a batch; a refusal rolls the whole batch back. `spoil` may replace the answer to
 * the n-th batch (from 1): after it was carried out, or before, so that nothing was.
 */
export async function serveZone(
  options: {
    records?: Stored[];
    refuse?: (operation: Stored, kind: 'deletes' | 'patches' | 'posts', index: number) => Refusal | undefined;
    spoil?: (batch: number) => { when: 'before' | 'after'; answer: Answer } | undefined;
    other?: (asked: Asked) => Answer | undefined;
  } = {},
) {
  const zone = { records: [...(options.records ?? [])] };
  let batches = 0;
  let made = 0;
  const server = await serve(asked => {
    const other = options.other?.(asked);
    if (other) return other;
    if (asked.method === 'GET' && asked.path === `/zones/${ZONE.id}/dns_records`)
      return ok(zone.records, { page: 1, per_page: 5000, total_pages: 1, total_count: zone.records.length });
    if (asked.method === 'POST' && asked.path === `/zones/${ZONE.id}/dns_records/batch`) return batch(asked.body);
    return no(404, 7003, 'Could not route to that.');
  });

  function batch(body: Record<'deletes' | 'patches' | 'posts', Stored[] | undefined>): Answer {
    batches += 1;
    const spoilt = options.spoil?.(batches);
    if (spoilt?.when === 'before') return spoilt.answer;
    const answer = carryOut(body);
    return spoilt ? spoilt.answer : answer;
  }

  function carryOut(body: Record<'deletes' | 'patches' | 'posts', Stored[] | undefined>): Answer {
    const next = new Map(zone.records.map(record => [record.id, record]));
    const done: Record<string, Stored[]> = { deletes: [], patches: [], posts: [] };
    for (const kind of ['deletes', 'patches', 'posts'] as const) {
      for (const [index, operation] of (body[kind] ?? []).entries()) {
        const old = next.get(operation.id);
        const refusal: Refusal | undefined =
          options.refuse?.({ ...old, ...operation }, kind, index) ??
          (kind !== 'posts' && !old ? { code: 81044, message: 'Record does not exist.' } : undefined) ??
          (kind === 'posts' && isDuplicate(operation, [...next.values()])
            ? { code: 81058, message: 'An identical record already exists.' }
            : undefined);
        if (refusal) return no(400, refusal.code, refusal.message, refusal.pointer);
        const record: Stored = kind === 'posts' ? { ...operation, id: `new-${++made}` } : { ...old, ...operation };
        if (kind === 'deletes') next.delete(record.id);
        else next.set(record.id, record);
        done[kind]?.push(record);
      }
    }
    zone.records = [...next.values()];
    return ok(done);
  }

  return {
    url: server.url,
    zone,
    /** The bodies of all batches. */
    sent: () => server.asked.filter(({ method }) => method === 'POST').map(({ body }) => body),
    asked: server.asked,
  };
}

const isDuplicate = (operation: Stored, records: Stored[]): boolean =>
  records.some(
    ({ name, type, content }) => name === operation.name && type === operation.type && content === operation.content,
  );
