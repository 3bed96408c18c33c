/** Whether a signed message verifies against what the authoritative servers serve now. */
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import type { DnsStatus } from '../../dns/answer.ts';
import { formatServer, type Server } from '../../dns/server.ts';
import type { ProbeSignature } from '../../ledger/dkim-probes.ts';
import type { RecordType } from '../../records/record.ts';
import type { Runtime } from '../runtime.ts';

/** The signatures of a message, judged by the answers of that one server. */
export async function verifyAt(query: Runtime['query'], server: Server, message: Buffer): Promise<ProbeSignature[]> {
  const resolver = async (name: string, type: string) => {
    const { status, records, detail } = await query({ name, type: type as RecordType, server });
    if (status === 'answer') return records.map(({ content }) => (type === 'TXT' ? [content] : content));
    throw Object.assign(new Error(detail ?? status), { code: CODES[status] });
  };
  const { results } = await dkimVerify(message, { resolver: resolver as never });
  // Of a message without any signature it has one result, which has no selector.
  const signed = results.filter(({ selector }) => selector !== undefined);
  return signed.map(({ signingDomain = '', selector = '', status }) => ({
    ...{ domain: signingDomain, selector, result: status.result },
    ...(status.comment && { reason: status.comment }),
  }));
}

/** What Node's own resolver throws, which is what mailauth knows. */
const CODES: Record<Exclude<DnsStatus, 'answer'>, string> = {
  nxdomain: 'ENOTFOUND',
  nodata: 'ENODATA',
  servfail: 'ESERVFAIL',
  refused: 'EREFUSED',
  timeout: 'ETIMEOUT',
  malformed: 'EFORMERR',
};

/** The same by all of these servers, of which there is one at least: what does not pass at one of them does not pass. */
export async function verifyAtAll(
  query: Runtime['query'],
  servers: readonly Server[],
  message: Buffer,
): Promise<ProbeSignature[]> {
  const all = await Promise.all(
    servers.map(async server => ({ server, signatures: await verifyAt(query, server, message) })),
  );
  return (all[0]?.signatures ?? []).map((first, index) => {
    const bad = all.find(({ signatures }) => signatures[index]?.result !== 'pass');
    const signature = bad?.signatures[index];
    if (!bad || !signature) return first;
    return { ...signature, reason: `${formatServer(bad.server)}${signature.reason ? `: ${signature.reason}` : ''}` };
  });
}

/** Undefined: one of them is of that domain with that selector, and passes. Else why not. */
export function faultIn(
  signatures: readonly ProbeSignature[],
  { domain, selector }: { domain: string; selector: string },
): string | undefined {
  const ours = signatures.filter(each => each.domain === domain && each.selector === selector);
  if (ours.some(({ result }) => result === 'pass')) return undefined;
  const [first] = ours;
  if (!first) return `the message is signed ${saidOf(signatures)}, and not with ${selector}`;
  return `the signature with ${selector} is ${[first.result, first.reason].filter(Boolean).join(': ')}`;
}

const saidOf = (signatures: readonly ProbeSignature[]): string =>
  signatures.length === 0
    ? 'by nobody'
    : `with ${signatures.map(({ selector, domain }) => `${selector} for ${domain}`).join(', ')}`;
