/** Cloudflare's refusals in words: what it means and the way out. Codes as seen 2018 to 2026-09. */
import type { ApiError } from './failure.ts';

const REMOVE = 'Remove it at Cloudflare, or set `adopt: true` if it is in a slot of the mail records.';

const sentences: Record<number, string> = {
  9000: 'The name is no DNS name. Correct it in the inventory.',
  9003: 'This target is not allowed for a proxied record. Set `proxied: false`.',
  9004: 'A record of this type cannot be proxied. Set `proxied: false`.',
  9005: 'The content of an A record must be an IPv4 address.',
  9006: 'The content of an AAAA record must be an IPv6 address.',
  9009: 'The content of an MX record must be a host name.',
  9015: 'The content takes more than 4,096 bytes. Shorten it.',
  9021: 'The TTL must be between 60 and 86,400 seconds, or 1 for automatic. Correct `ttl`.',
  9039: 'A CNAME cannot point at itself.',
  9041: 'This record cannot be proxied. Set `proxied: false`.',
  9207: 'Cloudflare could not read the request. This is a fault of Mailyard: please report it.',
  9300: "The record has more tags than the zone's plan allows. Remove tags from it at Cloudflare.",
  81044: 'The record is no longer there: someone removed it. Run `mailyard up --refresh`.',
  81045:
    "The zone holds as many records as its plan allows (200 on Free, 3,500 on paid plans). Remove records, or change the zone's plan.",
  81053: `An A, AAAA or CNAME record of this name is already there. ${REMOVE}`,
  81054: `A CNAME record of this name is already there, and nothing may stand beside it. ${REMOVE}`,
  81055: `An A record of this name is already there. ${REMOVE}`,
  81056: `NS records of this name are already there: it is delegated elsewhere. Write the record in that zone, or remove the delegation.`,
  81057: `The same record is already there. ${REMOVE}`,
  81058: `The same record is already there. ${REMOVE}`,
  83011: 'All records of this name and type together take more than 8,192 characters. Shorten or remove some.',
};

/** The refusal of an operation at `name`, as one line: code, meaning, way out, and Cloudflare's own words. */
export function explainRefusal({ code, message }: ApiError, name: string): string {
  const meaning = sentences[code];
  return meaning
    ? `${name}: ${meaning} (Cloudflare ${code}: ${message})`
    : `${name}: Cloudflare refused it with ${code}: ${message}`;
}

/** Refusals that can mean that it is already done: gone before the delete, there before the post. */
export const perhapsDone = new Set([81044, 81057, 81058]);
