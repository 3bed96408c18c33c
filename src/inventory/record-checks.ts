/** One entry of `records`: that its parts fit its type. */
import { isIPv4, isIPv6 } from 'node:net';
import { MailyardError } from '../error.ts';
import { fieldNames, fromData, hasData, toData } from '../records/data.ts';
import { AUTOMATIC_TTL } from '../records/record.ts';
import type { Finding, Position } from './finding.ts';
import type { ExtraRecord } from './model.ts';
import type { Problem } from './problem.ts';

// The priority of these has a field of its own, so `content` alone is not a whole record.
const prioritised = new Set(['MX', 'SRV', 'URI']);
const SHORTEST_TTL = 30;
const proxiable = new Set(['A', 'AAAA', 'CNAME']);

/** One entry of `records`, wherever it stands. */
export function checkRecord(record: ExtraRecord, position: () => Position): Finding[] {
  return recordProblems(record).map(problem => ({ ...position(), severity: 'error', ...problem }));
}

function recordProblems(record: ExtraRecord): Problem[] {
  const { type, content, data, priority, proxied, ttl } = record;
  const problems: Problem[] = [];
  const say = (message: string, fix?: string) => problems.push(bad(message, fix));
  if (content === undefined && data === undefined)
    say(`The ${type} record has no value.`, 'Write `content` or `data`.');
  if (content !== undefined && data !== undefined) say('A record has `content` or `data`, not both.', 'Remove one.');
  // The data of an SRV has its priority.
  if (prioritised.has(type) && priority === undefined && (content !== undefined || (data && type === 'URI'))) {
    const rest = content === undefined ? 'data' : 'content';
    say(`The ${type} record has no priority.`, `Write \`priority: 10\`, and only the rest in \`${rest}\`.`);
  }
  if (priority !== undefined && !prioritised.has(type)) say(`A record of type ${type} has no priority.`, 'Remove it.');
  if (proxied && !proxiable.has(type)) say(`A record of type ${type} cannot be proxied.`, 'Remove `proxied`.');
  return [...problems, ...valueProblems(record), ...(ttl === undefined || proxied ? [] : ttlProblems(ttl))];
}

/** An address is one; a record of several fields has all of them, and in a form that can be read. */
export function valueProblems({ name, type, content, data, priority }: ExtraRecord): Problem[] {
  const one = { name, type, priority: priority ?? 0 };
  if (type === 'A' && content !== undefined && !isIPv4(content)) return [bad(`\`${content}\` is no IPv4 address.`)];
  if (type === 'AAAA' && content !== undefined && !isIPv6(content)) return [bad(`\`${content}\` is no IPv6 address.`)];
  if (!data) return content !== undefined && hasData(type) ? formProblems({ ...one, content }) : [];
  if (content !== undefined) return [];
  const known = fieldNames(type);
  if (known.length === 0) return [bad(`A record of type ${type} has no fields.`, 'Write its value as `content`.')];
  const given = type === 'SRV' && priority !== undefined ? { priority, ...data } : data;
  const unknown = Object.keys(given).filter(field => !known.includes(field));
  const missing = known.filter(field => !(field in given));
  if (unknown.length + missing.length === 0) return formProblems({ ...one, ...fromData(type, given) });
  const fix = `Its fields are ${known.join(', ')}.`;
  return [
    ...unknown.map(field => bad(`\`${field}\` is no field of a record of type ${type}.`, fix)),
    ...missing.map(field => bad(`The ${type} record has no \`${field}\`.`, fix)),
  ];
}

function formProblems(record: Required<Pick<ExtraRecord, 'name' | 'type' | 'content' | 'priority'>>): Problem[] {
  try {
    toData({ ...record, ttl: AUTOMATIC_TTL });
    return [];
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    return [bad(error.message, error.fix)];
  }
}

/** Cloudflare takes 60 to 86,400 seconds, in Enterprise zones from 30 on; 1 is automatic (facts of its API v4, 2026-11). */
export function ttlProblems(ttl: number): Problem[] {
  if (ttl === AUTOMATIC_TTL || ttl >= SHORTEST_TTL) return [];
  const message = `A TTL of ${ttl} is shorter than Cloudflare takes.`;
  return [
    { rule: 'bad-value', message, fix: 'Write 60 or more, in an Enterprise zone 30 or more, or 1 for automatic.' },
  ];
}

function bad(message: string, fix?: string): Problem {
  return { rule: 'bad-record', message, ...(fix && { fix }) };
}
