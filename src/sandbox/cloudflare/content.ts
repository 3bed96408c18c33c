/** Types whose value is sent as `content`, checked and normalised as the API does it. */
import { isIPv4, isIPv6 } from 'node:net';
import { characterStrings, storedTxt } from '../txt.ts';
import { hostName } from './names.ts';
import { badRecord, UNKNOWN_CODE } from './refusal.ts';

const WIRE_LIMIT = 4096;

const contents: Readonly<Record<string, (content: string) => string>> = {
  A: content => {
    if (!isIPv4(content)) throw badRecord(9005, 'Content for A record must be a valid IPv4 address.');
    return content;
  },
  AAAA: content => {
    if (!isIPv6(content) || content.includes('%')) {
      throw badRecord(9006, 'Content for AAAA record must be a valid IPv6 address.');
    }
    return new URL(`http://[${content}]`).hostname.slice(1, -1);
  },
  // Lower case is likely and not certain: terraform-provider-cloudflare folds the case of CNAME content and of no other.
  CNAME: content => host(content, 9007, 'CNAME').toLowerCase(),
  NS: content => host(content, 9008, 'NS'),
  MX: content => (content === '.' ? content : host(content, 9009, 'MX')),
  PTR: content => host(content, UNKNOWN_CODE, 'PTR'),
  OPENPGPKEY: content => {
    if (!/^[A-Za-z0-9+/]+=*$/.test(content)) throw badRecord(UNKNOWN_CODE, 'Content for OPENPGPKEY must be base64.');
    return content;
  },
  TXT: content => {
    const strings = content === '' ? undefined : characterStrings(content);
    if (!strings) throw badRecord(UNKNOWN_CODE, 'Content for TXT record is invalid.');
    const wire = strings.reduce((bytes, string) => bytes + string.length + 1, 0);
    if (wire > WIRE_LIMIT) throw badRecord(9015, `Content is ${wire} bytes on the wire, more than ${WIRE_LIMIT}.`);
    return storedTxt(content);
  },
};

export function isContentType(type: string): boolean {
  return Object.hasOwn(contents, type);
}

export function storedContent(type: string, content: string): string {
  return contents[type]?.(content) ?? content;
}

function host(content: string, code: number, type: string): string {
  const name = hostName(content);
  if (name === undefined) throw badRecord(code, `Content for ${type} record must be a hostname.`);
  return name;
}
