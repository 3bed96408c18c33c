/** Where the domain's mail arrives. RFC 5321 §5.1; the null MX of RFC 7505. */
import { isIP } from 'node:net';
import type { DnsRecord } from '../dns/answer.ts';
import { isSpf } from '../spf/parse.ts';
import { type Host, isUnreachable, lookUpHost } from './hosts.ts';
import type { Check } from './subject.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, type Seen, textsOf, unansweredFinding, type View } from './view.ts';

export const mx: Check = async ({ domain }, view) => {
  const found = await view.ask(domain, 'MX');
  if (isUnanswered(found)) return [unansweredFinding('mx', `where mail for ${domain} goes`, found)];
  if (found.records.length === 0) return [await noMx(domain, found, view)];
  if (found.records.some(isNull)) return nullMx(domain, found, await sendsNothing(domain, view));
  const hosts = await Promise.all([...new Set(textsOf(found))].sort().map(name => lookUpHost(name, view)));
  const findings = [...hosts.flatMap(hostFindings), ...setFindings(domain, found, hosts)];
  const names = found.records.toSorted(byPriority).map(({ content }) => content);
  return [pass('mx', `Mail goes to ${[...new Set(names)].join(', ')}.`, { evidence: evidenceOf(found) }), ...findings];
};

/** It says in its own SPF record that nobody sends in its name. */
export async function sendsNothing(domain: string, view: View): Promise<boolean> {
  const records = textsOf(await view.ask(domain, 'TXT')).filter(isSpf);
  return records.length === 1 && /^v=spf1\s+-all\s*$/i.test(records[0] ?? '');
}

const isNull = ({ content }: DnsRecord): boolean => content === '.' || content === '';

async function noMx(domain: string, found: Seen, view: View): Promise<Finding> {
  const evidence = evidenceOf(found);
  if (await sendsNothing(domain, view)) {
    const fix = `Publish ${domain} MX 0 . so that nobody tries.`;
    return warn('mx-none', `${domain} has no MX; it sends nothing either.`, {
      evidence,
      fix,
      reference: 'RFC 7505 §3',
    });
  }
  const host = await lookUpHost(domain, view);
  const fix = 'Publish an MX: receivers distrust senders that cannot take an answer.';
  if (host.addresses.length > 0) {
    const message = `${domain} has no MX, so mail goes to its own address ${host.addresses[0]}.`;
    return warn('mx-implicit', message, { evidence, fix, reference: 'RFC 5321 §5.1' });
  }
  if (host.unanswered)
    return unansweredFinding('mx', `whether ${domain}, which has no MX, has an address`, host.unanswered);
  const message = `${domain} has no MX and no address: bounces and replies cannot be delivered.`;
  return fail('mx-none', message, { evidence, fix, reference: 'RFC 5321 §5.1' });
}

function nullMx(domain: string, found: Seen, parked: boolean): Finding[] {
  const evidence = evidenceOf(found);
  if (found.records.length > 1) {
    const message = `${domain} has a null MX beside ${found.records.length - 1} other MX.`;
    return [fail('null-mx-others', message, { evidence, fix: 'Keep one or the other.', reference: 'RFC 7505 §3' })];
  }
  const findings = [pass('null-mx', `${domain} takes no mail (null MX).`, { evidence })];
  if (found.records[0]?.priority !== 0) {
    const fix = `Write ${domain} MX 0 .`;
    findings.push(
      warn('null-mx-priority', 'The null MX has a preference other than 0.', {
        evidence,
        fix,
        reference: 'RFC 7505 §3',
      }),
    );
  }
  if (!parked) {
    const message = `${domain} takes no mail, yet its SPF record lets somebody send: receivers may refuse such mail.`;
    const fix = 'Give it an MX, or say `v=spf1 -all`.';
    findings.push(warn('null-mx-sender', message, { evidence, fix, reference: 'RFC 7505 §4.2' }));
  }
  return findings;
}

function hostFindings(host: Host): Finding[] {
  const { name, alias, addresses } = host;
  if (isIP(name)) {
    const fix = 'Name a host that has this address.';
    return [fail('mx-address', `The MX ${name} is an address, not a name.`, { fix, reference: 'RFC 5321 §5.1' })];
  }
  const aliased = alias
    ? [
        warn('mx-alias', `The MX ${name} is an alias of ${alias}.`, {
          fix: `Name ${alias} itself.`,
          reference: 'RFC 2181 §10.3',
        }),
      ]
    : [];
  return [...aliased, ...addressFindings(host, addresses)];
}

function addressFindings({ name, unanswered, seen }: Host, addresses: string[]): Finding[] {
  if (unanswered) {
    return [
      unknown('mx-host-unanswered', `Nobody could say whether the MX ${name} has an address.`, {
        evidence: evidenceOf(unanswered),
      }),
    ];
  }
  if (addresses.length === 0) {
    const fix = `Give ${name} an address, or drop it.`;
    return [
      fail('mx-host-missing', `The MX ${name} has no address.`, {
        evidence: evidenceOf(seen),
        fix,
        reference: 'RFC 5321 §5.1',
      }),
    ];
  }
  const bad = addresses.filter(isUnreachable);
  if (bad.length === 0) return [];
  const message = `The MX ${name} has the address ${bad.join(', ')}, which the internet cannot reach.`;
  return [(bad.length < addresses.length ? warn : fail)('mx-private', message, { fix: 'Publish its public address.' })];
}

function setFindings(domain: string, found: Seen, hosts: Host[]): Finding[] {
  if (found.records.length === hosts.length) return [];
  const fix = 'Keep each once.';
  return [warn('mx-repeated', `${domain} names an MX host more than once.`, { evidence: evidenceOf(found), fix })];
}

const byPriority = (a: DnsRecord, b: DnsRecord): number => (a.priority ?? 0) - (b.priority ?? 0);
