/** What a delete takes away, and the guard against a domain that vanishes. Pure. */
import type { LiveRecord, RecordBatch } from '../../cloudflare/api.ts';
import { MailyardError } from '../../error.ts';
import type { ZoneRecordsInputs } from '../../estate/resource.ts';
import { type Allowed, overrideText } from '../../plan/allow.ts';
import type { GuardName } from '../../plan/plan.ts';
import { lastOf, serves } from '../../plan/record-guards.ts';
import type { RecordRefusal } from '../../plan/record-refusal.ts';
import { servedDomain } from '../../plan/served-domain.ts';
import { isOfAnotherStack, type Owner, ownedBy, ownerComment, ownerOf, unadopted } from '../../records/owner.ts';
import type { ZoneRecordsOutputs } from './zone-records.ts';

/** All that still names this stack; what was adopted stays as it is, without the mark. */
export function removal(
  owner: Owner,
  inputs: ZoneRecordsInputs,
  outputs: ZoneRecordsOutputs,
  live: LiveRecord[],
): RecordBatch {
  const batch: RecordBatch = { deletes: [], patches: [], posts: [] };
  const byId = new Map(Object.entries(outputs.ids).map(([key, id]) => [id, key]));
  const byMark = new Map(Object.keys(inputs.records).map(key => [ownerComment(owner, key), key]));
  for (const record of live.filter(({ comment }) => ownedBy(owner, comment))) {
    const key = byId.get(record.id) ?? byMark.get(unadopted(record.comment));
    if (key === undefined || !(key in inputs.records)) continue;
    if (ownerOf(record.comment)?.adopted)
      batch.patches.push({ key, id: record.id, record, comment: '', commentOnly: true });
    else batch.deletes.push({ key, id: record.id, record });
  }
  return batch;
}

interface Removing {
  owner: Owner;
  olds: ZoneRecordsInputs;
  news: ZoneRecordsInputs;
  batch: RecordBatch;
  live: LiveRecord[];
}

/**
 * The guard that only the zone itself can judge: a domain that leaves this stack has to be another one's by now. What is left
 * here of such a domain may go, but for what is the last of its kind.
 */
export function refuseVanishing({ owner, olds, news, batch, live }: Removing, allowed: Allowed): void {
  for (const [domain, phase] of Object.entries(olds.domains)) {
    if (phase === 'retired' || domain in news.domains || allowed('domain', domain)) continue;
    const leaving = batch.deletes.filter(({ record }) => servedDomain(record.name, olds.domains) === domain);
    if (leaving.length === 0) continue;
    const others = live.filter(({ comment }) => isOfAnotherStack(owner, comment));
    if (!serves(others, domain)) throw vanishing(domain);
    const last = lastOf(leaving, others).find(({ guard, value }) => !allowed(guard, value));
    if (last) throw lastLeaving(domain, last);
  }
}

function vanishing(domain: string): MailyardError {
  return new MailyardError('guard', `${domain} is live, and its mail records would all be removed.`, {
    fix: `Retire it first (\`lifecycle: retired\`). If it moves to another segment: \`mailyard up --refresh\` for both. To do it all the same: ${ways('domain', domain)}.`,
  });
}

function lastLeaving(domain: string, { guard, value, message }: RecordRefusal): MailyardError {
  return new MailyardError(
    'guard',
    `${domain} has moved to another segment, which has not all of its mail: ${message}`,
    {
      fix: `\`mailyard up --refresh\` takes over what is wanted there. To remove it all the same: ${ways(guard, value)}.`,
    },
  );
}

const ways = (guard: GuardName, value: string): string =>
  `${overrideText(guard, value)}, or MAILYARD_ALLOW=${guard}=${value}`;
