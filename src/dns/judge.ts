/** What one server's answer says about one expected record: a decision over values, no network. */
import type { ZoneRecord } from '../records/record.ts';
import type { DnsAnswer, DnsRecord } from './answer.ts';
import { sameValue } from './compare.ts';
import { slotOf } from './slot.ts';

export interface Judgement {
  verdict: 'pass' | 'fail' | 'unknown';
  reason: string;
  /** The values seen in its place. */
  seen: string[];
}

/** `siblings`: all expected records of the same name and type, this one among them. */
export function judge(record: ZoneRecord, siblings: readonly ZoneRecord[], answer: DnsAnswer): Judgement {
  const alias = answer.chain[0];
  if (alias !== undefined && record.type !== 'CNAME') {
    return { verdict: 'fail', reason: 'an alias (CNAME) is in its place', seen: [`CNAME ${alias}`] };
  }
  const absent = absence(answer);
  if (absent) return { verdict: 'fail', reason: absent, seen: [] };
  if (answer.status !== 'answer') return { verdict: 'unknown', reason: failure(answer), seen: [] };
  return judgeRecords(record, siblings, answer.records);
}

/** Behind Cloudflare's proxy, and where it flattens an alias at the apex, the addresses served are its own choice. */
export function judgeAddresses(answers: readonly DnsAnswer[], why: string): Judgement {
  const seen = answers.flatMap(answer => answer.records.map(showValue));
  if (seen.length > 0)
    return { verdict: 'pass', reason: `${why}: an address is served, its value is not compared`, seen };
  const failed = answers.find(answer => absence(answer) === undefined);
  if (failed) return { verdict: 'unknown', reason: failure(failed), seen };
  return { verdict: 'fail', reason: `${why}, but no address is served`, seen };
}

function judgeRecords(record: ZoneRecord, siblings: readonly ZoneRecord[], records: readonly DnsRecord[]): Judgement {
  const seen = records.map(showValue);
  if (records.some(found => found.raw)) {
    return { verdict: 'unknown', reason: `${record.type} is served, but its data is not read here`, seen };
  }
  if (!records.some(found => sameValue(record.type, record, found))) {
    return { verdict: 'fail', reason: 'other content is served', seen };
  }
  const surplus = surplusOf(record, siblings, records);
  return surplus ? { verdict: 'fail', reason: surplus, seen } : { verdict: 'pass', reason: 'served', seen };
}

function surplusOf(
  record: ZoneRecord,
  siblings: readonly ZoneRecord[],
  records: readonly DnsRecord[],
): string | undefined {
  const slot = slotOf(record);
  if (!slot) return undefined;
  const rivals = records.filter(found => slot.holds({ ...record, content: found.content }));
  const foreign = rivals.filter(found => !siblings.some(sibling => sameValue(record.type, sibling, found)));
  const tooMany = record.type === 'MX' ? foreign.length > 0 : rivals.length > 1;
  return tooMany ? `served, but among ${rivals.length} ${slot.slot} records: ${slot.reason}` : undefined;
}

function absence(answer: DnsAnswer): string | undefined {
  if (answer.status === 'nxdomain') return 'no such name (NXDOMAIN)';
  if (answer.status === 'nodata') return 'no record of this type at the name';
  return undefined;
}

function failure({ status, detail }: DnsAnswer): string {
  return detail ? `${status}: ${detail}` : status;
}

function showValue({ content, priority }: DnsRecord): string {
  return priority === undefined ? content : `${priority} ${content}`;
}
