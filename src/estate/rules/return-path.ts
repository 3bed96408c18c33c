/** Whether bounces come back, and to one sender each. */
import { ownReturnPath } from '../../records/return-path.ts';
import { spfHosts } from '../../records/spf-hosts.ts';
import { type DomainRule, OWN_JUDGEMENT, type Problem } from './rule.ts';
import { isLive } from './senders.ts';

export const returnPathRules: DomainRule[] = [
  {
    id: 'idle-return-path',
    set: 'core',
    severity: 'warning',
    title: 'A return path that nothing uses',
    reference: OWN_JUDGEMENT,
    check({ domain }) {
      const { returnPath, sendingIps } = domain.settings;
      if (returnPath === 'none' || sendingIps.length > 0) return [];
      return [
        {
          setting: 'returnPath',
          message: "`returnPath` is for the domain's own `sendingIps`, and there are none: nothing is rendered for it.",
          fix: 'Set `sendingIps`, or `returnPath: none`; a relay names its own return path.',
        },
      ];
    },
  },
  {
    // Two senders on one host would mix their bounces, and their records would collide: also while one of them is leaving.
    id: 'return-path-clash',
    set: 'core',
    severity: 'error',
    title: 'Two senders share one return path',
    reference: 'RFC 5321 §4.4',
    check({ context }) {
      const own = ownReturnPath(context);
      const owners = new Map<string, string>(own ? [[own, "the domain's own senders"]] : []);
      return [...context.senders, ...context.leaving].flatMap(({ template, rendering, atApex }): Problem[] => {
        const host = rendering.drafts.find(draft => draft.role === 'return-path')?.host;
        if (!host || atApex) return [];
        const other = owners.get(host);
        owners.set(host, template.title);
        return other ? [clash(host, other, template.title)] : [];
      });
    },
  },
  {
    id: 'return-path-without-mx',
    set: 'core',
    severity: 'warning',
    title: 'Bounces to a return path have nowhere to go',
    reference: 'RFC 5321 §4.5.5',
    check(subject) {
      if (!isLive(subject)) return [];
      const { context, records } = subject;
      // Without a variable its MX is left out too, and that has a finding of its own.
      const unfinished = context.senders.filter(({ rendering }) => rendering.missing.length > 0);
      return spfHosts(context)
        .filter(
          ({ host }) => host !== context.domain && !unfinished.some(({ rendering }) => rendering.spfHost === host),
        )
        .filter(({ host }) => !records.some(({ name, type }) => name === host && (type === 'MX' || type === 'CNAME')))
        .map(({ host }) => ({
          setting: host === ownReturnPath(context) ? 'returnPath' : 'relays',
          message: `${host} is a return path without an MX: bounces are lost, and some receivers refuse its mail for it.`,
          fix: `Give the relay its \`bounceHost\`, or write an MX of ${host} under \`records\`.`,
        }));
    },
  },
];

const clash = (host: string, one: string, other: string): Problem => ({
  setting: 'relays',
  message: `${other} and ${one} would share the return path ${host}.`,
  fix: 'Give one of them another label with `returnPath`.',
});
