/** The DNS as SPF sees it: three-valued, so that a time-out never looks like an absent record. */
import type { DnsAnswer } from '../dns/answer.ts';
import type { Query } from '../dns/client.ts';
import type { Server } from '../dns/server.ts';

export type SpfType = 'TXT' | 'A' | 'AAAA' | 'MX' | 'PTR';

/**
 * `found`: TXT as decoded text, MX as host names by their preference, without the null MX. `absent`: the name or the type is not
 * there. `failed`: nobody knows (RFC 7208 §4.4: an RCODE other than 0 and 3, or a time-out); `reason` says it to people.
 */
export type SpfAnswer =
  | { status: 'found'; values: string[] }
  | { status: 'absent'; nxdomain: boolean }
  | { status: 'failed'; reason: string };

/** Never rejects. */
export type SpfResolver = (name: string, type: SpfType) => Promise<SpfAnswer>;

/** Through one recursive resolver. `timeoutMs` and `tries` as in the DNS client. */
export function resolverOf(
  query: Query,
  server: Server,
  limits: { timeoutMs?: number; tries?: number } = {},
): SpfResolver {
  return async (name, type) => plain(await query({ name, type, server, recursion: true, ...limits }), name, type);
}

function plain({ status, records, detail, rcode }: DnsAnswer, name: string, type: SpfType): SpfAnswer {
  if (status === 'answer') {
    const ordered = records.toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
    return { status: 'found', values: ordered.map(({ content }) => content) };
  }
  if (status === 'nodata' || status === 'nxdomain') return { status: 'absent', nxdomain: status === 'nxdomain' };
  return { status: 'failed', reason: `${type} ${name}: ${detail ?? rcode ?? status}` };
}
