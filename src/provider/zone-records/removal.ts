/** What a delete takes away, and the guard against a domain that vanishes. Pure. */
import type { LiveRecord, RecordBatch } from '../../cloudflare/api.ts';
import { MailyardError } from '../../error.ts';
import type { ZoneRecordsInputs } from '../../estate/resource.ts';
import { type Allowed, overrideText } from '../../plan/allow.ts';
import { servedDomain } from '../../plan/served-domain.ts';
import { type Owner, ownedBy, ownerComment, ownerOf, unadopted } from '../../records/owner.ts';
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

/** The guard that only the zone itself can judge: of a domain that another stack took over nothing is left to delete here. */
export function refuseVanishing(
  olds: ZoneRecordsInputs,
  news: ZoneRecordsInputs,
  batch: RecordBatch,
  allowed: Allowed,
): void {
  const hit = new Set(batch.deletes.map(({ record }) => servedDomain(record.name, olds.domains)));
  for (const [domain, phase] of Object.entries(olds.domains)) {
    if (phase === 'retired' || domain in news.domains || !hit.has(domain) || allowed('domain', domain)) continue;
    throw new MailyardError('guard', `${domain} is live, and its mail records would all be removed.`, {
      fix: `Retire it first (\`lifecycle: retired\`). To do it all the same: ${overrideText('domain', domain)}, or MAILYARD_ALLOW=domain=${domain}.`,
    });
  }
}
