/** The catalogue: every rule, in the order in which its findings make sense. */
import type { Finding, Severity } from '../../inventory/finding.ts';
import { bimiRules } from './bimi.ts';
import { caaRules } from './caa.ts';
import { conflictRules } from './conflicts.ts';
import { dkimRules, sharedValue } from './dkim.ts';
import { dmarcRules } from './dmarc.ts';
import { lifecycleRules, retiredStillUsed } from './lifecycle.ts';
import { forwardLoop, forwardToMissing, mailboxRules } from './mailboxes.ts';
import { mtaStsRules } from './mta-sts.ts';
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
import { consentOutside, reportMailboxMissing } from './reports.ts';
import { returnPathRules } from './return-path.ts';
import { type DomainRule, type EstateRule, findingOf, type RuleHead, type Whole, type ZoneRule } from './rule.ts';
import { ipsSharedWithPool, sendingIpRules } from './sending-ips.ts';
import { spfIncludeLoop, spfIncludeRetired, spfRules } from './spf.ts';
import { spfTextRules } from './spf-text.ts';
import { switchRules } from './switches.ts';
import { templateRules, unknownTemplate } from './templates.ts';
import { ttlRules } from './ttl.ts';
import { notBuiltYet } from './unbuilt.ts';
import { valueRules } from './values.ts';
import { warmupRules } from './warmup.ts';
import { zonesOf } from './whole.ts';

const domainRules: DomainRule[] = [
  ...templateRules,
  ...valueRules,
  idleOverride,
  ...mxRules,
  ...mailboxRules,
  ...returnPathRules,
  ...spfRules,
  ...spfTextRules,
  ...sendingIpRules,
  ...dkimRules,
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
];

const zoneRules: ZoneRule[] = conflictRules;

const estateRules: EstateRule[] = [
  ...switchRules(() => catalogue),
  unknownTemplate,
  notBuiltYet,
  mxProxied,
  mxIsCname,
  forwardToMissing,
  forwardLoop,
  spfIncludeRetired,
  spfIncludeLoop,
  ipsSharedWithPool,
  sharedValue,
  consentOutside,
  reportMailboxMissing,
  lookalikeName,
  subdomainOwnZone,
  primaryNameInPool,
  providerConcentration,
  nameConcentration,
  monitoringSharesProvider,
  relaySharedWithPool,
  poolWithoutHours,
  retiredStillUsed,
];

/** By set and id. */
export const catalogue: RuleHead[] = [...domainRules, ...zoneRules, ...estateRules].sort((a, b) =>
  `${a.set} ${a.id}` < `${b.set} ${b.id}` ? -1 : 1,
);

const levels = new Map(catalogue.map(({ id, severity }) => [id, severity]));

/** The level that a rule has by itself. Unknown rules have a finding of their own, and need no reason besides. */
export const severityOf = (id: string): Severity => levels.get(id) ?? 'info';

/** Everything that the rules have to say, in no order. */
export function ruleFindings(whole: Whole): Finding[] {
  return [
    ...whole.subjects.flatMap(subject =>
      domainRules.flatMap(rule =>
        rule.check(subject).flatMap(problem => findingOf(rule, { at: subject.domain, ...problem })),
      ),
    ),
    ...zonesOf(whole.subjects).flatMap(zone =>
      zoneRules.flatMap(rule => rule.check(zone).flatMap(problem => findingOf(rule, problem))),
    ),
    ...estateRules.flatMap(rule => rule.check(whole).flatMap(problem => findingOf(rule, problem))),
  ];
}
