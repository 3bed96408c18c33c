/** The catalogue: every rule, in the order in which its findings make sense. */
import type { Finding, Severity } from '../../inventory/finding.ts';
import type { Inventory, Segment } from '../../inventory/model.ts';
import { amazonSesRules } from './amazon-ses.ts';
import { bimiRules } from './bimi.ts';
import { caaRules } from './caa.ts';
import { conflictRules } from './conflicts.ts';
import { dkimRules, sharedValue } from './dkim.ts';
import { dkimSignerRules } from './dkim-signers.ts';
import { dmarcRules } from './dmarc.ts';
import { lifecycleRules, retiredStillUsed } from './lifecycle.ts';
import { forwardLoop, forwardToMissing, mailboxRules, signatureGap } from './mailboxes.ts';
import { mtaStsHost, mtaStsRules } from './mta-sts.ts';
import { mxIsCname, mxProxied, mxRules } from './mx.ts';
import { lookalikeName, nameRules } from './names.ts';
import { idleOverride } from './overrides.ts';
import { ownRecordRules, subdomainOwnZone } from './own-records.ts';
import {
  monitoringSharesProvider,
  nameConcentration,
  poolRules,
  poolWithoutHours,
  primaryNameInPool,
  providerConcentration,
  relaySharedWithPool,
} from './pools.ts';
import { probeUnreachable } from './probe.ts';
import { providerCannot, providerRules } from './providers.ts';
import { consentOutside, reportMailboxMissing } from './reports.ts';
import { returnPathRules } from './return-path.ts';
import {
  type DomainRule,
  type EstateRule,
  findingOf,
  type Placed,
  type RuleHead,
  type Subject,
  type Whole,
  type ZoneRule,
} from './rule.ts';
import { ipsSharedWithPool, sendingIpRules } from './sending-ips.ts';
import { spfIncludeLoop, spfIncludeRetired, spfRules } from './spf.ts';
import { spfFlattenRules, spfLockStale } from './spf-flatten.ts';
import { spfTextRules } from './spf-text.ts';
import { switchRules } from './switches.ts';
import { templateRules, unknownTemplate } from './templates.ts';
import { termsConflict, termsUnclear } from './terms.ts';
import { ttlRules } from './ttl.ts';
import { valueRules } from './values.ts';
import { warmupRules } from './warmup.ts';
import { zonesOf } from './whole.ts';
import { zoneSettingRules } from './zones.ts';

/** Each sees one domain, one zone or the whole estate. */
export const domainRules: DomainRule[] = [
  ...templateRules,
  ...valueRules,
  idleOverride,
  ...mxRules,
  ...mailboxRules,
  ...providerRules,
  ...returnPathRules,
  ...spfRules,
  ...spfFlattenRules,
  ...spfTextRules,
  ...sendingIpRules,
  ...dkimRules,
  ...dkimSignerRules,
  ...dmarcRules,
  ...mtaStsRules,
  ...bimiRules,
  ...caaRules,
  ...nameRules,
  ...ttlRules,
  ...ownRecordRules,
  ...poolRules,
  ...warmupRules,
  ...lifecycleRules,
  ...zoneSettingRules,
];

export const zoneRules: ZoneRule[] = conflictRules;

export const estateRules: EstateRule[] = [
  ...switchRules(() => catalogue),
  unknownTemplate,
  mtaStsHost,
  mxProxied,
  mxIsCname,
  forwardToMissing,
  forwardLoop,
  signatureGap,
  termsConflict,
  termsUnclear,
  providerCannot,
  spfIncludeRetired,
  spfIncludeLoop,
  spfLockStale,
  ipsSharedWithPool,
  sharedValue,
  consentOutside,
  reportMailboxMissing,
  probeUnreachable,
  lookalikeName,
  subdomainOwnZone,
  primaryNameInPool,
  providerConcentration,
  nameConcentration,
  monitoringSharesProvider,
  relaySharedWithPool,
  poolWithoutHours,
  retiredStillUsed,
  ...amazonSesRules,
];

/** By set and id. */
export const catalogue: RuleHead[] = [...domainRules, ...zoneRules, ...estateRules].sort((a, b) =>
  `${a.set} ${a.id}` < `${b.set} ${b.id}` ? -1 : 1,
);

const levels = new Map(catalogue.map(({ id, severity }) => [id, severity]));

/** The level that a rule has by itself. Unknown rules have a finding of their own, and need no reason besides. */
export const severityOf = (id: string): Severity => levels.get(id) ?? 'info';

/** Whether all is said, as `check` does, or only what ends a command that acts on the estate. */
export type Depth = 'all' | 'errors';

export interface Judge {
  domain(subject: Subject): void;
  /** Once every domain has been judged: what the rules have to say of all, in no order. */
  whole(whole: Whole): Finding[];
}

export function judgeOf({ segments }: Inventory, depth: Depth): Judge {
  const found: Finding[] = [];
  const asked = depth === 'all' ? () => true : canBeError(segments);
  const [ofDomains, ofZones, ofEstate] = [
    domainRules.filter(asked),
    zoneRules.filter(asked),
    estateRules.filter(asked),
  ];
  // Nearly every check finds nothing, so nothing is made for it.
  const say = (rule: RuleHead, problems: Placed[]): void => {
    // One by one: a rule may find more than a call takes arguments.
    for (const problem of problems) found.push(...findingOf(rule, problem));
  };
  return {
    domain(subject) {
      for (const rule of ofDomains) {
        const problems = rule.check(subject);
        if (problems.length > 0)
          say(
            rule,
            problems.map(problem => ({ at: subject.domain, ...problem })),
          );
      }
    },
    whole(whole) {
      for (const zone of zonesOf(whole.subjects)) {
        for (const rule of ofZones) say(rule, rule.check(zone));
      }
      for (const rule of ofEstate) say(rule, rule.check(whole));
      return found;
    },
  };
}

/** Errors by themselves, and what the inventory made one somewhere. */
function canBeError(segments: Segment[]): (rule: RuleHead) => boolean {
  const levels = new Set(segments.flatMap(({ domains }) => domains.map(({ settings }) => settings.rules)));
  const raised = [...levels].flatMap(rules => Object.keys(rules).filter(id => rules[id]?.level === 'error'));
  return ({ id, severity }) => severity === 'error' || raised.includes(id);
}
