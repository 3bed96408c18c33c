/** A record before it has its key: what the builders return. */
import { canonical } from './canonical.ts';
import { recordKey } from './key.ts';
import type { EstateRecord, ProvidedValue, RecordRole, RecordType } from './record.ts';

export interface Draft {
  role: RecordRole;
  /** Tells records of one role and host apart: a selector, a service. */
  id?: string;
  /** The FQDN the record speaks of, which is not always its name: the domain for `_dmarc.<domain>`. */
  host: string;
  name: string;
  type: RecordType;
  content: string;
  priority?: number;
  ttl?: number;
  proxied?: boolean;
  source: string;
  provided?: ProvidedValue;
}

/** Sets of equals are numbered from 1 always, so that a second MX does not rename the first. */
const NUMBERED = new Set<RecordRole>(['mx', 'caa']);

/** Where drafts become records. */
export interface Place {
  domain: string;
  zone: string;
  /** Seconds, for drafts that say nothing else. */
  ttl: number;
}

/** Gives each draft its key. Drafts of one key get `-2`, `-3` … in their order. */
export function keyed(drafts: Draft[], place: Place): EstateRecord[] {
  const { zone } = place;
  const seen = new Map<string, number>();
  return drafts.map(draft => {
    const group = recordKey(draft.role, draft.id, draft.host, zone);
    const ordinal = (seen.get(group) ?? 0) + 1;
    seen.set(group, ordinal);
    const numbered = ordinal > 1 || NUMBERED.has(draft.role);
    return toRecord(draft, numbered ? numberedKey(draft, ordinal, zone) : group, place);
  });
}

function numberedKey({ role, id, host }: Draft, ordinal: number, zone: string): string {
  return recordKey(role, id === undefined ? String(ordinal) : `${id}-${ordinal}`, host, zone);
}

function toRecord(draft: Draft, key: string, { domain, ttl: usual }: Place): EstateRecord {
  const { role, type, source, provided, ttl = usual } = draft;
  const one = canonical({
    name: draft.name,
    type,
    content: draft.content,
    priority: draft.priority,
    ttl,
    proxied: draft.proxied,
  });
  // Nearly whole from the start: V8 keeps fields that come later in a list beside the object.
  const record: EstateRecord = { key, role, name: one.name, type, content: one.content, ttl: one.ttl, domain, source };
  if (one.priority !== undefined) record.priority = one.priority;
  if (one.proxied) record.proxied = true;
  if (provided) record.provided = provided;
  return record;
}
