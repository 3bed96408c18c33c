/** Whether the mail hosts take mail over TLS, and whom their certificates name. RFC 3207, RFC 8461 §4.1, RFC 7817. */
import { lookUpHost } from './hosts.ts';
import type { Offered, ProbeHost } from './starttls-probe.ts';
import type { Check } from './subject.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { textsOf, type View } from './view.ts';

const SOON = 14 * 86_400_000;

/** Each host is looked at once in a run, however many domains it serves. */
export function starttlsWith(probe: ProbeHost | undefined, now: () => number): Check {
  const looks = new Map<string, Promise<Finding[]>>();
  return async ({ domain }, view) => {
    if (!probe) return [];
    const names = textsOf(await view.ask(domain, 'MX')).filter(name => name !== '.' && name !== '');
    const strict = (await view.ask(`_mta-sts.${domain}`, 'TXT')).status === 'answer';
    const look = (name: string) => {
      const key = `${name} ${strict}`;
      const found = looks.get(key) ?? hostFindings(name, strict, probe, view, now());
      looks.set(key, found);
      return found;
    };
    return (await Promise.all([...new Set(names)].sort().map(look))).flat();
  };
}

/** `strict`: the domain asks senders for valid certificates, so that mail waits or bounces without one. */
async function hostFindings(
  host: string,
  strict: boolean,
  probe: ProbeHost,
  view: View,
  now: number,
): Promise<Finding[]> {
  const [address] = (await lookUpHost(host, view)).addresses;
  // A host without an address is told under `mx`.
  if (address === undefined) return [];
  const offered = await probe(host, address);
  const evidence = `${host} (${address}) port 25: ${said(offered)}`;
  return findings(host, strict, offered, now).map(finding => ({ evidence, ...finding }));
}

function findings(host: string, strict: boolean, offered: Offered, now: number): Finding[] {
  const write = strict ? fail : warn;
  if (offered.status === 'unanswered') {
    const fix = 'Many networks let nothing out by port 25: look from a host that may send mail.';
    return [unknown('starttls-unanswered', `Nobody could say whether ${host} takes mail over TLS.`, { fix })];
  }
  if (offered.status === 'plain') {
    const message = `${host} does not offer STARTTLS: mail to it travels in the clear.`;
    return [write('starttls-none', message, { fix: 'Switch TLS on there.', reference: 'RFC 3207 §4' })];
  }
  if (offered.status === 'broken') {
    const message = `${host} offers STARTTLS and then fails at it: ${offered.reason}.`;
    return [fail('starttls-broken', message, { fix: 'See to its certificate and TLS versions.' })];
  }
  const { protocol, problem, validTo } = offered;
  if (problem) {
    const message = `The certificate of ${host} does not hold (${problem})${strict ? ', and MTA-STS asks for one that does' : ''}.`;
    const fix = `Install one for ${host} of a public authority.`;
    return [write('starttls-certificate', message, { fix, reference: 'RFC 8461 §4.1' })];
  }
  const end = validTo.toISOString().slice(0, 10);
  if (validTo.getTime() - now < SOON) {
    return [warn('starttls-expires', `The certificate of ${host} ends on ${end}.`, { fix: 'Renew it.' })];
  }
  return [pass('starttls', `${host} takes mail over ${protocol}, with a certificate until ${end}.`)];
}

function said(offered: Offered): string {
  if (offered.status === 'plain') return offered.reply;
  if (offered.status === 'tls') return offered.problem ?? offered.protocol;
  return offered.reason;
}
