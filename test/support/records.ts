/** What tests ask of the records of one domain. */
import type { Accounts, Contacts, SpfLock } from '../../src/inventory/model.ts';
import { type DomainContext, domainContext } from '../../src/records/context.ts';
import { domainRecords } from '../../src/records/domain.ts';
import type { EstateRecord, ZoneRecord } from '../../src/records/record.ts';
import { encodeTxt } from '../../src/records/txt.ts';
import { aDomain, type DomainParts, TODAY, templates } from './estate.ts';

export interface Circumstances {
  today?: string;
  contacts?: Partial<Contacts>;
  spfLock?: SpfLock;
  accounts?: Accounts;
}

export function contextOf(
  parts: DomainParts = {},
  { today = TODAY, contacts, spfLock = {}, accounts = {} }: Circumstances = {},
): DomainContext {
  const domain = aDomain(parts);
  const { zone } = domain.settings;
  const around = {
    contacts: { consent: 'each' as const, ...contacts },
    providers: templates().providers,
    spfLock,
    accounts: new Map([[domain.segment, accounts]]),
    today,
  };
  return domainContext(domain, zone === 'existing' ? domain.domain : zone, around);
}

export const recordsOf = (parts: DomainParts = {}, circumstances: Circumstances = {}): EstateRecord[] =>
  domainRecords(contextOf(parts, circumstances)).records;

export const releasedOf = (parts: DomainParts = {}, circumstances: Circumstances = {}): string[] =>
  domainRecords(contextOf(parts, circumstances)).released;

export const keysOf = (records: EstateRecord[]): string[] => records.map(({ key }) => key);

/** The one record of that key; fails where there is none or are several. */
export function theRecord(records: EstateRecord[], key: string): EstateRecord {
  const [found, ...more] = records.filter(record => record.key === key);
  if (!found || more.length > 0) throw new Error(`${key} is not one of ${keysOf(records).join(', ')}`);
  return found;
}

export const contentOf = (records: EstateRecord[], key: string): string => theRecord(records, key).content;

const withTarget = ['CNAME', 'MX', 'NS', 'PTR', 'SRV'];

/** A line of a zone file: `acme.example. 3600 IN MX 10 mx.example.` */
export function bindLine({ name, type, content, priority, ttl }: ZoneRecord): string {
  const value =
    type === 'TXT' ? encodeTxt(content) : withTarget.includes(type) && content !== '.' ? `${content}.` : content;
  return [`${name}.`, ttl, 'IN', type, priority, value].filter(part => part !== undefined).join(' ');
}
