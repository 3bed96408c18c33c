/** The resource list: what the estate asks of an engine, one list a segment (= stack). DESIGN §4. */
import type { StsPolicy } from '../records/mta-sts.ts';
import type { ZoneRecord } from '../records/record.ts';

export interface Resource<Inputs = unknown> {
  /** Pulumi type token. */
  type: string;
  /** Unique in its stack; for ZoneRecords the zone. */
  name: string;
  inputs: Inputs;
  /** Names of resources of the same stack that must be done first. */
  dependsOn: string[];
}

export const ZONE_RECORDS = 'mailyard:index:ZoneRecords';

/** All of one stack's records in one zone. A map, so that an edit is an edit and not a shift of indices. */
export interface ZoneRecordsInputs {
  zone: string;
  records: Record<string, ZoneRecord>;
  /** The domains served here and whether each is beyond its grace time: only a retired one may vanish. */
  domains: Record<string, 'live' | 'retired'>;
  /** Keys that may be removed without asking: of retired domains, and of relays left long enough. */
  released?: string[];
  /** Take over what stands in the mail slots. */
  adopt?: boolean;
  /** Domain → its MTA-STS policy, where it has one: senders go by what they have cached, so the next MX must fit it. */
  mtaSts?: Record<string, StsPolicy>;
}
