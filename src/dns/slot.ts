/** Exclusive slots: places where one record more changes or ends what the first one says. */
import type { RecordType } from '../records/record.ts';

interface Entry {
  name: string;
  type: RecordType;
  content: string;
}

interface Slot {
  slot: string;
  reason: string;
  holds(entry: Entry): boolean;
}

const text = (version: RegExp) => (entry: Entry) => entry.type === 'TXT' && version.test(entry.content);

const slots: Slot[] = [
  { slot: 'SPF', reason: 'receivers then ignore all (RFC 7208 §4.5)', holds: text(/^v=spf1(?: |$)/i) },
  { slot: 'DMARC', reason: 'receivers then ignore all (RFC 9989 §4.10)', holds: text(/^v\s*=\s*DMARC1\s*(?:;|$)/) },
  { slot: 'MTA-STS', reason: 'senders then ignore all (RFC 8461 §3.1)', holds: text(/^v=STSv1\s*(?:;|$)/) },
  { slot: 'TLS-RPT', reason: 'senders then ignore all (RFC 8460 §3)', holds: text(/^v=TLSRPTv1\s*(?:;|$)/) },
  {
    slot: 'DKIM',
    reason: 'which one counts is then undefined (RFC 6376 §3.6.2.2)',
    holds: ({ name, type }) => type === 'TXT' && name.includes('._domainkey.'),
  },
  { slot: 'MX', reason: 'mail then goes there as well', holds: ({ type }) => type === 'MX' },
];

export function slotOf(entry: Entry): Slot | undefined {
  return slots.find(slot => slot.holds(entry));
}
