/** `mailyard:index:ZoneRecords`: all of one stack's records in one Cloudflare zone. DESIGN §4. */
import type { BatchOutcome, CloudflareDns, CloudflareZone, RecordBatch } from '../../cloudflare/api.ts';
import { MailyardError } from '../../error.ts';
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../../estate/resource.ts';
import { type Allowed, overrideText } from '../../plan/allow.ts';
import { diffDomains, diffRecords } from '../../plan/diff.ts';
import { servedDomain } from '../../plan/record-guards.ts';
import { type Created, type DiffResult, PartialFailure, type ResourceType } from '../provider.ts';
import { checkZoneRecords } from './check.ts';
import { imported, observe } from './observe.ts';
import { type Owner, ownerOf, ownerOfUrn } from './owner.ts';
import { type Reconciliation, reconcile } from './reconcile.ts';
import { recordText, refusalError } from './refusal.ts';

export interface ZoneRecordsOutputs {
  zoneId: string;
  /** Cloudflare's record ids by key. */
  ids: Record<string, string>;
}

export interface ZoneRecordsDependencies {
  cloudflare: CloudflareDns;
  allowed: Allowed;
  /** Something worth telling that stops nothing. */
  note: (urn: string, message: string) => void;
}

type Done = Created<ZoneRecordsInputs, ZoneRecordsOutputs>;

export function zoneRecords(dependencies: ZoneRecordsDependencies): ResourceType<ZoneRecordsInputs, ZoneRecordsOutputs> {
  const { cloudflare, allowed, note } = dependencies;

  async function zoneOf(name: string): Promise<CloudflareZone> {
    const zone = await cloudflare.zone(name);
    if (!zone) throw zoneNotFound(name);
    return zone;
  }

  /** Observe, decide, write: one list and one batch, for create and update alike. */
  async function bring(urn: string, before: Done | undefined, inputs: ZoneRecordsInputs, preview: boolean): Promise<Done> {
    const zone = await zoneOf(inputs.zone);
    const known = before?.inputs.records ?? {};
    const ids = before?.outputs.ids ?? {};
    const live = await cloudflare.records(zone.id);
    const plan = reconcile({ owner: ownerOfUrn(urn), wanted: inputs.records, known, ids, live, adopt: inputs.adopt ?? false });
    if (plan.refusals.length > 0) throw refusalError(inputs.zone, plan.refusals);
    if (before) refuseVanishing(before.inputs, inputs, plan.batch, allowed);
    for (const text of plan.notes) note(urn, text);
    if (zone.status !== 'active') note(urn, `${zone.name} is ${zone.status} at Cloudflare: its registrar does not point here yet.`);
    if (preview) return { id: inputs.zone, inputs, outputs: { zoneId: zone.id, ids } };
    const outcome = isEmpty(plan.batch) ? nothing : await cloudflare.batch(zone, plan.batch);
    return settle(zone, inputs, { known, ids }, plan, outcome);
  }

  return {
    type: ZONE_RECORDS,

    check: (olds, news) => checkZoneRecords(olds, news, allowed),

    diff: zoneDiff,

    create: ({ urn, inputs, preview }) => bring(urn, undefined, inputs, preview),

    async update({ urn, id, oldInputs, oldOutputs, inputs, preview }) {
      const unchanged = diffRecords(oldInputs.records, inputs.records).length === 0;
      if (preview || unchanged) return { id, inputs, outputs: oldOutputs };
      return bring(urn, { id, inputs: oldInputs, outputs: oldOutputs }, inputs, false);
    },

    async read({ urn, id, inputs, outputs }) {
      const zone = await zoneOf(inputs?.zone ?? id);
      const live = await cloudflare.records(zone.id);
      if (!inputs) {
        const found = imported(zone.name, ownerOfUrn(urn), live);
        return { id, inputs: found.inputs, outputs: { zoneId: zone.id, ids: found.ids } };
      }
      const seen = observe(ownerOfUrn(urn), inputs.records, outputs?.ids ?? {}, live);
      for (const { key, live: other } of seen.intruders) note(urn, `${recordText(other)} stands beside ${key} and is not Mailyard's.`);
      return { id, inputs: { ...inputs, records: seen.records }, outputs: { zoneId: zone.id, ids: seen.ids } };
    },

    async delete({ urn, inputs, outputs }) {
      const zone = await cloudflare.zone(inputs.zone);
      if (!zone) return forgetMissingZone(inputs, allowed);
      const live = await cloudflare.records(zone.id);
      const batch = removal(ownerOfUrn(urn), inputs, outputs, live);
      refuseVanishing(inputs, { ...inputs, domains: {} }, batch, allowed);
      const outcome = isEmpty(batch) ? nothing : await cloudflare.batch(zone, batch);
      if (outcome.refused.length > 0) throw refusedError(inputs.zone, outcome);
    },
  };
}

/** Replaced only when the zone itself is another one. */
export function zoneDiff(olds: ZoneRecordsInputs, news: ZoneRecordsInputs): DiffResult {
  const detailed: DiffResult['detailed'] = {};
  for (const { action, key, old, ...next } of diffRecords(olds.records, news.records)) {
    if (action !== 'update') detailed[`records["${key}"]`] = action === 'delete' ? 'delete' : 'add';
    else for (const field of changedFields(old ?? next, next)) detailed[`records["${key}"].${field}`] = 'update';
  }
  for (const domain of diffDomains(olds.domains, news.domains)) detailed[`domains["${domain}"]`] = kindOf(domain, olds.domains, news.domains);
  const replaces = olds.zone === news.zone ? [] : ['zone'];
  if (replaces.length > 0) detailed.zone = 'update';
  return { changed: Object.keys(detailed).length > 0, replaces, detailed };
}

function changedFields(before: object, after: object): string[] {
  const [old, next] = [before, after] as Record<string, unknown>[];
  const fields = ['name', 'type', 'content', 'priority', 'ttl', 'proxied'].filter(field => old?.[field] !== next?.[field]);
  return fields.length > 0 ? fields : ['content'];
}

function kindOf(key: string, olds: object, news: object): 'add' | 'delete' | 'update' {
  if (!(key in olds)) return 'add';
  return key in news ? 'update' : 'delete';
}

const nothing: BatchOutcome = { ids: {}, deleted: [], refused: [] };

const isEmpty = ({ deletes, patches, posts }: RecordBatch): boolean => deletes.length + patches.length + posts.length === 0;

/** What the state may say now: what was applied, and of the rest what was there before. */
function settle(
  zone: CloudflareZone,
  inputs: ZoneRecordsInputs,
  before: { known: ZoneRecordsInputs['records']; ids: Record<string, string> },
  plan: Reconciliation,
  outcome: BatchOutcome,
): Done {
  const ids: Record<string, string> = {};
  for (const key of Object.keys(inputs.records)) {
    const id = outcome.ids[key] ?? plan.settled[key] ?? before.ids[key];
    if (id) ids[key] = id;
  }
  const done: Done = { id: inputs.zone, inputs, outputs: { zoneId: zone.id, ids } };
  if (outcome.refused.length === 0) return done;

  const refused = new Set(outcome.refused.flatMap(({ keys }) => keys));
  const applied = Object.entries(inputs.records).filter(([key]) => !refused.has(key));
  const left = Object.entries(before.known).filter(([key]) => refused.has(key));
  const records = Object.fromEntries([...applied, ...left]);
  const keptIds = Object.entries({ ...before.ids, ...ids }).filter(([key]) => key in records);
  const state = { ...done, inputs: { ...inputs, records }, outputs: { zoneId: zone.id, ids: Object.fromEntries(keptIds) } };
  throw new PartialFailure(state, outcome.refused.map(refusedText));
}

const refusedText = ({ keys, code, message }: BatchOutcome['refused'][number]): string =>
  `Cloudflare refused ${keys.join(', ')}: ${message} (${code})`;

const refusedError = (zone: string, outcome: BatchOutcome): MailyardError =>
  new MailyardError('refused', `${zone}: ${outcome.refused.map(refusedText).join('; ')}`);

/** All that still names this stack; what was adopted stays, without the mark. */
function removal(owner: Owner, inputs: ZoneRecordsInputs, outputs: ZoneRecordsOutputs, live: import('../../cloudflare/api.ts').LiveRecord[]): RecordBatch {
  const batch: RecordBatch = { deletes: [], patches: [], posts: [] };
  const keys = new Map(Object.entries(outputs.ids).map(([key, id]) => [id, key]));
  for (const record of live) {
    const mark = ownerOf(record.comment);
    if (mark?.project !== owner.project || mark.stack !== owner.stack) continue;
    const key = keys.get(record.id) ?? mark.key;
    if (!(key in inputs.records)) continue;
    if (mark.adopted) batch.patches.push({ key, id: record.id, record, comment: '' });
    else batch.deletes.push({ key, id: record.id, record });
  }
  return batch;
}

/** The guard that only the zone itself can judge: a domain that another stack has taken over has nothing left to delete here. */
function refuseVanishing(olds: ZoneRecordsInputs, news: ZoneRecordsInputs, batch: RecordBatch, allowed: Allowed): void {
  const hit = new Set(batch.deletes.map(({ record }) => servedDomain(record.name, olds.domains)));
  for (const [domain, phase] of Object.entries(olds.domains)) {
    if (phase === 'retired' || domain in news.domains || !hit.has(domain) || allowed('domain', domain)) continue;
    throw new MailyardError('guard', `${domain} is live, and its mail records would all be removed.`, {
      fix: `Retire it first (\`lifecycle: retired\`). To do it all the same: ${overrideText('domain', domain)}, or MAILYARD_ALLOW=domain=${domain}.`,
    });
  }
}

function forgetMissingZone(inputs: ZoneRecordsInputs, allowed: Allowed): void {
  if (Object.keys(inputs.domains).every(domain => allowed('domain', domain))) return;
  throw zoneNotFound(inputs.zone, ` If the zone is gone for good: ${overrideText('domain', inputs.zone)}.`);
}

function zoneNotFound(name: string, more = ''): MailyardError {
  return new MailyardError('zone-not-found', `There is no zone ${name} that the token can see.`, {
    fix: `Add the zone in Cloudflare, or give the token Zone:Read, DNS:Read and DNS:Edit for it.${more}`,
  });
}
