/** What is written at a key's name, and what of it may be touched. Pure. */
import type { LiveRecord, RecordBatch } from '../../cloudflare/api.ts';
import { MailyardError } from '../../error.ts';
import { ownKeyMark } from '../../records/own-key.ts';
import { ownerComment, ownerOf } from '../../records/owner.ts';
import type { ZoneRecord } from '../../records/record.ts';

export interface KeyWish {
  project: string;
  /** The segment. */
  stack: string;
  zone: string;
  /** `my20261126a._domainkey.acme.example` */
  name: string;
  /** Undefined: nothing is to stand there. */
  content?: string;
  /** Seconds. */
  ttl: number;
}

/**
 * What is still to be written, `key` being the name. Only records with the mark of a key at just this name are changed or removed;
 * anything else there is somebody's: to publish is then refused, and to remove leaves it. Throws `dkim-name-taken`.
 */
export function keyBatch(
  { project, stack, zone, name, content, ttl }: KeyWish,
  live: readonly LiveRecord[],
): RecordBatch {
  const batch: RecordBatch = { deletes: [], patches: [], posts: [] };
  const here = live.filter(record => record.name === name);
  const mark = ownKeyMark(name, zone);
  const comment = ownerComment({ project, stack }, mark);
  // In whichever stack: a domain may have moved to another segment since.
  const own = here.filter(record => {
    const owner = ownerOf(record.comment);
    return owner?.project === project && record.comment === ownerComment(owner, mark) && !record.readOnly;
  });
  const [first, ...more] = own;
  if (content === undefined) return { ...batch, deletes: own.map(record => ({ key: name, id: record.id, record })) };
  const foreign = here.find(record => !own.includes(record));
  if (foreign) throw taken(name, foreign);
  const record: ZoneRecord = { name, type: 'TXT', content, ttl };
  if (!first) batch.posts.push({ key: name, record, comment });
  else if (first.content !== content || first.ttl !== ttl)
    batch.patches.push({ key: name, id: first.id, record, comment });
  batch.deletes = more.map(record => ({ key: name, id: record.id, record }));
  return batch;
}

const taken = (name: string, { type, content }: ZoneRecord): MailyardError =>
  new MailyardError(
    'dkim-name-taken',
    `At ${name} stands a record that is not Mailyard's: ${type} ${content.slice(0, 60)}.`,
    {
      fix: 'Remove it, or give `dkim.prefix` another value.',
    },
  );
