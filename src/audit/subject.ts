/** What is audited: a domain, the zone that carries it, and, where it is ours, what it should be. */

import type { DnsStatus } from '../dns/answer.ts';
import type { ZoneServers } from '../dns/authoritative.ts';
import type { DomainSettings } from '../inventory/model.ts';
import type { EstateRecord } from '../records/record.ts';
import type { Finding } from './verdict.ts';
import type { View } from './view.ts';

export interface Subject {
  domain: string;
  zone: string;
  /** How the world is led to the zone; undefined where the servers to ask were given instead. */
  delegation?: Delegation;
  /** Of a domain of the estate. */
  expected?: Expected;
}

export interface Delegation extends ZoneServers {
  /** What became of the domain's own name. */
  domainStatus: DnsStatus;
}

export interface Expected {
  records: EstateRecord[];
  settings: DomainSettings;
  phase: 'live' | 'retiring' | 'retired';
}

/** One finding at least, unless the check has no matter here: then it is left out of the report. */
export type Check = (subject: Subject, view: View) => Promise<Finding[]>;

export const rolesOf = ({ expected }: Subject, role: EstateRecord['role']): EstateRecord[] =>
  expected?.records.filter(record => record.role === role && !record.provided) ?? [];
