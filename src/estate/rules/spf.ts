/** Whether receivers can evaluate the SPF records that the domain would publish. RFC 7208. */
import type { SpfRecord } from '../../records/spf.ts';
import { spfHosts } from '../../records/spf-hosts.ts';
import { LENGTH_ADVICE, LOOKUP_LIMIT } from '../../spf/limits.ts';
import { type DomainRule, type EstateRule, OWN_JUDGEMENT, type Problem, type Subject } from './rule.ts';
import { isRetired } from './senders.ts';

/** An include that grows by so many lookups must not break the record. */
const MARGIN = 3;

type Check = (host: string, record: SpfRecord, subject: Subject, isFlattened: boolean) => Problem[];

const eachHost =
  (check: Check): DomainRule['check'] =>
  subject =>
    subject.context.phase === 'retired'
      ? []
      : spfHosts(subject.context).flatMap(({ host, record, flattening }) =>
          check(host, record, subject, flattening !== undefined),
        );

export const spfRules: DomainRule[] = [
  {
    id: 'spf-too-many-lookups',
    set: 'core',
    severity: 'error',
    title: 'SPF takes more than ten lookups',
    reference: 'RFC 7208 §4.6.4',
    // Where it is to be flattened, spf-not-locked and spf-does-not-fit say it.
    check: eachHost((host, { lookups, parts }, _, isFlattened) => {
      if (lookups <= LOOKUP_LIMIT || isFlattened) return [];
      return [
        {
          setting: 'spf',
          message: `SPF at ${host} takes ${lookups} DNS lookups; receivers stop at ${LOOKUP_LIMIT} (${prices(parts)}).`,
          fix: 'Let a relay use its own return path (no `envelope: apex`), drop an include, or write `spf: { flatten: whenNeeded }`.',
        },
      ];
    }),
  },
  {
    id: 'spf-near-limit',
    set: 'core',
    severity: 'warning',
    title: 'SPF takes nearly ten lookups',
    reference: 'RFC 7208 §4.6.4',
    // Flattening stops as soon as the record fits, so a flattened one is always near.
    check: eachHost((host, { lookups, parts }, _, isFlattened) => {
      if (lookups <= LOOKUP_LIMIT - MARGIN || lookups > LOOKUP_LIMIT || isFlattened) return [];
      const message = `SPF at ${host} takes ${lookups} of ${LOOKUP_LIMIT} lookups (${prices(parts)}): an include that grows breaks it.`;
      return [{ setting: 'spf', message, fix: 'Let a relay use its own return path, or drop an include.' }];
    }),
  },
  {
    id: 'spf-long',
    set: 'core',
    severity: 'warning',
    title: 'The TXT records beside SPF may not fit a UDP answer',
    reference: 'RFC 7208 §3.4',
    check: eachHost((host, _, { records }) => {
      const texts = records.filter(({ name, type }) => type === 'TXT' && name === host);
      const octets = texts.reduce((sum, { content }) => sum + Buffer.byteLength(content), host.length);
      if (octets <= LENGTH_ADVICE) return [];
      const what = texts.length === 1 ? 'SPF' : `SPF with the other TXT records`;
      return [
        {
          setting: 'spf',
          message: `${what} at ${host} is ${octets} octets with its name; past ${LENGTH_ADVICE} the answer may not fit a UDP packet.`,
          fix: 'Write networks instead of single addresses, or send through a return-path host.',
        },
      ];
    }),
  },
  {
    id: 'spf-unpriced',
    set: 'core',
    severity: 'info',
    title: 'No template knows what an include costs',
    reference: OWN_JUDGEMENT,
    check: eachHost((host, { parts }) =>
      parts
        .filter(part => part.unpriced)
        .map(part => ({
          setting: 'spf.include',
          message: `No template knows the price of ${part.terms.join(' ')}: at ${host} it counts as ${part.lookups} lookup.`,
        })),
    ),
  },
];

const prices = (parts: SpfRecord['parts']): string =>
  parts
    .filter(part => part.lookups > 0)
    .map(part => `${part.source} ${part.lookups}`)
    .join(', ');

export const spfIncludeRetired: EstateRule = {
  id: 'spf-include-retired',
  set: 'security',
  severity: 'warning',
  title: 'SPF includes a retired domain',
  reference: 'RFC 7208 §11.4',
  check: ({ subjects, ownerOf }) =>
    subjects.flatMap(({ domain }) =>
      domain.settings.spf.include.flatMap(name => {
        const owner = ownerOf(name);
        if (!owner || owner.domain === domain || !isRetired(owner)) return [];
        const message = `SPF includes ${name}, which is retired: it authorises nobody, and whoever gets the name later may send as ${domain.domain}.`;
        return [{ at: domain, setting: 'spf.include', message, fix: 'Drop the include.' }];
      }),
    ),
};

export const spfIncludeLoop: EstateRule = {
  id: 'spf-include-loop',
  set: 'core',
  severity: 'error',
  title: 'SPF includes lead back to where they began',
  reference: 'RFC 7208 §4.6.4',
  check: ({ subjects, byName }) =>
    subjects
      .filter(({ domain }) => domain.settings.spf.include.length > 0)
      .filter(({ domain }) => leadsTo(domain.domain, name => byName.get(name)?.domain.settings.spf.include ?? []))
      .map(({ domain }) => ({
        at: domain,
        setting: 'spf.include',
        message: `SPF of ${domain.domain} includes itself in the end: receivers answer permerror.`,
        fix: 'Drop the include that closes the circle.',
      })),
};

/** Includes deeper than the lookup limit are a permerror anyway, so the walk ends there. */
function leadsTo(name: string, includes: (name: string) => string[]): boolean {
  let level = new Set(includes(name));
  for (let depth = 0; depth < LOOKUP_LIMIT && level.size > 0; depth++) {
    if (level.has(name)) return true;
    level = new Set([...level].flatMap(includes));
  }
  return false;
}
