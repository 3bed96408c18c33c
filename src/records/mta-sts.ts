/** MTA-STS (RFC 8461) and TLS reports (RFC 8460). */
import { createHash } from 'node:crypto';
import type { MtaStsSettings } from '../inventory/model.ts';
import { reportUris } from './dmarc.ts';
import { bareHost } from './host.ts';

/** What senders keep of a policy, for `maxAge` seconds after it was last served. RFC 8461 §3.2. */
export type StsPolicy = Pick<MtaStsSettings, 'mode' | 'maxAge' | 'mx'>;

/** The domain's own MX hosts first, then the patterns of the settings. */
export function stsPolicy({ mode, maxAge, mx }: MtaStsSettings, mxHosts: string[]): StsPolicy {
  return { mode, maxAge, mx: [...new Set([...mxHosts, ...mx])] };
}

/** The host that senders ask for the policy of a domain. RFC 8461 §3.3. */
export const policyHostOf = (domain: string): string => `mta-sts.${domain}`;

/** The policy that `https://mta-sts.<domain>/.well-known/mta-sts.txt` must serve, byte for byte. RFC 8461 §3.2. */
export function policyText({ mode, maxAge, mx }: StsPolicy): string {
  const lines = ['version: STSv1', `mode: ${mode}`, ...mx.map(host => `mx: ${host}`), `max_age: ${maxAge}`];
  return `${lines.join('\r\n')}\r\n`;
}

/** RFC 8461 §3.1: the id changes whenever the policy does, so it is the policy's own hash. */
export function mtaStsContent(policy: StsPolicy): string {
  const id = createHash('sha256').update(policyText(policy)).digest('hex').slice(0, 20);
  return `v=STSv1; id=${id}`;
}

/** RFC 8461 §4.1: `*.` stands for exactly one label. */
export function matchesPattern(host: string, pattern: string): boolean {
  const [name, wanted] = [bareHost(host), bareHost(pattern)];
  if (!wanted.startsWith('*.')) return name === wanted;
  return name.includes('.') && name.slice(name.indexOf('.')) === wanted.slice(1);
}

/** The MX hosts that a sender with this policy in its cache does not deliver to: none unless it is enforced. RFC 8461 §5. */
export function refusedMx({ mode, mx }: StsPolicy, hosts: string[]): string[] {
  return mode === 'enforce' ? hosts.filter(host => !mx.some(pattern => matchesPattern(host, pattern))) : [];
}

export function tlsReportContent(addresses: string[]): string {
  return `v=TLSRPTv1; rua=${reportUris(addresses)}`;
}
