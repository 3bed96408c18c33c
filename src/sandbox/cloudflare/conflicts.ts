/** What may stand beside what at one name. Cloudflare is laxer than RFC 1034 §3.6.2: a CNAME may have TXT, MX and others beside it. */
import type { TwinRecord } from './model.ts';
import { badRecord, UNKNOWN_CODE } from './refusal.ts';

const COMBINED_LIMIT = 8192;
const ADDRESS = new Set(['A', 'AAAA']);
const HOST = new Set(['A', 'AAAA', 'CNAME']);

/** Throws if the record cannot stand beside the `others` of its name. */
export function refuseConflicts(record: TwinRecord, others: readonly TwinRecord[], zone: string): void {
  const have = (types: ReadonlySet<string>) => others.some(other => types.has(other.type));
  if (record.type === 'CNAME' && have(HOST)) {
    throw badRecord(81053, 'An A, AAAA, or CNAME record with that host already exists.');
  }
  if (ADDRESS.has(record.type) && have(new Set(['CNAME']))) {
    throw badRecord(81054, 'A CNAME record with that host already exists.');
  }
  if (record.name !== zone) refuseAtDelegation(record, others);
  if (others.some(other => isIdentical(record, other))) {
    throw badRecord(81058, 'An identical record already exists.');
  }
  refuseTooMuch(record, others);
}

/** Below the apex NS means a delegation: nothing but NS and DS stands at it, and DS only there. */
function refuseAtDelegation(record: TwinRecord, others: readonly TwinRecord[]): void {
  const delegated = others.some(other => other.type === 'NS');
  if (record.type === 'DS' && !delegated) throw badRecord(UNKNOWN_CODE, 'DS records need NS records of the same name.');
  if (record.type === 'DS') return;
  const clash = record.type === 'NS' ? others.some(other => other.type !== 'NS' && other.type !== 'DS') : delegated;
  if (clash) throw badRecord(81056, 'NS records with that host already exist.');
}

/** As stored: `text` and `"text"` are two records to Cloudflare. */
function isIdentical(a: TwinRecord, b: TwinRecord): boolean {
  return a.type === b.type && a.content === b.content && a.priority === b.priority;
}

function refuseTooMuch(record: TwinRecord, others: readonly TwinRecord[]): void {
  let characters = record.content.length;
  for (const other of others) if (other.type === record.type) characters += other.content.length;
  if (characters > COMBINED_LIMIT) {
    throw badRecord(
      83011,
      `The records of this name and type have ${characters} characters, more than ${COMBINED_LIMIT}.`,
    );
  }
}
