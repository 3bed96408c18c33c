/** What the zone above says of the zone: its name servers there against those that the zone names itself. RFC 1034 §4.2.2. */
import type { DnsAnswer } from '../dns/answer.ts';
import { authoritativeServers } from '../dns/authoritative.ts';
import type { Query } from '../dns/client.ts';
import { formatServer, type Server } from '../dns/server.ts';
import type { Check } from './subject.ts';
import { type Finding, pass, unknown, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, saidBy, textsOf, type View } from './view.ts';

/** Two of the parent's servers: one may be silent, and asking all of a top-level domain's for each zone would be rude. */
const ASKED = 2;

export function parentWith(query: Query, resolver: Server): Check {
  return async ({ zone, delegation }, view) => {
    if (delegation?.status !== 'answer' || delegation.servers.length === 0) return [];
    const above = await zoneAbove(zone, view);
    const { servers = [] } = above ? await authoritativeServers(above, { resolver, query }) : {};
    const answers = await Promise.all(servers.slice(0, ASKED).map(server => query({ name: zone, type: 'NS', server })));
    const said = answers.find(answer => namesIn(answer).length > 0);
    if (said) return [await compared(zone, said, view)];
    const what = above ? `the servers of ${above}` : 'any server above';
    const evidence = answers.map(answer => `${formatServer(answer.server)}: ${saidBy(answer)}`).join('; ');
    const message = `Nobody could say to which name servers ${what} lead for ${zone}.`;
    const fix = 'Try again; if it stays so, see whether DNS queries to other servers get through.';
    return [unknown('parent-unanswered', message, evidence ? { evidence, fix } : { fix })];
  };
}

/** A server that holds both zones answers for the lower one; any other refers to it. */
const namesIn = (answer: DnsAnswer): string[] =>
  answer.status === 'answer' ? textsOf(answer) : (answer.referral ?? []);

async function compared(zone: string, said: DnsAnswer, view: View): Promise<Finding> {
  const own = await view.ask(zone, 'NS');
  if (isUnanswered(own) || own.records.length === 0) {
    return unknown('parent-unanswered', `Nobody could say which name servers ${zone} names itself.`, {
      evidence: evidenceOf(own),
    });
  }
  const [above, inside] = [namesIn(said), textsOf(own)].map(names => [...new Set(names)].sort().join(', '));
  const evidence = `NS ${zone} at ${formatServer(said.server)}: ${above}; ${evidenceOf(own)}`;
  if (above === inside)
    return pass('parent', `The zone above leads to ${above}, as ${zone} says itself.`, { evidence });
  const message = `The zone above leads to ${above}; ${zone} itself names ${inside}.`;
  const fix = 'Make the registrar and the zone agree: resolvers use either set.';
  return warn('parent-differs', message, { evidence, fix, reference: 'RFC 1034 §4.2.2' });
}

/** The zone that holds the delegation: that of the name one label up. */
async function zoneAbove(zone: string, view: View): Promise<string | undefined> {
  const name = zone.slice(zone.indexOf('.') + 1);
  const found = await view.askResolver(name, 'SOA');
  if (found.status === 'answer') return name;
  return found.status === 'nodata' ? found.zone : undefined;
}
