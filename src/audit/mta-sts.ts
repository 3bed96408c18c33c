/** MTA-STS: the record, the policy behind it, and whether the policy lets mail in. RFC 8461. */
import { matchesPattern } from '../records/mta-sts.ts';
import { parseTags } from '../records/tags.ts';
import { lookUpHost } from './hosts.ts';
import { readStsPolicy, type StsPolicy } from './mta-sts-policy.ts';
import type { FetchPolicy } from './policy-fetch.ts';
import type { Check } from './subject.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, unansweredFinding, type View } from './view.ts';

export function mtaStsWith(fetchPolicy: FetchPolicy): Check {
  return async ({ domain }, view) => {
    const found = await view.ask(`_mta-sts.${domain}`, 'TXT');
    const evidence = evidenceOf(found);
    if (isUnanswered(found)) return [unansweredFinding('mta-sts', `whether ${domain} has MTA-STS`, found)];
    const records = textsOf(found).filter(text => /^v=STSv1\s*(?:;|$)/.test(text));
    const [record, ...more] = records;
    if (record === undefined) return [noRecord(domain, textsOf(found), evidence)];
    if (more.length > 0) {
      const message = `${domain} has ${records.length} MTA-STS records: senders take it to have none.`;
      return [fail('mta-sts-several', message, { evidence, fix: 'Keep one.', reference: 'RFC 8461 §3.1' })];
    }
    return [...recordFindings(record, evidence), ...(await policyFindings(domain, fetchPolicy, view))];
  };
}

function noRecord(domain: string, texts: string[], evidence: string): Finding {
  if (texts.length === 0) return pass('mta-sts-none', `${domain} does not use MTA-STS.`, { evidence });
  const fix = 'It begins with v=STSv1; and has an id.';
  return fail('mta-sts-version', `_mta-sts.${domain} has a TXT record that is not MTA-STS.`, {
    evidence,
    fix,
    reference: 'RFC 8461 §3.1',
  });
}

function recordFindings(record: string, evidence: string): Finding[] {
  const { values, repeated, broken } = parseTags(record);
  if (!/^[A-Za-z0-9]{1,32}$/.test(values.get('id') ?? '') || repeated.length > 0 || broken.length > 0) {
    const message = 'The MTA-STS record needs an id of 1 to 32 letters and digits, and no other text.';
    return [fail('mta-sts-id', message, { evidence, reference: 'RFC 8461 §3.1' })];
  }
  return [pass('mta-sts', 'The MTA-STS record is in order.', { evidence })];
}

async function policyFindings(domain: string, fetchPolicy: FetchPolicy, view: View): Promise<Finding[]> {
  const host = await lookUpHost(`mta-sts.${domain}`, view);
  if (host.unanswered) return [unansweredFinding('mta-sts-host', `where ${host.name} is`, host.unanswered)];
  if (host.addresses.length === 0) {
    const fix = 'Publish it, or remove the _mta-sts record.';
    return [
      fail('mta-sts-host', `The policy cannot be fetched: ${host.name} has no address.`, {
        evidence: evidenceOf(host.seen),
        fix,
        reference: 'RFC 8461 §3.3',
      }),
    ];
  }
  const url = `https://${host.name}/.well-known/mta-sts.txt`;
  const fetched = await fetchPolicy(host.name, host.addresses);
  const evidence =
    fetched.status === 'ok' ? `${url}: ${JSON.stringify(fetched.body.slice(0, 500))}` : `${url}: ${fetched.reason}`;
  if (fetched.status === 'failed')
    return [unknown('mta-sts-fetch', `The policy of ${domain} could not be fetched: ${fetched.reason}.`, { evidence })];
  if (fetched.status === 'refused') {
    return [
      fail('mta-sts-fetch', `Senders refuse the policy of ${domain}: ${fetched.reason}.`, {
        evidence,
        fix: 'Serve it with status 200 and a certificate for the name.',
        reference: 'RFC 8461 §3.3',
      }),
    ];
  }
  const policy = readStsPolicy(fetched.body);
  const found = [...policy.findings, ...typeFinding(fetched.contentType), ...(await mxFindings(domain, policy, view))];
  return [...modeFinding(domain, policy), ...found].map(finding => ({ evidence, ...finding }));
}

function modeFinding(domain: string, { mode }: StsPolicy): Finding[] {
  if (!mode) return [];
  const note = { enforce: 'is enforced', testing: 'is in testing', none: 'says none: it is being left' }[mode];
  return [pass('mta-sts-policy', `The policy of ${domain} ${note}.`)];
}

function typeFinding(contentType: string): Finding[] {
  if (/^text\/plain\s*(;|$)/i.test(contentType)) return [];
  return [
    warn('mta-sts-type', `The policy is served as ${contentType || 'no type'}; some senders want text/plain.`, {
      reference: 'RFC 8461 §3.2',
    }),
  ];
}

/** In enforce mode a host outside the policy gets no mail. */
async function mxFindings(domain: string, { mode, mx }: StsPolicy, view: View): Promise<Finding[]> {
  if (mx.length === 0 || mode === 'none') return [];
  const found = await view.ask(domain, 'MX');
  if (isUnanswered(found))
    return [unansweredFinding('mta-sts-mx', `whether the policy allows the MX of ${domain}`, found)];
  const hosts = textsOf(found).filter(host => host !== '.' && host !== '');
  const outside = hosts.filter(host => !mx.some(pattern => matchesPattern(host, pattern)));
  const unused = mx.filter(pattern => hosts.length > 0 && !hosts.some(host => matchesPattern(host, pattern)));
  const write = mode === 'enforce' ? fail : warn;
  const loss = mode === 'enforce' ? 'senders do not deliver there' : 'senders would not deliver there in enforce mode';
  return [
    ...outside.map(host =>
      write('mta-sts-mx', `The policy does not allow the MX ${host}: ${loss}.`, {
        fix: `Add \`mx: ${host}\` to the policy and change the id.`,
        reference: 'RFC 8461 §4.1',
      }),
    ),
    ...unused.map(pattern =>
      warn('mta-sts-unused', `No MX of ${domain} matches \`mx: ${pattern}\` of the policy.`, {
        fix: 'Drop the line once no sender keeps the old MX.',
      }),
    ),
  ];
}
