/**
 * `mailyard:index:MtaStsPolicy`: a policy that senders can fetch. It writes nothing: it is done once the policy is seen, so that
 * what depends on it, the `_mta-sts` record, never names a policy that is not there. RFC 8461 §8.2.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Accounts } from '../../cloudflare/accounts.ts';
import { MailyardError } from '../../error.ts';
import { MTA_STS_POLICY, type MtaStsPolicyInputs } from '../../estate/resource.ts';
import { policyText } from '../../records/mta-sts.ts';
import type { Created, ResourceType } from '../provider.ts';
import type { Policies } from './policies.ts';
import { untilServed } from './wait.ts';

export interface MtaStsPolicyDependencies extends Policies {
  cloudflare: Accounts['client'];
  note: (urn: string, message: string) => void;
}

type Outputs = Record<string, never>;
type Done = Created<MtaStsPolicyInputs, Outputs>;

export function mtaStsPolicy({
  ask,
  waiting,
  cloudflare,
  note,
}: MtaStsPolicyDependencies): ResourceType<MtaStsPolicyInputs, Outputs> {
  async function seen(urn: string, inputs: MtaStsPolicyInputs, preview: boolean): Promise<Done> {
    const { domain, zone, token } = inputs;
    const done = { id: domain, inputs, outputs: {} };
    if (preview) return done;
    const found = await cloudflare(token).zone(zone);
    if (found && found.status !== 'active') throw notActive(domain, zone, found.status);
    const onWait = (text: string) => note(urn, text);
    await untilServed(domain, policyText(inputs), () => ask(domain, zone), { ...waiting, onWait });
    return done;
  }

  return {
    type: MTA_STS_POLICY,

    check: (_olds, news) => ({ inputs: news, failures: failuresOf(news) }),

    diff(olds, news) {
      const names = ['domain', 'zone', 'token', 'mode', 'maxAge', 'mx', 'earlier', 'parting'] as const;
      const changed = names.filter(name => !isDeepStrictEqual(olds[name], news[name]));
      return {
        changed: changed.length > 0,
        replaces: changed.filter(name => name === 'domain'),
        detailed: Object.fromEntries(changed.map(name => [name, 'update' as const])),
      };
    },

    create: ({ urn, inputs, preview }) => seen(urn, inputs, preview),
    update: ({ urn, inputs, preview }) => seen(urn, inputs, preview),

    /** What the state remembers is not written anywhere else; whether it is still served is for `audit` to say. */
    read: async ({ id, inputs }) => (inputs ? { id, inputs, outputs: {} } : undefined),

    /** The Worker goes by itself. */
    delete: async () => {},
  };
}

/** Nobody would ever come to the Worker: that is not worth a quarter of an hour. */
function notActive(domain: string, zone: string, status: string): MailyardError {
  const message = `${zone} is ${status} at Cloudflare, so senders cannot fetch the MTA-STS policy of ${domain} yet. The record _mta-sts.${domain} stays as it was.`;
  return new MailyardError('policy-not-served', message, {
    fix: 'Run `up` again when its registrar points to Cloudflare.',
  });
}

function failuresOf({ domain, zone, mode, maxAge, mx, earlier, parting }: MtaStsPolicyInputs) {
  const whole = domain && zone && mode && maxAge >= 0 && Array.isArray(mx) && Array.isArray(earlier) && parting;
  const reason = `${MTA_STS_POLICY} takes { domain, zone, mode, maxAge, mx, earlier, parting }.`;
  return whole ? [] : [{ property: 'domain', reason }];
}
