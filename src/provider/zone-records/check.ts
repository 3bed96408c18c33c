/** The form of a zone's inputs, and the guards that one zone can judge. No network: Pulumi checks resources one by one. */
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../../estate/resource.ts';
import { type Allowed, overrideText } from '../../plan/allow.ts';
import { recordRefusals } from '../../plan/record-guards.ts';
import { modeSwitch } from '../../plan/record-mode.ts';
import { type RecordType, recordTypes, type ZoneRecord } from '../../records/record.ts';
import type { CheckResult } from '../provider.ts';
import { UNKNOWN } from '../unknown.ts';

type Failure = CheckResult<ZoneRecordsInputs>['failures'][number];

export function checkZoneRecords(
  olds: ZoneRecordsInputs | undefined,
  news: ZoneRecordsInputs,
  allowed: Allowed,
): CheckResult<ZoneRecordsInputs> {
  const failures = formFailures(news);
  if (failures.length === 0 && olds?.records) {
    const switched = modeSwitch(olds, news);
    failures.push(...(switched ? [{ property: 'recordMode', reason: switched }] : guardFailures(olds, news, allowed)));
  }
  return { inputs: news, failures };
}

function formFailures(news: ZoneRecordsInputs): Failure[] {
  if (typeof news.zone !== 'string' || !news.records || !news.domains) {
    return [{ property: 'zone', reason: `${ZONE_RECORDS} takes { zone, records, domains }.` }];
  }
  return Object.entries(news.records).flatMap(([key, record]) => recordFailures(news.zone, key, record));
}

const prioritised: RecordType[] = ['MX', 'SRV'];

function recordFailures(zone: string, key: string, record: ZoneRecord): Failure[] {
  const problems = [
    recordTypes.includes(record.type) ? '' : `"${record.type}" is no record type.`,
    record.name === UNKNOWN || record.name === zone || record.name?.endsWith(`.${zone}`)
      ? ''
      : `${record.name} is not in the zone ${zone}.`,
    typeof record.content === 'string' && record.content !== '' ? '' : 'The content is missing.',
    prioritised.includes(record.type) && record.priority === undefined ? `An ${record.type} needs its priority.` : '',
  ];
  return problems.filter(Boolean).map(reason => ({ property: `records["${key}"]`, reason }));
}

function guardFailures(olds: ZoneRecordsInputs, news: ZoneRecordsInputs, allowed: Allowed): Failure[] {
  return recordRefusals(olds, news)
    .filter(({ guard, value }) => !allowed(guard, value))
    .map(({ guard, value, message, fix }) => ({
      property: 'records',
      reason: `${[message, fix].filter(Boolean).join(' ')} To do it all the same: ${overrideText(guard, value)}, or MAILYARD_ALLOW=${guard}=${value}.`,
    }));
}
