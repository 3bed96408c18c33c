/** Waiting until a policy is served as it must be. A new host has its certificate some minutes after it was attached. */
import type { Fetched } from '../../audit/policy-fetch.ts';
import { MailyardError } from '../../error.ts';
import { policyHostOf } from '../../records/mta-sts.ts';
import { until, type Waiting } from '../until.ts';

/** Throws `policy-not-served`. */
export async function untilServed(
  domain: string,
  text: string,
  fetch: () => Promise<Fetched>,
  { onWait, ...waiting }: Omit<Waiting, 'onWait'> & { onWait(text: string): void },
): Promise<void> {
  const ended = await until(async () => differenceOf(await fetch(), text), {
    ...waiting,
    onWait: reason => onWait(`Waiting until ${urlOf(domain)} serves its policy: ${reason}.`),
  });
  if (ended) throw notServed(domain, ended.seconds, ended.reason);
}

/** What a sender would not take, or take for another policy. RFC 8461 §3.2: `text/plain`. */
function differenceOf(fetched: Fetched, text: string): string | undefined {
  if (fetched.status !== 'ok') return fetched.reason;
  if (fetched.body !== text) return 'it is another policy';
  return /^text\/plain\s*(;|$)/i.test(fetched.contentType)
    ? undefined
    : `its type is ${fetched.contentType || 'missing'}`;
}

function notServed(domain: string, seconds: number, reason: string): MailyardError {
  const message = `${urlOf(domain)} does not serve its policy after ${seconds} s: ${reason}. The record _mta-sts.${domain} stays as it was.`;
  return new MailyardError('policy-not-served', message, {
    fix: 'Run `up` again, which goes on from here: a certificate can take a quarter of an hour. MAILYARD_POLICY_WAIT sets how many seconds to wait.',
  });
}

const urlOf = (domain: string): string => `https://${policyHostOf(domain)}/.well-known/mta-sts.txt`;
