/**
 * Forwarding at mailcow is a sieve filter that redirects a copy (RFC 3894): the mailbox keeps its mail, and the copy leaves with
 * the mailbox as its sender, so that SPF holds. Its two other ways do not do: a mailbox's own address cannot be an alias with
 * several goals (`is_alias_or_mailbox`), and a BCC map has one goal (`bcc_exists`). As a prefilter it runs before the scripts of
 * the mailbox's owner, which could end the run. Pure.
 */
import type { MailcowFilter } from './convert.ts';

export const scriptFor = (addresses: string[]): string =>
  ['require ["copy"];', ...addresses.map(each => `redirect :copy ${quoted(each)};`), ''].join('\n');

/** RFC 5228 §2.4.2. */
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

const STRING = String.raw`"((?:[^"\\]|\\.)*)"`;
const COPY = new RegExp(String.raw`redirect\s+:copy\s+${STRING}\s*;`, 'g');

/** Where an active filter sends copies, if that is all it does; whoever wrote it. */
export function forwardedBy({ active, filter_type, script_data }: MailcowFilter): string[] | undefined {
  if (Number(active) !== 1 || filter_type !== 'prefilter') return undefined;
  const rest = script_data.replace(/^\s*#.*$/gm, '').replace(/require\s+(\[[^\]]*\]|"[^"]*")\s*;/g, '');
  if (rest.replace(COPY, '').trim() !== '') return undefined;
  return Array.from(rest.matchAll(COPY), ([, address = '']) => address.replace(/\\(.)/g, '$1').toLowerCase());
}
