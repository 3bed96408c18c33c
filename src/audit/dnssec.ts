/** Whether the chain of trust into the zone closes. RFC 4034, RFC 4035 §5.2, RFC 8624. */
import { signsFor } from '../dns/ds.ts';
import { signatureFindings } from './signatures.ts';
import type { Check, Subject } from './subject.ts';
import { type Finding, fail, pass, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, unansweredFinding, type View } from './view.ts';

/** RFC 8624 §3.1: must not or should not be used for signing. */
const oldAlgorithms = new Set([1, 3, 5, 6, 7, 12]);

export function dnssecWith(now: () => number): Check {
  return (subject, view) => dnssec(subject, view, Math.floor(now() / 1000));
}

async function dnssec({ domain, zone, delegation, expected }: Subject, view: View, now: number): Promise<Finding[]> {
  // The parent's DS is no business of servers that were named by hand.
  if (delegation?.status !== 'answer') return [];
  const [ds, keys] = await Promise.all([view.askResolver(zone, 'DS'), view.ask(zone, 'DNSKEY')]);
  if (isUnanswered(ds)) return [unansweredFinding('dnssec', `whether ${zone} is signed`, ds)];
  if (isUnanswered(keys)) return [unansweredFinding('dnssec', `which keys ${zone} has`, keys)];
  const evidence = `${evidenceOf(ds)}; ${evidenceOf(keys)}`;
  const fix = 'Enable DNSSEC in Cloudflare and give the DS record to the registrar.';
  if (ds.records.length === 0)
    return [unsigned(zone, keys.records.length > 0, expected?.settings.dnssec === 'on', evidence, fix)];
  const chain = chainFindings(zone, textsOf(ds), textsOf(keys)).map(finding => ({ evidence, ...finding }));
  if (chain.some(({ verdict }) => verdict === 'fail')) return chain;
  const trust = { zone, ds: textsOf(ds), keys: textsOf(keys), now };
  return [...chain, ...(await signatureFindings(domain, trust, view))];
}

function unsigned(zone: string, hasKeys: boolean, wanted: boolean, evidence: string, fix: string): Finding {
  if (hasKeys) {
    const message = `${zone} has keys, but the zone above has no DS record: nobody validates.`;
    return warn('dnssec-no-ds', message, {
      evidence,
      fix: 'Give the DS record to the registrar.',
      reference: 'RFC 4035 §5.2',
    });
  }
  if (wanted) return warn('dnssec-unsigned', `${zone} should be signed, and is not yet.`, { evidence, fix });
  return pass('dnssec-unsigned', `${zone} is not signed.`, { evidence });
}

function chainFindings(zone: string, ds: string[], keys: string[]): Finding[] {
  const reference = 'RFC 4035 §5.2';
  if (!ds.some(each => keys.some(key => signsFor(zone, each, key)))) {
    const message = `No key of ${zone} fits the DS record above: validating resolvers answer SERVFAIL.`;
    return [
      fail('dnssec-broken', message, {
        fix: 'Remove the DS record at the registrar at once, then sign anew.',
        reference,
      }),
    ];
  }
  const [algorithms, digests] = [1, 2].map(at => new Set(ds.map(each => Number(each.split(' ')[at]))));
  const findings = [pass('dnssec', `${zone} is signed, and its DS record fits.`)];
  if ([...(algorithms ?? [])].some(algorithm => oldAlgorithms.has(algorithm))) {
    findings.push(
      warn('dnssec-algorithm', `${zone} is signed with an algorithm that is no longer to be used.`, {
        fix: 'Sign with algorithm 13.',
        reference: 'RFC 8624 §3.1',
      }),
    );
  }
  if (digests?.size === 1 && digests.has(1)) {
    findings.push(
      warn('dnssec-digest', `The DS record of ${zone} is a SHA-1 digest.`, {
        fix: 'Publish digest type 2.',
        reference: 'RFC 8624 §3.3',
      }),
    );
  }
  return findings;
}
