/** MTA-STS policies that would not work as stated. RFC 8461, RFC 8460. */
import { tlsReports } from '../../records/policies.ts';
import { needsWorker } from '../policies.ts';
import type { DomainRule, EstateRule, Subject } from './rule.ts';

/** RFC 8461 §3.2 thinks of weeks: a shorter life is an open door each time it ends. */
const SHORTEST_LIFE = 86_400;

export const mtaStsRules: DomainRule[] = [
  {
    id: 'mta-sts-host-itself',
    set: 'core',
    severity: 'error',
    title: 'The MTA-STS host is an alias of itself',
    reference: 'RFC 1034 §3.6.2',
    check({ domain }) {
      const { mode, policyHost } = domain.settings.mtaSts;
      if (mode === 'none' || policyHost !== `mta-sts.${domain.domain}`) return [];
      const message = `${policyHost} becomes a CNAME to \`policyHost\`, which is itself.`;
      return [{ setting: 'mtaSts.policyHost', message, fix: 'Name the host that serves the policy.' }];
    },
  },
  {
    id: 'mta-sts-without-mx',
    set: 'core',
    severity: 'error',
    title: 'An MTA-STS policy without an MX',
    reference: 'RFC 8461 §3.2',
    check({ domain, context, mx }) {
      const { mtaSts } = domain.settings;
      const hasMx = mtaSts.mx.length > 0 || mx.length > 0;
      if (mtaSts.mode === 'none' || context.phase === 'retired' || hasMx) return [];
      return [
        {
          setting: 'mtaSts',
          message: 'An MTA-STS policy must name at least one MX host, and the domain has none.',
          fix: 'Name a `mailProvider`, or write `mtaSts: none`.',
        },
      ];
    },
  },
  {
    id: 'mta-sts-unwatched',
    set: 'security',
    severity: 'warning',
    title: 'MTA-STS without TLS reports',
    reference: 'RFC 8460 §3',
    check({ domain, context }) {
      if (domain.settings.mtaSts.mode === 'none' || tlsReports(context).length > 0) return [];
      return [
        {
          setting: 'mtaSts',
          message: 'MTA-STS without TLS reports: nobody would hear that mail is being refused.',
          fix: 'Set `contacts.tlsReports` in estate.yaml, or `tlsReports` here.',
        },
      ];
    },
  },
  {
    id: 'mta-sts-short-life',
    set: 'security',
    severity: 'warning',
    title: 'An enforced MTA-STS policy lives less than a day',
    reference: 'RFC 8461 §3.2',
    check({ domain }) {
      const { mode, maxAge } = domain.settings.mtaSts;
      if (mode !== 'enforce' || maxAge >= SHORTEST_LIFE) return [];
      const message = `Senders forget the policy after ${maxAge} seconds; each time an attacker has a chance to keep it from them.`;
      return [{ setting: 'mtaSts.maxAge', message, fix: 'Write a week (604800) or more.' }];
    },
  },
];

/** Told once a segment: the account is missing for all of them. */
export const mtaStsHost: EstateRule = {
  id: 'mta-sts-host',
  set: 'core',
  severity: 'error',
  title: 'Nobody serves the MTA-STS policy',
  reference: 'RFC 8461 §3.3',
  fixed: true,
  check({ subjects }) {
    const without = subjects.filter(({ context, segment }) => needsWorker(context) && !segment.cloudflare.account);
    return Array.from(Map.groupBy(without, ({ segment }) => segment).values(), ([first, ...others]) => {
      const { domain } = first as Subject;
      const also = others.length > 0 ? ` (and of ${others.length} more)` : '';
      return {
        at: domain,
        setting: 'mtaSts',
        message: `A Cloudflare Worker serves the MTA-STS policy of ${domain.domain}${also}, and no account is named for it.`,
        fix: 'Write `cloudflare: { account: … }` in estate.yaml, or name a host that serves it: `mtaSts: { mode: testing, policyHost: sts.example.net }`.',
      };
    });
  },
};
