/** Asks lists through the resolver: few questions at a time, fewer of one list, and none any more of one that has gone silent. */
import PQueue from 'p-queue';
import type { Query } from '../../dns/client.ts';
import type { Server } from '../../dns/server.ts';
import type { AskedList } from './lists.ts';
import type { ListAnswer } from './verdict.ts';

export interface World {
  query: Query;
  resolver: Server;
  sleep(milliseconds: number): Promise<void>;
  signal?: AbortSignal;
}

export interface Asker {
  ask(list: AskedList, name: string, type?: 'A' | 'TXT'): Promise<ListAnswer>;
  /** A question to no list. */
  probe(name: string): Promise<ListAnswer>;
}

/** Operators count questions a second too; a resolver of one's own holds some dozens in flight. */
const AT_ONCE = 24;
const AT_ONCE_PER_LIST = 4;
/** A dead list must not cost a time-out for each of hundreds of targets. */
const PATIENCE = 4;

export function openAsker({ query, resolver, signal }: World): Asker {
  const all = new PQueue({ concurrency: AT_ONCE });
  const perList = new Map<string, PQueue>();
  const silent = new Map<string, number>();
  const queueOf = (name: string): PQueue => {
    const queue = perList.get(name) ?? new PQueue({ concurrency: AT_ONCE_PER_LIST });
    perList.set(name, queue);
    return queue;
  };
  const send = async (name: string, type: 'A' | 'TXT', secret?: string): Promise<ListAnswer> => {
    if (signal?.aborted) return { status: 'timeout', values: [], detail: 'not asked: the run was stopped' };
    const { status, records, detail } = await query({ name, type, server: resolver, recursion: true });
    const shown = (text: string) => withoutSecret(text, secret);
    return { status, values: records.map(({ content }) => shown(content)), ...(detail && { detail: shown(detail) }) };
  };
  return {
    probe: name => all.add(() => send(name, 'A')),
    ask: ({ list, secret }, name, type = 'A') =>
      queueOf(list.name).add(async () => {
        const before = silent.get(list.name) ?? 0;
        if (before >= PATIENCE)
          return { status: 'timeout', values: [], detail: `not asked: ${PATIENCE} questions before got no answer` };
        const answer = await all.add(() => send(name, type, secret));
        silent.set(list.name, answer.status === 'timeout' ? (silent.get(list.name) ?? 0) + 1 : 0);
        return answer;
      }),
  };
}

/** A key is part of each name that is asked, and some lists tell the name back; resolvers may change its case. */
function withoutSecret(text: string, secret: string | undefined): string {
  if (!secret) return text;
  return text.replace(new RegExp(secret, 'gi'), '***');
}
