/** `check_host()`: may this client send mail for that domain? RFC 7208 §4. */
import { domainToASCII } from 'node:url';
import { MailyardError } from '../error.ts';
import { clientAddress } from './address.ts';
import { isPolicyDomain } from './domain-spec.ts';
import { explain } from './explain.ts';
import { type Limits, limited, SpfError } from './limits.ts';
import { matches } from './mechanisms.ts';
import { faultText, isSpf, parseSpf, type SpfPolicy } from './parse.ts';
import type { SpfResolver } from './resolver.ts';
import { isForOthers, type Message, type Outcome, type Scope, targetOf } from './scope.ts';
import type { Qualifier } from './term.ts';

export interface SpfQuestion {
  /** The SMTP client. An IPv4-mapped IPv6 address counts as IPv4. */
  ip: string;
  /** The reverse-path; empty or `<>` for bounces, where the HELO name is checked instead (§2.4). */
  mailFrom: string;
  helo: string;
  /** Whose policy; default: the domain of `mailFrom`. */
  domain?: string;
  /** The host that checks, for `%{r}`. Default `unknown` (§7.3). */
  receiver?: string;
}

export interface SpfEvaluation {
  result: Outcome['result'] | 'temperror' | 'permerror';
  /** The directive that matched, as written; none where the default or an error decided. */
  mechanism?: string;
  /** The domain whose record decided: another than the one asked for after a redirect. */
  domain: string;
  /** What the domain's owner says to a fail: third-party text. */
  explanation?: string;
  /** Why it is none or an error. */
  reason?: string;
  lookups: number;
  voidLookups: number;
}

/**
 * @param now milliseconds since 1970
 * @throws MailyardError `SPF_IP` where `ip` is no address
 */
export async function evaluateSpf(
  question: SpfQuestion,
  resolve: SpfResolver,
  now: () => number = Date.now,
): Promise<SpfEvaluation> {
  const limits = limited(resolve, now);
  const message = messageOf(question, now());
  const domain = ascii(question.domain ?? message.senderDomain).replace(/\.$/, '');
  try {
    const outcome = await checkHost(domain, message, limits);
    return { ...(await report(outcome, message, limits)), ...limits.spent };
  } catch (error) {
    if (!(error instanceof SpfError)) throw error;
    return { result: error.result, domain, reason: error.message, ...limits.spent };
  }
}

async function report({ result, directive, domain, exp }: Outcome, message: Message, limits: Limits) {
  if (result === 'none') return { result, domain, reason: 'there is no SPF record' };
  const explanation = result === 'fail' && exp ? await explain(exp, { message, domain, limits }) : undefined;
  return { result, mechanism: directive?.text, domain, explanation };
}

async function checkHost(domain: string, message: Message, limits: Limits): Promise<Outcome> {
  const policy = await policyOf(domain, limits);
  if (!policy) return { result: 'none', domain };
  const scope: Scope = { message, domain, limits, check: target => checkHost(target, message, limits) };
  for (const directive of policy.directives) {
    if (await matches(directive, scope)) {
      return { result: RESULTS[directive.qualifier], directive, domain, exp: policy.exp?.domain };
    }
  }
  return policy.redirect ? redirected(policy.redirect, scope) : { result: 'neutral', domain };
}

const RESULTS: Record<Qualifier, Outcome['result']> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

/** §4.4 to §4.6. Undefined: there is none. Throws SpfError. */
async function policyOf(domain: string, limits: Limits): Promise<SpfPolicy | undefined> {
  if (!isPolicyDomain(domain)) return undefined;
  const [record, ...more] = (await limits.ask(domain, 'TXT')).filter(isSpf);
  if (record === undefined) return undefined;
  if (more.length > 0) throw new SpfError('permerror', `${domain} has ${more.length + 1} SPF records`);
  const policy = parseSpf(record);
  const [fault] = policy.faults;
  if (fault) throw new SpfError('permerror', `the record of ${domain}: ${faultText(fault)}, ${fault.reference}`);
  return policy;
}

/** §6.1: reached only where nothing has matched, so never beside an `all`. */
async function redirected({ text, domain }: NonNullable<SpfPolicy['redirect']>, scope: Scope): Promise<Outcome> {
  scope.limits.spend(text);
  const target = isForOthers(domain, scope.message) ? undefined : await targetOf(domain, scope);
  const outcome = target === undefined ? undefined : await scope.check(target);
  if (outcome && outcome.result !== 'none') return outcome;
  throw new SpfError('permerror', `${text} in the record of ${scope.domain} leads to no SPF record`);
}

function messageOf({ ip, mailFrom, helo, receiver = 'unknown' }: SpfQuestion, now: number): Message {
  const address = clientAddress(ip);
  if (!address) {
    throw new MailyardError('SPF_IP', `"${ip}" is not an IP address.`, {
      fix: 'For example 192.0.2.1 or 2001:db8::1.',
    });
  }
  const sender = mailFrom.replace(/^<(.*)>$/s, '$1') || helo;
  // A quoted local part may hold an @ itself.
  const at = sender.lastIndexOf('@');
  return {
    ip: address,
    // §4.3
    localPart: (at > 0 && sender.slice(0, at)) || 'postmaster',
    senderDomain: ascii(sender.slice(at + 1)),
    helo: ascii(helo),
    receiver,
    time: Math.floor(now / 1000),
  };
}

/** §4.3: names beyond ASCII count in their A-label form. Nothing is left of one that has none. */
function ascii(name: string): string {
  return /^\p{ASCII}*$/u.test(name) ? name : domainToASCII(name);
}
