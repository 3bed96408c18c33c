/** Waiting until a policy is served as it must be. A new host has its certificate some minutes after it was attached. */
import type { Fetched } from '../../audit/policy-fetch.ts';
import { MailyardError } from '../../error.ts';
import { policyHostOf } from '../../records/mta-sts.ts';

export interface Waiting {
  /** Milliseconds. */
  patience: number;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Told of each other reason to go on waiting, and every minute. */
  onWait(text: string): void;
}

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;
const BETWEEN_NOTES = 60_000;

/** Throws `policy-not-served`. */
export async function untilServed(domain: string, text: string, fetch: () => Promise<Fetched>, waiting: Waiting) {
  const { patience, now, sleep, onWait } = waiting;
  const started = now();
  let told = { reason: '', at: started };
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const reason = differenceOf(await fetch(), text);
    if (reason === undefined) return;
    if (now() + pause - started > patience) throw notServed(domain, Math.round((now() - started) / 1000), reason);
    if (reason !== told.reason || now() - told.at >= BETWEEN_NOTES) {
      onWait(`Waiting until ${urlOf(domain)} serves its policy: ${reason}.`);
      told = { reason, at: now() };
    }
    await sleep(pause);
  }
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
