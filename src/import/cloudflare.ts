/** Zones as they stand at Cloudflare: one call each. */
import type { CloudflareDns, LiveRecord } from '../cloudflare/api.ts';
import { MailyardError } from '../error.ts';
import { decodeTxt } from '../records/txt.ts';
import { type FoundRecord, type SourceZone, sourceZone } from './source.ts';

/** Throws `zone-not-found`, and what the client throws. */
export async function readCloudflare(name: string, cloudflare: CloudflareDns): Promise<SourceZone> {
  const zone = await cloudflare.zone(name);
  if (!zone) {
    throw new MailyardError('zone-not-found', `There is no zone ${name} that the token can see.`, {
      fix: 'Compare the name with the dashboard, and the zones that the token covers.',
    });
  }
  return sourceZone(zone.name, (await cloudflare.records(zone.id)).map(found));
}

function found({ name, type, content, priority, ttl, proxied, readOnly }: LiveRecord): FoundRecord {
  return {
    ...{ name, type, content, ttl },
    ...(priority !== undefined && { priority }),
    ...(proxied && { proxied }),
    ...(readOnly && { problem: 'another Cloudflare product (Email Routing) owns it' }),
    ...(!readOnly && type === 'TXT' && isUndecoded(content) && { problem: 'its bytes are no UTF-8 text' }),
  };
}

/** Quoted strings that did not decode are still quoted; text in quotes of its own would have lost a pair. */
const isUndecoded = (content: string): boolean =>
  /^"(?:[^"\\]|\\.)*"(\s+"(?:[^"\\]|\\.)*")*$/s.test(content) &&
  /\\\d{3}/.test(content) &&
  decodeTxt(content) === content;
