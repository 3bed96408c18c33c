/** How long the world remembers a mail record: too long and a change takes days, too short and lookups fail more often. */
import type { EstateRecord } from '../../records/record.ts';
import { AUTOMATIC_TTL } from '../../records/record.ts';
import { type DomainRule, OWN_JUDGEMENT, type Problem, type Subject } from './rule.ts';

const SHORTEST = 300;
const LONGEST = 43_200;
const LONGEST_KEY = 14_400;

const OTHERS = new Set(['extra', 'verification', 'tracking']);

/** One finding for all records of the domain. */
const first =
  (wanted: (record: EstateRecord) => boolean, say: (record: EstateRecord) => Omit<Problem, 'setting'>) =>
  ({ records }: Subject): Problem[] => {
    const record = records.find(each => wanted(each) && each.ttl !== AUTOMATIC_TTL && !OTHERS.has(each.role));
    return record ? [{ setting: record.source === 'records' ? 'records' : 'ttl', ...say(record) }] : [];
  };

export const ttlRules: DomainRule[] = [
  {
    id: 'ttl-low',
    set: 'deliverability',
    severity: 'warning',
    title: 'Mail records that resolvers forget within minutes',
    reference: 'RFC 1912 §2.2',
    check: first(
      ({ ttl }) => ttl < SHORTEST,
      ({ name, type, ttl }) => ({
        message: `The ${type} record at ${name} lives ${ttl} seconds: each message asks again, and each failed answer is a failed check.`,
        fix: `Write ${SHORTEST} or more once a change is through.`,
      }),
    ),
  },
  {
    id: 'ttl-high',
    set: 'core',
    severity: 'warning',
    title: 'Mail records that resolvers keep for more than half a day',
    reference: 'RFC 1912 §2.2',
    check: first(
      ({ ttl }) => ttl > LONGEST,
      ({ name, type, ttl }) => ({
        message: `The ${type} record at ${name} lives ${ttl} seconds: a mistake in it lasts as long.`,
        fix: 'Write 3600.',
      }),
    ),
  },
  {
    id: 'dkim-ttl-high',
    set: 'security',
    severity: 'warning',
    title: 'DKIM keys that resolvers keep for hours',
    reference: OWN_JUDGEMENT,
    check: first(
      record => record.role === 'dkim' && record.ttl > LONGEST_KEY && record.ttl <= LONGEST,
      ({ name, ttl }) => ({
        message: `The DKIM key at ${name} lives ${ttl} seconds: after it leaks, forged mail verifies for as long.`,
        fix: 'Write 3600.',
      }),
    ),
  },
];
