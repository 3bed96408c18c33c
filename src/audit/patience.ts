/** A server that is dead must not cost a time-out for each of ten thousand questions. */
import { failedAnswer } from '../dns/answer.ts';
import type { Query } from '../dns/client.ts';
import { formatServer } from '../dns/server.ts';

const PATIENCE = 20;

/** Wraps `query` for one run: a server that left so many questions in a row unanswered is asked no more; its answers are time-outs. */
export function withPatience(query: Query, patience = PATIENCE): Query {
  const silent = new Map<string, number>();
  return async request => {
    const server = formatServer(request.server);
    const count = silent.get(server) ?? 0;
    if (count >= patience) {
      return failedAnswer('timeout', request.server, `not asked: ${patience} questions before got no answer`);
    }
    const answer = await query(request);
    silent.set(server, answer.status === 'timeout' ? (silent.get(server) ?? 0) + 1 : 0);
    return answer;
  };
}
