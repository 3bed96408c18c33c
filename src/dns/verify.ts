/** Are the records of the estate really served? */
import type { RecordType, ZoneRecord } from '../records/record.ts';
import type { DnsAnswer } from './answer.ts';
import { type Query, query } from './client.ts';
import { type Judgement, judge, judgeAddresses } from './judge.ts';
import { foldName } from './name.ts';
import { askOnce } from './once.ts';
import { formatServer, type Server } from './server.ts';

/** `zones`: the authoritative servers of each zone. `resolver`: the world's view instead, through one resolver. */
export type VerifyAt = { zones: ReadonlyMap<string, readonly Server[]> } | { resolver: Server };

export type VerifyOptions = VerifyAt & {
  /** Queries in flight. Default 100. */
  concurrency?: number;
  timeoutMs?: number;
  tries?: number;
  onProgress?: (done: number, total: number) => void;
  /** Default: the real client. */
  query?: Query;
  /** The `askOnce` of a run that this is a part of: then `query` and `concurrency` are its own matter. */
  once?: Query;
};

export interface RecordVerdict<R extends ZoneRecord = ZoneRecord> {
  record: R;
  /** `pass`: every server serves it. `fail`: one does not, or serves a rival. `unknown`: one could not be asked. */
  verdict: 'pass' | 'fail' | 'unknown';
  /** The reason, and the servers that gave it. */
  evidence: string;
  /** The distinct values in its place. */
  seen: string[];
}

interface Place {
  zone?: string;
  servers: readonly Server[];
}

type Ask = (name: string, type: RecordType) => Promise<DnsAnswer>;

/**
 * Asks each server of a record's zone for it, each question once. Pass the whole estate: what else is expected at a name decides
 * what is surplus there. The verdicts come in the order of the records.
 */
export async function verifyRecords<R extends ZoneRecord>(
  records: readonly R[],
  options: VerifyOptions,
): Promise<RecordVerdict<R>[]> {
  const once = options.once ?? askOnce(options.query ?? query, options.concurrency);
  const siblings = Map.groupBy(records, record => `${foldName(record.name)} ${record.type}`);
  let done = 0;
  return Promise.all(
    records.map(async record => {
      const place = placeOf(record, options);
      const expected = siblings.get(`${foldName(record.name)} ${record.type}`) ?? [record];
      const judgements = await Promise.all(
        place.servers.map(server => look(record, expected, place.zone, asker(server, once, options))),
      );
      options.onProgress?.(++done, records.length);
      return { record, ...combine(judgements, place.servers) };
    }),
  );
}

function asker(server: Server, once: Query, options: VerifyOptions): Ask {
  const { timeoutMs, tries } = options;
  return (name, type) => once({ name, type, server, recursion: 'resolver' in options, timeoutMs, tries });
}

async function look(
  record: ZoneRecord,
  expected: readonly ZoneRecord[],
  zone: string | undefined,
  ask: Ask,
): Promise<Judgement> {
  const addresses = () => Promise.all([ask(record.name, 'A'), ask(record.name, 'AAAA')]);
  if (record.proxied) return judgeAddresses(await addresses(), "proxied, so the content is Cloudflare's own");
  const answer = await ask(record.name, record.type);
  // Cloudflare answers for an alias at the apex with the target's addresses: the apex cannot hold a CNAME (RFC 1034 §3.6.2).
  const atApex = foldName(record.name) === (zone ?? answer.zone);
  if (record.type === 'CNAME' && answer.status === 'nodata' && atApex) {
    return judgeAddresses(await addresses(), 'an alias at the apex, flattened by Cloudflare');
  }
  return judge(record, expected, answer);
}

function placeOf(record: ZoneRecord, options: VerifyOptions): Place {
  if ('resolver' in options) return { servers: [options.resolver] };
  const labels = foldName(record.name).split('.');
  const zone = labels.map((_, at) => labels.slice(at).join('.')).find(name => options.zones.has(name));
  return { zone, servers: (zone !== undefined && options.zones.get(zone)) || [] };
}

function combine(judgements: Judgement[], servers: readonly Server[]): Omit<RecordVerdict, 'record'> {
  if (judgements.length === 0) return { verdict: 'unknown', evidence: 'no server of its zone is known', seen: [] };
  const worst = (['fail', 'unknown'] as const).find(verdict => judgements.some(found => found.verdict === verdict));
  const told = judgements.map(({ reason }, at) => ({ reason, server: formatServer(servers[at] as Server) }));
  const reasons = Map.groupBy(told, ({ reason }) => reason);
  const evidence = [...reasons].map(([reason, from]) => `${reason} (${from.map(({ server }) => server).join(', ')})`);
  return {
    verdict: worst ?? 'pass',
    evidence: evidence.join('; '),
    seen: [...new Set(judgements.flatMap(({ seen }) => seen))].sort(),
  };
}
