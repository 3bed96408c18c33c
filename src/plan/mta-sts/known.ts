/** What the state says of policies, of the Workers that serve them, and of the MX that they allow. */
import { WORKERS_CUSTOM_DOMAIN, type WorkersCustomDomainInputs } from '../../estate/cloudflare-types.ts';
import {
  MTA_STS_POLICY,
  type MtaStsPolicyInputs,
  ZONE_RECORDS,
  type ZoneRecordsInputs,
} from '../../estate/resource.ts';
import { policyHostOf } from '../../records/mta-sts.ts';
import type { ZoneRecord } from '../../records/record.ts';
import type { State, StateResource } from '../../state/state.ts';
import { recordName } from './resources.ts';

export type Entry = [key: string, record: ZoneRecord];

export interface Known {
  /** As served from this stack, else from the one that the domain comes from. */
  policy(stack: string, domain: string): MtaStsPolicyInputs | undefined;
  /** The stack whose Worker has the policy host of the domain. */
  worker(domain: string): string | undefined;
  /** The account of that Worker. */
  account(domain: string): string | undefined;
  /** The domain's `_mta-sts` record, whatever carries it. */
  record(stack: string, domain: string, zone: string): Entry | undefined;
  mx(stack: string, domain: string, zone: string): Entry[];
}

interface Held {
  stack: string;
  inputs: unknown;
}

export function knownOf({ stacks }: State): Known {
  const held = (type: string, keyOf: (resource: StateResource) => string) =>
    Map.groupBy(
      stacks.flatMap(({ stack, resources }) =>
        resources
          .filter(resource => resource.type === type)
          .map(resource => ({ stack, inputs: resource.inputs, key: keyOf(resource) })),
      ),
      ({ key }) => key,
    );
  const policies = held(MTA_STS_POLICY, ({ inputs }) => String(inputs.domain));
  const hosts = held(WORKERS_CUSTOM_DOMAIN, ({ inputs }) => String(inputs.hostname));
  const zones = held(ZONE_RECORDS, ({ name }) => name);
  const recordsIn = (found: Held | undefined): Entry[] =>
    Object.entries((found?.inputs as ZoneRecordsInputs | undefined)?.records ?? {});
  return {
    policy: (stack, domain) => ownFirst(policies.get(domain), stack)?.inputs as MtaStsPolicyInputs | undefined,
    worker: domain => hosts.get(policyHostOf(domain))?.[0]?.stack,
    account: domain =>
      (hosts.get(policyHostOf(domain))?.[0]?.inputs as WorkersCustomDomainInputs | undefined)?.accountId,
    record: (stack, domain, zone) =>
      [recordName(domain), zone]
        .flatMap(name => recordsIn(ownFirst(zones.get(name), stack)))
        .find(([, { name }]) => name === `_mta-sts.${domain}`),
    mx: (stack, domain, zone) => {
      const parts = (zones.get(zone) ?? []).toSorted((a, b) => Number(b.stack === stack) - Number(a.stack === stack));
      const isMx = ([, { type, name }]: Entry) => type === 'MX' && name === domain;
      return parts.map(part => recordsIn(part).filter(isMx)).find(entries => entries.length > 0) ?? [];
    },
  };
}

const ownFirst = <T extends Held>(held: T[] = [], stack: string): T | undefined =>
  held.find(each => each.stack === stack) ?? held[0];
