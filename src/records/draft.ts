/** A record before it has its key: what the builders return. */
import { canonical } from './canonical.ts';
import { recordKey } from './key.ts';
import type { EstateRecord, ProvidedValue, RecordRole, RecordType } from './record.ts';
import { DEFAULT_TTL } from './record.ts';

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

/** Gives each draft its key. Drafts of one key get `-2`, `-3` … in their order. */
export function keyed(drafts: Draft[], domain: string, zone: string): EstateRecord[] {
  const seen = new Map<string, number>();
  return drafts.map(draft => {
    const group = recordKey(draft.role, draft.id, draft.host, zone);
    const ordinal = (seen.get(group) ?? 0) + 1;
    seen.set(group, ordinal);
    return toRecord(draft, keyOf(draft, ordinal, zone), domain);
  });
}

function keyOf(draft: Draft, ordinal: number, zone: string): string {
  const numbered = ordinal > 1 || NUMBERED.has(draft.role);
  const id = numbered ? [draft.id, ordinal].filter(part => part !== undefined).join('-') : draft.id;
  return recordKey(draft.role, id, draft.host, zone);
}

function toRecord(draft: Draft, key: string, domain: string): EstateRecord {
  const record: EstateRecord = {
    key,
    role: draft.role,
    ...canonical({ ...draft, ttl: draft.ttl ?? DEFAULT_TTL }),
    domain,
    source: draft.source,
  };
  if (draft.provided) record.provided = draft.provided;
  return record;
}
