/** Ownership stands in the record's comment, so that it survives a lost state. DESIGN §4. */
import { createHash } from 'node:crypto';
import { MailyardError } from '../error.ts';

/** The stack that a record belongs to: one segment of one Pulumi project. */
export interface Owner {
  project: string;
  stack: string;
}

/** Free zones take 100 characters (developers.cloudflare.com/dns, record attributes, read 2026-11-22). */
const COMMENT_LIMIT = 100;
const ADOPTED = ':adopted';
/** A few letters of the key and its hash. */
const LEAST_ROOM = 16;

/**
 * `mailyard:<project>/<stack>:<key>`, with `:adopted` where the record was there before Mailyard. A key that does not fit is
 * cut and ends in a hash of itself, so the comment of a key is always the same.
 */
export function ownerComment({ project, stack }: Owner, key: string, adopted = false): string {
  const start = `mailyard:${project}/${stack}:`;
  const room = COMMENT_LIMIT - ADOPTED.length - start.length;
  if (room < LEAST_ROOM) {
    const message = `The names of the project "${project}" and the stack "${stack}" are too long together for the marks of its records.`;
    throw new MailyardError('mark-too-long', message, { fix: 'Give the project a shorter name in Pulumi.yaml.' });
  }
  return start + shortened(key, room) + (adopted ? ADOPTED : '');
}

/** The mark as a key's own mark reads, whether or not the record was adopted. */
export const unadopted = (comment: string): string =>
  comment.endsWith(ADOPTED) ? comment.slice(0, -ADOPTED.length) : comment;

/** Whose record this is, by its comment; undefined where Mailyard has no part in it. */
export function ownerOf(comment: string): (Owner & { key: string; adopted: boolean }) | undefined {
  const match = /^mailyard:([^/:]+)\/([^:]+):(.+?)(:adopted)?$/.exec(comment);
  if (!match) return undefined;
  const [, project = '', stack = '', key = '', adopted] = match;
  return { project, stack, key, adopted: adopted !== undefined };
}

export function ownedBy(owner: Owner, comment: string): boolean {
  const found = ownerOf(comment);
  return found?.project === owner.project && found.stack === owner.stack;
}

/** Of the same project: what it holds may be on its way between the two. */
export function isOfAnotherStack(owner: Owner, comment: string): boolean {
  const found = ownerOf(comment);
  return found?.project === owner.project && found.stack !== owner.stack;
}

/** The stack and project that a resource's URN names. */
export function ownerOfUrn(urn: string): Owner {
  const [, , stackPart = '', ...rest] = urn.split(':');
  return { stack: stackPart, project: rest[1] ?? '' };
}

function shortened(key: string, room: number): string {
  if (key.length <= room) return key;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 12);
  return `${key.slice(0, room - hash.length - 1)}~${hash}`;
}
