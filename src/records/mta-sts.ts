/** MTA-STS (RFC 8461) and TLS reports (RFC 8460). */
import { createHash } from 'node:crypto';
import type { MtaStsSettings } from '../inventory/model.ts';
import { reportUris } from './dmarc.ts';

/** The policy that `https://mta-sts.<domain>/.well-known/mta-sts.txt` must serve, byte for byte. RFC 8461 §3.2. */
export function mtaStsPolicy(settings: MtaStsSettings, mxHosts: string[]): string {
  const hosts = [...new Set([...mxHosts, ...settings.mx])];
  const lines = ['version: STSv1', `mode: ${settings.mode}`, ...hosts.map(host => `mx: ${host}`)];
  return `${[...lines, `max_age: ${settings.maxAge}`].join('\r\n')}\r\n`;
}

/** RFC 8461 §3.1: the id changes whenever the policy does, so it is the policy's own hash. */
export function mtaStsContent(policy: string): string {
  const id = createHash('sha256').update(policy).digest('hex').slice(0, 20);
  return `v=STSv1; id=${id}`;
}

export function tlsReportContent(addresses: string[]): string {
  return `v=TLSRPTv1; rua=${reportUris(addresses)}`;
}
