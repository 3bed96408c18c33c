/** The servers that speak for a zone, found through a resolver. */
import type { DnsAnswer, DnsStatus } from './answer.ts';
import type { Query } from './client.ts';
import { DNS_PORT, type Server } from './server.ts';

export interface NameServer extends Server {
  /** The name in the zone's NS record. */
  name: string;
}

export interface ZoneServers {
  /** One address for each name server, IPv4 where it has one; in the order of their names. */
  servers: NameServer[];
  /** Name servers whose address was not found. */
  unresolved: string[];
  /** What became of the question for NS records; anything but `answer` means that `servers` is empty. */
  status: DnsStatus;
}

/** One address a server is enough: a host without IPv6 must not make every check of every zone unknown. */
export async function authoritativeServers(
  zone: string,
  { resolver, query, port = DNS_PORT }: { resolver: Server; query: Query; port?: number },
): Promise<ZoneServers> {
  const ask = (name: string, type: 'NS' | 'A' | 'AAAA') => query({ name, type, server: resolver, recursion: true });
  const delegation = await ask(zone, 'NS');
  const names = [...new Set(delegation.records.map(record => record.content))].sort();
  const found = await Promise.all(
    names.map(async name => {
      const host = firstAddress(await ask(name, 'A')) ?? firstAddress(await ask(name, 'AAAA'));
      return { name, host };
    }),
  );
  return {
    servers: found.flatMap(({ name, host }) => (host === undefined ? [] : [{ name, host, port }])),
    unresolved: found.filter(({ host }) => host === undefined).map(({ name }) => name),
    status: delegation.status,
  };
}

function firstAddress(answer: DnsAnswer): string | undefined {
  return answer.records.map(record => record.content).sort()[0];
}
