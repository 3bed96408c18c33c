/** A new MX host that senders would pass by, for the MTA-STS policy in their cache. RFC 8461 §5. */
import type { ZoneRecordsInputs } from '../estate/resource.ts';
import { refusedMx } from '../records/mta-sts.ts';
import type { RecordRefusal } from './record-refusal.ts';

/** Held against both policies: the one that senders may still have, and the one that they are about to fetch. */
export function mtaStsRefusals(olds: ZoneRecordsInputs, news: ZoneRecordsInputs): RecordRefusal[] {
  const staying = Object.keys(olds.domains).filter(domain => news.domains[domain] === 'live');
  return staying.flatMap(domain => {
    const known = new Set(mxHosts(olds, domain));
    const added = mxHosts(news, domain).filter(host => !known.has(host));
    if (added.length === 0) return [];
    const [before, after] = [olds.mtaSts?.[domain], news.mtaSts?.[domain]];
    if (!before && hasPolicyRecord(olds, domain)) return [unknownPolicy(domain, added)];
    for (const policy of [before, after]) {
      const refused = policy ? refusedMx(policy, added) : [];
      if (policy && refused.length > 0) return [passedBy(domain, refused, policy.mx, policy.maxAge)];
    }
    return [];
  });
}

function passedBy(domain: string, hosts: string[], allowed: string[], maxAge: number): RecordRefusal {
  return {
    guard: 'mta-sts-mx',
    value: domain,
    message: `Senders would not deliver to ${hosts.join(', ')}: the MTA-STS policy of ${domain}, which they keep for ${duration(maxAge)}, is enforced and allows ${allowed.join(', ') || 'no host'}.`,
    fix: `Name ${hosts.length === 1 ? 'it' : 'them'} under \`mtaSts: { mx: […] }\` first, and change the MX ${duration(maxAge)} after that is served.`,
  };
}

/** So it is after an import, which sees the record and not the policy. */
function unknownPolicy(domain: string, hosts: string[]): RecordRefusal {
  return {
    guard: 'mta-sts-mx',
    value: domain,
    message: `${domain} has an MTA-STS policy that the state does not know: senders that have it in their cache may not deliver to ${hosts.join(', ')}.`,
    fix: 'Run `mailyard up` once without the change of MX: the state then knows the policy.',
  };
}

const mxHosts = ({ records }: ZoneRecordsInputs, domain: string): string[] =>
  Object.values(records)
    .filter(({ type, name, content }) => type === 'MX' && name === domain && content !== '.')
    .map(({ content }) => content);

const hasPolicyRecord = ({ records }: ZoneRecordsInputs, domain: string): boolean =>
  Object.values(records).some(({ name }) => name === `_mta-sts.${domain}`);

const units: [seconds: number, name: string][] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [1, 'second'],
];

function duration(seconds: number): string {
  const [length, name] = units.find(([length]) => seconds >= length && seconds % length === 0) ?? [1, 'second'];
  const count = seconds / length;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
