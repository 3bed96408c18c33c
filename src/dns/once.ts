/** A run's questions: none is asked twice, and only so many at a time. */
import PQueue from 'p-queue';
import type { DnsAnswer } from './answer.ts';
import type { DnsQuery, Query } from './client.ts';
import { foldName } from './name.ts';
import { formatServer } from './server.ts';

export const DEFAULT_CONCURRENCY = 100;

/** Wraps `query` for one run: the same server, name and type share one answer, whatever its status; nothing expires. */
export function askOnce(query: Query, concurrency = DEFAULT_CONCURRENCY): Query {
  const queue = new PQueue({ concurrency });
  const answers = new Map<string, Promise<DnsAnswer>>();
  return request => {
    const key = keyOf(request);
    const answer = answers.get(key) ?? queue.add(() => query(request));
    answers.set(key, answer);
    return answer;
  };
}

function keyOf({ server, name, type, recursion = false, signatures = false }: DnsQuery): string {
  return `${formatServer(server)} ${foldName(name)} ${type} ${recursion} ${signatures}`;
}
