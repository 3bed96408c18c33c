/** What zones that Mailyard makes or signs, and records that are resources of their own, need or cannot have. */
import { type DomainRule, OWN_JUDGEMENT } from './rule.ts';

const zoneAccount: DomainRule = {
  id: 'zone-account',
  set: 'inventory',
  severity: 'error',
  title: 'A zone to create without the account that it goes to',
  reference: OWN_JUDGEMENT,
  fixed: true,
  check({ domain, segment }) {
    if (domain.settings.zone !== 'create' || segment.cloudflare.account) return [];
    const message = `The zone ${domain.domain} is to be created, but no Cloudflare account is named.`;
    return [
      { setting: 'zone', message, fix: 'Write `cloudflare: { account: <id> }` in estate.yaml or in the segment.' },
    ];
  },
};

const dnssecElsewhere: DomainRule = {
  id: 'dnssec-elsewhere',
  set: 'inventory',
  severity: 'warning',
  title: 'DNSSEC asked for where the zone is that of another domain',
  reference: OWN_JUDGEMENT,
  check({ domain, context }) {
    if (domain.settings.dnssec === 'keep' || context.zone === domain.domain) return [];
    const { level } = domain.origins().dnssec ?? {};
    if (level === 'estate' || level === 'segment') return [];
    const message = `${domain.domain} is in the zone ${context.zone}, so its \`dnssec\` does nothing.`;
    return [{ setting: 'dnssec', message, fix: `Write it for ${context.zone}.` }];
  },
};

const adoptResources: DomainRule = {
  id: 'adopt-resources',
  set: 'inventory',
  severity: 'error',
  title: 'Adoption where each record is a resource of its own',
  reference: OWN_JUDGEMENT,
  fixed: true,
  check({ domain, segment }) {
    if (!domain.settings.adopt || segment.recordMode === 'zone') return [];
    const message = `${domain.domain} should adopt what stands in its zone, which records that are resources of their own cannot.`;
    return [{ setting: 'adopt', message, fix: 'Write `recordMode: zone`, or `pulumi import` each record.' }];
  },
};

export const zoneSettingRules: DomainRule[] = [zoneAccount, dnssecElsewhere, adoptResources];
