/**
 * What may not happen to one zone without a word: the last MX, SPF, DMARC or a selector that may sign vanishes, or mail would be
 * refused for a policy. By role, never by percentage.
 */
import type { ZoneRecordsInputs } from '../estate/resource.ts';
import { roleOfKey } from '../records/key.ts';
import type { ZoneRecord } from '../records/record.ts';
import { dmarcRefusals, type SendersOf } from './dmarc-guard.ts';
import { mtaStsRefusals } from './mta-sts-guard.ts';
import type { GuardName } from './plan.ts';
import type { RecordRefusal } from './record-refusal.ts';
import { servedDomain } from './served-domain.ts';

/**
 * Compares the zone's old inputs with the new ones. Domains that are retired, or that left this resource altogether (they
 * are the `domain` guard's), released keys and those that another resource carries now are free to change. `sendersOf` is known where the estate is at hand.
 */
export function recordRefusals(
  olds: ZoneRecordsInputs,
  news: ZoneRecordsInputs,
  sendersOf?: SendersOf,
): RecordRefusal[] {
  const guarded = guardedRecords(olds, news);
  return [
    ...lastOf(guarded, Object.values(news.records)),
    ...mtaStsRefusals(olds, news),
    ...dmarcRefusals(olds, news, sendersOf),
  ];
}

/** What these records are the last of, with only `remaining` beside them. */
export function lastOf(guarded: Guarded[], remaining: ZoneRecord[]): RecordRefusal[] {
  return [
    ...lost(
      guarded,
      remaining,
      'last-mx',
      isRealMx,
      host => `${host} would lose its last MX: mail to it would bounce.`,
    ),
    ...lost(guarded, remaining, 'spf', isSpf, host =>
      /^_spf\d+\./.test(host)
        ? `${host} would go while caches still hold the record that includes it: receivers would answer permerror until its TTL ends.`
        : `${host} would lose its SPF record: receivers could not tell its senders.`,
    ),
    ...lost(
      guarded,
      remaining,
      'dmarc',
      isDmarc,
      host => `${host} would lose its DMARC record, and with it its reports.`,
    ),
    ...lostSelectors(guarded, remaining),
  ];
}

interface Guarded {
  key: string;
  record: ZoneRecord;
}

function guardedRecords(olds: ZoneRecordsInputs, news: ZoneRecordsInputs): Guarded[] {
  const free = new Set([...(news.released ?? []), ...(news.parts ?? [])]);
  return Object.entries(olds.records)
    .map(([key, record]) => ({ key, record }))
    .filter(({ key, record }) => {
      const domain = servedDomain(record.name, olds.domains);
      return !free.has(key) && domain !== undefined && news.domains[domain] === 'live';
    });
}

function lost(
  guarded: Guarded[],
  remaining: ZoneRecord[],
  guard: GuardName,
  matches: (record: ZoneRecord) => boolean,
  message: (host: string) => string,
): RecordRefusal[] {
  const names = new Set(guarded.filter(({ record }) => matches(record)).map(({ record }) => record.name));
  const left = new Set(remaining.filter(matches).map(record => record.name));
  return [...names]
    .filter(name => !left.has(name))
    .map(name => {
      const host = name.replace(/^_dmarc\./, '');
      return { guard, value: host, message: message(host) };
    });
}

/** Mail on its way, and signers that still use the selector, need its key. RFC 6376 §3.1. */
function lostSelectors(guarded: Guarded[], remaining: ZoneRecord[]): RecordRefusal[] {
  const left = new Set(remaining.map(({ name }) => name));
  return guarded
    .filter(({ key, record }) => roleOfKey(key) === 'dkim' && !left.has(record.name))
    .map(({ record }) => ({
      guard: 'dkim',
      value: record.name,
      message: `${record.name} would lose its DKIM key: mail signed with it would fail. A relay that is going belongs under \`leaving\`.`,
    }));
}

/** Whether one of these is what a domain itself cannot be without: its MX, SPF or DMARC. */
export const serves = (records: ZoneRecord[], domain: string): boolean =>
  records.some(record =>
    isDmarc(record)
      ? record.name === `_dmarc.${domain}`
      : record.name === domain && (isRealMx(record) || isSpf(record)),
  );

const isRealMx = (record: ZoneRecord): boolean => record.type === 'MX' && record.content !== '.';
const isSpf = (record: ZoneRecord): boolean => record.type === 'TXT' && /^v=spf1( |$)/i.test(record.content);
const isDmarc = (record: ZoneRecord): boolean =>
  record.type === 'TXT' && record.name.startsWith('_dmarc.') && record.content.startsWith('v=DMARC1');
