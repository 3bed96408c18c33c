/** `mailyard:index:ZoneRecords`: all of one stack's records in one Cloudflare zone. DESIGN §4. */
import type { Accounts } from '../../cloudflare/accounts.ts';
import type { BatchOutcome, CloudflareDns, CloudflareZone, RecordBatch } from '../../cloudflare/api.ts';
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../../estate/resource.ts';
import type { Allowed } from '../../plan/allow.ts';
import { diffRecords } from '../../plan/diff.ts';
import { roleOfKey } from '../../records/key.ts';
import { ownerOfUrn } from '../../records/owner.ts';
import { recordText } from '../../records/text.ts';
import type { Created, ResourceType } from '../provider.ts';
import { UNKNOWN } from '../unknown.ts';
import { checkZoneRecords } from './check.ts';
import { zoneDiff } from './diff.ts';
import { refuseForgetting, zoneNotFound } from './missing-zone.ts';
import { imported, observe } from './observe.ts';
import { reconcile } from './reconcile.ts';
import { refusalError } from './refusal.ts';
import { refuseVanishing, removal } from './removal.ts';
import { refusedError, settle } from './settle.ts';

export { zoneDiff };

export interface ZoneRecordsOutputs {
  zoneId: string;
  /** Cloudflare's record ids by key. */
  ids: Record<string, string>;
}

export interface ZoneRecordsDependencies {
  cloudflare: Accounts['client'];
  allowed: Allowed;
  /** Something worth telling that stops nothing. */
  note: (urn: string, message: string) => void;
}

type Done = Created<ZoneRecordsInputs, ZoneRecordsOutputs>;

/**
 * A record that has to wait for something, as `_mta-sts` for its policy or MX for its provider, is in a resource of its own
 * beside the zone's. That one serves no domain, and all other records of the stack are the zone's.
 */
function elsewhere({ domains, parts = [] }: ZoneRecordsInputs): (key: string) => boolean {
  const isPart = Object.keys(domains).length === 0;
  return key => isPart || roleOfKey(key) === 'mta-sts' || parts.includes(key);
}

/** What another resource carries from now on is not ours to delete. */
function without(records: ZoneRecordsInputs['records'], parts: string[] = []): ZoneRecordsInputs['records'] {
  return parts.length === 0
    ? records
    : Object.fromEntries(Object.entries(records).filter(([key]) => !parts.includes(key)));
}

export function zoneRecords(
  dependencies: ZoneRecordsDependencies,
): ResourceType<ZoneRecordsInputs, ZoneRecordsOutputs> {
  const { allowed, note } = dependencies;

  async function zoneOf(cloudflare: CloudflareDns, name: string): Promise<CloudflareZone> {
    const zone = await cloudflare.zone(name);
    if (!zone) throw zoneNotFound(name);
    return zone;
  }

  async function write(cloudflare: CloudflareDns, zone: CloudflareZone, batch: RecordBatch): Promise<BatchOutcome> {
    const { deletes, patches, posts } = batch;
    if (deletes.length + patches.length + posts.length === 0) return { ids: {}, deleted: [], refused: [] };
    return cloudflare.batch(zone, batch);
  }

  /** Observe, decide, write: one list and one batch, for create and update alike. */
  async function bring(
    urn: string,
    before: Done | undefined,
    inputs: ZoneRecordsInputs,
    preview: boolean,
  ): Promise<Done> {
    const cloudflare = dependencies.cloudflare(inputs.token);
    // It is still to be made, in the same run.
    if (preview && inputs.created && !(await cloudflare.zone(inputs.zone)))
      return { id: inputs.zone, inputs, outputs: { zoneId: '', ids: {} } };
    const zone = await zoneOf(cloudflare, inputs.zone);
    const known = without(before?.inputs.records ?? {}, inputs.parts);
    const ids = before?.outputs.ids ?? {};
    const live = await cloudflare.records(zone.id);
    const adopt = inputs.adopt ?? false;
    const owner = ownerOfUrn(urn);
    const wanted = preview ? knownRecords(inputs.records) : inputs.records;
    const plan = reconcile({ owner, wanted, known, ids, live, adopt, elsewhere: elsewhere(inputs) });
    if (plan.refusals.length > 0) throw refusalError(inputs.zone, plan.refusals);
    if (before) refuseVanishing({ owner, olds: before.inputs, news: inputs, batch: plan.batch, live }, allowed);
    for (const text of plan.notes) note(urn, text);
    if (zone.status !== 'active')
      note(urn, `${zone.name} is ${zone.status} at Cloudflare: its registrar does not point here yet.`);
    if (preview) return { id: inputs.zone, inputs, outputs: { zoneId: zone.id, ids } };
    return settle(zone, inputs, { known, ids }, plan, await write(cloudflare, zone, plan.batch));
  }

  return {
    type: ZONE_RECORDS,

    check: (olds, news) => checkZoneRecords(olds, news, allowed),

    diff: zoneDiff,

    create: ({ urn, inputs, preview }) => bring(urn, undefined, inputs, preview),

    async update({ urn, id, oldInputs, oldOutputs, inputs, preview }) {
      const unchanged = diffRecords(oldInputs.records, inputs.records).length === 0;
      // What Pulumi hands over as outputs holds the old inputs too.
      const outputs = { zoneId: oldOutputs.zoneId, ids: oldOutputs.ids };
      if (preview || unchanged) return { id, inputs, outputs };
      return bring(urn, { id, inputs: oldInputs, outputs }, inputs, false);
    },

    async read({ urn, id, inputs, outputs }) {
      const cloudflare = dependencies.cloudflare(inputs?.token);
      const zone = await zoneOf(cloudflare, inputs?.zone ?? id);
      const live = await cloudflare.records(zone.id);
      if (!inputs) {
        const found = imported(zone.name, ownerOfUrn(urn), live);
        return { id, inputs: found.inputs, outputs: { zoneId: zone.id, ids: found.ids } };
      }
      const seen = observe(ownerOfUrn(urn), inputs.records, outputs?.ids ?? {}, live);
      for (const { key, live: other } of seen.intruders)
        note(urn, `${recordText(other)} stands beside ${key} and is not Mailyard's.`);
      return { id, inputs: { ...inputs, records: seen.records }, outputs: { zoneId: zone.id, ids: seen.ids } };
    },

    async delete({ urn, inputs, outputs }) {
      const cloudflare = dependencies.cloudflare(inputs.token);
      const zone = await cloudflare.zone(inputs.zone);
      if (!zone) return refuseForgetting(inputs, allowed);
      const [owner, live] = [ownerOfUrn(urn), await cloudflare.records(zone.id)];
      const batch = removal(owner, inputs, outputs, live);
      refuseVanishing({ owner, olds: inputs, news: { ...inputs, domains: {} }, batch, live }, allowed);
      const outcome = await write(cloudflare, zone, batch);
      if (outcome.refused.length > 0) throw refusedError(inputs.zone, outcome);
    },
  };
}

/** In a preview: what waits for another resource that is still to be made cannot be held against the zone. */
function knownRecords(records: ZoneRecordsInputs['records']): ZoneRecordsInputs['records'] {
  const entries = Object.entries(records);
  return Object.fromEntries(entries.filter(([, { name, content }]) => name !== UNKNOWN && content !== UNKNOWN));
}
