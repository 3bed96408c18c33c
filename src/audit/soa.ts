/** What the zone says of itself: who answers for it, and how long its copies and its "no" live. RFC 1035 §3.3.13, RFC 1912 §2.2. */
import type { Check } from './subject.ts';
import { type Finding, pass, warn } from './verdict.ts';
import { evidenceOf, textsOf } from './view.ts';

/** RFC 2308 §5: more than a day of negative answers is a problem. */
const LONGEST_NEGATIVE = 86_400;

/** Whether the zone answers at all is the delegation's matter. */
export const soa: Check = async ({ zone }, view) => {
  const found = await view.ask(zone, 'SOA');
  const [content] = textsOf(found);
  if (content === undefined) return [];
  const [server = '', mail = '', serial, ...times] = content.split(' ');
  const [refresh = 0, retry = 0, expire = 0, negative = 0] = times.map(Number);
  const evidence = evidenceOf(found);
  const message = `${zone} comes from ${server}, serial ${serial}; ${mailboxOf(mail)} answers for it.`;
  return [
    pass('soa', message),
    ...mailFindings(zone, mail),
    ...timeFindings(zone, { refresh, retry, expire, negative }),
  ].map(finding => ({ evidence, ...finding }));
};

/** RFC 1035 §8: the first dot that is not escaped stands for the `@`. */
export function mailboxOf(name: string): string {
  const [user = '', ...host] = name.split(/(?<!\\)\./);
  return `${user.replaceAll('\\.', '.')}@${host.join('.')}`;
}

function mailFindings(zone: string, mail: string): Finding[] {
  if (/^[^@.]+(\\\.[^@.]+)*\.[^@]+\.[^@.]+$/.test(mail)) return [];
  const fix = 'Write it with a dot for the `@`: dns.acme.example.';
  return [
    warn('soa-mail', `\`${mail}\` in the SOA record of ${zone} is no mailbox.`, { fix, reference: 'RFC 1035 §3.3.13' }),
  ];
}

interface Times {
  refresh: number;
  retry: number;
  expire: number;
  negative: number;
}

function timeFindings(zone: string, { refresh, retry, expire, negative }: Times): Finding[] {
  const findings: Finding[] = [];
  if (expire <= refresh + retry) {
    const message = `Copies of ${zone} expire after ${expire} seconds, and one failed refresh takes ${refresh + retry}.`;
    const fix = 'Let it expire after two to four weeks.';
    findings.push(warn('soa-expire', message, { fix, reference: 'RFC 1912 §2.2' }));
  }
  if (negative > LONGEST_NEGATIVE) {
    const message = `A name that ${zone} does not have yet stays missing for ${negative} seconds where it was asked for.`;
    findings.push(warn('soa-negative', message, { fix: 'Write 3600 or less.', reference: 'RFC 2308 §5' }));
  }
  return findings;
}
