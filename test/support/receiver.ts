/** A receiver of mail: it verifies DKIM through a resolver that keeps answers for as long as it may, the negative ones too. */
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import type { DnsAnswer } from '../../src/dns/answer.ts';
import { query } from '../../src/dns/client.ts';
import type { Server } from '../../src/dns/server.ts';
import type { SandboxClock } from '../../src/sandbox/clock.ts';
import type { Random } from './chaos.ts';

export interface Receiver {
  /** `my20261122a pass`, by its signatures. */
  verify(message: Buffer): Promise<string[]>;
  /** Asks for a name, as anybody may, before there is anything. */
  lookUp(name: string): Promise<DnsAnswer>;
}

/** RFC 2308 §5, as the twin's SOA has it. */
const NEGATIVE_MS = 1_800_000;

/** Each time another one of the servers is asked. */
export function receiver(servers: readonly Server[], clock: SandboxClock, random: Random): Receiver {
  const cache = new Map<string, { answer: DnsAnswer; until: number }>();

  async function lookUp(name: string): Promise<DnsAnswer> {
    const kept = cache.get(name);
    if (kept && clock.now() < kept.until) return kept.answer;
    const answer = await query({ name, type: 'TXT', server: random.pick(servers) });
    const [record] = answer.records;
    cache.set(name, { answer, until: clock.now() + (record ? record.ttl * 1000 : NEGATIVE_MS) });
    return answer;
  }

  return {
    lookUp,
    async verify(message) {
      const resolver = async (name: string) => {
        const { status, records } = await lookUp(name);
        if (status === 'answer') return records.map(({ content }) => [content]);
        throw Object.assign(new Error(status), { code: status === 'nxdomain' ? 'ENOTFOUND' : 'ESERVFAIL' });
      };
      const { results } = await dkimVerify(message, { resolver: resolver as never });
      return results.flatMap(({ selector, status }) =>
        selector === undefined ? [] : `${selector} ${status.result}${status.comment ? ` (${status.comment})` : ''}`,
      );
    },
  };
}
