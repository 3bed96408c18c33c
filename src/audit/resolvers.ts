/** What public resolvers hand out, against what the zone's servers say: an old answer lives in caches until its TTL ends. */
import type { Query } from '../dns/client.ts';
import { formatServer, type Server } from '../dns/server.ts';
import type { RecordType } from '../records/record.ts';
import type { Check } from './subject.ts';
import { type Finding, pass, unknown, warn } from './verdict.ts';
import { isAbsent, isUnanswered, saidBy, type View } from './view.ts';

/** Anycast services of Cloudflare, Google and Quad9. */
export const PUBLIC_RESOLVERS: readonly Server[] = ['1.1.1.1', '8.8.8.8', '9.9.9.9'].map(host => ({ host, port: 53 }));

export function resolversWith(resolvers: readonly Server[], query: Query): Check {
  return async ({ domain }, view) => {
    if (resolvers.length === 0) return [];
    const questions: [string, RecordType][] = [
      [domain, 'MX'],
      [domain, 'TXT'],
      [`_dmarc.${domain}`, 'TXT'],
    ];
    const findings = (
      await Promise.all(questions.map(([name, type]) => compare(name, type, resolvers, query, view)))
    ).flat();
    const names = resolvers.map(formatServer).join(', ');
    return findings.length > 0 ? findings : [pass('resolvers', `${names} hand out what the servers say.`)];
  };
}

async function compare(
  name: string,
  type: RecordType,
  resolvers: readonly Server[],
  query: Query,
  view: View,
): Promise<Finding[]> {
  const own = await view.ask(name, type);
  const answers = await Promise.all(resolvers.map(server => query({ name, type, server, recursion: true })));
  return answers.flatMap((answer): Finding[] => {
    const server = formatServer(answer.server);
    const evidence = `${server}: ${saidBy(answer)}; the servers: ${saidBy(own)}`;
    if (isUnanswered(answer))
      return [unknown('resolver-unanswered', `${server} gave no answer for ${type} ${name}.`, { evidence })];
    if (isUnanswered(own) || (isAbsent(answer) && isAbsent(own)) || saidBy(answer) === saidBy(own)) return [];
    const left = Math.max(0, ...answer.records.map(({ ttl }) => ttl));
    const fix =
      left > 0
        ? `It is asked anew in ${left} seconds at the latest.`
        : 'It is asked anew when its negative answer has expired.';
    return [warn('resolver-differs', `${server} still hands out another ${type} ${name}.`, { evidence, fix })];
  });
}
