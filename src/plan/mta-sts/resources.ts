/** What serves a segment's policies: one Worker, and for each domain its host, the policy as it must be seen, and its record. */
import {
  WORKERS_CUSTOM_DOMAIN,
  WORKERS_SCRIPT,
  type WorkersCustomDomainInputs,
  type WorkersScriptInputs,
} from '../../estate/cloudflare-types.ts';
import {
  MTA_STS_POLICY,
  type MtaStsPolicyInputs,
  type Resource,
  ZONE_RECORDS,
  type ZoneRecordsInputs,
} from '../../estate/resource.ts';
import { ofCloudflare } from '../../estate/zone-resources.ts';
import { mtaStsContent, policyHostOf, policyText } from '../../records/mta-sts.ts';
import type { ZoneRecord } from '../../records/record.ts';
import { COMPATIBILITY_DATE, MAIN_MODULE, scriptName, workerScript } from './worker.ts';

export interface ServedPolicy {
  policy: MtaStsPolicyInputs;
  /** The key of the `_mta-sts` record and the record, whose content follows the policy. */
  record?: { key: string; record: ZoneRecord };
  /** The domain's zone in the same stack, whose token and adoption hold for the record too. */
  main?: ZoneRecordsInputs;
  /** The Worker of another stack still has the host: this one attaches it once that has let go. */
  elsewhere: boolean;
}

export const WORKER = 'mta-sts-worker';
export const hostName = (domain: string): string => `${domain}/mta-sts-host`;
export const policyName = (domain: string): string => `${domain}/mta-sts-policy`;
export const recordName = (domain: string): string => `${domain}/mta-sts-record`;

export function policyResources(segment: string, account: string, served: ServedPolicy[]): Resource[] {
  const own = served.filter(({ elsewhere }) => !elsewhere);
  return [
    ...(own.length > 0 ? [workerResource(segment, account, own)] : []),
    ...own.map(each => hostResource(segment, account, each)),
    ...served.flatMap(each => [policyResource(each), ...recordResource(each)]),
  ];
}

function workerResource(segment: string, account: string, served: ServedPolicy[]): Resource<WorkersScriptInputs> {
  const policies = new Map(served.map(({ policy }) => [policyHostOf(policy.domain), policyText(policy)]));
  const inputs = {
    accountId: account,
    scriptName: scriptName(segment),
    mainModule: MAIN_MODULE,
    compatibilityDate: COMPATIBILITY_DATE,
    content: workerScript(policies),
  };
  return { type: WORKERS_SCRIPT, name: WORKER, inputs, dependsOn: [], options: ofCloudflare };
}

/**
 * Cloudflare makes the host's address record and certificate by itself, and takes both away with it. The zone comes first, as
 * a host cannot be attached beside a CNAME (409, code 100117), nor twice (100116).
 */
function hostResource(
  segment: string,
  account: string,
  { policy: { domain, zone }, main }: ServedPolicy,
): Resource<WorkersCustomDomainInputs> {
  const inputs = { accountId: account, hostname: policyHostOf(domain), service: scriptName(segment), zoneName: zone };
  const dependsOn = main ? [WORKER, zone] : [WORKER];
  const options = { ...ofCloudflare, deleteBeforeReplace: true as const };
  return { type: WORKERS_CUSTOM_DOMAIN, name: hostName(domain), inputs, dependsOn, options };
}

function policyResource({ policy, main, elsewhere }: ServedPolicy): Resource<MtaStsPolicyInputs> {
  const { token: _, ...inputs } = policy;
  const dependsOn = elsewhere ? [] : [WORKER, hostName(policy.domain)];
  const token = main?.token;
  return {
    type: MTA_STS_POLICY,
    name: policyName(policy.domain),
    inputs: { ...inputs, ...(token && { token }) },
    dependsOn,
  };
}

/** A resource of its own, so that the rest of the zone does not wait for a certificate. It serves no domain: no guard speaks of it. */
function recordResource({ policy, record, main }: ServedPolicy): Resource<ZoneRecordsInputs>[] {
  if (!record) return [];
  const records = { [record.key]: { ...record.record, content: mtaStsContent(policy) } };
  const { adopt, created, token } = main ?? {};
  const inputs: ZoneRecordsInputs = {
    ...{ zone: policy.zone, records, domains: {} },
    ...{ ...(adopt && { adopt }), ...(created && { created }), ...(token && { token }) },
  };
  return [{ type: ZONE_RECORDS, name: recordName(policy.domain), inputs, dependsOn: [policyName(policy.domain)] }];
}
