/** Whether a signed message verifies against what the authoritative servers serve now. */
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import type { DnsStatus } from '../../dns/answer.ts';
import { formatServer, type Server } from '../../dns/server.ts';
import type { RecordType } from '../../records/record.ts';
import type { Runtime } from '../runtime.ts';

export interface Signature {
  domain: string;
  selector: string;
  /** `pass`, or mailauth's word for what else it is. */
  result: string;
  /** Why it does not pass. */
  reason?: string;
}

/** The signatures of a message, judged by the answers of that one server. */
export async function verifyAt(query: Runtime['query'], server: Server, message: Buffer): Promise<Signature[]> {
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

/** Undefined: by every server the message verifies with that selector. Else why not. */
export async function faultOf(
  query: Runtime['query'],
  servers: readonly Server[],
  message: Buffer,
  { domain, selector }: { domain: string; selector: string },
): Promise<string | undefined> {
  if (servers.length === 0) return 'no server of its zone could be found';
  for (const server of servers) {
    const signatures = await verifyAt(query, server, message);
    const ours = signatures.find(each => each.domain === domain && each.selector === selector);
    if (!ours) return `the message is signed ${saidOf(signatures)}, and not with ${selector}`;
    if (ours.result !== 'pass')
      return `${formatServer(server)}: the signature with ${selector} is ${[ours.result, ours.reason].filter(Boolean).join(': ')}`;
  }
  return undefined;
}

const saidOf = (signatures: readonly Signature[]): string =>
  signatures.length === 0
    ? 'by nobody'
    : `with ${signatures.map(({ selector, domain }) => `${selector} for ${domain}`).join(', ')}`;
