/** Whether receivers can evaluate the SPF records that the domain would publish. RFC 7208. */
import { SPF_LENGTH_ADVICE, SPF_LOOKUP_LIMIT, type SpfRecord } from '../../records/spf.ts';
import { spfHosts } from '../../records/spf-hosts.ts';
import type { DomainFinding, Rule } from './rule.ts';

type Check = (host: string, record: SpfRecord) => DomainFinding[];

export const spfBudget: Rule = ({ context }) => {
  if (context.phase === 'retired') return [];
  return spfHosts(context).flatMap(({ host, record }) => checks.flatMap(check => check(host, record)));
};

const tooManyLookups: Check = (host, { lookups, parts }) => {
  if (lookups <= SPF_LOOKUP_LIMIT) return [];
  const prices = parts.filter(part => part.lookups > 0).map(part => `${part.source} ${part.lookups}`);
  return [
    {
      rule: 'spf-too-many-lookups',
      severity: 'error',
      setting: 'spf',
      message: `SPF at ${host} takes ${lookups} DNS lookups; receivers stop at ${SPF_LOOKUP_LIMIT} (${prices.join(', ')}).`,
      fix: 'Let a relay use its own return path (no `envelope: apex`), or drop an include.',
      reference: 'RFC 7208 §4.6.4',
    },
  ];
};

const tooLong: Check = (host, { content }) => {
  const octets = Buffer.byteLength(host) + Buffer.byteLength(content);
  if (octets <= SPF_LENGTH_ADVICE) return [];
  return [
    {
      rule: 'spf-long',
      severity: 'warning',
      setting: 'spf',
      message: `SPF at ${host} is ${octets} octets with its name; past ${SPF_LENGTH_ADVICE} the answer may not fit a UDP packet.`,
      fix: 'Write networks instead of single addresses, or send through a return-path host.',
      reference: 'RFC 7208 §3.4',
    },
  ];
};

const unpriced: Check = (host, { parts }) =>
  parts
    .filter(part => part.unpriced)
    .map(part => ({
      rule: 'spf-unpriced',
      severity: 'info',
      setting: 'spf.include',
      message: `No template knows the price of ${part.terms.join(' ')}: at ${host} it counts as ${part.lookups} lookup.`,
    }));

const checks: Check[] = [tooManyLookups, tooLong, unpriced];
