/** What is seen of a ring from outside: what the servers of its zone serve, and what the signer signs with. Pure. */
import type { DnsAnswer } from '../../dns/answer.ts';
import { formatServer } from '../../dns/server.ts';
import type { DkimKey } from '../../ledger/dkim.ts';
import { parseTags } from '../../records/tags.ts';

export interface Sight {
  /** When: epoch milliseconds. */
  at: number;
  /** By selector. */
  served: ReadonlyMap<string, Served>;
  /** Seconds for which a "no" is kept, the longest of all servers; undefined where nobody said. */
  negativeTtl?: number;
  signs: Signs;
}

/** `with` undefined: it does not sign with this algorithm. */
export type Signs = { with: string | undefined } | { unknown: string };

export interface Served {
  /**
   * `key`: every server serves it and nothing else. `revoked`, `absent`, `other`: every server says so, or something else. `mixed`: the
   * servers differ. `unknown`: one of them did not answer, or none is known.
   */
  state: OneServer | 'mixed';
  /** The servers' words. */
  evidence: string;
}

const UNSEEN: Served = { state: 'unknown', evidence: 'nobody was asked' };

export const servedOf = ({ selector }: DkimKey, { served }: Sight): Served => served.get(selector) ?? UNSEEN;

export const isSignedWith = ({ selector }: DkimKey, { signs }: Sight): boolean =>
  'with' in signs && signs.with === selector;

/** Known not to be signed with. */
export const isUnused = ({ selector }: DkimKey, { signs }: Sight): boolean =>
  'with' in signs && signs.with !== selector;

type OneServer = 'key' | 'revoked' | 'absent' | 'other' | 'unknown';

/** `answers`: of every authoritative server, to the TXT question at the key's name; `missing`: servers that nobody could ask. */
export function judgeServed(record: string, answers: readonly DnsAnswer[], missing: readonly string[] = []): Served {
  if (answers.length + missing.length === 0)
    return { state: 'unknown', evidence: 'no server of its zone could be found' };
  const said = answers.map(answer => ({ server: formatServer(answer.server), ...oneServer(record, answer) }));
  const all = [...said, ...missing.map(server => ({ server, state: 'unknown' as const, words: 'has no address' }))];
  const evidence = [...Map.groupBy(all, ({ words }) => words)]
    .map(([words, servers]) => `${words} (${servers.map(({ server }) => server).join(', ')})`)
    .join('; ');
  const states = new Set<OneServer>(all.map(({ state }) => state));
  const [first = 'unknown', ...more] = states;
  if (states.has('unknown')) return { state: 'unknown', evidence };
  return { state: more.length === 0 ? first : 'mixed', evidence };
}

function oneServer(record: string, { status, records, detail }: DnsAnswer): { state: OneServer; words: string } {
  if (status === 'nxdomain' || status === 'nodata') return { state: 'absent', words: 'not there' };
  if (status !== 'answer') return { state: 'unknown', words: detail ? `${status}: ${detail}` : status };
  const [first, ...more] = records.map(({ content }) => content);
  if (first === undefined || more.length > 0) return { state: 'other', words: `${records.length} records at its name` };
  if (first === record) return { state: 'key', words: 'served' };
  return parseTags(first).values.get('p') === ''
    ? { state: 'revoked', words: 'revoked' }
    : { state: 'other', words: 'another key is served' };
}

/** RFC 2308 §5: the lower of the SOA record's own TTL and its MINIMUM. Undefined where one of the servers did not say. */
export function negativeTtlOf(answers: readonly DnsAnswer[]): number | undefined {
  const ttls = answers.map(({ records: [soa] }) => {
    const minimum = Number(soa?.content.split(' ').at(-1));
    return soa && Number.isInteger(minimum) ? Math.min(soa.ttl, minimum) : undefined;
  });
  const known = ttls.filter(ttl => ttl !== undefined);
  return known.length === ttls.length && known.length > 0 ? Math.max(...known) : undefined;
}
