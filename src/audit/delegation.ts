/** How the world is led to the zone, and whether its servers speak for it. RFC 1034 §4.2.2, RFC 1912 §2.8, RFC 2182 §5. */
import type { DnsAnswer } from '../dns/answer.ts';
import { formatServer } from '../dns/server.ts';
import type { Check, Delegation, Subject } from './subject.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, saidBy, textsOf } from './view.ts';

export const delegation: Check = async (subject, view) => {
  const { domain, zone, delegation: found } = subject;
  if (!found) return [];
  if (found.domainStatus === 'nxdomain') {
    const fix = 'Register it, or see whether it has expired.';
    return [fail('domain-missing', `${domain} does not exist (NXDOMAIN).`, { fix })];
  }
  if (found.status !== 'answer') {
    return [unknown('delegation-unanswered', `Nobody could say which servers speak for ${zone} (${found.status}).`)];
  }
  const own = await view.ask(zone, 'NS');
  const soa = await view.ask(zone, 'SOA');
  const answers = view.compared(zone).find(({ name, type }) => name === zone && type === 'SOA')?.answers ?? [soa];
  const named = found.servers.map(({ name }) => name);
  return [
    pass('delegation', `${zone} is served by ${[...named, ...found.unresolved].sort().join(', ')}.`, {
      evidence: evidenceOf(own),
    }),
    ...answers.flatMap(answer => serverFindings(answer, subject)),
    ...setFindings(zone, found),
    ...cloudflareFindings(subject, found),
    ...(isUnanswered(own) ? [] : differenceFindings(zone, textsOf(own), [...named, ...found.unresolved])),
  ];
};

/** A server that is asked for its own zone and does not speak for it is lame. */
function serverFindings(answer: DnsAnswer, { zone, delegation: found }: Subject): Finding[] {
  const address = formatServer(answer.server);
  const name = found?.servers.find(server => formatServer(server) === address)?.name ?? address;
  const evidence = `SOA ${zone} at ${address}: ${saidBy(answer)}`;
  const through = found?.servers.length === 0;
  if (through || (answer.status === 'answer' && answer.authoritative)) return [];
  if (answer.status === 'timeout' || answer.status === 'malformed') {
    return [
      unknown('server-silent', `${name} did not answer for ${zone}.`, {
        evidence,
        fix: 'See to the server, or drop its NS record.',
      }),
    ];
  }
  const message = `${name} is named for ${zone}, but does not speak for it.`;
  return [
    fail('server-lame', message, {
      evidence,
      fix: 'Set up the zone there, or drop its NS record.',
      reference: 'RFC 1912 §2.8',
    }),
  ];
}

function setFindings(zone: string, { servers, unresolved }: Delegation): Finding[] {
  const findings: Finding[] = [];
  if (unresolved.length > 0) {
    const message = `No address was found for ${unresolved.join(', ')}, which should serve ${zone}.`;
    findings.push(unknown('server-address', message, { fix: 'Give it an address, or drop its NS record.' }));
  }
  if (servers.length + unresolved.length < 2) {
    findings.push(
      warn('server-single', `${zone} has a single name server.`, {
        fix: 'Have two at least.',
        reference: 'RFC 2182 §5',
      }),
    );
  } else if (unresolved.length === 0 && new Set(servers.map(({ host }) => host)).size === 1) {
    findings.push(warn('server-single', `All name servers of ${zone} are one address.`, { reference: 'RFC 2182 §5' }));
  }
  return findings;
}

/** Mailyard writes to Cloudflare: what another company serves does not follow the plan. Servers of a name of one's own exist there too. */
function cloudflareFindings({ zone, expected }: Subject, { servers, unresolved }: Delegation): Finding[] {
  const names = [...servers.map(({ name }) => name), ...unresolved];
  const foreign = names.filter(name => !name.endsWith('.ns.cloudflare.com')).sort();
  if (!expected || foreign.length === 0) return [];
  const message = `${zone} is delegated to ${foreign.join(', ')}, which are not Cloudflare's usual servers.`;
  return [
    warn('not-cloudflare', message, { fix: 'Name the servers that Cloudflare shows for the zone at the registrar.' }),
  ];
}

function differenceFindings(zone: string, own: string[], found: string[]): Finding[] {
  const [inside, outside] = [own, found].map(names => [...new Set(names)].sort().join(', '));
  if (inside === outside) return [];
  const message = `The servers of ${zone} name ${inside}, the world is led to ${outside}.`;
  return [
    warn('delegation-differs', message, {
      fix: 'Make the registrar and the zone agree.',
      reference: 'RFC 1034 §4.2.2',
    }),
  ];
}
