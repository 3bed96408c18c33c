/** TLSA records of the MX hosts. RFC 7672; the hosts' certificates are not fetched. */
import type { Check } from './subject.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, type Seen, textsOf, type View } from './view.ts';

export const dane: Check = async ({ domain }, view) => {
  const mx = await view.ask(domain, 'MX');
  const hosts = [...new Set(textsOf(mx).filter(host => host !== '.' && host !== ''))].sort();
  if (hosts.length === 0) return [];
  const found = await Promise.all(
    hosts.map(async host => ({ host, seen: await view.ask(`_25._tcp.${host}`, 'TLSA') })),
  );
  if (found.every(({ seen }) => seen.status !== 'answer' && !isUnanswered(seen))) {
    return [pass('dane-none', `The MX of ${domain} do not use DANE.`)];
  }
  return (await Promise.all(found.map(({ host, seen }) => hostFindings(domain, host, seen, view)))).flat();
};

async function hostFindings(domain: string, host: string, seen: Seen, view: View): Promise<Finding[]> {
  const evidence = evidenceOf(seen);
  if (isUnanswered(seen)) {
    return [
      unknown('dane-unanswered', `Nobody could say whether ${host} uses DANE.`, {
        evidence,
        reference: 'RFC 7672 §2.1',
      }),
    ];
  }
  if (seen.records.length === 0) return [];
  const usable = textsOf(seen).filter(content => /^[23] [01] [012] [0-9a-f]+$/.test(content));
  if (usable.length === 0) {
    const fix = 'Publish 3 1 1.';
    return [
      fail('dane-usage', `No TLSA record of ${host} is of a kind for mail.`, {
        evidence,
        fix,
        reference: 'RFC 7672 §3.1',
      }),
    ];
  }
  const signed = await view.askResolver(domain, 'DS');
  const note =
    signed.status === 'answer'
      ? []
      : [
          warn('dane-unsigned', `${domain} is not signed, so senders cannot rely on the TLSA records of ${host}.`, {
            evidence,
            fix: 'Sign the zone.',
            reference: 'RFC 7672 §2.2',
          }),
        ];
  return [pass('dane', `${host} has ${usable.length} TLSA records.`, { evidence }), ...note];
}
